"""The command palette: every action by name, by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.ui.command_palette import HIDDEN, CommandPalette
from poetgui.ui.style.actions import ACTION_SPECS


@pytest.fixture
def palette(app: App, qtbot: QtBot) -> CommandPalette:
    app.window.activateWindow()
    qtbot.keyClick(app.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    made = app.window.command_palette
    assert made.isVisible()
    return made


def test_every_action_is_there(palette: CommandPalette) -> None:
    assert palette.names() == [spec.name for spec in ACTION_SPECS if spec.name not in HIDDEN]


@pytest.mark.parametrize(
    ("language", "typed", "name"),
    [
        ("zh", "收藏", "star"),
        ("zh", "sc", "star"),
        ("zh", "竖", "vertical"),
        ("zh", "settings", "settings"),
        ("en", "words to", "words"),
        ("en", "Larger", "larger"),
        ("en", "放大", "larger"),
    ],
)
def test_a_name_is_found_in_either_language_and_by_initials(
    app: App, palette: CommandPalette, language: str, typed: str, name: str
) -> None:
    app.preferences.set(language=language)
    palette.search.setText(typed)
    assert palette.names()[0] == name


def test_the_keyboard_is_enough(app: App, palette: CommandPalette, qtbot: QtBot) -> None:
    palette.search.setText("界面")
    names = palette.names()
    wanted = names.index("larger")
    for _ in range(wanted):
        qtbot.keyClick(palette.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(app.theme.changed):
        qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert app.theme.scale == 1.1
    palette.open()
    qtbot.keyClick(palette.search, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_what_cannot_be_done_now_is_not_done(
    app: App, palette: CommandPalette, qtbot: QtBot
) -> None:
    app.window.action("undo").setEnabled(False)
    palette.search.setText("退回改前")
    assert palette.names() == ["undo"]
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.search.setText("没有这样的命令")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.hide()
