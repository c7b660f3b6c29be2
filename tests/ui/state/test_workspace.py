"""The desk: poems are kept before they are shown, requests wait, errors find their way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from poetgui.composer.request import ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.history.store import History
from poetgui.ui.state.workspace import Desk, OpenModel
from tests.ui.fakes import FakeComposer

REQUEST = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", count=3)


def opened(desk: Desk, composer: FakeComposer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.model_changed):
        desk.open_model(lambda: OpenModel(composer, "fake"))


def write(desk: Desk, qtbot: QtBot, request: ComposeRequest = REQUEST) -> None:
    with qtbot.waitSignal(desk.sheets_changed):
        desk.write(request)


def test_poems_are_in_the_history_before_they_are_shown(
    desk: Desk, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(desk, composer, qtbot)
    kept: list[int] = []
    desk.sheets_changed.connect(lambda: kept.append(history.counts().poems))
    write(desk, qtbot)
    assert kept == [3]


def test_the_best_lies_on_top_and_is_the_newest(
    desk: Desk, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(desk, composer, qtbot)
    write(desk, qtbot)
    assert desk.current is not None
    newest = history.search(limit=1)[0]
    assert (desk.index, desk.current.entry) == (0, newest.id)
    assert desk.current.poem == newest.poem


def test_a_request_waits_while_a_model_is_loaded(
    desk: Desk, composer: FakeComposer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.sheets_changed):
        desk.open_model(lambda: OpenModel(composer, "fake"))
        desk.write(REQUEST)
        assert desk.busy
    assert composer.requests == [REQUEST]
    assert not desk.busy


def test_without_a_model_the_person_is_told(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.problem) as said:
        desk.write(REQUEST)
    assert said.args
    assert "模型" in said.args[0]


def test_a_model_that_does_not_load_leaves_the_old_one(
    desk: Desk, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(desk, composer, qtbot)

    def broken() -> OpenModel:
        raise UserError("已损坏")

    with qtbot.waitSignal(desk.problem) as said:
        desk.open_model(broken)
    assert said.args == ["已损坏"]
    assert desk.model is not None
    assert desk.model.id == "fake"
    write(desk, qtbot)


def test_cancel_stops_the_writing(desk: Desk, composer: FakeComposer, qtbot: QtBot) -> None:
    opened(desk, composer, qtbot)
    composer.gate.clear()
    desk.write(REQUEST)
    assert composer.reached.wait(5)
    with qtbot.waitSignal(desk.busy_changed, check_params_cb=lambda busy: not busy):
        desk.cancel()
    assert composer.cancels == 1
    assert desk.sheets == ()


def test_cancel_forgets_a_request_that_waits(
    desk: Desk, composer: FakeComposer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.model_changed):
        desk.open_model(lambda: OpenModel(composer, "fake"))
        desk.write(REQUEST)
        desk.cancel()
    assert not desk.busy
    assert composer.requests == []


def test_what_the_person_can_mend_is_said_and_bugs_are_loud(
    desk: Desk, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(desk, composer, qtbot)
    composer.error = UserError("没有这个韵部")
    with qtbot.waitSignal(desk.problem) as said:
        desk.write(REQUEST)
    assert said.args == ["没有这个韵部"]
    composer.error = ZeroDivisionError("bug")
    with qtbot.waitSignal(desk.broken) as told:
        desk.write(REQUEST)
    assert told.args
    assert told.args[0] is composer.error
    assert not desk.busy


def test_again_repeats_the_request_with_its_seed_or_without(
    desk: Desk, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(desk, composer, qtbot)
    write(desk, qtbot)
    first = [sheet.poem for sheet in desk.sheets]
    with qtbot.waitSignal(desk.sheets_changed):
        desk.again(different=False)
    assert composer.requests[-1] == replace(REQUEST, seed=7)
    assert [sheet.poem for sheet in desk.sheets] == first
    with qtbot.waitSignal(desk.sheets_changed):
        desk.again(different=True)
    assert composer.requests[-1] == REQUEST


def test_an_entry_of_the_history_can_be_written_again(
    desk: Desk, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(desk, composer, qtbot)
    write(desk, qtbot)
    desk.open_entry(history.search(limit=1)[0])
    assert desk.current is not None
    assert desk.current.request == replace(REQUEST, seed=7)


def test_leafing_stops_at_both_ends(desk: Desk, composer: FakeComposer, qtbot: QtBot) -> None:
    opened(desk, composer, qtbot)
    write(desk, qtbot)
    spy = QSignalSpy(desk.leafed)
    desk.leaf(-1)
    assert (desk.index, spy.count()) == (0, 0)
    for _ in range(5):
        desk.leaf(1)
    assert (desk.index, spy.count()) == (2, 2)


def test_a_star_is_kept(desk: Desk, history: History, composer: FakeComposer, qtbot: QtBot) -> None:
    opened(desk, composer, qtbot)
    write(desk, qtbot)
    desk.star(True)
    assert desk.current is not None
    assert desk.current.starred
    assert [entry.id for entry in history.search(starred=True)] == [desk.current.entry]
