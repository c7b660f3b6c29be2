"""The window: puts the panels beside each other and connects them to the desk. Thin on purpose."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from poetgui.composer.request import ComposeRequest
from poetgui.history.store import Entry, History
from poetgui.ui import first_start
from poetgui.ui.command_palette import CommandPalette
from poetgui.ui.dialogs.file_actions import Keeper
from poetgui.ui.dialogs.launcher import Dialogs
from poetgui.ui.history.history_panel import HistoryPanel
from poetgui.ui.main_menu import MainMenu
from poetgui.ui.page.analysis_presenter import Reflecting
from poetgui.ui.page.edit_presenter import PageEditing
from poetgui.ui.page.poem_view import PoemView
from poetgui.ui.page.replacement_presenter import Editor
from poetgui.ui.request.compose_tabs import Way
from poetgui.ui.request.composer_panel import ComposerPanel
from poetgui.ui.request.examples import FIRST, example
from poetgui.ui.state.analysis_controller import Insight
from poetgui.ui.state.check_result import read
from poetgui.ui.state.edit_controller import Editing
from poetgui.ui.state.model_manager import Shelf
from poetgui.ui.state.preferences import LOOKS, Preferences
from poetgui.ui.state.revision_controller import Revising
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.state.workspace import Desk
from poetgui.ui.style.actions import Actions
from poetgui.ui.style.theme import Theme
from poetgui.ui.window_columns import Columns

SMALLEST = (900, 600)
USUAL = (1280, 800)
COPIED = "诗囊敬录"
"""Signature under a poem that is not ours."""


class Window(QMainWindow):
    """Composer at the left, page in the middle, history at the right."""

    closing = Signal()

    def __init__(
        self,
        desk: Desk,
        history: History,
        shelf: Shelf,
        preferences: Preferences,
        theme: Theme,
        revising: Revising,
        editing: Editing,
        insight: Insight,
    ) -> None:
        super().__init__()
        self._desk, self._shelf, self._preferences = desk, shelf, preferences
        self._random = random.Random()
        self._seen_usual: tuple[int, float, str] | None = None
        self._actions = Actions(self)
        self._composer = ComposerPanel(theme)
        self._view = PoemView(self._actions, theme)
        self._history = HistoryPanel(history, theme)
        self._dialogs = Dialogs(self, desk, shelf, preferences, theme)
        self._commands = CommandPalette(self._actions, theme, self)
        self._keeper = Keeper(self, desk, preferences)
        self._menu = MainMenu(self._actions, shelf, self)
        self._composer.menu_button.setMenu(self._menu)
        self._columns = Columns(self._composer, self._view, self._history, theme)
        self._build()
        self._connect_panels()
        self._connect_desk()
        self._connect_actions()
        self._editor = Editor(self._view.canvas, self._actions, theme, revising)
        self._page_editing = PageEditing(self._view.canvas, self._actions, revising, editing)
        self._reflecting = Reflecting(
            self._view, desk, preferences, self._actions, revising, insight
        )
        self._dialogs.page_wanted.connect(editing.new)
        self._actions.add_to_page(self._view)
        self._actions["cancel"].setEnabled(False)
        self._on_preferences()
        self._on_model()
        self.retranslate()

    def _build(self) -> None:
        self.setCentralWidget(self._columns)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        values = self._preferences.values
        if values.geometry:
            self.restoreGeometry(QByteArray.fromBase64(values.geometry.encode()))
        if values.splitter:
            self._columns.restore(values.splitter)

    # -- connections --------------------------------------------------------------------------

    def _connect_panels(self) -> None:
        desk, panel = self._desk, self._composer
        panel.write_wanted.connect(self._write)
        panel.cancel_wanted.connect(desk.cancel)
        panel.again_wanted.connect(self._again)
        panel.example_wanted.connect(self.show_example)
        self._view.leaf_wanted.connect(desk.leaf)
        self._history.opened.connect(self._open_entry)
        self._history.starred.connect(desk.entry_starred)
        self._history.copied.connect(lambda entry: self._keeper.copy(entry.poem))
        self._history.saved.connect(self._keeper.save_entry)
        self._menu.model_wanted.connect(self._shelf.open)
        self._menu.import_wanted.connect(self._keeper.import_model)
        self._menu.models_wanted.connect(self._dialogs.models)
        self._dialogs.import_wanted.connect(self._keeper.import_model)
        self._keeper.folder_chosen.connect(self._shelf.install)
        self._keeper.problem.connect(self._view.notice.say)
        self._preferences.changed.connect(self._on_preferences)
        self._preferences.problem.connect(self._view.notice.say)
        self._columns.history_shown.connect(self._actions["history"].setChecked)

    def _connect_desk(self) -> None:
        desk = self._desk
        desk.sheets_changed.connect(self._show_current)
        desk.leafed.connect(self._show_current)
        desk.written.connect(self._history.reload)
        desk.busy_changed.connect(self._on_busy)
        desk.progressed.connect(self._composer.bar.set_progress)
        desk.problem.connect(self._view.notice.say)
        desk.broken.connect(self._dialogs.bug)
        desk.model_changed.connect(self._on_model)

    def _connect_actions(self) -> None:
        desk, panel, keeper, dialogs = self._desk, self._composer, self._keeper, self._dialogs
        for name, slot in {
            "write": panel.submit,
            "cancel": desk.cancel,
            "other": lambda: self._again(different=True),
            "same": lambda: self._again(different=False),
            "example": self.show_example,
            "input": self._focus_input,
            "palette": self._commands.open,
            "previous": lambda: desk.leaf(-1),
            "next": lambda: desk.leaf(1),
            "picture": keeper.save_picture,
            "text": keeper.save_text,
            "copy": keeper.copy_text,
            "search": self._focus_search,
            "restore": self._history.undo_delete,
            "random": self._history.open_random,
            "new": dialogs.new_page,
            "models": dialogs.models,
            "import": keeper.import_model,
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
        for way in Way:
            self._actions[way.value].triggered.connect(
                lambda _checked=False, way=way: self._choose_way(way)
            )
        self._actions["star"].triggered.connect(desk.star)
        self._actions["history"].triggered.connect(self._columns.show_history)
        for name in LOOKS:
            self._actions[name].triggered.connect(
                lambda on, name=name: self._preferences.set_look(name, on)
            )

    def start(self) -> None:
        """A poem on the paper from the first moment: the newest, a new one, or a classic."""
        self._shelf.open_preferred()
        notice = self._view.notice
        if newest := self._history.newest():
            self._open_entry(newest)
        else:
            first = self._usual(FIRST)
            self._composer.fill(first)
            if self._shelf.empty:
                self._desk.lay((first_start.SAMPLE,))
            else:
                self._write(first)
            notice.say(
                first_start.no_model_hint if self._shelf.empty else first_start.first_start_hint
            )
        self._composer.focus_input()
        if not notice.text and first_start.input_method_missing():
            notice.say(first_start.input_method_advice)

    # -- what the actions do ------------------------------------------------------------------

    def show_example(self) -> None:
        """Fill in a tasteful request of the mode at hand, ready to be written."""
        drawn = example(self._composer.way, self._random)
        kept = self._composer.request()
        self._composer.fill(replace(drawn, count=kept.count, daring=kept.daring))
        self._focus_input()

    def _write(self, request: ComposeRequest) -> None:
        self._desk.write(replace(request, avoid=self._preferences.values.avoid))

    def _again(self, different: bool) -> None:
        """The poem on top once more; what has been put on the list since is avoided as well."""
        self._desk.again(different, self._preferences.values.avoid)

    def _usual(self, request: ComposeRequest) -> ComposeRequest:
        """With what the person set as usual."""
        values = self._preferences.values
        book = self._preferences.usual_book
        return replace(request, count=values.count, daring=values.daring, book=book)

    def _choose_way(self, way: Way) -> None:
        self._composer.choose_way(way)
        self._focus_input()

    def _focus_input(self) -> None:
        self._columns.show_composer()
        self._composer.focus_input()

    def _focus_search(self) -> None:
        self._columns.show_history(True)
        self._history.focus_search()

    def _open_entry(self, entry: Entry) -> None:
        self._desk.open_entry(entry)
        self._fill_from_current()

    def _fill_from_current(self) -> None:
        """The composer shows how the poem was asked for, so that it can be asked for again."""
        request = self._desk.current.request if self._desk.current else None
        if request is not None:
            self._composer.fill_anew(request)

    # -- what the desk says -------------------------------------------------------------------

    def _show_current(self) -> None:
        sheet, desk = self._desk.current, self._desk
        self._view.set_place(desk.index, len(desk.sheets))
        if sheet is None:
            return
        copies = desk.model.copies if desk.model else None
        reading = read(sheet.poem, copies, sheet.author)
        style = self._preferences.page_style()
        if sheet.author:
            style = replace(style, signature=COPIED)
        self._view.show_sheet(sheet, style, reading)
        self._actions["star"].setEnabled(sheet.entry is not None)
        self._actions["star"].setChecked(sheet.starred)
        self._composer.bar.set_repeatable(sheet.request is not None)
        self._composer.bar.set_seed(sheet.poem.seed if sheet.request else None)
        self._history.choose(sheet.entry)
        self._title_bar()

    def _on_busy(self, busy: bool) -> None:
        self._composer.bar.set_busy(busy)
        self._actions["cancel"].setEnabled(busy)
        if busy:
            self._view.notice.hide()

    def _on_model(self) -> None:
        model = self._desk.model
        if model is not None:
            self._preferences.remember(model=model.id)
        self._composer.set_styles(model.styles if model else ())
        self._composer.set_reader(model.read_theme if model else None)
        self._menu.set_model(model.id if model else None)
        self._show_current()

    def _on_preferences(self) -> None:
        for name in LOOKS:
            self._actions[name].setChecked(self._preferences.look(name))
        values = self._preferences.values
        usual = (values.count, values.daring, values.book)
        if self._seen_usual not in (None, usual):
            self._composer.fill(self._usual(self._composer.request()))
        self._seen_usual = usual
        self._show_current()

    # -- the window itself --------------------------------------------------------------------

    def retranslate(self) -> None:
        self._actions.retranslate()
        self._title_bar()

    def _title_bar(self) -> None:
        sheet = self._desk.current
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
            splitter=self._columns.state,
        )
        self.closing.emit()
        super().closeEvent(event)
