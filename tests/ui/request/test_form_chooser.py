"""Cards of forms and tunes, their search, and the initials that it knows."""

from __future__ import annotations

import pypinyin
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.grid import Place
from poetgui.prosody.forms.verse_forms import FORMS, form_of, tune_forms
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.request.composer_panel import ComposerPanel
from poetgui.ui.request.form_cards import tune_cards, verse_cards
from poetgui.ui.request.form_picker import FormPicker
from poetgui.ui.request.form_shape import draw_shape, shape_of
from poetgui.ui.request.placement import Placement
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.picker import Choice, Picker
from poetgui.ui.widgets.pinyin_initials import initial, initials, matches


@pytest.fixture
def picker(theme: Theme, qtbot: QtBot) -> FormPicker:
    made = FormPicker(theme)
    qtbot.addWidget(made)
    made.set_cards([*verse_cards(), *tune_cards()])
    made.show()
    return made


def test_initials_agree_with_a_dictionary_of_pinyin() -> None:
    level_one = [
        bytes((row, column)).decode("gb2312")
        for row in range(0xB0, 0xD7)
        for column in range(0xA1, 0xFF)
    ]
    known = [
        initial(c) in {r[0] for r in pypinyin.pinyin(c, pypinyin.NORMAL, heteronym=True)[0]}
        for c in level_one
    ]
    assert sum(known) / len(known) > 0.999
    assert initials("词林正韵 A1") == "clzya1"
    assert initial("囊") == "n"
    assert initial("龘") == initial("，") == ""


def test_a_part_of_the_text_or_its_initials_matches() -> None:
    assert matches("浣", "浣溪沙")
    assert matches("HXS", "浣溪沙", "huanxisha")
    assert matches("huanxi", "浣溪沙", "huanxisha")
    assert matches("zxs", "浣溪沙")  # a rare character may begin with any letter
    assert not matches("沙溪", "浣溪沙", "huanxisha")
    assert not matches("xz", "浣溪沙")
    assert not matches("sz", "新写：自己作")  # a mark is no letter
    assert matches("xxzj", "新写：自己作")


def test_every_form_and_tune_is_a_card_of_its_own_shape(picker: FormPicker) -> None:
    picker.open()
    cards = picker.chooser.shown()
    assert [c.value for c in cards] == [None, *FORMS, *tune_forms()]
    shapes = {card.value: card.shape for card in cards}
    assert shapes["七绝"].stanzas == ((7, 7, 7, 7),)
    assert shapes["五古"].fades
    assert shapes["浣溪沙"].stanzas == ((7, 7, 7), (7, 7, 7))


@pytest.mark.parametrize("name", [*FORMS, "如梦令", "水调歌头"])
def test_a_shape_has_a_dot_for_each_character(theme: Theme, name: str) -> None:
    form = form_of(name)
    shape = shape_of(form)
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_shape(painter, QRectF(0, 0, 900, 300), shape, QColor("black"), scale=2)
    painter.end()
    columns = sum(map(max, shape.stanzas)) + 1.5 * (len(shape.stanzas) - 1)
    left, top = 450 - columns * 5, 150 - max(map(len, shape.stanzas)) * 5
    x, dots = left, 0
    for stanza in shape.stanzas:
        for i in range(len(stanza)):
            for j in range(max(stanza)):
                there = image.pixelColor(round(x + j * 10 + 5), round(top + i * 10 + 5))
                dots += there.lightness() < 250
        x += (max(stanza) + 1.5) * 10
    assert dots == shape.characters


def test_cards_are_found_and_chosen_by_the_keyboard(picker: FormPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker, Qt.Key.Key_H)  # a letter begins the search
    chooser = picker.chooser
    assert chooser.isVisible()
    assert chooser.search.text() == "h"
    qtbot.keyClicks(chooser.search, "xs")
    assert [card.value for card in chooser.shown()] == ["浣溪沙", "摊破浣溪沙"]
    with qtbot.waitSignal(picker.picked):
        qtbot.keyClick(chooser.search, Qt.Key.Key_Return)
    assert picker.value == "浣溪沙"
    assert not chooser.isVisible()
    picker.open()
    qtbot.keyClick(chooser.search, Qt.Key.Key_Left)
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)
    assert picker.value == list(FORMS)[-1]
    picker.open()
    chooser.search.setText("没有的")
    assert chooser.shown() == []
    assert chooser.nothing_label.isVisible()
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)
    assert chooser.isVisible()
    chooser.hide()


def test_a_picker_finds_by_initials(theme: Theme, qtbot: QtBot) -> None:
    picker = Picker(theme, searchable=True)
    qtbot.addWidget(picker)
    picker.set_choices([Choice(None, "不拘"), Choice("李白", "李白"), Choice("杜甫", "杜甫")])
    line, completer = picker.lineEdit(), picker.completer()
    assert line is not None
    assert completer is not None
    completer.setCompletionPrefix("lb")
    assert completer.currentCompletion() == "李白"
    line.setText("df")
    with qtbot.waitSignal(picker.picked):
        line.editingFinished.emit()
    assert picker.value == "杜甫"


@pytest.fixture
def panel(theme: Theme, qtbot: QtBot) -> ComposerPanel:
    made = ComposerPanel(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_tab_of_tunes_remembers_its_own_form(panel: ComposerPanel) -> None:
    panel.choose_tab(ComposeTab.TUNE)
    asked = panel.request()
    assert asked.mode is Mode.FREE
    assert asked.form in tune_forms()
    assert panel.rhyme_fields.rhyme_picker.findText("第一部", Qt.MatchFlag.MatchContains) >= 0
    panel.choose_tab(ComposeTab.FREE)
    assert panel.request().form is None
    assert panel.rhyme_fields.rhyme_picker.findText("东（平）") >= 0
    panel.choose_tab(ComposeTab.TUNE)
    assert panel.request().form == asked.form


def test_what_is_hidden_is_not_asked_for(panel: ComposerPanel) -> None:
    panel.fill(ComposeRequest(Mode.FREE, form="七绝", rhyme_characters="中风空"))
    panel.choose_tab(ComposeTab.COUPLET)
    asked = panel.request()
    assert (asked.form, asked.rhyme, asked.rhyme_characters, asked.answer) == (None, None, "", "")


def test_the_preview_shows_given_rhymes_tails_and_the_upper_line(panel: ComposerPanel) -> None:
    def pins() -> dict[Place, str]:
        return panel.tab_fields[panel.tab].placement.pins

    panel.fill(ComposeRequest(Mode.FREE, form="七绝", rhyme_characters="中风空"))
    assert pins() == {Place(0, 6): "中", Place(1, 6): "风", Place(3, 6): "空"}
    panel.fill(ComposeRequest(Mode.COUPLET, text="海纳百川，有容乃大"))
    assert "".join(pins().values()) == "海纳百川有容乃大"
    assert panel.tab_fields[ComposeTab.COUPLET].placement.shape == (4, 4, 4, 4)
    panel.fill(ComposeRequest(Mode.FREE, answer="白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"))
    assert pins() == {Place(1, 4): "流", Place(3, 4): "楼"}
    panel.rhyme_fields.answer.setText("白日依山尽，黄河。")
    assert panel.tab_fields[ComposeTab.FREE].sentence.isVisible()


def test_stanzas_stand_beside_each_other(theme: Theme, qtbot: QtBot) -> None:
    placement = Placement(theme)
    qtbot.addWidget(placement)
    placement.resize(240, 124)
    placement.show_pins((7,) * 6, {}, (3, 3))
    first, second = (placement.cell_rect(Place(line, 0)) for line in (0, 3))
    assert first.top() == second.top()
    assert second.left() > placement.cell_rect(Place(0, 6)).right()
