"""The replacement popup, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.errors import UserError
from poetgui.grid import Place
from poetgui.ui.page.popup_position import popup_position
from tests.ui.fakes import OFFERED, FakeReviser
from tests.ui.keys import type_han
from tests.ui.poem_page import CELL, KEY, SHIFT, changed, click, opened, poem

# -- the popup ----------------------------------------------------------------------------------


def test_a_click_selects_and_opens_the_popup(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    popup = replacement.popup
    assert app.revision.place == CELL
    assert popup.isVisible()
    assert popup.characters == tuple(OFFERED[:12])
    assert [b.text() for b in popup.buttons] == list(OFFERED[:12])
    assert app.window.poem_view.canvas.selected == CELL
    assert "第 2 句第 3 字" in app.window.poem_view.canvas.accessibleDescription()


def test_the_popup_covers_nothing_of_its_line(app: App, replacement, qtbot: QtBot) -> None:
    canvas = app.window.poem_view.canvas
    for vertical in (True, False):
        app.preferences.set(layout="vertical" if vertical else "horizontal")
        for place in (Place(0, 0), Place(1, 2), Place(3, 4)):
            app.revision.select(None)
            opened(app, qtbot, place)
            box = QRectF(replacement.popup.geometry())
            for column in range(len(poem(app).lines[0])):
                assert not box.intersects(canvas.cell_rect(Place(place.line, column)))
            assert QRectF(canvas.rect()).contains(box)


def test_the_popup_takes_the_free_side() -> None:
    bounds, size = QRectF(0, 0, 400, 300), QSizeF(100, 100)
    line = QRectF(300, 0, 50, 300)
    cell = QRectF(300, 100, 50, 50)
    right = QRectF(350, 0, 50, 300)
    corner = popup_position(bounds, size, cell, line, [line, right])
    assert corner == QPointF(190, 75)
    taken = QRectF(150, 0, 150, 300)
    assert popup_position(bounds, size, cell, line, [line, right, taken]).x() <= 50


def test_the_choices_are_chosen_by_number(app: App, replacement, qtbot: QtBot) -> None:
    before = poem(app)
    opened(app, qtbot)
    after = changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_3))
    assert after.lines[1] == before.lines[1][:2] + OFFERED[2] + before.lines[1][3:]
    assert not replacement.popup.isVisible()
    assert app.revision.place == CELL  # the work goes on there
    assert app.window.focusWidget() is app.window.poem_view.canvas


def test_the_choices_are_chosen_by_arrows_and_enter(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    field = replacement.popup.field
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_Down):  # the first, the second, the sixth
        qtbot.keyClick(field, key)
    assert replacement.popup.buttons[5].isChecked()
    assert OFFERED[5] in field.accessibleName()
    after = changed(app, qtbot, lambda: qtbot.keyClick(field, KEY.Key_Return))
    assert after.lines[1][2] == OFFERED[5]


def test_enter_without_a_choice_changes_nothing(app: App, replacement, qtbot: QtBot) -> None:
    spy = QSignalSpy(app.workspace.sheets_changed)
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_Return)
    assert spy.count() == 0


def test_a_choice_is_previewed_in_place_and_taken_back(app: App, replacement, qtbot: QtBot) -> None:
    canvas, before = app.window.poem_view.canvas, poem(app)
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_Down)
    assert canvas.page_shown is not None
    assert canvas.page_shown.poem.lines[1][2] == OFFERED[0]
    assert canvas.page is not None
    assert canvas.page.poem == before
    qtbot.keyClick(replacement.popup.field, KEY.Key_Escape)
    assert canvas.page_shown.poem == before
    assert app.history.counts().poems == 5


def test_the_mouse_over_a_choice_previews_it(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    with qtbot.waitSignal(replacement.popup.previewed) as heard:
        qtbot.mouseMove(replacement.popup.buttons[4])
    assert heard.args == [OFFERED[4]]
    after = changed(app, qtbot, replacement.popup.buttons[4].click)
    assert after.lines[1][2] == OFFERED[4]


def test_escape_closes_the_popup_then_the_selection(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_Escape)
    assert not replacement.popup.isVisible()
    assert app.revision.place == CELL
    qtbot.keyClick(app.window.poem_view.canvas, KEY.Key_Escape)
    assert app.revision.place is None


def test_a_click_beside_the_poem_lets_go(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    click(app, qtbot, None)
    assert app.revision.place is None
    assert not replacement.popup.isVisible()


def test_more_pages_and_comes_round(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    opened(app, qtbot)
    with qtbot.waitSignal(app.revision.offered):
        replacement.popup.more_button.click()
    assert replacement.popup.characters == tuple(OFFERED[12:])
    assert not replacement.popup.buttons[len(OFFERED) - 12].isEnabled()
    with qtbot.waitSignal(app.revision.offered):
        qtbot.keyClick(replacement.popup.field, KEY.Key_PageDown)
    assert replacement.popup.characters == tuple(OFFERED[:12])
    assert app.workspace.index == 0  # the page key did not change the poem


def test_typing_a_character_replaces_directly(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    after = changed(app, qtbot, lambda: type_han(replacement.popup.field, "鹤"))
    assert after.lines[1][2] == "鹤"
    assert replacement.popup.field.text() == ""


def test_the_violations_are_checked_anew(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot, Place(3, len(poem(app).lines[3]) - 1))
    after = changed(app, qtbot, lambda: type_han(replacement.popup.field, "屋"))
    assert any("屋" in message for message in after.violations)


def test_traditional_pages_show_traditional_choices(app: App, replacement, qtbot: QtBot) -> None:
    app.preferences.set(script="traditional")
    opened(app, qtbot)
    assert replacement.popup.buttons[0].text() == "雲"
    after = changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_1))
    assert after.lines[1][2] == "云"


def test_everything_without_a_mouse(app: App, replacement, qtbot: QtBot) -> None:
    canvas = app.window.poem_view.canvas
    canvas.setFocus()
    with qtbot.waitSignal(app.revision.offered):
        qtbot.keyClick(canvas, KEY.Key_Return)
    assert app.revision.place == Place(0, 0)
    with qtbot.waitSignal(app.revision.offered):  # downwards in a vertical line
        qtbot.keyClick(replacement.popup.field, KEY.Key_Down, SHIFT)
    assert app.revision.place == Place(0, 1)
    qtbot.keyClick(replacement.popup.field, KEY.Key_Escape)
    qtbot.keyClick(canvas, KEY.Key_Left)
    assert app.revision.place == Place(1, 1)
    qtbot.keyClick(canvas, KEY.Key_Up)
    qtbot.keyClick(canvas, KEY.Key_Up)  # over the head of the line to the end of the one before
    assert app.revision.place == Place(0, len(poem(app).lines[0]) - 1)
    assert app.workspace.index == 0


def test_the_window_lives_while_the_popup_is_computed(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    reviser.gate.clear()
    click(app, qtbot, CELL)
    assert reviser.reached.wait(5)
    assert replacement.popup.isVisible()
    assert replacement.popup.characters == ()
    reviser.gate.set()
    with qtbot.waitSignal(app.revision.offered):
        pass
    assert replacement.popup.characters


def test_only_the_newest_selection_is_answered(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    reviser.gate.clear()
    click(app, qtbot, Place(0, 1))
    assert reviser.reached.wait(5)
    spy = QSignalSpy(app.revision.offered)
    app.window.poem_view.canvas.clicked.emit(Place(2, 3))  # the popup may lie over it
    with qtbot.waitSignal(app.revision.offered):
        reviser.gate.set()
    assert spy.count() == 1
    assert spy.at(0)[0].place == Place(2, 3)


def test_a_bug_in_the_popup_is_loud_and_a_sentence_is_said(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    reviser.error = UserError("没有这个韵部")
    with qtbot.waitSignal(app.workspace.problem):
        click(app, qtbot, CELL)
    assert app.window.poem_view.notice.text == "没有这个韵部"
    reviser.error = ZeroDivisionError()
    app.workspace.bug_found.disconnect(app.window.dialogs.bug)
    with qtbot.waitSignal(app.workspace.bug_found):
        app.revision.ask()


def test_the_popup_speaks_english(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: replacement.popup.more_button.text() == "More")
    foot = [
        b
        for b in replacement.popup.findChildren(type(replacement.popup.more_button))
        if b.defaultAction()
    ]
    assert {b.text() for b in foot} == {"Lock L", "Rewrite R"}
    assert app.window.main_menu.group_menus["改诗"].title() == "Revising"
    assert all(b.width() >= b.sizeHint().width() for b in foot)
