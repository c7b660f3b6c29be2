"""Which signal of which part of the window calls what: files, history, reading aloud."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction

from poetgui.export.plain_text import COUPLETS, LAYOUTS
from poetgui.ui.dialogs.file_actions import FileActions
from poetgui.ui.dialogs.history_files import HistoryFiles
from poetgui.ui.dialogs.launcher import DialogLauncher
from poetgui.ui.history.history_panel import HistoryPanel
from poetgui.ui.state.reading_aloud import ReadingAloud
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.widgets.notice_bar import NoticeBar


def connect_files(
    workspace: Workspace,
    dialogs: DialogLauncher,
    actions: FileActions,
    files: HistoryFiles,
    panel: HistoryPanel,
) -> None:
    """What the dialogs ask of the history and of the disk."""
    dialogs.poster_save_wanted.connect(actions.save_poster)
    dialogs.poster_print_wanted.connect(actions.print_poster)
    dialogs.poster_copied.connect(actions.say_copied)
    dialogs.entries_restored.connect(lambda _numbers: panel.refresh())
    dialogs.annotated.connect(panel.edits.annotate)
    dialogs.said.connect(actions.succeeded)
    panel.edits.starred.connect(workspace.entry_starred)
    panel.copied.connect(actions.copy_entries)
    panel.saved.connect(actions.save_entries)
    panel.exported.connect(files.export)
    panel.tags_wanted.connect(dialogs.annotate)
    panel.versions_wanted.connect(dialogs.versions)
    panel.poster_wanted.connect(lambda entry: (panel.opened.emit(entry), dialogs.poster()))
    dialogs.pages_save_wanted.connect(files.save_pages)
    dialogs.pages_print_wanted.connect(files.print_pages)
    dialogs.epub_wanted.connect(files.save_epub)
    panel.booklet_wanted.connect(dialogs.booklet)
    files.imported.connect(panel.refresh)


def connect_aloud(
    aloud: ReadingAloud, action: QAction, workspace: Workspace, notice: NoticeBar
) -> None:
    """The action begins and ends reading, and is on while it goes on."""

    def switch(on: bool) -> None:
        sheet = workspace.current
        missing = aloud.read(sheet.poem) if on and sheet else aloud.stop()
        if missing is not None:
            notice.say(missing)
        action.setChecked(aloud.reading)

    action.triggered.connect(switch)
    aloud.changed.connect(action.setChecked)


def keeping(
    actions: FileActions, dialogs: DialogLauncher, files: HistoryFiles, panel: HistoryPanel
) -> dict[str, Callable[[], object]]:
    """What the actions do that save, print and keep poems, by name."""
    return {
        "picture": actions.save_picture,
        "text": actions.save_text,
        "copy": actions.copy_text,
        **{
            f"copy_{layout}": partial(actions.copy_text, layout)
            for layout in LAYOUTS
            if layout != COUPLETS
        },
        "copy_picture": actions.copy_picture,
        "poster": dialogs.poster,
        "versions": dialogs.versions,
        "copybook": dialogs.copybook,
        "booklet": lambda: dialogs.booklet(panel.model.every()),
        "bin": dialogs.bin,
        "backups": dialogs.backups,
        "export_history": files.export_all,
        "import_history": files.read,
        "print": actions.print_page,
    }
