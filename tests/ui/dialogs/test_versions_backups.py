"""Versions beside one another, and what comes back out of a backup."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.grid import Poem
from poetgui.history.backups import back_up
from poetgui.ui.dialogs.backups_dialog import BackupsDialog
from poetgui.ui.dialogs.versions_dialog import VersionsDialog, changed


@pytest.fixture
def numbers(app: App) -> list[int]:
    """A poem, and two that were made of it one after the other."""
    first = Poem(("春风何处好", "花发已成阴"), "五古", title="春")
    [one] = app.history.add([first], {})
    second = Poem(("春风何处起", "花发已成阴"), "五古", title="春")
    [two] = app.history.add([second], {"revision": {"of": one, "by": "hand"}})
    third = Poem(("春风何处起", "花发已成林"), "五古", title="春")
    [three] = app.history.add([third], {"revision": {"of": two}})
    app.window.show()
    return [one, two, three]


def dialog_of(app: App, number: int) -> VersionsDialog:
    app.window.history_panel.versions_wanted.emit(app.history.get(number))
    dialog = app.window.findChild(VersionsDialog)
    assert dialog is not None
    return dialog


def test_one_stands_beside_the_one_it_was_made_from(app: App, numbers: list[int]) -> None:
    dialog = dialog_of(app, numbers[2])
    assert dialog.list.count() == 3
    assert dialog.list.currentRow() == 2
    assert ">林</" in dialog.after.toHtml()
    assert "花发已成阴" in dialog.before.toPlainText()
    assert not dialog.back_button.isEnabled()
    dialog.list.setCurrentRow(0)
    assert not dialog.before.isVisible()
    assert "春风何处好" in dialog.after.toPlainText()


def test_any_of_them_opens_or_becomes_the_newest(app: App, numbers: list[int]) -> None:
    dialog = dialog_of(app, numbers[2])
    dialog.list.setCurrentRow(1)
    dialog.open_button.click()
    assert app.workspace.current is not None
    assert app.workspace.current.entry == numbers[1]
    dialog = dialog_of(app, numbers[2])
    dialog.list.setCurrentRow(0)
    dialog.back_button.click()
    newest = app.history.search(limit=1)[0]
    assert newest.poem.lines == ("春风何处好", "花发已成阴")
    assert newest.family == numbers[0]


def test_the_action_shows_those_of_the_current_poem(app: App, numbers: list[int]) -> None:
    app.workspace.open_entry(app.history.get(numbers[0]))
    app.window.action("versions").trigger()
    dialog = app.window.findChild(VersionsDialog)
    assert dialog is not None
    assert dialog.list.currentRow() == 0


@pytest.mark.parametrize(
    ("line", "other", "marks"),
    [
        ("春风起", "春风好", [False, False, True]),
        ("春风起", "", [False, False, False]),
        ("春晚风起", "春风起", [False, True, False, False]),
    ],
)
def test_what_changed(line: str, other: str, marks: list[bool]) -> None:
    assert changed(line, other) == marks


def test_what_is_gone_comes_back_out_of_a_backup(
    app: App, numbers: list[int], qtbot: QtBot
) -> None:
    app.history.annotate(numbers[2], ["送人"], "赠老王")
    assert back_up(app.history.path, date(2026, 1, 2)) is not None
    before = app.history.counts().poems
    app.history.delete(numbers[2])
    app.history.purge(timedelta(0))
    app.window.action("backups").trigger()
    dialog = app.window.findChild(BackupsDialog)
    assert dialog is not None
    rows = [dialog.list.item(i).text() for i in range(dialog.list.count())]
    assert f"2026-01-02　{before} 首" in rows
    dialog.list.setCurrentRow(rows.index(f"2026-01-02　{before} 首"))
    with qtbot.waitSignal(dialog.said) as said:
        dialog.restore_button.click()
    assert said.args == ["从备份放回了 1 首。"]
    [back] = [entry for entry in app.history.search() if entry.tags == ("送人",)]
    assert (back.note, back.poem.lines[1]) == ("赠老王", "花发已成林")
    assert back.family == numbers[0]


def test_without_a_backup_there_is_nothing_to_put_back(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetgui.ui.dialogs.backups_dialog.available", lambda _path: [])
    app.window.action("backups").trigger()
    dialog = app.window.findChild(BackupsDialog)
    assert dialog is not None
    assert not dialog.restore_button.isEnabled()
    dialog.restore()
    assert dialog.result() == 0
