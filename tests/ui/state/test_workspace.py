"""The workspace: poems are saved before they are shown, requests wait, errors find their way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.ui.state.recent_lines import MOST_POEMS, recent_lines
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
    assert replace(composer.requests[-1], recent=()) == REQUEST


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
    assert [entry.id for entry in history.search(PoemFilter(starred=True))] == [
        workspace.current.entry
    ]


# -- recent lines ---------------------------------------------------------------------------------


def lines_of(poems: Iterable[Poem]) -> tuple[str, ...]:
    return tuple(line for poem in poems for line in poem.lines)


def test_a_new_request_is_told_what_was_shown_lately_newest_first(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    first = [sheet.poem for sheet in workspace.sheets]
    assert composer.requests[-1].recent == ()
    write(workspace, qtbot, replace(REQUEST, heads="山高水长"))
    assert composer.requests[-1].recent == lines_of(first)
    second = [sheet.poem for sheet in workspace.sheets]
    with qtbot.waitSignal(workspace.sheets_changed):
        workspace.again(different=True)
    assert composer.requests[-1].recent == lines_of([*second, *first])
    kept = history.search(limit=1)[0].recipe["request"]
    assert ComposeRequest.from_json(kept) == composer.requests[-1]


def test_the_same_again_is_told_what_the_first_was_told(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    write(workspace, qtbot, replace(REQUEST, heads="山高水长"))
    told = composer.requests[-1]
    assert told.recent
    with qtbot.waitSignal(workspace.sheets_changed):
        workspace.again(different=False)
    assert composer.requests[-1] == replace(told, seed=7)


def test_a_request_with_a_seed_is_written_as_it_stands(
    workspace: Workspace, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    write(workspace, qtbot, replace(REQUEST, seed=3))
    assert composer.requests[-1] == replace(REQUEST, seed=3)


def test_only_so_many_different_poems_are_told(history: History) -> None:
    poems = [Poem((f"{n:05}", "雲" * 5), "五绝") for n in range(MOST_POEMS + 60)]
    history.add(poems, {"request": {}})
    history.add(poems[-1:], {"request": {}})  # the same again
    told = recent_lines(history)
    assert told == tuple(
        c for poem in poems[: -MOST_POEMS - 1 : -1] for c in (poem.lines[0], "云" * 5)
    )


def test_what_was_typed_and_what_was_revised_is_not_told(history: History) -> None:
    for recipe in (
        {"request": {}},
        {"typing": {"past": [], "ahead": []}},
        {"request": {}, "revision": {"of": 1, "by": "hand"}, "typing": {"past": [], "ahead": []}},
        {"request": {}, "revision": {"of": 1, "place": [0, 0], "character": "云"}},
    ):
        history.add([Poem((str(len(recipe)) * 5, str(recipe)[-5:]), "五绝")], recipe)
    assert len(recent_lines(history)) == 2


def test_a_history_that_cannot_be_read_does_not_keep_from_writing(
    workspace: Workspace,
    history: History,
    composer: FakeComposer,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)

    def locked(**_wanted: object) -> None:
        raise UserError("旧作存取不了")

    monkeypatch.setattr(history, "search", locked)
    write(workspace, qtbot)
    assert composer.requests[-1] == REQUEST


def test_the_same_again_finds_the_poems_that_are_there(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot, replace(REQUEST, seed=5))
    shown = [sheet.entry for sheet in workspace.sheets]
    write(workspace, qtbot, replace(REQUEST, seed=5))
    assert [sheet.entry for sheet in workspace.sheets] == shown
    assert history.counts().poems == 3
    history.delete(shown[0] or 0)  # what was deleted is written anew
    write(workspace, qtbot, replace(REQUEST, seed=5))
    assert history.counts().poems == 5


def test_a_poem_opens_among_its_family_the_best_first(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    first, second, third = [sheet.entry or 0 for sheet in workspace.sheets]
    recipe = {"revision": {"of": second, "by": "hand"}}
    [made] = history.add([history.get(second).poem], recipe)
    workspace.open_entry(history.get(made))
    assert [sheet.entry for sheet in workspace.sheets] == [first, second, made, third]
    assert workspace.index == 2
    history.delete(made)
    workspace.open_entry(history.get(made))
    assert [sheet.entry for sheet in workspace.sheets] == [made]


def test_a_version_is_brought_back_as_the_newest(
    workspace: Workspace, history: History, composer: FakeComposer, qtbot: QtBot
) -> None:
    opened(workspace, composer, qtbot)
    write(workspace, qtbot)
    first = history.get(workspace.sheets[0].entry or 0)
    workspace.bring_back(first)
    newest = history.search(limit=1)[0]
    assert workspace.current is not None
    assert workspace.current.entry == newest.id
    assert (newest.poem, newest.parent, newest.family) == (first.poem, first.id, first.family)
