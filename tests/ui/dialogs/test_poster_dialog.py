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
from poetgui.grid import Poem
from poetgui.ui.dialogs import poster_fields
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
    dialog.fields.layouts.choose("scroll")
    dialog.fields.papers.choose("aged")
    dialog.fields.dedication.setText("赠小明")
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
    dialog.fields.layouts.choose("fan")
    dialog.fields.author.setText("王小明")
    dialog.fields.scales.choose("3")
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
    window.fields.layouts.choose("fan")
    window.save_button.click()
    assert path.read_bytes().startswith(b"<?xml")


def test_a_picture_that_is_none_is_said_and_the_paper_comes_back(
    app: App, dialog: PosterDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    monkeypatch.setattr(
        poster_fields.QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.png"), "")
    )
    dialog.fields.papers.choose(poster_fields.OWN_PICTURE)
    with qtbot.waitSignal(app.preferences.problem) as told:
        dialog.fields.papers.picked.emit()
    assert told.args is not None
    assert "a.png" in str(told.args[0])
    assert dialog.fields.papers.value == "xuan"


def test_another_program_gets_picture_and_text(dialog: PosterDialog) -> None:
    assert isinstance(dialog.page, PosterPage)
    data = dragged(dialog.page)
    assert data.hasImage()
    assert data.text() == dialog.page.poem.text


def test_it_speaks_english(app: App, dialog: PosterDialog, qtbot: QtBot) -> None:
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Mount")
    assert dialog.fields.layouts.itemText(1) == "Hanging scroll"


def test_everything_that_was_chosen_comes_back(
    app: App, dialog: PosterDialog, qtbot: QtBot
) -> None:
    fields = dialog.fields
    fields.inks.choose("blue")
    fields.sizes.choose("own")
    fields.wide.setValue(120)
    fields.high.setValue(80)
    fields.margin.setValue(8)
    fields.spacing.setValue(120)
    fields.directions.choose("horizontal")
    for box in (fields.red_heads, fields.frame, fields.transparent):
        box.toggle()
    dialog.copy_button.click()
    again = opened(app, qtbot, ours=True).poster
    assert again == dialog.poster
    assert (again.millimetres, again.ink, again.margin) == ((120, 80), "blue", 8)
    assert (again.red_heads, again.frame, again.transparent) == (False, False, True)


def test_a_pasted_poem_is_signed_by_its_author(app: App, qtbot: QtBot) -> None:
    poem = Poem(("春眠不觉晓", "处处闻啼鸟"), "五古", title="春晓", author="孟浩然")
    window = PosterDialog(poem, "春晓", app.preferences, app.theme)
    qtbot.addWidget(window)
    assert (window.poster.author, window.poster.seal_style) == ("孟浩然", "none")


def test_a_layout_that_does_not_fit_this_poem_stays_remembered(app: App, qtbot: QtBot) -> None:
    app.preferences.remember(poster_layout="couplet")
    window = opened(app, qtbot, ours=True)
    assert window.poster.layout == "square"
    window.copy_button.click()
    assert app.preferences.values.poster_layout == "couplet"
    window.fields.layouts.choose("fan")
    window.copy_button.click()
    assert app.preferences.values.poster_layout == "fan"


def test_what_has_no_effect_cannot_be_chosen(app: App, dialog: PosterDialog) -> None:
    fields = dialog.fields
    fields.layouts.choose("scroll")
    fields.layouts.picked.emit()
    assert not fields.directions.isEnabled()
    fields.layouts.choose("plain")
    fields.seals.choose("none")
    fields.layouts.picked.emit()
    assert fields.directions.isEnabled()
    assert not fields.seal.isEnabled()
    assert not fields.wide.isVisibleTo(fields)
    fields.sizes.choose("own")
    fields.sizes.picked.emit()
    assert fields.wide.isVisibleTo(fields)
