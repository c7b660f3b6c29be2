"""A page to write on."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.prosody.forms.verse_forms import form_of


@pytest.fixture
def canvas(app: App):
    app.window.activateWindow()
    return app.window.poem_view.canvas


@pytest.fixture
def page(app: App, canvas, qtbot: QtBot):
    """A blank 五绝, its first cell selected."""
    with qtbot.waitSignal(app.edit.begun):
        app.edit.new(form_of("五绝"))
    return canvas
