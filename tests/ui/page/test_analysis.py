"""Surprise, candidates, results side by side, overlays, the person's seal."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.export.image import render
from poetgui.grid import Place
from poetgui.prosody.forms.verse_forms import form_of
from poetgui.ui.page.candidates_panel import percent
from poetgui.ui.state.analysis_controller import surprise_level
from tests.ui.fakes import OFFERED, FakeComposer, FakeModels
from tests.ui.keys import type_han

KEY = Qt.Key


@pytest.fixture
def view(app: App):
    app.window.activateWindow()
    return app.window.poem_view


def read_all(app: App, qtbot: QtBot) -> None:
    """Wait until all that was asked of the model is read."""
    qtbot.waitUntil(lambda: not app.analysis.busy)


# -- surprise -------------------------------------------------------------------------------------


def test_the_surprise_level_is_logarithmic() -> None:
    assert [surprise_level(math.log(p)) for p in (1.0, 0.1, 0.0001, 1e-9)] == [
        0,
        0,
        pytest.approx(1),
        1,
    ]
    assert surprise_level(math.log(0.01)) == pytest.approx(1 / 3)


def test_surprising_characters_are_shaded(app: App, view, qtbot: QtBot, models: FakeModels) -> None:
    assert models.reflector.read == []  # nothing is read before it is wanted
    before = view.canvas.grab().toImage()
    with qtbot.waitSignal(app.analysis.surprise_changed, check_params_cb=bool):
        app.window.action("surprise").trigger()
    shades = view.canvas.shades
    assert shades[Place(0, 0)] == 0
    assert shades[Place(0, 6)] == 1
    assert 0 < shades[Place(0, 2)] < 1
    assert view.legend.isVisible()
    assert view.canvas.grab().toImage() != before
    app.window.action("surprise").trigger()
    assert view.canvas.shades == {}
    assert not view.legend.isVisible()


def test_a_poem_is_read_once(app: App, view, qtbot: QtBot, models: FakeModels) -> None:
    app.preferences.set(surprise=True)
    read_all(app, qtbot)
    app.workspace.step(1)
    read_all(app, qtbot)
    app.workspace.step(-1)
    assert len(models.reflector.read) == 2
    assert not app.analysis.busy


def test_shades_follow_what_is_typed(app: App, view, qtbot: QtBot, models: FakeModels) -> None:
    app.preferences.set(surprise=True)
    app.edit.new(form_of("五绝"))
    type_han(view.canvas, "白日")
    read_all(app, qtbot)
    assert models.reflector.read[-1][1].lines[0].startswith("白日")


# -- candidates -----------------------------------------------------------------------------------


def test_nobody_is_told_what_is_weighed_unless_it_is_wanted(app: App, view, qtbot: QtBot) -> None:
    spy = QSignalSpy(app.workspace.step_traced)
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.workspace.write(ComposeRequest(Mode.FREE, form="五绝"))
    assert spy.count() == 0
    assert not view.candidates.isVisible()


def test_the_panel_shows_each_step_while_it_writes(
    app: App, view, qtbot: QtBot, composer: FakeComposer
) -> None:
    app.window.action("candidates").trigger()
    composer.gate.clear()
    with qtbot.waitSignal(app.workspace.step_traced):
        app.workspace.write(ComposeRequest(Mode.FREE, form="五绝"))
    assert view.candidates.isVisible()
    assert view.candidates.glimpse.place == Place(0, 1)
    assert "风" in view.candidates.accessibleName()
    with qtbot.waitSignal(app.workspace.sheets_changed):
        composer.gate.set()


def test_the_animation_can_be_switched_off(app: App, view, qtbot: QtBot) -> None:
    app.preferences.set(candidates=True, animation=False)
    spy = QSignalSpy(app.workspace.step_traced)
    with qtbot.waitSignal(app.workspace.sheets_changed):
        app.workspace.write(ComposeRequest(Mode.FREE, form="五绝"))
    assert spy.count() == 0


def test_the_mouse_over_a_cell_shows_what_was_weighed_there(app: App, view, qtbot: QtBot) -> None:
    app.preferences.set(candidates=True)
    read_all(app, qtbot)
    canvas = view.canvas
    with qtbot.waitSignal(
        app.analysis.trace_changed, check_params_cb=lambda glimpse: glimpse is not None
    ):
        qtbot.mouseMove(canvas, canvas.cell_rect(Place(2, 3)).center().toPoint())
    glimpse = view.candidates.glimpse
    assert glimpse.place == Place(2, 3)
    assert glimpse.characters == tuple(OFFERED[:12])
    assert "第 3 句第 4 字" in view.candidates.accessibleName()
    blank = view.candidates.grab().toImage()
    canvas.hovered.emit(None)
    assert view.candidates.glimpse is None
    assert view.candidates.grab().toImage() != blank


def test_stepping_over_cells_shows_it_as_well(app: App, view, qtbot: QtBot) -> None:
    app.preferences.set(candidates=True, language="en")
    read_all(app, qtbot)
    app.revision.select(Place(0, 0))
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, KEY.Key_Down)
    assert view.candidates.glimpse.place == Place(0, 1)
    assert "Line 1, character 2" in view.candidates.accessibleName()


def test_chances_in_words() -> None:
    assert [percent(p) for p in (0.634, 0.0341, 0.0005, 0.00001)] == [
        "63%",
        "3.4%",
        "0.05%",
        "<0.01%",
    ]


# -- side by side ---------------------------------------------------------------------------------


def test_four_results_lie_side_by_side_and_one_is_clicked(app: App, view, qtbot: QtBot) -> None:
    app.window.action("compare").trigger()
    side = view.side
    assert side.isVisible()
    assert not view.canvas.isVisible()
    assert [page.poem for page in side.pages] == [s.poem for s in app.workspace.sheets[:4]]
    with qtbot.waitSignal(app.workspace.current_changed):
        where = side.cell(2).center().toPoint()
        qtbot.mouseClick(side, Qt.MouseButton.LeftButton, pos=where)
    assert app.workspace.index == 2
    assert view.canvas.isVisible()
    assert not app.window.action("compare").isChecked()


@pytest.mark.parametrize(("keys", "index"), [([KEY.Key_3], 2), ([KEY.Key_Right, KEY.Key_Down], 3)])
def test_results_are_chosen_by_keys(
    app: App, view, qtbot: QtBot, keys: list[Qt.Key], index: int
) -> None:
    app.window.action("compare").trigger()
    for key in keys:
        qtbot.keyClick(view.side, key)
    if len(keys) > 1:
        assert f"{index + 1} / 4" in view.side.accessibleName()
        qtbot.keyClick(view.side, KEY.Key_Return)
    assert app.workspace.index == index
    assert view.canvas.isVisible()


def test_the_fifth_result_comes_on_the_next_pages(app: App, view, qtbot: QtBot) -> None:
    app.window.action("compare").trigger()
    qtbot.keyClick(view.side, KEY.Key_PageDown)
    assert [page.poem for page in view.side.pages] == [app.workspace.sheets[4].poem]
    qtbot.keyClick(view.side, KEY.Key_Escape)
    assert view.canvas.isVisible()


def test_a_single_poem_is_not_compared(app: App, view, qtbot: QtBot) -> None:
    app.window.action("compare").trigger()
    app.workspace.open_entry(app.history.get(*app.history.add([app.workspace.sheets[0].poem], {})))
    assert not app.window.action("compare").isEnabled()
    assert view.canvas.isVisible()


# -- overlays and the seal ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tones", "rhyme_marks", "pinyin"])
@pytest.mark.parametrize("layout", ["vertical", "horizontal"])
def test_overlays_are_switched_one_by_one(app: App, view, name: str, layout: str) -> None:
    app.preferences.set(layout=layout)
    before = view.canvas.grab().toImage()
    app.window.action(name).trigger()
    assert view.canvas.grab().toImage() != before
    app.window.action(name).trigger()
    assert view.canvas.grab().toImage() == before


def test_faults_are_marked_and_not_saved(app: App, view, qtbot: QtBot) -> None:
    app.edit.new(form_of("五绝"))
    type_han(view.canvas, "白日依山尽黄河入海月")
    app.revision.select(None)
    assert Place(1, 4) in view.canvas.page.marks.faults
    marked = view.canvas.grab().toImage()
    app.window.action("faults").trigger()
    assert view.canvas.grab().toImage() != marked
    app.preferences.set(fault_marks=True)
    assert not app.preferences.picture_style().fault_marks


@pytest.mark.parametrize("text", ["竹", "听雨", "陶渊明", "东坡居士"])
def test_the_persons_seal_is_on_the_page_and_in_pictures(app: App, view, text: str) -> None:
    page, style = view.canvas.grab().toImage(), app.preferences.picture_style()
    poem = view.canvas.page.poem
    app.preferences.set(seal=text)
    assert view.canvas.page.style.seal == text
    assert view.canvas.grab().toImage() != page
    assert render(poem, app.preferences.picture_style()) != render(poem, style)
