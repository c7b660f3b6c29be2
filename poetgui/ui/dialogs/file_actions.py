"""Save and copy the current poem, and choose a model's folder to import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from poetgui.errors import UserError
from poetgui.export.image import copy as copy_image
from poetgui.export.page import Page
from poetgui.export.plain_text import COUPLETS, as_text, save_txt
from poetgui.export.poster.painting import PosterPage
from poetgui.export.poster.poster_saving import FORMATS as POSTER_FORMATS
from poetgui.export.poster.poster_saving import save as save_poster
from poetgui.export.saving import FORMATS, save_page
from poetgui.files import write_text
from poetgui.grid import Poem
from poetgui.history.store import Entry
from poetgui.ui.dialogs.page_printer import preview
from poetgui.ui.state.check_result import check_poem
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.sheet_stack import Sheet, title_of
from poetgui.ui.state.workspace import Workspace

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of what has no glyph of its own, halves of characters among them."""


class FileActions(QObject):
    """Asks for the file, then calls the exporters."""

    problem = Signal(object)
    """Why a poem could not be saved: a sentence."""
    succeeded = Signal(object)
    """A poem was saved or copied: a sentence that says so."""
    folder_chosen = Signal(object)
    """A Path that may hold a model."""

    def __init__(self, window: QWidget, workspace: Workspace, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._workspace, self._preferences = window, workspace, preferences
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.PicturesLocation
        )

    def save_picture(self) -> None:
        """Save the page as it is shown, in the format that the name says."""
        if (sheet := self._workspace.current) and (
            path := self._ask(named(sheet), self.tr("图片"), *FORMATS)
        ):
            self.write_picture(sheet, path)

    def save_text(self) -> None:
        """Save the text in the script that is shown, in UTF-8."""
        if (sheet := self._workspace.current) and (
            path := self._ask(named(sheet), self.tr("文字"), "txt")
        ):
            self.write_text(sheet, path)

    def copy_text(self, layout: str = COUPLETS) -> None:
        if sheet := self._workspace.current:
            self.copy(sheet.poem, layout)

    def copy_picture(self) -> None:
        """Put the page on the clipboard as a picture, as it would be saved."""
        if sheet := self._workspace.current:
            copy_image(sheet.poem, self._preferences.picture_style(), check_poem(sheet.poem).marks)
            self.say_copied()

    def say_copied(self) -> None:
        self.succeeded.emit(self.tr("图片已复制到剪贴板。"))

    def print_page(self) -> None:
        """Show how the page will be printed, and print it from there."""
        if sheet := self._workspace.current:
            style, marks = self._preferences.picture_style(), check_poem(sheet.poem).marks
            page = Page(sheet.poem, style, marks)
            preview(page, self._window, title_of(sheet.poem, sheet.recipe))

    def save_poster(self, page: PosterPage, scale: int, speed: int) -> None:
        """Save a poster in the format that the name says."""
        name = file_name(page.poster.title or page.poem.title, page.poem.lines[0])
        if path := self._ask(name, self.tr("图片"), *POSTER_FORMATS):
            self._try(lambda: save_poster(page, path, scale, speed), path)

    def print_poster(self, page: PosterPage) -> None:
        preview(page, self._window, page.poster.title or page.poem.lines[0])

    def copy(self, poem: Poem, layout: str = COUPLETS) -> None:
        """Put a poem's text on the clipboard."""
        text = as_text(poem, self._preferences.page_style().script, layout)
        QGuiApplication.clipboard().setText(text)
        self.succeeded.emit(self.tr("已复制到剪贴板。"))

    def copy_entries(self, entries: Sequence[Entry]) -> None:
        """Put the text of poems of the history on the clipboard, a blank line between them."""
        if entries:
            QGuiApplication.clipboard().setText(self._text(entries))
            self.succeeded.emit(self.tr("已复制到剪贴板。"))

    def save_entries(self, entries: Sequence[Entry]) -> None:
        """Save the text of poems of the history in one file."""
        name = named(Sheet(entries[0].poem, entries[0].recipe))
        if path := self._ask(name, self.tr("文字"), "txt"):
            self._try(lambda: write_text(path, self._text(entries) + "\n"), path)

    def _text(self, entries: Sequence[Entry]) -> str:
        script = self._preferences.page_style().script
        return "\n\n".join(as_text(entry.poem, script) for entry in entries)

    def import_model(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("选择模型文件夹"))
        if folder:
            self.folder_chosen.emit(Path(folder))

    def write_picture(self, sheet: Sheet, path: Path) -> None:
        style = self._preferences.picture_style()
        self._try(lambda: save_page(sheet.poem, style, path, check_poem(sheet.poem).marks), path)

    def write_text(self, sheet: Sheet, path: Path) -> None:
        script = self._preferences.page_style().script
        self._try(lambda: save_txt(sheet.poem, path, script), path)

    def _try(self, save: Callable[[], object], path: Path) -> None:
        try:
            save()
        except UserError as error:
            self.problem.emit(error.message)
        else:
            self._folder = str(path.parent)
            self.succeeded.emit(self.tr("已存为 %1").replace("%1", str(path)))

    def _ask(self, name: str, kind: str, *suffixes: str) -> Path | None:
        """Ask for the file to save to; None when cancelled. Asks before a file is replaced.

        A name without one of the suffixes gets that of the format chosen in the dialog.
        """
        start = Path(self._folder) / f"{name}.{suffixes[0]}"
        offers = {f"{kind} {suffix.upper()} (*.{suffix})": suffix for suffix in suffixes}
        while True:
            chosen, offer = QFileDialog.getSaveFileName(
                self._window, self.tr("存为"), str(start), ";;".join(offers)
            )
            if not chosen:
                return None
            path = with_suffix(Path(chosen), offers.get(offer, suffixes[0]), suffixes)
            # The dialog has asked about the name as it was typed, whatever system draws it.
            if path == Path(chosen) or not path.exists() or self._may_replace(path):
                return path
            start = path

    def _may_replace(self, path: Path) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("存为"))
        box.setText(self.tr("“%1”已经有了。要换掉它吗？").replace("%1", path.name))
        yes = box.addButton(self.tr("换掉"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(self.tr("不换"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is yes


def named(sheet: Sheet) -> str:
    """The name that a file of a poem is offered."""
    return file_name(title_of(sheet.poem, sheet.recipe), sheet.poem.lines[0])


def with_suffix(path: Path, suffix: str, known: Sequence[str]) -> Path:
    """The path with the suffix behind it, unless it has one that is known: `春.夏` has none."""
    has_one = path.suffix.lower().removeprefix(".") in known
    return path if has_one else path.with_name(f"{path.name}.{suffix}")


def file_name(title: str, first_line: str) -> str:
    """A name that every system takes and that reads as it is: no separators, no dots at the ends,
    nothing unseen (marks that turn the direction would show `fdp.exe` as `exe.pdf`), not too long.
    """
    words = re.sub(r'[\\/:*?"<>|]', "", f"{title} {first_line}")
    seen = "".join(c for c in words if unicodedata.category(c) not in _UNSEEN)
    return seen[:40].strip(" .") or "poem"
