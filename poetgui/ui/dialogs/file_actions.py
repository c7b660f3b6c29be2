"""Save and copy the current poem, and choose a model's folder to import."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from poetgui.errors import UserError
from poetgui.export.image import save_png
from poetgui.export.plain_text import as_text, save_txt
from poetgui.grid import Poem
from poetgui.history.store import Entry
from poetgui.ui.state.check_result import check_poem
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.sheet_stack import Sheet, title_of
from poetgui.ui.state.workspace import Workspace


class FileActions(QObject):
    """Asks for the file, then calls the exporters."""

    problem = Signal(object)
    """Why a poem could not be saved: a sentence."""
    succeeded = Signal(str)
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
        """Save the page as it is shown, as PNG."""
        if (sheet := self._workspace.current) and (
            path := self._ask(sheet, self.tr("图片"), "png")
        ):
            self.write_picture(sheet, path)

    def save_text(self) -> None:
        """Save the text in the script that is shown, in UTF-8."""
        if (sheet := self._workspace.current) and (
            path := self._ask(sheet, self.tr("文字"), "txt")
        ):
            self.write_text(sheet, path)

    def copy_text(self) -> None:
        if sheet := self._workspace.current:
            self.copy(sheet.poem)

    def copy(self, poem: Poem) -> None:
        """Put a poem's text on the clipboard."""
        text = as_text(poem, self._preferences.page_style().script)
        QGuiApplication.clipboard().setText(text)
        self.succeeded.emit(self.tr("已复制到剪贴板。"))

    def save_entry(self, entry: Entry) -> None:
        """Save the text of any poem of the history."""
        sheet = Sheet(entry.poem, entry.recipe)
        if path := self._ask(sheet, self.tr("文字"), "txt"):
            self.write_text(sheet, path)

    def import_model(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("选择模型文件夹"))
        if folder:
            self.folder_chosen.emit(Path(folder))

    def write_picture(self, sheet: Sheet, path: Path) -> None:
        style = self._preferences.picture_style()
        self._try(lambda: save_png(sheet.poem, style, path, check_poem(sheet.poem).marks), path)

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

    def _ask(self, sheet: Sheet, kind: str, suffix: str) -> Path | None:
        """Ask for the file to save to; None when cancelled. Asks before a file is replaced."""
        name = file_name(title_of(sheet.poem, sheet.recipe), sheet.poem.lines[0])
        start = Path(self._folder) / f"{name}.{suffix}"
        while True:
            chosen, _ = QFileDialog.getSaveFileName(
                self._window, self.tr("存为"), str(start), f"{kind} (*.{suffix})"
            )
            if not chosen:
                return None
            path = with_suffix(Path(chosen), suffix)
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


def with_suffix(path: Path, suffix: str) -> Path:
    """The path with the suffix behind it, unless it has it: `春.夏` has none, and keeps its dot."""
    return path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}")


def file_name(title: str, first_line: str) -> str:
    """A name that every system takes: no separators, no dots at the ends, not too long."""
    words = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", f"{title} {first_line}").strip(" .")
    return words[:40] or "poem"
