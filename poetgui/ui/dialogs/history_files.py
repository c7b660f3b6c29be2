"""The history as a file, poems out of such a file, and poems as a booklet or copybook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from poetgui.errors import UserError
from poetgui.export.booklet.booklet import Booklet
from poetgui.export.booklet.booklet_epub import as_epub
from poetgui.export.paged import Pages, save_pdf
from poetgui.files import read_text, write_bytes, write_text
from poetgui.history.store import Entry, History
from poetgui.history.transfer import FORMATS, all_entries, read_json
from poetgui.ui.dialogs.file_actions import file_name, with_suffix
from poetgui.ui.dialogs.page_printer import preview_pages


class HistoryFiles(QObject):
    """Asks for the file, then exports or imports."""

    problem = Signal(object)
    """Why it was not done: a sentence."""
    succeeded = Signal(str)
    imported = Signal()
    """Poems have come."""

    def __init__(self, window: QWidget, history: History) -> None:
        super().__init__(window)
        self._window, self._history = window, history
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )

    def export_all(self) -> None:
        """Write all poems."""
        self.export(None)

    def export(self, entries: Sequence[Entry] | None) -> None:
        """Write entries, or all there are, in the format that the name says."""
        kinds = {
            "json": self.tr("完整，可再导入"),
            "txt": self.tr("文字"),
            "md": self.tr("Markdown"),
            "csv": self.tr("表格"),
        }
        offers = {f"{kinds[suffix]} (*.{suffix})": suffix for suffix in FORMATS}
        start = str(Path(self._folder) / self.tr("诗囊旧作.json"))
        chosen, offer = QFileDialog.getSaveFileName(
            self._window, self.tr("导出旧作"), start, ";;".join(offers)
        )
        if not chosen:
            return
        path = with_suffix(Path(chosen), offers.get(offer, "json"), tuple(FORMATS))
        if path != Path(chosen) and path.exists():  # the dialog has not asked about this name
            self.problem.emit(UserError("“{}”已经有了，请换一个名字。", path.name).message)
            return
        try:
            entries = all_entries(self._history) if entries is None else entries
            write_text(path, FORMATS[path.suffix.lower()[1:]](entries), newline="")
        except UserError as error:
            self.problem.emit(error.message)
        else:
            self._folder = str(path.parent)
            said = self.tr("%1 首旧作已存为 %2").replace("%1", str(len(entries)))
            self.succeeded.emit(said.replace("%2", str(path)))

    def save_pages(self, pages: Pages) -> None:
        """Save a document as PDF."""
        self._save(pages.title, "pdf", lambda path: save_pdf(pages, path))

    def save_epub(self, booklet: Booklet) -> None:
        name = booklet.title or booklet.poems[0].title
        data = as_epub(booklet, datetime.now(UTC))
        self._save(name, "epub", lambda path: write_bytes(path, data))

    def print_pages(self, pages: Pages) -> None:
        preview_pages(pages, self._window)

    def _save(self, name: str, suffix: str, save: Callable[[Path], object]) -> None:
        """Ask for the file, save, and say so."""
        start = str(Path(self._folder) / f"{file_name(name, '')}.{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("存为"), start, f"{suffix.upper()} (*.{suffix})"
        )
        if not chosen:
            return
        path = with_suffix(Path(chosen), suffix, (suffix,))
        if path != Path(chosen) and path.exists():  # the dialog has not asked about this name
            self.problem.emit(UserError("“{}”已经有了，请换一个名字。", path.name).message)
            return
        try:
            save(path)
        except UserError as error:
            self.problem.emit(error.message)
        else:
            self._folder = str(path.parent)
            self.succeeded.emit(self.tr("已存为 %1").replace("%1", str(path)))

    def read(self) -> None:
        """Add the poems of an export; those that are here already stay single."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("导入旧作"), self._folder, "JSON (*.json)"
        )
        if not chosen:
            return
        try:
            records = read_json(read_text(chosen))
            added = self._history.adopt(records)
        except UserError as error:
            self.problem.emit(error.message)
        else:
            said = self.tr("导入 %1 首，已有 %2 首。").replace("%1", str(added))
            self.succeeded.emit(said.replace("%2", str(len(records) - added)))
            self.imported.emit()
