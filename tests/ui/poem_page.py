"""What tests do with the poem on the page: click a cell, wait for a change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.grid import Place, Poem
from poetgui.history.store import Entry
from poetgui.ui.state.sheet_stack import Sheet

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
CELL = Place(1, 2)


def top(app: App) -> Sheet:
    assert app.workspace.current is not None
    return app.workspace.current


def poem(app: App) -> Poem:
    return top(app).poem


def newest(app: App) -> Entry:
    """The newest entry of the history."""
    return app.history.search(limit=1)[0]


def click(app: App, qtbot: QtBot, place: Place | None) -> None:
    canvas = app.window.poem_view.canvas
    at = canvas.cell_rect(place).center() if place else QPointF(2, 2)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at.toPoint())


def opened(app: App, qtbot: QtBot, place: Place = CELL) -> None:
    """Click a cell and wait until its popup is filled."""
    with qtbot.waitSignal(app.revision.offered):
        click(app, qtbot, place)


def changed(app: App, qtbot: QtBot, change: Callable[[], object]) -> Poem:
    """The current poem after the change."""
    with qtbot.waitSignal(app.workspace.sheets_changed):
        change()
    return poem(app)
