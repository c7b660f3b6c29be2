"""Rewriting, locks, undo and redo of the poem on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.grid import Place
from poetgui.ui.state.sheet_stack import Sheet
from tests.ui.fakes import OFFERED, FakeModels, FakeReviser
from tests.ui.keys import type_han
from tests.ui.poem_page import CELL, CTRL, KEY, SHIFT, changed, click, opened, poem, top

# -- every change is one more result --------------------------------------------------------------


def test_a_change_is_kept_before_it_is_shown(app: App, replacement, qtbot: QtBot) -> None:
    first, kept = top(app), list[int]()
    opened(app, qtbot)
    app.workspace.sheets_changed.connect(lambda: kept.append(app.history.counts().poems))
    after = changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_1))
    assert kept == [6]
    newest = app.history.search(limit=1)[0]
    assert newest.poem == after
    assert newest.recipe["revision"] == {"of": first.entry, "place": [1, 2], "character": "云"}
    assert (app.workspace.index, len(app.workspace.sheets)) == (1, 6)
    assert app.workspace.sheets[0] == first


def test_undo_and_redo_go_back_and_forth(app: App, replacement, qtbot: QtBot) -> None:
    poems = [poem(app)]
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3):
        opened(app, qtbot)
        poems.append(
            changed(app, qtbot, lambda key=key: qtbot.keyClick(replacement.popup.field, key))
        )
        app.window.poem_view.canvas.dismissed.emit()
    canvas = app.window.poem_view.canvas
    for expected in (poems[2], poems[1], poems[0], poems[0]):
        qtbot.keyClick(canvas, KEY.Key_Z, CTRL)
        assert poem(app) == expected
    assert not app.window.action("undo").isEnabled()
    for expected in (poems[1], poems[2], poems[3], poems[3]):
        qtbot.keyClick(canvas, KEY.Key_Y, CTRL)
        assert poem(app) == expected
    assert app.history.counts().poems == 8


def test_undo_reaches_a_poem_that_is_not_in_the_list(app: App, replacement, qtbot: QtBot) -> None:
    before = poem(app)
    opened(app, qtbot)
    changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_1))
    newest = app.history.search(limit=1)[0]
    app.workspace.set_sheets((Sheet(newest.poem, newest.recipe, newest.id),))
    app.window.action("undo").trigger()
    assert poem(app) == before
    app.window.action("redo").trigger()
    assert poem(app).lines[1][2] == OFFERED[0]


def test_the_same_again_asks_for_the_first_poem(app: App, replacement, qtbot: QtBot) -> None:
    """A revised poem knows the request that it goes back to, with that one's seed."""
    request = top(app).request
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_Escape)
    changed(app, qtbot, lambda: qtbot.keyClick(app.window.poem_view.canvas, KEY.Key_R))
    assert request is not None
    assert poem(app).seed != request.seed
    assert top(app).request == request


def test_a_full_disk_is_said_and_nothing_is_shown_unkept(
    app: App, replacement, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> list[int]:
        raise UserError("磁盘满了")

    before = poem(app)
    opened(app, qtbot)
    monkeypatch.setattr(app.history, "add", full)
    with qtbot.waitSignal(app.workspace.problem):
        qtbot.keyClick(replacement.popup.field, KEY.Key_1)
    assert poem(app) == before


# -- locks and rewriting --------------------------------------------------------------------------


def test_pins_are_locked_at_first_and_can_be_freed(app: App, replacement, qtbot: QtBot) -> None:
    assert app.revision.locked == poem(app).pins
    assert app.window.poem_view.canvas.locked == frozenset()  # red says enough
    opened(app, qtbot, Place(0, 0))
    qtbot.keyClick(replacement.popup.field, KEY.Key_L)
    assert app.revision.locked == poem(app).pins - {Place(0, 0)}
    assert app.window.poem_view.canvas.locked == app.revision.locked


def test_a_letter_locks_the_character_and_with_shift_the_line(
    app: App, replacement, qtbot: QtBot
) -> None:
    line = {Place(1, j) for j in range(len(poem(app).lines[1]))}
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_Escape)
    canvas = app.window.poem_view.canvas
    qtbot.keyClick(canvas, KEY.Key_L)
    assert app.revision.locked == poem(app).pins | {CELL}
    assert "锁定" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, KEY.Key_L, SHIFT)
    assert app.revision.locked == poem(app).pins | line
    qtbot.keyClick(canvas, KEY.Key_L, SHIFT)
    assert app.revision.locked.isdisjoint(line)


def test_r_rewrites_the_line_but_for_what_is_locked(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    before = poem(app)
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_L)
    after = changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_R))
    assert not replacement.popup.isVisible()
    assert [after.lines[i] for i in (0, 2, 3)] == [before.lines[i] for i in (0, 2, 3)]
    assert after.lines[1][0] == before.lines[1][0]  # the head
    assert after.lines[1][2] == before.lines[1][2]  # locked
    assert after.lines[1][1] != before.lines[1][1]
    assert after.pins == before.pins
    assert CELL in app.revision.locked  # the lock goes along
    assert not app.workspace.busy


def test_shift_r_rewrites_all_that_is_open(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_L)
    pins = poem(app).pins
    changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_R, SHIFT))
    assert reviser.locked == [pins | {CELL}]


def test_what_follows_is_rewritten(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    before = poem(app)
    opened(app, qtbot)
    after = changed(app, qtbot, app.window.action("rewrite_following").trigger)
    assert after.lines[0] == before.lines[0]
    assert after.lines[1][:2] == before.lines[1][:2]
    assert {Place(1, 2), Place(3, 4)}.isdisjoint(reviser.locked[0])


def test_a_head_that_was_freed_is_no_pin_any_more(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    pins = poem(app).pins
    opened(app, qtbot, Place(1, 0))
    qtbot.keyClick(replacement.popup.field, KEY.Key_L)
    after = changed(app, qtbot, lambda: qtbot.keyClick(replacement.popup.field, KEY.Key_R))
    assert after.pins == pins - {Place(1, 0)}


def test_style_and_words_to_avoid_are_passed_on(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    request = ComposeRequest(Mode.FREE, form="五绝", style="唐", daring=0.9, count=1)
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.workspace.write(request)
    app.preferences.set(avoid=("不知",))
    changed(app, qtbot, app.window.action("rewrite_open").trigger)
    (wish,) = reviser.wishes
    assert (wish.style, wish.daring, wish.avoid) == ("唐", 0.9, ("不知",))


def test_where_all_is_locked_it_is_said(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    qtbot.keyClick(replacement.popup.field, KEY.Key_L, SHIFT)
    with qtbot.waitSignal(app.workspace.problem):
        qtbot.keyClick(replacement.popup.field, KEY.Key_R)
    assert "锁住" in app.window.poem_view.notice.text


def test_rewriting_can_be_stopped(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    before = poem(app)
    opened(app, qtbot)
    reviser.gate.clear()
    reviser.reached.clear()
    qtbot.keyClick(replacement.popup.field, KEY.Key_R)
    assert reviser.reached.wait(5)
    assert app.workspace.busy
    with qtbot.waitSignal(app.workspace.busy_changed, check_params_cb=lambda busy: not busy):
        qtbot.keyClick(app.window.poem_view.canvas, KEY.Key_Escape)
    assert poem(app) == before
    assert app.revision.place == CELL  # Escape stopped the writing, nothing else


def test_letters_belong_to_the_input_while_it_has_the_keyboard(
    app: App, replacement, qtbot: QtBot, reviser: FakeReviser
) -> None:
    opened(app, qtbot)
    app.window.composer.focus_input()
    edit = app.window.focusWidget()
    assert edit is not None
    qtbot.keyClick(edit, KEY.Key_R)
    qtbot.keyClick(edit, KEY.Key_L)
    assert reviser.locked == []
    assert app.revision.locked == poem(app).pins


def test_the_sample_poem_is_never_changed(
    make_app: Callable[[], App], models: FakeModels, qtbot: QtBot
) -> None:
    models.names.clear()
    app = make_app()
    app.start()
    click(app, qtbot, CELL)
    assert app.revision.place is None
    assert not app.window.replacement.popup.isVisible()
    for name in ("revise", "rewrite_open", "lock", "undo"):
        assert not app.window.action(name).isEnabled()


def test_without_a_model_characters_can_still_be_typed(
    app: App, make_app: Callable[[], App], models: FakeModels, qtbot: QtBot
) -> None:
    app.window.close()
    models.names.clear()
    second = make_app()
    second.start()
    click(second, qtbot, CELL)
    assert second.window.replacement.popup.isVisible()
    with qtbot.waitSignal(second.workspace.problem):
        second.window.action("rewrite_open").trigger()
    assert "模型" in second.window.poem_view.notice.text
    second.window.replacement.open()
    after = changed(second, qtbot, lambda: type_han(second.window.replacement.popup.field, "鹤"))
    assert after.lines[1][2] == "鹤"


def test_another_poem_lets_the_selection_go(app: App, replacement, qtbot: QtBot) -> None:
    opened(app, qtbot)
    app.workspace.step(1)
    assert app.revision.place is None
    assert not replacement.popup.isVisible()
    assert QApplication.focusWidget() is not replacement.popup.field
