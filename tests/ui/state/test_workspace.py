"""The workspace: poems are saved before they are shown, requests wait, errors find their way."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.history.store import History
from poetgui.ui.state.workspace import OpenModel, Workspace
from tests.ui.fakes import FakeComposer

REQUEST = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", count=3)


def opened(workspace: Workspace, composer: FakeComposer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.model_changed):
        workspace.open_model(lambda: OpenModel(composer, "fake"))


def write(workspace: Workspace, qtbot: QtBot, request: ComposeRequest = REQUEST) -> None:
    with qtbot.waitSignal(workspace.sheets_changed):
        workspace.write(request)


def test_poems_are_in_the_history_before_they_are_shown(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    kept: list[int] = []
    workspace.sheets_changed.connect(lambda: kept.append(history.counts().poems))
    write(workspace, qtbot)
    assert kept == [3]


def test_the_best_lies_on_top_and_is_the_newest(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    assert workspace.current is not None
    newest = history.search(limit=1)[0]
    assert (workspace.index, workspace.current.entry) == (0, newest.id)
    assert workspace.current.poem == newest.poem


def test_a_request_waits_while_a_model_is_loaded(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.sheets_changed):
        workspace.open_model(lambda: OpenModel(composer, "fake"))
        workspace.write(REQUEST)
        assert workspace.busy
    assert composer.requests == [REQUEST]
    assert not workspace.busy


def test_without_a_model_the_person_is_told(workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.problem) as said:
        workspace.write(REQUEST)
    assert said.args
    assert "模型" in said.args[0]


def test_a_model_that_does_not_load_leaves_the_old_one(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)

    def bug_found() -> OpenModel:
        raise UserError("已损坏")

    with qtbot.waitSignal(workspace.problem) as said:
        workspace.open_model(bug_found)
    assert said.args == ["已损坏"]
    assert workspace.model is not None
    assert workspace.model.id == "fake"
    write(workspace, qtbot)


def test_cancel_stops_the_writing(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    composer.gate.clear()
    workspace.write(REQUEST)
    assert composer.reached.wait(5)
    with qtbot.waitSignal(workspace.busy_changed, check_params_cb=lambda busy: not busy):
        workspace.cancel()
    assert composer.cancels == 1
    assert workspace.sheets == ()


def test_cancel_forgets_a_request_that_waits(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.model_changed):
        workspace.open_model(lambda: OpenModel(composer, "fake"))
        workspace.write(REQUEST)
        workspace.cancel()
    assert not workspace.busy
    assert composer.requests == []


def test_what_the_person_can_mend_is_said_and_bugs_are_loud(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    composer.error = UserError("没有这个韵部")
    with qtbot.waitSignal(workspace.problem) as said:
        workspace.write(REQUEST)
    assert said.args == ["没有这个韵部"]
    composer.error = ZeroDivisionError("bug")
    with qtbot.waitSignal(workspace.bug_found) as reported:
        workspace.write(REQUEST)
    assert reported.args
    assert reported.args[0] is composer.error
    assert not workspace.busy


def test_again_repeats_the_request_with_its_seed_or_without(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    first = [sheet.poem for sheet in workspace.sheets]
    with qtbot.waitSignal(workspace.sheets_changed):
        workspace.again(different=False)
    assert composer.requests[-1] == replace(REQUEST, seed=7)
    assert [sheet.poem for sheet in workspace.sheets] == first
    with qtbot.waitSignal(workspace.sheets_changed):
        workspace.again(different=True)
    assert composer.requests[-1] == REQUEST


def test_an_entry_of_the_history_can_be_written_again(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    workspace.open_entry(history.search(limit=1)[0])
    assert workspace.current is not None
    assert workspace.current.request == replace(REQUEST, seed=7)


def test_stepping_stops_at_both_ends(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    spy = QSignalSpy(workspace.current_changed)
    workspace.step(-1)
    assert (workspace.index, spy.count()) == (0, 0)
    for _ in range(5):
        workspace.step(1)
    assert (workspace.index, spy.count()) == (2, 2)


def test_a_star_is_kept(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    workspace.star(True)
    assert workspace.current is not None
    assert workspace.current.starred
    assert [entry.id for entry in history.search(starred=True)] == [workspace.current.entry]
