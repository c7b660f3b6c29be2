"""The page as editor: the palette, locks, rewriting, undo; by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.composer.request import ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.ui.page.popup_position import popup_position
from poetgui.ui.state.sheet_stack import Sheet
from tests.ui.fakes import OFFERED, FakeModels, FakeReviser
from tests.ui.keys import type_han

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
CELL = Place(1, 2)


@pytest.fixture
def editor(app: App):
    app.window.activateWindow()
    return app.window._replacement


def top(app: App) -> Sheet:
    assert app.workspace.current is not None
    return app.workspace.current


def poem(app: App) -> Poem:
    return top(app).poem


def click(app: App, qtbot: QtBot, place: Place | None) -> None:
    canvas = app.window._view.canvas
    at = canvas.cell_rect(place).center() if place else QPointF(2, 2)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at.toPoint())


def opened(app: App, qtbot: QtBot, place: Place = CELL) -> None:
    """Click a cell and wait until its palette is filled."""
    with qtbot.waitSignal(app.revision.offered):
        click(app, qtbot, place)


def changed(app: App, qtbot: QtBot, spec: Callable[[], object]) -> Poem:
    """The poem that comes on top when the deed is done."""
    with qtbot.waitSignal(app.workspace.sheets_changed):
        spec()
    return poem(app)


# -- the palette ----------------------------------------------------------------------------------


def test_a_click_selects_and_opens_the_palette(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    popup = editor.popup
    assert app.revision.place == CELL
    assert popup.isVisible()
    assert popup.characters == tuple(OFFERED[:12])
    assert [b.text() for b in popup._buttons] == list(OFFERED[:12])
    assert app.window._view.canvas._selected == CELL
    assert "第 2 句第 3 字" in app.window._view.canvas.accessibleDescription()


def test_the_palette_covers_nothing_of_its_line(app: App, editor, qtbot: QtBot) -> None:
    canvas = app.window._view.canvas
    for vertical in (True, False):
        app.preferences.set(layout="vertical" if vertical else "horizontal")
        for place in (Place(0, 0), Place(1, 2), Place(3, 4)):
            app.revision.select(None)
            opened(app, qtbot, place)
            box = QRectF(editor.popup.geometry())
            for column in range(len(poem(app).lines[0])):
                assert not box.intersects(canvas.cell_rect(Place(place.line, column)))
            assert QRectF(canvas.rect()).contains(box)


def test_beside_takes_the_free_side() -> None:
    bounds, size = QRectF(0, 0, 400, 300), QSizeF(100, 100)
    line = QRectF(300, 0, 50, 300)
    cell = QRectF(300, 100, 50, 50)
    right = QRectF(350, 0, 50, 300)
    corner = popup_position(bounds, size, cell, line, [line, right])
    assert corner == QPointF(190, 75)
    taken = QRectF(150, 0, 150, 300)
    assert popup_position(bounds, size, cell, line, [line, right, taken]).x() <= 50


def test_the_choices_are_chosen_by_number(app: App, editor, qtbot: QtBot) -> None:
    before = poem(app)
    opened(app, qtbot)
    after = changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_3))
    assert after.lines[1] == before.lines[1][:2] + OFFERED[2] + before.lines[1][3:]
    assert not editor.popup.isVisible()
    assert app.revision.place == CELL  # the work goes on there
    assert app.window.focusWidget() is app.window._view.canvas


def test_the_choices_are_chosen_by_arrows_and_enter(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    field = editor.popup.field
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_Down):  # the first, the second, the sixth
        qtbot.keyClick(field, key)
    assert editor.popup._buttons[5].isChecked()
    assert OFFERED[5] in field.accessibleName()
    after = changed(app, qtbot, lambda: qtbot.keyClick(field, KEY.Key_Return))
    assert after.lines[1][2] == OFFERED[5]


def test_enter_without_a_choice_changes_nothing(app: App, editor, qtbot: QtBot) -> None:
    spy = QSignalSpy(app.workspace.sheets_changed)
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_Return)
    assert spy.count() == 0


def test_a_choice_is_previewed_in_place_and_taken_back(app: App, editor, qtbot: QtBot) -> None:
    canvas, before = app.window._view.canvas, poem(app)
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_Down)
    assert canvas.page_shown is not None
    assert canvas.page_shown.poem.lines[1][2] == OFFERED[0]
    assert canvas.page is not None
    assert canvas.page.poem == before
    qtbot.keyClick(editor.popup.field, KEY.Key_Escape)
    assert canvas.page_shown.poem == before
    assert app.history.counts().poems == 5


def test_the_mouse_over_a_choice_previews_it(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    with qtbot.waitSignal(editor.popup.previewed) as heard:
        qtbot.mouseMove(editor.popup._buttons[4])
    assert heard.args == [OFFERED[4]]
    after = changed(app, qtbot, editor.popup._buttons[4].click)
    assert after.lines[1][2] == OFFERED[4]


def test_escape_closes_the_palette_then_the_selection(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_Escape)
    assert not editor.popup.isVisible()
    assert app.revision.place == CELL
    qtbot.keyClick(app.window._view.canvas, KEY.Key_Escape)
    assert app.revision.place is None


def test_a_click_beside_the_poem_lets_go(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    click(app, qtbot, None)
    assert app.revision.place is None
    assert not editor.popup.isVisible()


def test_more_pages_and_comes_round(app: App, editor, qtbot: QtBot, reviser: FakeReviser) -> None:
    opened(app, qtbot)
    with qtbot.waitSignal(app.revision.offered):
        editor.popup._more.click()
    assert editor.popup.characters == tuple(OFFERED[12:])
    assert not editor.popup._buttons[len(OFFERED) - 12].isEnabled()
    with qtbot.waitSignal(app.revision.offered):
        qtbot.keyClick(editor.popup.field, KEY.Key_PageDown)
    assert editor.popup.characters == tuple(OFFERED[:12])
    assert app.workspace.index == 0  # the page key did not leaf


def test_typing_a_character_replaces_directly(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    after = changed(app, qtbot, lambda: type_han(editor.popup.field, "鹤"))
    assert after.lines[1][2] == "鹤"
    assert editor.popup.field.text() == ""


def test_the_violations_are_checked_anew(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot, Place(3, len(poem(app).lines[3]) - 1))
    after = changed(app, qtbot, lambda: type_han(editor.popup.field, "屋"))
    assert any("屋" in message for message in after.violations)


def test_traditional_pages_show_traditional_choices(app: App, editor, qtbot: QtBot) -> None:
    app.preferences.set(script="traditional")
    opened(app, qtbot)
    assert editor.popup._buttons[0].text() == "雲"
    after = changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_1))
    assert after.lines[1][2] == "云"


def test_everything_without_a_mouse(app: App, editor, qtbot: QtBot) -> None:
    canvas = app.window._view.canvas
    canvas.setFocus()
    with qtbot.waitSignal(app.revision.offered):
        qtbot.keyClick(canvas, KEY.Key_Return)
    assert app.revision.place == Place(0, 0)
    with qtbot.waitSignal(app.revision.offered):  # downwards in a vertical line
        qtbot.keyClick(editor.popup.field, KEY.Key_Down, SHIFT)
    assert app.revision.place == Place(0, 1)
    qtbot.keyClick(editor.popup.field, KEY.Key_Escape)
    qtbot.keyClick(canvas, KEY.Key_Left)
    assert app.revision.place == Place(1, 1)
    qtbot.keyClick(canvas, KEY.Key_Up)
    qtbot.keyClick(canvas, KEY.Key_Up)  # over the head of the line to the end of the one before
    assert app.revision.place == Place(0, len(poem(app).lines[0]) - 1)
    assert app.workspace.index == 0


def test_the_window_lives_while_the_palette_is_computed(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    reviser.gate.clear()
    click(app, qtbot, CELL)
    assert reviser.reached.wait(5)
    assert editor.popup.isVisible()
    assert editor.popup.characters == ()
    reviser.gate.set()
    with qtbot.waitSignal(app.revision.offered):
        pass
    assert editor.popup.characters


def test_only_the_newest_selection_is_answered(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    reviser.gate.clear()
    click(app, qtbot, Place(0, 1))
    assert reviser.reached.wait(5)
    spy = QSignalSpy(app.revision.offered)
    editor._on_click(Place(2, 3))  # the palette may lie over it
    with qtbot.waitSignal(app.revision.offered):
        reviser.gate.set()
    assert spy.count() == 1
    assert spy.at(0)[0].place == Place(2, 3)


def test_a_bug_in_the_palette_is_loud_and_a_sentence_is_said(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    reviser.error = UserError("没有这个韵部")
    with qtbot.waitSignal(app.workspace.problem):
        click(app, qtbot, CELL)
    assert app.window._view.notice.text == "没有这个韵部"
    reviser.error = ZeroDivisionError()
    app.workspace.bug_found.disconnect(app.window._dialogs.bug)
    with qtbot.waitSignal(app.workspace.bug_found):
        app.revision.ask()


# -- every change is one more result --------------------------------------------------------------


def test_a_change_is_kept_before_it_is_shown(app: App, editor, qtbot: QtBot) -> None:
    first, kept = top(app), list[int]()
    opened(app, qtbot)
    app.workspace.sheets_changed.connect(lambda: kept.append(app.history.counts().poems))
    after = changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_1))
    assert kept == [6]
    newest = app.history.search(limit=1)[0]
    assert newest.poem == after
    assert newest.recipe["revision"] == {"of": first.entry, "place": [1, 2], "character": "云"}
    assert (app.workspace.index, len(app.workspace.sheets)) == (1, 6)
    assert app.workspace.sheets[0] == first


def test_undo_and_redo_leaf_back_and_forth(app: App, editor, qtbot: QtBot) -> None:
    poems = [poem(app)]
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3):
        opened(app, qtbot)
        poems.append(changed(app, qtbot, lambda key=key: qtbot.keyClick(editor.popup.field, key)))
        editor._canvas.dismissed.emit()
    canvas = app.window._view.canvas
    for expected in (poems[2], poems[1], poems[0], poems[0]):
        qtbot.keyClick(canvas, KEY.Key_Z, CTRL)
        assert poem(app) == expected
    assert not app.window._actions["undo"].isEnabled()
    for expected in (poems[1], poems[2], poems[3], poems[3]):
        qtbot.keyClick(canvas, KEY.Key_Y, CTRL)
        assert poem(app) == expected
    assert app.history.counts().poems == 8


def test_undo_reaches_a_poem_that_no_longer_lies_here(app: App, editor, qtbot: QtBot) -> None:
    before = poem(app)
    opened(app, qtbot)
    changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_1))
    app.workspace.open_entry(app.history.search(limit=1)[0])
    assert len(app.workspace.sheets) == 1
    app.window._actions["undo"].trigger()
    assert poem(app) == before
    app.window._actions["redo"].trigger()
    assert poem(app).lines[1][2] == OFFERED[0]


def test_the_same_again_asks_for_the_first_poem(app: App, editor, qtbot: QtBot) -> None:
    """A revised poem knows the request that it goes back to, with that one's seed."""
    request = top(app).request
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_Escape)
    changed(app, qtbot, lambda: qtbot.keyClick(app.window._view.canvas, KEY.Key_R))
    assert request is not None
    assert poem(app).seed != request.seed
    assert top(app).request == request


def test_a_full_disk_is_said_and_nothing_is_shown_unkept(
    app: App, editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> list[int]:
        raise UserError("磁盘满了")

    before = poem(app)
    opened(app, qtbot)
    monkeypatch.setattr(app.history, "add", full)
    with qtbot.waitSignal(app.workspace.problem):
        qtbot.keyClick(editor.popup.field, KEY.Key_1)
    assert poem(app) == before


# -- locks and rewriting --------------------------------------------------------------------------


def test_pins_are_locked_at_first_and_can_be_freed(app: App, editor, qtbot: QtBot) -> None:
    assert app.revision.locked == poem(app).pins
    assert app.window._view.canvas._locked == frozenset()  # red says enough
    opened(app, qtbot, Place(0, 0))
    qtbot.keyClick(editor.popup.field, KEY.Key_L)
    assert app.revision.locked == poem(app).pins - {Place(0, 0)}
    assert app.window._view.canvas._locked == app.revision.locked


def test_a_letter_locks_the_character_and_with_shift_the_line(
    app: App, editor, qtbot: QtBot
) -> None:
    line = {Place(1, j) for j in range(len(poem(app).lines[1]))}
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_Escape)
    canvas = app.window._view.canvas
    qtbot.keyClick(canvas, KEY.Key_L)
    assert app.revision.locked == poem(app).pins | {CELL}
    assert "锁定" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, KEY.Key_L, SHIFT)
    assert app.revision.locked == poem(app).pins | line
    qtbot.keyClick(canvas, KEY.Key_L, SHIFT)
    assert app.revision.locked.isdisjoint(line)


def test_r_rewrites_the_line_but_for_what_is_locked(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    before = poem(app)
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_L)
    after = changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_R))
    assert not editor.popup.isVisible()
    assert [after.lines[i] for i in (0, 2, 3)] == [before.lines[i] for i in (0, 2, 3)]
    assert after.lines[1][0] == before.lines[1][0]  # the head
    assert after.lines[1][2] == before.lines[1][2]  # locked
    assert after.lines[1][1] != before.lines[1][1]
    assert after.pins == before.pins
    assert CELL in app.revision.locked  # the lock goes along
    assert not app.workspace.busy


def test_shift_r_rewrites_all_that_is_open(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_L)
    pins = poem(app).pins
    changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_R, SHIFT))
    assert reviser.locked == [pins | {CELL}]


def test_what_follows_is_rewritten(app: App, editor, qtbot: QtBot, reviser: FakeReviser) -> None:
    before = poem(app)
    opened(app, qtbot)
    after = changed(app, qtbot, app.window._actions["rewrite_following"].trigger)
    assert after.lines[0] == before.lines[0]
    assert after.lines[1][:2] == before.lines[1][:2]
    assert {Place(1, 2), Place(3, 4)}.isdisjoint(reviser.locked[0])


def test_a_head_that_was_freed_is_no_pin_any_more(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    pins = poem(app).pins
    opened(app, qtbot, Place(1, 0))
    qtbot.keyClick(editor.popup.field, KEY.Key_L)
    after = changed(app, qtbot, lambda: qtbot.keyClick(editor.popup.field, KEY.Key_R))
    assert after.pins == pins - {Place(1, 0)}


def test_the_persons_wishes_go_along(app: App, editor, qtbot: QtBot, reviser: FakeReviser) -> None:
    request = ComposeRequest(Mode.FREE, form="五绝", style="唐", daring=0.9, count=1)
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.workspace.write(request)
    app.preferences.set(avoid=("不知",))
    changed(app, qtbot, app.window._actions["rewrite_open"].trigger)
    (wish,) = reviser.wishes
    assert (wish.style, wish.daring, wish.avoid) == ("唐", 0.9, ("不知",))


def test_where_all_is_locked_it_is_said(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    qtbot.keyClick(editor.popup.field, KEY.Key_L, SHIFT)
    with qtbot.waitSignal(app.workspace.problem):
        qtbot.keyClick(editor.popup.field, KEY.Key_R)
    assert "锁住" in app.window._view.notice.text


def test_rewriting_can_be_stopped(app: App, editor, qtbot: QtBot, reviser: FakeReviser) -> None:
    before = poem(app)
    opened(app, qtbot)
    reviser.gate.clear()
    reviser.reached.clear()
    qtbot.keyClick(editor.popup.field, KEY.Key_R)
    assert reviser.reached.wait(5)
    assert app.workspace.busy
    with qtbot.waitSignal(app.workspace.busy_changed, check_params_cb=lambda busy: not busy):
        qtbot.keyClick(app.window._view.canvas, KEY.Key_Escape)
    assert poem(app) == before
    assert app.revision.place == CELL  # Escape stopped the writing, nothing else


def test_letters_belong_to_the_input_while_it_has_the_keyboard(
    app: App, editor, qtbot: QtBot, reviser: FakeReviser
) -> None:
    opened(app, qtbot)
    app.window._composer.focus_input()
    edit = app.window.focusWidget()
    assert edit is not None
    qtbot.keyClick(edit, KEY.Key_R)
    qtbot.keyClick(edit, KEY.Key_L)
    assert reviser.locked == []
    assert app.revision.locked == poem(app).pins


def test_a_classic_is_left_as_it_is(
    make_app: Callable[[], App], models: FakeModels, qtbot: QtBot
) -> None:
    models.names.clear()
    app = make_app()
    app.start()
    click(app, qtbot, CELL)
    assert app.revision.place is None
    assert not app.window._replacement.popup.isVisible()
    for name in ("revise", "rewrite_open", "lock", "undo"):
        assert not app.window._actions[name].isEnabled()


def test_without_a_model_characters_can_still_be_typed(
    app: App, make_app: Callable[[], App], models: FakeModels, qtbot: QtBot
) -> None:
    app.window.close()
    models.names.clear()
    second = make_app()
    second.start()
    click(second, qtbot, CELL)
    assert second.window._replacement.popup.isVisible()
    with qtbot.waitSignal(second.workspace.problem):
        second.window._actions["rewrite_open"].trigger()
    assert "模型" in second.window._view.notice.text
    second.window._replacement.open()
    after = changed(second, qtbot, lambda: type_han(second.window._replacement.popup.field, "鹤"))
    assert after.lines[1][2] == "鹤"


def test_the_palette_speaks_english(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: editor.popup._more.text() == "More")
    foot = [b for b in editor.popup.findChildren(type(editor.popup._more)) if b.defaultAction()]
    assert {b.text() for b in foot} == {"Lock L", "Rewrite R"}
    assert app.window._menu._groups["改诗"].title() == "Revising"
    assert all(b.width() >= b.sizeHint().width() for b in foot)


def test_another_poem_lets_the_selection_go(app: App, editor, qtbot: QtBot) -> None:
    opened(app, qtbot)
    app.workspace.step(1)
    assert app.revision.place is None
    assert not editor.popup.isVisible()
    assert QApplication.focusWidget() is not editor.popup.field
