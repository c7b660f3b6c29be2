"""The size of the interface, contrast, and what finds room in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetgui import settings
from poetgui.app import App
from poetgui.export.paper import PALETTES
from poetgui.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.style.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST


def trigger(app: App, *names: str) -> None:
    for name in names:
        app.window.action(name).trigger()


def test_the_interface_grows_and_shrinks_at_once(app: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.theme.changed):
        trigger(app, "larger")
    assert app.theme.scale == 1.1
    trigger(app, *["larger"] * 9)
    assert app.theme.scale == 2.0
    assert settings.load().scale == "200"
    trigger(app, "smaller")
    assert app.theme.scale == 1.75
    trigger(app, "usual_size", "smaller")
    assert app.theme.scale == 1.0


def test_contrast_is_one_switch_for_window_and_page(app: App, qtbot: QtBot) -> None:
    app.preferences.set(theme="light")
    with qtbot.waitSignal(app.theme.changed):
        trigger(app, "contrast")
    assert app.theme.tokens is LIGHT_CONTRAST
    assert settings.load().contrast
    assert app.window.action("contrast").isChecked()
    page = app.window.poem_view.canvas.page
    assert page is not None
    assert page.style.theme == "light-contrast"
    app.preferences.set(theme="dark")
    assert app.theme.tokens is DARK_CONTRAST
    trigger(app, "contrast")
    assert app.theme.tokens is DARK


def test_every_theme_names_a_paper() -> None:
    for tokens in (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST):
        assert tokens.page in PALETTES


def test_the_history_steps_back_where_there_is_no_room(app: App, qtbot: QtBot) -> None:
    window = app.window
    window.resize(1280, 800)
    assert window.history_panel.isVisible()
    app.preferences.set(scale="200")
    qtbot.waitUntil(lambda: not window.history_panel.isVisible())
    assert not window.action("history").isChecked()
    trigger(app, "search")  # asked for, it takes the composer's place
    assert window.history_panel.isVisible()
    assert not window.composer.isVisible()
    trigger(app, "input")
    assert window.composer.isVisible()
    assert not window.history_panel.isVisible()
    app.preferences.set(scale="100")
    qtbot.waitUntil(window.history_panel.isVisible)
    assert window.composer.isVisible()


def test_the_history_can_be_put_away(app: App) -> None:
    trigger(app, "history")
    assert not app.window.history_panel.isVisible()
    trigger(app, "history")
    assert app.window.history_panel.isVisible()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("scale", "size"), [("100", (900, 600)), ("150", (1280, 800)), ("200", (1280, 800))]
)
def test_no_word_is_cut_off(
    app: App, qtbot: QtBot, language: str, scale: str, size: tuple[int, int]
) -> None:
    app.preferences.set(language=language, scale=scale)
    app.window.resize(*size)
    qtbot.waitUntil(lambda: _nothing_is_cut_off(app, size[0]))


def _nothing_is_cut_off(app: App, width: int) -> None:
    seen = 0
    for kind in (QPushButton, QLabel):
        for widget in app.window.findChildren(kind):
            if widget.isVisible():
                seen += 1
                right = widget.mapTo(app.window, widget.rect().topRight()).x()
                assert right < width, widget.text()
                # A label that wraps needs height instead.
                wraps = isinstance(widget, QLabel) and widget.wordWrap()
                wanted = widget.minimumSizeHint().width()
                assert wraps or widget.width() >= wanted, (widget.text(), widget.width(), wanted)
    assert seen > 10


def test_dialogs_stay_inside_the_window_and_scroll(app: App, qtbot: QtBot) -> None:
    app.preferences.set(scale="200")
    for open_ in (app.window.dialogs.settings, app.window.dialogs.shortcuts):
        open_()
        dialog = next(d for d in app.window.findChildren(QDialog) if d.isVisible())
        assert dialog.width() <= app.window.width()
        assert dialog.height() <= app.window.height()
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()


def test_the_cheat_sheet_has_one_column_where_two_are_too_wide(
    app: App, make_app: Callable[[], App]
) -> None:
    wide = ShortcutsDialog(app.window).sizeHint()
    app.preferences.set(scale="200")
    narrow = ShortcutsDialog(app.window).sizeHint()
    assert narrow.width() < app.window.width()
    assert narrow.height() > 3 * wide.height()


INPUTS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QSlider,
    QAbstractItemView,
)
"""What the keyboard reaches; a screen reader has to be able to name it."""


def nameless(root: QWidget) -> list[str]:
    """Controls with neither an accessible name nor a text that could stand for one."""
    found = []
    for kind in INPUTS:
        for widget in root.findChildren(kind):
            inside = widget.parent()
            if isinstance(inside, QComboBox | QAbstractSpinBox) or inside is None:
                continue  # a part of a control that has a name
            if isinstance(inside, QListView | QLineEdit | QAbstractScrollArea) or (
                widget.objectName().startswith("qt_") or not widget.isVisibleTo(root)
            ):
                continue
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            named = widget.accessibleName() or any(c.isalpha() for c in text)
            if not named and widget.window() is root:
                found.append(f"{type(widget).__name__} in {type(inside).__name__}: {text}")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_control_has_a_name(app: App, language: str) -> None:
    app.preferences.set(language=language)
    app.window.poem_view.notice.say("话")
    app.window.history_panel.undo_bar.say("话")
    for tab in ComposeTab:
        app.window.composer.choose_tab(tab)
        assert nameless(app.window) == []


@pytest.mark.parametrize("name", ["settings", "shortcuts", "words", "models"])
def test_every_control_of_a_dialog_has_a_name(app: App, qtbot: QtBot, name: str) -> None:
    app.window.action(name).trigger()
    dialog = next(d for d in app.window.findChildren(QDialog) if d.isVisible())
    assert nameless(dialog) == []
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
