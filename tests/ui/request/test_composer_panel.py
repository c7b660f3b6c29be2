"""The composer panel: what its fields say is what is asked for."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.request_layout import lay_out
from poetgui.grid import Place
from poetgui.ui.request.compose_tabs import ComposeTab, tab_of
from poetgui.ui.request.composer_panel import ComposerPanel
from poetgui.ui.request.examples import FIRST_REQUEST, example
from poetgui.ui.request.preview import preview
from poetgui.ui.style.theme import Theme

REQUESTS = [
    ComposeRequest(Mode.ACROSTIC, heads="春花秋月"),
    ComposeRequest(
        Mode.ACROSTIC, heads="平安喜乐", form="七绝", position="3", rhyme="东", seed=12, count=2
    ),
    ComposeRequest(Mode.ACROSTIC, heads="竹影清风", form="五绝", position="diagonal", book="none"),
    ComposeRequest(Mode.CONTINUE, text="空山新雨后，\n天气晚来秋。", form="五律", daring=0.8),
    ComposeRequest(Mode.CONTINUE, text="独坐", form="五古", lines=12, rhyme="屋"),
    ComposeRequest(Mode.FREE, themes=("江南",), form="浣溪沙"),
    ComposeRequest(Mode.FREE, title="中秋寄弟", form="浣溪沙"),
    ComposeRequest(Mode.FREE, title="送友人归江南", themes=("春雨",)),
    ComposeRequest(Mode.ACROSTIC, title="寄喆", heads="春花秋月"),
    ComposeRequest(Mode.CONTINUE, title="山居", text="空山"),
    ComposeRequest(Mode.COUPLET, text="海纳百川，有容乃大", book="平水韵"),
    ComposeRequest(Mode.FREE, form="七绝", rhyme_characters="中风空"),
    ComposeRequest(Mode.FREE, answer="白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"),
    ComposeRequest(Mode.ACROSTIC, heads="春花秋月", position="both", tails="天年", form="五绝"),
    ComposeRequest(Mode.FREE, themes=("秋夜", "思乡"), form="七律", style="李白", daring=0.0),
]


def name(request: ComposeRequest) -> str:
    """What tells a request from the others, for the test's name."""
    more = f"{request.rhyme_characters}{request.answer[:2]}{len(request.pins)}"
    return f"{request.mode}-{request.form}-{more}"


@pytest.fixture
def panel(theme: Theme, qtbot: QtBot) -> ComposerPanel:
    made = ComposerPanel(theme)
    made.set_styles(("唐", "李白"))
    qtbot.addWidget(made)
    made.resize(270, 780)
    made.show()
    return made


@pytest.mark.parametrize(
    "request_",
    REQUESTS,
    ids=lambda r: f"{r.mode}-{r.form}-{r.rhyme_characters}{r.answer[:2]}{r.title}{len(r.pins)}",
)
def test_what_is_filled_in_is_asked_for(panel: ComposerPanel, request_: ComposeRequest) -> None:
    panel.fill(request_)
    assert panel.request() == request_


@pytest.mark.parametrize(
    "request_",
    REQUESTS,
    ids=lambda r: f"{r.mode}-{r.form}-{r.rhyme_characters}{r.answer[:2]}{r.title}{len(r.pins)}",
)
def test_writing_emits_the_request(
    panel: ComposerPanel, request_: ComposeRequest, qtbot: QtBot
) -> None:
    panel.fill(request_)
    with qtbot.waitSignal(panel.write_wanted) as asked:
        panel.submit()
    assert asked.args == [request_]


def test_enter_writes(panel: ComposerPanel, qtbot: QtBot) -> None:
    panel.fill(REQUESTS[0])
    panel.focus_input()
    with qtbot.waitSignal(panel.write_wanted):
        qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (ComposeRequest(Mode.ACROSTIC, heads="春a月"), "“a”不是汉字"),
        (ComposeRequest(Mode.ACROSTIC, heads="春3月"), "“三”"),
        (ComposeRequest(Mode.ACROSTIC, heads=""), "请先打"),
        (ComposeRequest(Mode.CONTINUE, text="空山b"), "“b”不是汉字"),
        (ComposeRequest(Mode.CONTINUE, text=""), "请先打"),
        (ComposeRequest(Mode.ACROSTIC, heads="春夏秋冬又一年", form="五绝"), "放不下"),
        (ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", position="7"), "没有第7字"),
    ],
    ids=str,
)
def test_what_can_not_be_written_is_pointed_at(
    panel: ComposerPanel, request_: ComposeRequest, word: str
) -> None:
    asked = QSignalSpy(panel.write_wanted)
    panel.fill(request_)
    panel.submit()
    fields = panel.tab_fields[tab_of(request_)]
    assert asked.count() == 0
    assert fields.sentence.isVisible()  # type: ignore[attr-defined]
    assert word in fields.sentence.text()  # type: ignore[attr-defined]
    assert panel.focusWidget() is fields.input  # type: ignore[attr-defined]


def test_the_sentence_goes_when_the_fault_does(panel: ComposerPanel) -> None:
    panel.fill(ComposeRequest(Mode.ACROSTIC, heads="春a月"))
    fields = panel.tab_fields[ComposeTab.ACROSTIC]
    assert fields.sentence.isVisible()  # type: ignore[attr-defined]
    panel.fill(ComposeRequest(Mode.ACROSTIC, heads="春花秋月"))
    assert not fields.sentence.isVisible()  # type: ignore[attr-defined]


def test_an_empty_line_is_no_mistake_yet(panel: ComposerPanel) -> None:
    assert not panel.tab_fields[ComposeTab.ACROSTIC].sentence.isVisible()  # type: ignore[attr-defined]


def test_the_preview_is_the_composers_own_layout() -> None:
    seen = preview(ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", position="tail"))
    assert seen.shape == (5, 5, 5, 5)
    assert seen.pins == {Place(i, 4): c for i, c in enumerate("春花秋月")}
    assert not seen.problem


def test_the_preview_shows_the_form_while_nothing_is_typed() -> None:
    seen = preview(ComposeRequest(Mode.ACROSTIC, form="五律"))
    assert (seen.shape, seen.pins) == ((5,) * 8, {})


def test_old_style_rhymes_may_be_oblique_and_regulated_ones_not(panel: ComposerPanel) -> None:
    panel.fill(ComposeRequest(Mode.FREE, form="五古", lines=8, rhyme="屋"))
    assert panel.request().rhyme == "屋"
    panel.fill(replace(panel.request(), form="五律", lines=None))
    assert panel.request().rhyme is None


@pytest.mark.parametrize("tab", list(ComposeTab))
def test_every_example_can_be_laid_out(tab: ComposeTab) -> None:
    drawn = {example(tab, random.Random(seed)) for seed in range(200)}
    assert len(drawn) >= 5
    for request in drawn:
        lay_out(request)


def test_the_first_request_can_be_laid_out() -> None:
    assert lay_out(FIRST_REQUEST).grids[0].shape == (7, 7, 7, 7)


def test_a_request_that_was_written_before_is_shown_without_its_seed(panel: ComposerPanel) -> None:
    panel.fill_anew(replace(REQUESTS[1], seed=99))
    assert panel.request() == replace(REQUESTS[1], seed=None)


def test_the_title_goes_with_the_next_request(panel: ComposerPanel) -> None:
    panel.fill(ComposeRequest(Mode.FREE, title="中秋寄弟"))
    panel.fill(ComposeRequest(Mode.FREE, themes=("春雨",)))
    assert panel.request().title == ""


def test_a_couplet_has_no_title(panel: ComposerPanel) -> None:
    panel.fill(ComposeRequest(Mode.FREE, title="中秋寄弟"))
    panel.choose_tab(ComposeTab.COUPLET)
    assert not title_line(panel).isVisible()
    assert panel.request().title == ""
    panel.choose_tab(ComposeTab.FREE)
    assert panel.request().title == "中秋寄弟"


def test_the_title_stands_between_style_and_themes_for_the_keyboard(
    panel: ComposerPanel, qtbot: QtBot
) -> None:
    panel.activateWindow()
    title_line(panel).setFocus()
    names = []
    for key, modifier in ((Qt.Key.Key_Tab, 0), (Qt.Key.Key_Backtab, 0), (Qt.Key.Key_Backtab, 0)):
        qtbot.keyClick(panel.focusWidget(), key, Qt.KeyboardModifier(modifier))
        names.append(panel.focusWidget().accessibleName())
    assert names == ["主题词", "题目", "风格，可打字搜索"]


def test_enter_in_the_title_writes(panel: ComposerPanel, qtbot: QtBot) -> None:
    panel.choose_tab(ComposeTab.FREE)
    title_line(panel).setText(" 中秋寄弟 ")
    with qtbot.waitSignal(panel.write_wanted) as asked:
        qtbot.keyClick(title_line(panel), Qt.Key.Key_Return)
    assert asked.args
    assert asked.args[0].title == "中秋寄弟"


def title_line(panel: ComposerPanel) -> QLineEdit:
    return next(
        line
        for line in panel.option_fields.findChildren(QLineEdit)
        if line.accessibleName() == "题目"
    )
