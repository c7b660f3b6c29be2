"""Writing on the page by hand: typing, erasing, moving lines, own and pasted poems."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.grid import OPEN, Place
from tests.ui.fakes import FakeReviser
from tests.ui.keys import type_han
from tests.ui.poem_page import newest, poem

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def point(canvas, place: Place) -> QPoint:
    return canvas.cell_rect(place).center().toPoint()


# -- own poems ------------------------------------------------------------------------------------


def test_the_dialog_lays_a_blank_page(app: App, canvas, qtbot: QtBot) -> None:
    dialog = app.window.dialogs.new_page()
    dialog.choose("五古")
    assert dialog.rows.isRowVisible(1)
    dialog.lines_box.setValue(6)
    with qtbot.waitSignal(app.edit.begun):
        dialog.begin_button.click()
    assert poem(app).lines == (OPEN * 5,) * 6
    assert app.revision.place == Place(0, 0)
    assert app.window.focusWidget() is canvas


def test_the_dialog_offers_tunes(app: App, qtbot: QtBot) -> None:
    dialog = app.window.dialogs.new_page()
    dialog.choose("如梦令")
    assert not dialog.rows.isRowVisible(1)
    with qtbot.waitSignal(app.edit.begun):
        dialog.begin_button.click()
    assert poem(app).form == "如梦令"
    assert poem(app).book == "词林正韵"


def test_a_blank_page_shows_what_its_cells_want(app: App, page) -> None:
    marks = page.page.marks
    assert len(marks.demands) == 20
    assert {Place(1, 4), Place(3, 4)} <= marks.rhymes
    assert "空，" in page.accessibleDescription()
    assert "还空 20 字" in app.window.poem_view.status_label.text()


def test_nothing_is_kept_before_the_first_character(app: App, page, qtbot: QtBot) -> None:
    before = app.history.counts().poems
    with qtbot.waitSignal(app.workspace.history_changed):
        type_han(page, "白")
    assert app.history.counts().poems == before + 1
    assert newest(app).poem.lines[0] == "白" + OPEN * 4
    assert app.revision.place == Place(0, 1)


def test_typing_fills_one_cell_after_the_other_in_one_entry(app: App, page) -> None:
    before = app.history.counts().poems
    type_han(page, "白日依山盡黃河入海月")
    assert poem(app).lines[:2] == ("白日依山盡", "黃河入海月")
    assert app.history.counts().poems == before + 1
    assert newest(app).poem == poem(app)
    assert Place(1, 4) in page.page.marks.faults  # the checker's marks, live
    assert "月" in poem(app).violations[0]


def test_several_characters_may_come_at_once_and_marks_are_passed_over(app: App, page) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString("白日，依山")
    QApplication.sendEvent(page, event)
    assert poem(app).lines[0] == "白日依山" + OPEN
    assert app.revision.place == Place(0, 4)


def test_the_preedit_text_is_shown_in_the_cell(app: App, page, qtbot: QtBot) -> None:
    assert page.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    before = page.grab().toImage()
    QApplication.sendEvent(page, QInputMethodEvent("bai ri", []))
    assert page.preedit == "bai ri"
    assert page.grab().toImage() != before
    where = page.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert where == page.cell_rect(Place(0, 0))
    QApplication.sendEvent(page, QInputMethodEvent("", []))
    assert page.preedit == ""
    assert poem(app).lines[0] == OPEN * 5


def test_without_a_selection_an_input_method_is_off(app: App, page) -> None:
    app.revision.select(None)
    assert not page.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_backspace_and_delete_open_cells(app: App, page, qtbot: QtBot) -> None:
    type_han(page, "白日依")
    qtbot.keyClick(page, KEY.Key_Backspace)
    assert (poem(app).lines[0], app.revision.place) == ("白日" + OPEN * 3, Place(0, 2))
    app.revision.select(Place(0, 0))
    qtbot.keyClick(page, KEY.Key_Delete)
    assert (poem(app).lines[0], app.revision.place) == (OPEN + "日" + OPEN * 3, Place(0, 0))
    spy = QSignalSpy(app.workspace.history_changed)
    qtbot.keyClick(page, KEY.Key_Delete)
    assert spy.count() == 0


def test_every_stroke_can_be_taken_back(app: App, page, qtbot: QtBot) -> None:
    type_han(page, "白日依山")
    states = ["白日依" + OPEN * 2, "白日" + OPEN * 3, "白" + OPEN * 4, OPEN * 5]
    for expected in states:
        app.window.action("undo").trigger()
        assert poem(app).lines[0] == expected
        assert newest(app).poem == poem(app)
    assert not app.window.action("undo").isEnabled()
    for expected in [*states[2::-1], "白日依山" + OPEN]:
        app.window.action("redo").trigger()
        assert poem(app).lines[0] == expected
    assert not app.window.action("redo").isEnabled()


def test_strokes_can_be_taken_back_after_a_restart(app: App, page) -> None:
    type_han(page, "白日")
    app.workspace.open_entry(newest(app))
    app.window.action("undo").trigger()
    assert poem(app).lines[0] == "白" + OPEN * 4


def test_a_stroke_on_a_written_poem_makes_one_more(app: App, canvas, qtbot: QtBot) -> None:
    before, count = poem(app), app.history.counts().poems
    app.revision.select(Place(1, 2))
    type_han(canvas, "鹤归")
    assert poem(app).lines[1] == before.lines[1][:2] + "鹤归" + before.lines[1][4:]
    assert app.history.counts().poems == count + 1
    for expected in (before.lines[1][:2] + "鹤" + before.lines[1][3:], before.lines[1]):
        app.window.action("undo").trigger()
        assert poem(app).lines[1] == expected
    assert poem(app) == before


def test_the_machine_fills_what_is_open(app: App, page, qtbot: QtBot, reviser: FakeReviser) -> None:
    type_han(page, "白日依山尽")
    with qtbot.waitSignal(app.workspace.sheets_changed):
        qtbot.keyClick(page, KEY.Key_R, SHIFT)
    assert reviser.locked[-1] == {Place(0, column) for column in range(5)}
    filled = poem(app)
    assert filled.lines[0] == "白日依山尽"
    assert not filled.open
    assert filled.pins == frozenset()
    assert app.revision.locked == {Place(0, column) for column in range(5)}
    app.window.action("undo").trigger()
    assert poem(app).lines[1] == OPEN * 5
    app.window.action("redo").trigger()
    assert poem(app) == filled


def test_a_page_that_was_filled_keeps_its_strokes(
    app: App, page, qtbot: QtBot, reviser: FakeReviser
) -> None:
    """What is typed after going back from a filled page is another entry: nothing is lost."""
    type_han(page, "白日")
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.revision.rewrite_open()
    app.window.action("undo").trigger()
    app.revision.select(Place(0, 2))
    type_han(page, "依")
    app.window.action("undo").trigger()
    assert poem(app).lines[0] == "白日" + OPEN * 3


# -- pasting --------------------------------------------------------------------------------------


def test_a_pasted_poem_comes_onto_the_page(app: App, canvas, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("鹿柴\n空山不見人，但聞人語響。\n返景入深林，復照青苔上。")
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.window.action("paste").trigger()
    assert (poem(app).title, poem(app).lines[0]) == ("鹿柴", "空山不見人")
    assert newest(app).poem == poem(app)
    # 古绝: its rhymes are oblique.
    assert "五言古诗" in app.window.poem_view.status_label.text()


def test_a_few_words_are_pasted_into_the_cells(app: App, page, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("白日")
    qtbot.keyClick(page, KEY.Key_V, CTRL)
    assert poem(app).lines[0] == "白日" + OPEN * 3


def test_what_is_no_poem_is_said(app: App, canvas, qtbot: QtBot) -> None:
    before = poem(app)
    QGuiApplication.clipboard().setText("hello")
    with qtbot.waitSignal(app.workspace.problem):
        app.window.action("paste").trigger()
    assert poem(app) == before


def test_a_poem_of_no_form_can_be_typed_into_but_not_rewritten(
    app: App, canvas, qtbot: QtBot
) -> None:
    app.edit.paste("今天天气很好呀，是不是呢。")
    assert "不合任何一种" in app.window.poem_view.status_label.toolTip()
    app.revision.select(Place(0, 0))
    type_han(canvas, "明")
    assert poem(app).lines[0] == "明天天气很好呀"
    with qtbot.waitSignal(app.workspace.problem) as heard:
        app.revision.rewrite_open()
    assert heard.args
    assert "不合任何一种体裁" in heard.args[0]


# -- several cells --------------------------------------------------------------------------------


def test_a_drag_selects_several_cells_and_they_are_rewritten(
    app: App, canvas, qtbot: QtBot, reviser: FakeReviser
) -> None:
    qtbot.mousePress(canvas, LEFT, pos=point(canvas, Place(0, 3)))
    qtbot.mouseMove(canvas, point(canvas, Place(0, 4)))
    qtbot.mouseMove(canvas, point(canvas, Place(1, 1)))
    qtbot.mouseRelease(canvas, LEFT, pos=point(canvas, Place(1, 1)))
    span = {*(Place(0, j) for j in range(3, 7)), Place(1, 0), Place(1, 1)}
    assert app.revision.span == span
    assert not app.window.replacement.popup.isVisible()
    with qtbot.waitSignal(app.workspace.sheets_changed):
        qtbot.keyClick(canvas, KEY.Key_R)
    open_ = {Place(i, j) for i in range(4) for j in range(7)} - reviser.locked[-1]
    assert open_ == span - {Place(1, 0)}  # the head is pinned


def test_shift_and_arrows_extend_and_backspace_clears(app: App, page, qtbot: QtBot) -> None:
    type_han(page, "白日依山尽")
    app.revision.select(Place(0, 1))
    qtbot.keyClick(page, KEY.Key_Down, SHIFT)
    qtbot.keyClick(page, KEY.Key_Down, SHIFT)
    assert app.revision.span == {Place(0, 1), Place(0, 2), Place(0, 3)}
    qtbot.keyClick(page, KEY.Key_Backspace)
    assert poem(app).lines[0] == "白" + OPEN * 3 + "尽"
    assert app.revision.span == {Place(0, 1)}


# -- lines ----------------------------------------------------------------------------------------


def test_a_line_is_moved_by_keys_and_back(app: App, canvas, qtbot: QtBot) -> None:
    before = poem(app)
    app.revision.select(Place(0, 2))
    canvas.setFocus()
    qtbot.keyClick(canvas, KEY.Key_Left, ALT)  # leftwards is on, in a vertical page
    lines = before.lines
    assert poem(app).lines == (lines[1], lines[0], *lines[2:])
    assert poem(app).pins == before.pins
    assert app.revision.place == Place(1, 2)
    assert app.workspace.index == 1  # it did not change the poem
    qtbot.keyClick(canvas, KEY.Key_Z, CTRL)
    assert poem(app) == before


def test_a_line_is_dragged_by_its_grip(app: App, canvas, qtbot: QtBot) -> None:
    lines = poem(app).lines
    qtbot.mousePress(canvas, LEFT, pos=canvas.grip_rect(3).center().toPoint())
    qtbot.mouseMove(canvas, point(canvas, Place(0, 2)))
    assert canvas.drag_target == 0
    qtbot.mouseRelease(canvas, LEFT, pos=point(canvas, Place(0, 2)))
    assert poem(app).lines == (lines[3], *lines[:3])
    assert app.revision.place is None


def test_a_drag_that_is_called_off_moves_nothing(app: App, canvas, qtbot: QtBot) -> None:
    before = poem(app)
    qtbot.mousePress(canvas, LEFT, pos=canvas.grip_rect(3).center().toPoint())
    qtbot.mouseMove(canvas, point(canvas, Place(0, 2)))
    qtbot.keyClick(canvas, KEY.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, pos=point(canvas, Place(0, 2)))
    assert poem(app) == before


def test_locks_go_along_with_their_line(app: App, canvas, qtbot: QtBot) -> None:
    app.revision.select(Place(1, 3))
    app.revision.lock()
    locked = app.revision.locked
    app.edit.move_line(1, 3)
    assert app.revision.locked == (locked - {Place(i, 0) for i in range(4)} - {Place(1, 3)}) | {
        Place(3, 3),
        *(Place(i, 0) for i in range(4)),
    }
    app.workspace.undo()
    assert app.revision.locked == locked
