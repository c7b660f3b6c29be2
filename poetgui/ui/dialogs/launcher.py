"""Opens the window's dialogs. None blocks the caller; each is deleted when it is closed."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox, QWidget

from poetgui import __version__
from poetgui.errors import UserError
from poetgui.export.script import shown_title
from poetgui.history.store import Entry, History
from poetgui.ui.dialogs.annotation_dialog import AnnotationDialog
from poetgui.ui.dialogs.backups_dialog import BackupsDialog
from poetgui.ui.dialogs.bin_dialog import BinDialog
from poetgui.ui.dialogs.booklet_dialog import BookletDialog
from poetgui.ui.dialogs.copybook_dialog import CopybookDialog
from poetgui.ui.dialogs.licences_dialog import LicencesDialog
from poetgui.ui.dialogs.new_page_dialog import NewPageDialog
from poetgui.ui.dialogs.opening import open_over
from poetgui.ui.dialogs.poster_dialog import PosterDialog
from poetgui.ui.dialogs.rhyme_dialog import RhymeDialog
from poetgui.ui.dialogs.settings_dialog import SettingsDialog
from poetgui.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from poetgui.ui.dialogs.versions_dialog import VersionsDialog
from poetgui.ui.dialogs.words_dialog import WordsDialog
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.sheet_stack import in_order, title_of
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.style.icons import icon
from poetgui.ui.style.theme import Theme


class DialogLauncher(QObject):
    """Opens each dialog over the window, no larger than it."""

    page_wanted = Signal(object, object, object)
    """A blank page: its form, the number of lines or None, the pattern of a tune or None."""

    poster_save_wanted = Signal(object, int, int)
    poster_print_wanted = Signal(object)
    poster_copied = Signal()
    pages_save_wanted = Signal(object)
    pages_print_wanted = Signal(object)
    epub_wanted = Signal(object)
    annotated = Signal(object, object, object)
    """Entries, their tags, and a note or None."""
    said = Signal(object)
    """A sentence for the person."""
    entries_restored = Signal(object)
    title_wanted = Signal(str)
    """Another title for the current poem."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        history: History,
        preferences: Preferences,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._history = history
        self._preferences, self._theme = preferences, theme

    def settings(self) -> None:
        dialog = SettingsDialog(self._preferences, self._theme, self._window)
        dialog.words_wanted.connect(self.words)
        self._open(dialog)

    def words(self) -> None:
        self._open(WordsDialog(self._preferences, self._theme, self._window))

    def rhymes(self) -> None:
        common = self._workspace.model.common if self._workspace.model else ()
        self._open(RhymeDialog(self._theme, common, parent=self._window))

    def new_page(self) -> NewPageDialog:
        """Ask for a form; `page_wanted` comes when one was chosen."""
        dialog = NewPageDialog(self._theme, self._window)
        dialog.chosen.connect(self.page_wanted)
        self._open(dialog)
        return dialog

    def title(self) -> None:
        """Ask for another title of the current poem; `title_wanted` comes when one was typed."""
        if (sheet := self._workspace.current) is None:
            return
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("改题"))
        dialog.setLabelText(self.tr("这首诗的题目（可空）："))
        dialog.setTextValue(sheet.poem.title)
        dialog.setMinimumWidth(self._theme.scaled(360))
        dialog.textValueSelected.connect(self.title_wanted)
        self._open(dialog)

    def bin(self) -> None:
        """Show what was deleted."""
        dialog = BinDialog(self._history, self._theme, self._window)
        dialog.restored.connect(self.entries_restored)
        self._open(dialog)

    def annotate(self, entries: Sequence[Entry]) -> None:
        """Ask for tags and a note of poems of the history; `annotated` comes with them."""
        dialog = AnnotationDialog(entries, self._history.values("tag"), self._theme, self._window)
        dialog.annotated.connect(lambda tags, note: self.annotated.emit(entries, tags, note))
        self._open(dialog)

    def versions(self, entry: Entry | None = None) -> None:
        """Show the versions of a poem of the history, or of the current one."""
        sheet = self._workspace.current
        if entry is None and sheet is not None and sheet.entry is not None:
            entry = self._history.get(sheet.entry)
        if entry is None:
            return
        family = in_order(self._history.family(entry.family)) or [entry]
        dialog = VersionsDialog(family, entry, self._theme, self._window)
        dialog.opened.connect(self._workspace.open_entry)
        dialog.brought_back.connect(self._workspace.bring_back)
        self._open(dialog)

    def backups(self) -> None:
        """Show the daily backups of the history."""
        dialog = BackupsDialog(self._history, self._theme, self._window)
        dialog.restored.connect(lambda: self.entries_restored.emit(()))
        dialog.said.connect(self.said)
        self._open(dialog)

    def poster(self) -> None:
        """Lay the current poem out as a gift."""
        if (sheet := self._workspace.current) is None or sheet.poem.open:
            return
        script = self._preferences.values.script
        title = shown_title(sheet.poem, script) or title_of(sheet.poem, sheet.recipe)
        dialog = PosterDialog(sheet.poem, title, self._preferences, self._theme, self._window)
        dialog.save_wanted.connect(self.poster_save_wanted)
        dialog.print_wanted.connect(self.poster_print_wanted)
        dialog.copied.connect(self.poster_copied)
        self._open(dialog)

    def copybook(self) -> None:
        """Rule the current poem as a copybook."""
        if (sheet := self._workspace.current) is None:
            return
        script = self._preferences.values.script
        dialog = CopybookDialog(sheet.poem, script, self._theme, self._window)
        dialog.save_wanted.connect(self.pages_save_wanted)
        dialog.print_wanted.connect(self.pages_print_wanted)
        self._open(dialog)

    def booklet(self, entries: Sequence[Entry]) -> None:
        """Make a booklet of poems of the history."""
        whole = [entry for entry in entries if not entry.poem.open]
        if not whole:
            self.said.emit(UserError("还没有写完的诗可以编进诗集。").message)
            return
        script = self._preferences.values.script
        dialog = BookletDialog(whole, script, self._theme, self._window)
        dialog.pdf_wanted.connect(self.pages_save_wanted)
        dialog.print_wanted.connect(self.pages_print_wanted)
        dialog.epub_wanted.connect(self.epub_wanted)
        self._open(dialog)

    def shortcuts(self) -> None:
        self._open(ShortcutsDialog(self._window))

    def about(self) -> None:
        model = self._workspace.model.id if self._workspace.model else self.tr("无")
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("关于诗囊"))
        box.setText(self.tr("诗囊") + f" {__version__}")
        box.setInformativeText(
            self.tr("离线写旧体诗。诗由模型写成，格律由规则保证。\n模型：%1").replace("%1", model)
        )
        box.setIconPixmap(icon().pixmap(self._theme.scaled(64)))
        licences = box.addButton(self.tr("许可文本…"), QMessageBox.ButtonRole.HelpRole)
        licences.clicked.connect(self.licences)
        box.addButton(QMessageBox.StandardButton.Ok)
        self._open(box)

    def licences(self) -> None:
        self._open(LicencesDialog(self._theme, self._window))

    def bug(self, error: Exception) -> None:
        """Show the traceback of a bug, to be copied into a report."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(self.tr("程序出错"))
        box.setText(self.tr("这是诗囊自己的错，不是您的。请把下面的文字告诉我们。"))
        box.setDetailedText("".join(traceback.format_exception(error)))
        self._open(box)

    def _open(self, dialog: QDialog) -> None:
        open_over(dialog, self._window)
