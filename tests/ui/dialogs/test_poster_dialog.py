"""装裱: the dialog shows what will be saved, remembers the choice, and signs only our own poems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.export.poster.painting import PosterPage
from poetgui.ui.dialogs import poster_dialog
from poetgui.ui.dialogs.poster_dialog import PosterDialog
from poetgui.ui.dialogs.poster_preview import dragged


@pytest.fixture
def dialog(app: App, qtbot: QtBot) -> PosterDialog:
    return opened(app, qtbot, ours=True)


def opened(app: App, qtbot: QtBot, ours: bool) -> PosterDialog:
    sheet = app.workspace.current
    assert sheet is not None
    poem = replace(sheet.poem, model="诗囊" if ours else "")
    window = PosterDialog(
        poem, "夜雨", app.preferences, app.theme, today=lambda: date(2026, 12, 20)
    )
    qtbot.addWidget(window)
    return window


def test_what_is_typed_is_on_the_poster(dialog: PosterDialog, qtbot: QtBot) -> None:
    dialog.layouts.choose("scroll")
    dialog.papers.choose("aged")
    dialog.dedication.setText("赠小明")
    qtbot.waitUntil(lambda: dialog.page is not None and dialog.page.poster.dedication == "赠小明")
    assert dialog.page is not None
    poster = dialog.page.poster
    assert (poster.layout, poster.paper, poster.title) == ("scroll", "aged", "夜雨")
    assert (poster.author, poster.date, poster.seal) == ("诗囊试笔", "丙午年冬月", "诗囊")


def test_a_poem_of_ones_own_is_neither_signed_nor_sealed_by_us(app: App, qtbot: QtBot) -> None:
    window = opened(app, qtbot, ours=False)
    assert window.poster.author == ""
    assert window.poster.seal_style == "none"
    window.copy_button.click()
    assert app.preferences.values.poster_author == "诗囊试笔"  # for the next of ours


def test_the_choice_is_remembered_when_it_is_used(
    app: App, dialog: PosterDialog, qtbot: QtBot
) -> None:
    dialog.layouts.choose("fan")
    dialog.author.setText("王小明")
    dialog.scales.choose("3")
    with qtbot.waitSignal(dialog.copied):
        dialog.copy_button.click()
    assert QGuiApplication.clipboard().image().width() == 1800 * 3
    values = app.preferences.values
    assert (values.poster_layout, values.poster_author, values.poster_scale) == ("fan", "王小明", 3)
    again = opened(app, qtbot, ours=True)
    assert again.poster.layout == "fan"


def test_it_is_saved_from_the_menu(
    app: App, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "扇.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    app.window.show()
    app.window.action("poster").trigger()
    window = app.window.findChild(PosterDialog)
    assert window is not None
    window.layouts.choose("fan")
    window.save_button.click()
    assert path.read_bytes().startswith(b"<?xml")


def test_a_picture_that_is_none_is_said_and_the_paper_comes_back(
    app: App, dialog: PosterDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    monkeypatch.setattr(
        poster_dialog.QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.png"), "")
    )
    dialog.papers.choose(poster_dialog.OWN_PICTURE)
    with qtbot.waitSignal(app.preferences.problem) as told:
        dialog.papers.picked.emit()
    assert told.args is not None
    assert "a.png" in str(told.args[0])
    assert dialog.papers.value == "xuan"


def test_another_program_gets_picture_and_text(dialog: PosterDialog) -> None:
    assert isinstance(dialog.page, PosterPage)
    data = dragged(dialog.page)
    assert data.hasImage()
    assert data.text() == dialog.page.poem.text


def test_it_speaks_english(app: App, dialog: PosterDialog, qtbot: QtBot) -> None:
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Mount")
    assert dialog.layouts.itemText(1) == "Hanging scroll"
