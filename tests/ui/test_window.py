"""The whole window: first start, keys, keeping, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetgui import settings
from poetgui.app import App
from poetgui.composer.request.compose_request import Mode
from poetgui.errors import UserError
from poetgui.history.backups import available, folder_of
from poetgui.history.poem_filter import PoemFilter
from poetgui.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from poetgui.ui.first_start import SAMPLE
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.state.workspace import OpenModel
from poetgui.ui.style.actions import ACTION_SPECS
from tests.ui.fakes import FakeComposer, FakeModels
from tests.ui.keys import type_han

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def test_the_first_start_shows_a_poem_and_one_line_of_help(app: App) -> None:
    assert len(app.workspace.sheets) == 5
    assert app.window.poem_view.canvas.page is not None
    assert "回车" in app.window.poem_view.notice.text
    assert app.history.counts().poems == 5
    assert app.window.composer.request().heads == "春花秋月"


def test_the_next_start_shows_the_newest_poem_and_how_it_was_asked_for(
    app: App, make_app: Callable[[], App], qtbot: QtBot
) -> None:
    newest = app.history.search(limit=1)[0].poem
    app.window.close()
    second = make_app()
    second.start()
    assert second.workspace.current is not None
    assert second.workspace.current.poem == newest
    assert second.window.composer.request().heads == "春花秋月"


def test_without_a_model_a_classic_lies_there_and_the_way_is_told(
    make_app: Callable[[], App], models: FakeModels, qtbot: QtBot
) -> None:
    models.names.clear()
    app = make_app()
    app.start()
    assert app.workspace.current is SAMPLE
    assert app.history.counts().poems == 0
    assert "模型" in app.window.poem_view.notice.text
    with qtbot.waitSignal(app.workspace.problem):
        app.window.action("write").trigger()
    assert "导入" in app.window.poem_view.notice.text


def test_a_model_is_imported_and_opened(app: App, models: FakeModels, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.workspace.model_changed):
        app.window.file_actions.folder_chosen.emit(Path("另一个"))
    assert app.workspace.model is not None
    assert app.workspace.model.id == "另一个"
    assert settings.load().model == "另一个"


def test_a_folder_that_is_no_model_is_refused(app: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.workspace.problem):
        app.window.file_actions.folder_chosen.emit(Path("broken"))
    assert "manifest.json" in app.window.poem_view.notice.text
    assert app.workspace.model is not None
    assert app.workspace.model.id == "fake"


def test_the_model_menu_lists_and_switches(app: App, models: FakeModels, qtbot: QtBot) -> None:
    models.names.append("large")
    menu = app.window.main_menu.model_menu
    menu.refresh()
    choices = [action for action in menu.actions() if action.isCheckable()]
    assert [(a.text(), a.isChecked()) for a in choices] == [("fake", True), ("large", False)]
    assert "61.5" in choices[0].toolTip()
    with qtbot.waitSignal(app.workspace.model_changed):
        choices[1].trigger()
    assert models.loaded == ["fake", "large"]


def test_typing_and_enter_writes(app: App, composer: FakeComposer, qtbot: QtBot) -> None:
    app.window.activateWindow()
    app.window.composer.focus_input()
    edit = app.window.focusWidget()
    assert isinstance(edit, QPlainTextEdit)
    edit.selectAll()
    type_han(edit, "平安喜乐")
    with qtbot.waitSignal(app.workspace.sheets_changed):
        qtbot.keyClick(edit, KEY.Key_Return)
    assert composer.requests[-1].heads == "平安喜乐"
    assert app.history.counts().poems == 10


def test_while_writing_the_window_lives_and_escape_stops(
    app: App, composer: FakeComposer, qtbot: QtBot
) -> None:
    composer.gate.clear()
    spy = QSignalSpy(app.workspace.progressed)
    app.window.action("write").trigger()
    assert composer.reached.wait(5)
    qtbot.waitUntil(lambda: spy.count() > 0)
    bar = app.window.composer.bar
    assert bar.write_button.text() == "停笔"
    assert bar.progress_bar.value() == 1
    with qtbot.waitSignal(app.workspace.busy_changed, check_params_cb=lambda busy: not busy):
        qtbot.keyClick(app.window, KEY.Key_Escape)
    assert bar.write_button.text() == "落笔"
    assert composer.cancels == 1


def test_closing_while_writing_drains_the_worker(
    app: App, composer: FakeComposer, qtbot: QtBot
) -> None:
    composer.gate.clear()
    app.window.action("write").trigger()
    assert composer.reached.wait(5)
    app.window.close()
    assert not app.worker.running
    assert composer.cancels == 1


def test_leafing_by_keys(app: App, qtbot: QtBot) -> None:
    app.window.activateWindow()
    app.window.composer.focus_input()
    qtbot.keyClick(app.window.focusWidget(), KEY.Key_PageDown)
    assert app.workspace.index == 1
    canvas = app.window.poem_view.canvas
    qtbot.keyClick(canvas, KEY.Key_Left)  # a vertical page is read leftwards
    assert app.workspace.index == 2
    qtbot.keyClick(canvas, KEY.Key_Up)
    qtbot.keyClick(app.window, KEY.Key_PageUp)
    assert app.workspace.index == 0
    assert app.window.poem_view.position_label.text() == "1 / 5"


def test_the_look_is_changed_and_kept(app: App) -> None:
    for name in ("vertical", "traditional", "tones"):
        app.window.action(name).trigger()
    page = app.window.poem_view.canvas.page
    assert page is not None
    style = page.style
    assert (style.vertical, style.script, style.tone_marks) == (False, "traditional", True)
    kept = settings.load()
    assert (kept.layout, kept.script, kept.tone_marks) == ("horizontal", "traditional", True)


def test_a_star_on_the_page_shows_in_the_history(app: App) -> None:
    app.window.action("star").trigger()
    current = app.workspace.current
    assert current is not None
    assert current.starred
    assert [entry.id for entry in app.history.search(PoemFilter(starred=True))] == [current.entry]
    app.window.action("star").trigger()
    assert app.history.search(PoemFilter(starred=True)) == []


def test_what_is_on_the_page_is_saved_and_copied(app: App, tmp_path: Path) -> None:
    app.preferences.set(script="traditional")
    sheet = app.workspace.current
    assert sheet is not None
    actions = app.window.file_actions
    problems, said = list[str](), list[str]()
    actions.problem.connect(problems.append)
    actions.succeeded.connect(said.append)
    actions.write_picture(sheet, tmp_path / "诗 一.png")
    actions.write_text(sheet, tmp_path / "诗 一.txt")
    app.window.action("copy").trigger()
    assert problems == []
    assert ["诗 一.png" in said[0], "诗 一.txt" in said[1], said[2]] == [
        True,
        True,
        "已复制到剪贴板。",
    ]
    assert app.window.poem_view.notice.text == said[2]
    assert QImage(str(tmp_path / "诗 一.png")).width() == 2160
    text = (tmp_path / "诗 一.txt").read_text(encoding="utf-8").strip()
    assert QGuiApplication.clipboard().text() == text
    assert sheet.poem.lines[0][0] == "春"
    changed = [
        pair for pair in ("风風", "来來", "远遠", "云雲", "开開") if pair[0] in sheet.poem.text
    ]
    assert changed
    for simplified, traditional in changed:
        assert traditional in text
        assert simplified not in text


def test_what_can_not_be_saved_is_said(app: App, tmp_path: Path) -> None:
    sheet = app.workspace.current
    assert sheet is not None
    app.window.file_actions.write_text(sheet, tmp_path / "没有" / "诗.txt")
    assert "存不进" in app.window.poem_view.notice.text


def test_a_bug_is_shown_with_its_traceback(app: App, composer: FakeComposer, qtbot: QtBot) -> None:
    composer.error = ZeroDivisionError("our fault")
    with qtbot.waitSignal(app.workspace.bug_found):
        app.window.action("write").trigger()
    box = app.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "our fault" in box.detailedText()
    box.close()


def test_sizes_are_remembered(app: App, make_app: Callable[[], App]) -> None:
    app.window.resize(900, 650)  # Qt's offscreen screen is 800 by 800 and cuts what is larger
    app.window.columns.setSizes([265, 440, 195])
    sizes = app.window.columns.sizes()
    app.window.close()
    second = make_app().window
    second.show()
    assert (second.width(), second.height()) == (900, 650)
    assert second.columns.sizes() == sizes


def test_an_example_fills_the_mode_at_hand(app: App) -> None:
    app.window.action("continue").trigger()
    app.window.action("example").trigger()
    request = app.window.composer.request()
    assert request.mode is Mode.CONTINUE
    assert request.text


def test_words_to_avoid_go_along(app: App, composer: FakeComposer, qtbot: QtBot) -> None:
    app.preferences.set(avoid=("不知", "何处"))
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.window.action("write").trigger()
    assert composer.requests[-1].avoid == ("不知", "何处")


def test_usual_values_reach_the_panel(app: App) -> None:
    app.preferences.set(count=3, daring=0.2)
    request = app.window.composer.request()
    assert (request.count, request.daring) == (3, 0.2)
    assert request.heads == "春花秋月"


def test_every_key_means_one_thing() -> None:
    keys = [key for spec in ACTION_SPECS for key in spec.keys]
    assert len(keys) == len(set(keys))


def test_every_action_is_connected(app: App) -> None:
    for spec in ACTION_SPECS:
        action = app.window.action(spec.name)
        assert action.receivers("2triggered(bool)") > 0, spec.name


def test_the_list_of_shortcuts_opens_by_key(app: App, qtbot: QtBot) -> None:
    app.window.activateWindow()
    qtbot.keyClick(app.window.poem_view.canvas, KEY.Key_F1)
    sheet = app.window.findChild(ShortcutsDialog)
    assert isinstance(sheet, ShortcutsDialog)
    assert sheet.isVisible()
    qtbot.keyClick(sheet, KEY.Key_F1)
    assert not sheet.isVisible()


FOCUSABLE = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
)


def reachable(window: QWidget) -> list[QWidget]:
    """Widgets in the order in which Tab visits them."""
    found, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_goes_through_the_panels_in_order(app: App) -> None:
    window = app.window
    panels = [window.composer, window.poem_view, window.history_panel]
    order = [
        next(i for i, panel in enumerate(panels) if panel.isAncestorOf(widget))
        for widget in reachable(window)
    ]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}


def test_every_field_has_a_name_for_screen_readers(app: App) -> None:
    nameless = [
        widget
        for widget in app.window.findChildren(QWidget)
        if isinstance(widget, FOCUSABLE)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QComboBox | QSpinBox)
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def cut_off(window: QWidget) -> list[str]:
    """Texts of buttons and labels that are given less width than they need."""
    return [
        widget.text()
        for widget in window.findChildren(QAbstractButton)
        if widget.isVisible() and widget.text() and widget.width() < widget.sizeHint().width()
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_no_button_is_cut_off(app: App, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    app.preferences.set(language=language)
    app.window.resize(*size)
    QApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
    qtbot.waitUntil(lambda: cut_off(app.window) == [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_scrolls_at_the_usual_size(app: App, qtbot: QtBot, language: str) -> None:
    app.preferences.set(language=language)
    app.window.resize(1280, 800)
    bar = app.window.composer.scroll_area.verticalScrollBar()
    for tab in ComposeTab:
        app.window.composer.choose_tab(tab)
        qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_a_model_that_cannot_be_opened_gives_way_to_the_first_and_this_is_said(
    make_app: Callable[[], App], models: FakeModels, qtbot: QtBot
) -> None:
    models.names.append("坏的")
    first = make_app()
    first.preferences.remember(model="坏的")
    first.close()
    load = models.load

    def refuse(folder: Path) -> OpenModel:
        if folder.name == "坏的":
            raise UserError("模型“{}”的文件 {} 已损坏，请重新安装。", "坏的", "poet.onnx")
        return load(folder)

    models.load = refuse  # type: ignore[method-assign]
    app = make_app()
    told = QSignalSpy(app.workspace.problem)
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.start()
    assert app.workspace.model is not None
    assert app.workspace.model.id == "fake"
    assert told.count() == 1
    assert "坏的" in str(told.at(0)[0])


def test_the_backup_of_the_day_is_made_beside_the_window(app: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(available(app.history.path)) == 1)


def test_a_backup_that_fails_is_told(make_app: Callable[[], App], qtbot: QtBot) -> None:
    app = make_app()
    folder_of(app.history.path).write_text("in the way", encoding="utf-8")
    told = QSignalSpy(app.workspace.problem)
    app.start()
    qtbot.waitUntil(lambda: any("没有备份成" in str(told.at(i)[0]) for i in range(told.count())))
