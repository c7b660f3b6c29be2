"""The main window: places the panels and connects them to the workspace; it does nothing else."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.history.store import Entry, History
from poetgui.ui import first_start
from poetgui.ui.command_palette import CommandPalette
from poetgui.ui.dialogs.file_actions import FileActions
from poetgui.ui.dialogs.history_files import HistoryFiles
from poetgui.ui.dialogs.launcher import DialogLauncher
from poetgui.ui.dialogs.model_dialogs import ModelDialogs
from poetgui.ui.history.history_panel import HistoryPanel
from poetgui.ui.main_menu import MainMenu
from poetgui.ui.page.analysis_presenter import AnalysisPresenter
from poetgui.ui.page.edit_presenter import EditPresenter
from poetgui.ui.page.poem_view import PoemView
from poetgui.ui.page.replacement_presenter import ReplacementPresenter
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.request.composer_panel import ComposerPanel
from poetgui.ui.request.examples import FIRST_REQUEST, example
from poetgui.ui.state.analysis_controller import AnalysisController
from poetgui.ui.state.check_result import check_poem
from poetgui.ui.state.edit_controller import EditController
from poetgui.ui.state.model_manager import ModelManager
from poetgui.ui.state.preferences import TOGGLES, Preferences
from poetgui.ui.state.reading_aloud import ReadingAloud
from poetgui.ui.state.revision_controller import RevisionController
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.style.actions import Actions
from poetgui.ui.style.theme import Theme
from poetgui.ui.window_columns import WindowColumns
from poetgui.ui.window_connections import connect_aloud, connect_files, keeping

MINIMUM_SIZE = (900, 600)
DEFAULT_SIZE = (1280, 800)
SAMPLE_SIGNATURE = "诗囊敬录"
"""Signature under a poem that is not ours."""


class Window(QMainWindow):
    """Composer at the left, page in the middle, history at the right.

    Its parts are public attributes, and `action` gives its actions by name.
    """

    closing = Signal()

    def __init__(
        self,
        workspace: Workspace,
        history: History,
        models: ModelManager,
        preferences: Preferences,
        theme: Theme,
        revision: RevisionController,
        edit: EditController,
        analysis: AnalysisController,
    ) -> None:
        super().__init__()
        self._workspace, self._models, self._preferences = workspace, models, preferences
        self._random = random.Random()
        self._seen_defaults: tuple[int, float, str] | None = None
        self._actions = Actions(self)
        self.composer = ComposerPanel(theme)
        self.poem_view = PoemView(self._actions, theme)
        self.history_panel = HistoryPanel(history, theme)
        self.dialogs = DialogLauncher(self, workspace, history, preferences, theme)
        self.model_dialogs = ModelDialogs(self, workspace, history, models, theme)
        self.command_palette = CommandPalette(self._actions, theme, self)
        self.file_actions = FileActions(self, workspace, preferences)
        self.history_files = HistoryFiles(self, history)
        self.main_menu = MainMenu(self._actions, models, self)
        self.composer.menu_button.setMenu(self.main_menu)
        self.columns = WindowColumns(self.composer, self.poem_view, self.history_panel, theme)
        self.aloud = ReadingAloud(parent=self)
        self._build()
        self._connect_panels()
        self._connect_desk()
        self._connect_actions()
        self.replacement = ReplacementPresenter(
            self.poem_view.canvas, self._actions, theme, revision
        )
        self._edit_presenter = EditPresenter(self.poem_view.canvas, self._actions, revision, edit)
        self._analysis_presenter = AnalysisPresenter(
            self.poem_view, workspace, preferences, self._actions, revision, analysis
        )
        self.dialogs.page_wanted.connect(edit.new)
        self.dialogs.title_wanted.connect(edit.retitle)
        connect_files(
            *(workspace, self.dialogs, self.file_actions, self.history_files, self.history_panel)
        )
        self.history_files.problem.connect(workspace.problem)
        self.history_files.succeeded.connect(self.poem_view.notice.say)
        self._actions.add_to_page(self.poem_view)
        self._actions["cancel"].setEnabled(False)
        self._on_preferences()
        self._on_model()
        self.retranslate()

    def action(self, name: str) -> QAction:
        """The action of this name in `ACTION_SPECS`. Raises KeyError for another name."""
        return self._actions[name]

    def _build(self) -> None:
        self.setCentralWidget(self.columns)
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*DEFAULT_SIZE)
        values = self._preferences.values
        if values.geometry:
            self.restoreGeometry(QByteArray.fromBase64(values.geometry.encode()))
        if values.splitter:
            self.columns.restore(values.splitter)

    # -- connections --------------------------------------------------------------------------

    def _connect_panels(self) -> None:
        workspace, panel = self._workspace, self.composer
        panel.write_wanted.connect(self._write)
        panel.cancel_wanted.connect(workspace.cancel)
        panel.again_wanted.connect(self._again)
        panel.example_wanted.connect(self.show_example)
        self.poem_view.step_wanted.connect(workspace.step)
        self.poem_view.canvas.title_opened.connect(self._actions["retitle"].trigger)
        self.history_panel.opened.connect(self._open_entry)
        self.main_menu.model_wanted.connect(self._models.open)
        self.main_menu.import_wanted.connect(self.file_actions.import_model)
        self.main_menu.models_wanted.connect(self.model_dialogs.models)
        self.model_dialogs.import_wanted.connect(self.file_actions.import_model)
        self.file_actions.folder_chosen.connect(self._models.install)
        self.file_actions.problem.connect(self.poem_view.notice.say)
        self.file_actions.succeeded.connect(self.poem_view.notice.say)
        self._preferences.changed.connect(self._on_preferences)
        self._preferences.problem.connect(self.poem_view.notice.say)
        self.columns.history_shown.connect(self._actions["history"].setChecked)

    def _connect_desk(self) -> None:
        workspace = self._workspace
        workspace.sheets_changed.connect(self._show_current)
        workspace.current_changed.connect(self._show_current)
        workspace.history_changed.connect(self.history_panel.refresh)
        workspace.busy_changed.connect(self._on_busy)
        workspace.progressed.connect(self.composer.bar.set_progress)
        workspace.problem.connect(self.poem_view.notice.say)
        workspace.bug_found.connect(self.dialogs.bug)
        workspace.model_changed.connect(self._on_model)

    def _connect_actions(self) -> None:
        workspace, panel, file_actions, dialogs = (
            self._workspace,
            self.composer,
            self.file_actions,
            self.dialogs,
        )
        for name, slot in {
            "write": panel.submit,
            "cancel": workspace.cancel,
            "other": lambda: self._again(different=True),
            "same": lambda: self._again(different=False),
            "example": self.show_example,
            "input": self._focus_input,
            "palette": self.command_palette.open,
            "previous": lambda: workspace.step(-1),
            "next": lambda: workspace.step(1),
            **keeping(file_actions, dialogs, self.history_files, self.history_panel),
            "search": self._focus_search,
            "restore": self.history_panel.undo_delete,
            "random": self.history_panel.open_random,
            "new": dialogs.new_page,
            "retitle": dialogs.title,
            "models": self.model_dialogs.models,
            "learn": self.model_dialogs.learning,
            "import": file_actions.import_model,
            "rhymes": dialogs.rhymes,
            "words": dialogs.words,
            "settings": dialogs.settings,
            "larger": lambda: self._preferences.resize_interface(1),
            "smaller": lambda: self._preferences.resize_interface(-1),
            "usual_size": lambda: self._preferences.resize_interface(0),
            "language": self._preferences.switch_language,
            "shortcuts": dialogs.shortcuts,
            "about": dialogs.about,
            "quit": self.close,
        }.items():
            self._actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        for tab in ComposeTab:
            chosen = self._actions[tab.value].triggered
            chosen.connect(lambda _checked=False, tab=tab: panel.choose_tab(tab))
            chosen.connect(lambda _checked=False: self._focus_input())
        self._actions["star"].triggered.connect(workspace.star)
        self._actions["history"].triggered.connect(self.columns.show_history)
        connect_aloud(self.aloud, self._actions["aloud"], workspace, self.poem_view.notice)
        for name in TOGGLES:
            self._actions[name].triggered.connect(
                lambda on, name=name: self._preferences.set_toggle(name, on)
            )

    def start(self) -> None:
        """Show a poem at once: the newest, a new one, or the sample poem."""
        self._models.open_preferred()
        notice = self.poem_view.notice
        if newest := self.history_panel.newest():
            self._open_entry(newest)
        else:
            first = self._with_defaults(FIRST_REQUEST)
            self.composer.fill(first)
            if self._models.empty:
                self._workspace.set_sheets((first_start.SAMPLE,))
            else:
                self._write(first)
            notice.say(
                first_start.no_model_hint if self._models.empty else first_start.first_start_hint
            )
        self.composer.focus_input()
        if not notice.text and first_start.input_method_missing():
            notice.say(first_start.input_method_advice)

    # -- what the actions do ------------------------------------------------------------------

    def show_example(self) -> None:
        """Fill in an example request for the open tab."""
        drawn = example(self.composer.tab, self._random)
        kept = self.composer.request()
        self.composer.fill(replace(drawn, count=kept.count, daring=kept.daring))
        self._focus_input()

    def _write(self, request: ComposeRequest) -> None:
        self._workspace.write(replace(request, avoid=self._preferences.values.avoid))

    def _again(self, different: bool) -> None:
        """Write the current poem's request again, with the words to avoid as they are now."""
        self._workspace.again(different, self._preferences.values.avoid)

    def _with_defaults(self, request: ComposeRequest) -> ComposeRequest:
        """With the values that the settings give as defaults."""
        values = self._preferences.values
        book = self._preferences.default_book
        return replace(request, count=values.count, daring=values.daring, book=book)

    def _focus_input(self) -> None:
        self.columns.show_composer()
        self.composer.focus_input()

    def _focus_search(self) -> None:
        self.columns.show_history(True)
        self.history_panel.focus_search()

    def _open_entry(self, entry: Entry) -> None:
        """Show a poem of the history, and the request that wrote it, to be written again."""
        self._workspace.open_entry(entry)
        request = self._workspace.current.request if self._workspace.current else None
        if request is not None:
            self.composer.fill_anew(request)

    # -- signals of the workspace -------------------------------------------------------------

    def _show_current(self) -> None:
        sheet, workspace = self._workspace.current, self._workspace
        self.poem_view.set_place(workspace.index, len(workspace.sheets))
        if sheet is None:
            return
        copies = workspace.model.copies if workspace.model else None
        result = check_poem(sheet.poem, copies, sheet.author)
        style = self._preferences.page_style()
        if sheet.author:
            style = replace(style, signature=SAMPLE_SIGNATURE)
        self.poem_view.show_sheet(sheet, style, result)
        self._actions["star"].setEnabled(sheet.entry is not None)
        self._actions["star"].setChecked(sheet.starred)
        self.composer.bar.set_repeatable(sheet.request is not None)
        self.composer.bar.set_seed(sheet.poem.seed if sheet.request else None)
        self.history_panel.choose(sheet.entry)
        self._title_bar()

    def _on_busy(self, busy: bool) -> None:
        self.composer.bar.set_busy(busy)
        self._actions["cancel"].setEnabled(busy)
        if busy:
            self.poem_view.notice.hide()

    def _on_model(self) -> None:
        model = self._workspace.model
        if model is not None:
            self._preferences.remember(model=model.id)
        self.composer.set_styles(model.styles if model else ())
        self.composer.set_reader(model.read_theme if model else None)
        self.main_menu.set_model(model.id if model else None)
        self._show_current()

    def _on_preferences(self) -> None:
        for name in TOGGLES:
            self._actions[name].setChecked(self._preferences.is_on(name))
        values = self._preferences.values
        defaults = (values.count, values.daring, values.book)
        if self._seen_defaults not in (None, defaults):
            self.composer.fill(self._with_defaults(self.composer.request()))
        self._seen_defaults = defaults
        self._show_current()

    # -- the window itself --------------------------------------------------------------------

    def retranslate(self) -> None:
        self._actions.retranslate()
        self._title_bar()

    def _title_bar(self) -> None:
        sheet = self._workspace.current
        name = title_of(sheet.poem, sheet.recipe) if sheet else ""
        ours = self.tr("诗囊")
        self.setWindowTitle(f"{name} — {ours}" if name else ours)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._preferences.remember(
            geometry=bytes(self.saveGeometry().toBase64().data()).decode(),
            splitter=self.columns.state,
        )
        self.aloud.stop()
        self.model_dialogs.training.close()
        self.closing.emit()
        super().closeEvent(event)
