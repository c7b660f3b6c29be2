"""The small fields: the input line, chips, pickers, segments, the grid of places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from poetgui.composer.themes.theme_words import Theme as ReadAs
from poetgui.grid import Place
from poetgui.ui.request.placement import Placement
from poetgui.ui.request.preview import not_allowed_as_head, not_allowed_in_text
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.chips import ThemeChips
from poetgui.ui.widgets.input_line import InputLine
from poetgui.ui.widgets.picker import Choice, Picker
from poetgui.ui.widgets.segments import Segments
from tests.ui.keys import type_han

KEY = Qt.Key


@pytest.fixture
def line(theme: Theme, qtbot: QtBot) -> InputLine:
    made = InputLine(not_allowed_as_head, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def marked(line: InputLine) -> list[tuple[int, int]]:
    """Start and length of what is underlined."""
    layout = line.document().firstBlock().layout()
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    return [(f.start, f.length) for f in layout.formats() if f.format.underlineStyle() == wave]


def test_the_character_that_does_not_belong_is_marked_in_place(line: InputLine) -> None:
    line.setText("春花a月")
    assert line.first_fault() == (2, "a")
    assert marked(line) == [(2, 1)]
    assert line.property("fault") is True
    line.setText("春花秋月")
    assert line.first_fault() is None
    assert marked(line) == []
    assert line.property("fault") is False


def test_characters_beyond_the_basic_plane_are_counted_once_and_marked_whole(
    line: InputLine,
) -> None:
    line.setText("𠮷🙂月")
    assert line.first_fault() == (1, "🙂")
    assert marked(line) == [(2, 2)]


def test_the_preedit_text_of_an_input_method_shows(line: InputLine) -> None:
    line.setText("春")
    QApplication.sendEvent(line, QInputMethodEvent("hua", []))
    assert line.document().firstBlock().layout().preeditAreaText() == "hua"
    assert line.text() == "春"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("花")
    QApplication.sendEvent(line, commit)
    assert line.text() == "春花"
    assert line.first_fault() is None


def test_enter_submits_and_does_not_break_the_line(line: InputLine, qtbot: QtBot) -> None:
    line.setText("春花秋月")
    with qtbot.waitSignal(line.submitted):
        qtbot.keyClick(line, KEY.Key_Return)
    assert line.text() == "春花秋月"


def test_a_pasted_line_end_does_not_break_the_line(line: InputLine) -> None:
    data = QMimeData()
    data.setText(" 春花\n秋月\n")
    line.insertFromMimeData(data)
    assert line.text() == "春花秋月"


def test_an_opening_may_have_several_lines(theme: Theme, qtbot: QtBot) -> None:
    text = InputLine(not_allowed_in_text, theme, rows=3)
    qtbot.addWidget(text)
    text.setText("白日依山尽，\n黄河入海流。")
    assert text.first_fault() is None
    qtbot.keyClick(text, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text.text().endswith("。\n")


def test_words_become_chips_and_go_again(qtbot: QtBot) -> None:
    chips = ThemeChips()
    chips.retranslate()
    qtbot.addWidget(chips)
    chips.show()
    line = chips.focusProxy()
    spy = QSignalSpy(chips.changed)
    type_han(line, "秋夜 ")
    type_han(line, "思乡，")
    assert chips.words == ("秋夜", "思乡")
    assert spy.count() == 2
    first = next(b for b in chips.findChildren(QPushButton) if b.text().startswith("秋夜"))
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert chips.words == ("思乡",)
    qtbot.keyClick(line, KEY.Key_Backspace)
    assert chips.words == ()


def test_a_word_still_being_typed_counts(qtbot: QtBot) -> None:
    chips = ThemeChips()
    qtbot.addWidget(chips)
    type_han(chips.focusProxy(), "江雪")
    assert chips.words == ("江雪",)


def test_a_sentence_falls_into_chips_that_say_what_is_told(qtbot: QtBot) -> None:
    told = {
        "秋夜想家": (ReadAs("秋夜", ("秋夜",)), ReadAs("想家", ("思乡",))),
        "秋夜": (ReadAs("秋夜", ("秋夜",)),),
        "想家": (ReadAs("想家", ("思乡",)),),
        "咖啡": (ReadAs("咖啡", ()),),
    }
    chips = ThemeChips()
    qtbot.addWidget(chips)
    chips.set_reader(lambda typed: told.get(typed, ()))
    type_han(chips.focusProxy(), "秋夜想家 ")
    type_han(chips.focusProxy(), "咖啡 ")
    type_han(chips.focusProxy(), "love ")
    assert chips.words == ("秋夜", "想家", "咖啡", "love")
    texts = [b.text() for b in chips.findChildren(QPushButton) if not b.isHidden()]
    assert texts == ["秋夜  ×", "想家 → 思乡  ×", "咖啡（模型不识）  ×", "love  ×"]
    chips.set_reader(None)
    texts = [b.text() for b in chips.findChildren(QPushButton) if not b.isHidden()]
    assert texts == ["秋夜  ×", "想家  ×", "咖啡  ×", "love  ×"]


def test_enter_in_the_empty_line_of_chips_asks_for_the_poem(qtbot: QtBot) -> None:
    chips = ThemeChips()
    qtbot.addWidget(chips)
    type_han(chips.focusProxy(), "江雪")
    qtbot.keyClick(chips.focusProxy(), KEY.Key_Return)
    with qtbot.waitSignal(chips.submitted):
        qtbot.keyClick(chips.focusProxy(), KEY.Key_Return)


@pytest.fixture
def picker(theme: Theme, qtbot: QtBot) -> Picker:
    made = Picker(theme, searchable=True)
    qtbot.addWidget(made)
    made.set_choices([Choice(None, "不拘"), Choice("李白", "李白"), Choice("杜甫", "杜甫")])
    return made


def test_a_picker_takes_what_is_typed_when_it_names_one(picker: Picker, qtbot: QtBot) -> None:
    line = picker.lineEdit()
    assert line is not None
    line.setText("杜")
    with qtbot.waitSignal(picker.picked):
        line.editingFinished.emit()
    assert picker.value == "杜甫"
    line.setText("没有这个人")
    line.editingFinished.emit()
    assert (picker.value, line.text()) == ("杜甫", "杜甫")


def test_a_picker_keeps_its_choice_when_the_choices_are_renamed(picker: Picker) -> None:
    picker.choose("李白")
    picker.set_choices([Choice(None, "Any"), Choice("李白", "Li Bai")])
    assert picker.value == "李白"
    picker.set_choices([Choice(None, "Any")])
    assert picker.value is None


def test_what_is_found_by_typing_stands_on_a_ground(picker: Picker, qtbot: QtBot) -> None:
    """The list is a window of its own: what is not painted there is black on many desktops."""
    picker.show()
    line, completer = picker.lineEdit(), picker.completer()
    assert line is not None
    assert completer is not None
    line.selectAll()
    qtbot.keyClicks(line, "df")
    found = completer.popup()
    assert found is not None
    assert found.isVisible()
    assert found.grab().toImage().pixelColor(found.width() - 8, found.height() // 2).alpha() == 255
    found.hide()


def test_arrow_keys_move_the_segment(qtbot: QtBot) -> None:
    segments = Segments(("a", "b", "c"))
    qtbot.addWidget(segments)
    spy = QSignalSpy(segments.chosen)
    qtbot.keyClick(segments, KEY.Key_Right)
    qtbot.keyClick(segments, KEY.Key_Left)
    qtbot.keyClick(segments, KEY.Key_Left)
    assert [spy.at(i)[0] for i in range(spy.count())] == ["b", "a", "c"]


@pytest.mark.parametrize("lines", [1, 4, 8, 9, 16, 31, 32])
@pytest.mark.parametrize("width", [5, 7])
def test_every_cell_of_the_grid_is_seen_and_none_overlap(
    theme: Theme, qtbot: QtBot, lines: int, width: int
) -> None:
    grid = Placement(theme)
    qtbot.addWidget(grid)
    grid.resize(225, grid.sizeHint().height())
    grid.show_pins((width,) * lines, {Place(0, 0): "春"})
    cells = [grid.cell_rect(Place(i, j)) for i in range(lines) for j in range(width)]
    assert all(grid.rect().toRectF().contains(cell) for cell in cells)
    assert min(cell.width() for cell in cells) >= 5
    for i, cell in enumerate(cells):
        assert not any(cell.intersects(other) for other in cells[i + 1 :])


def test_the_grid_paints(theme: Theme, qtbot: QtBot) -> None:
    grid = Placement(theme)
    qtbot.addWidget(grid)
    grid.resize(225, 124)
    empty = grid.grab().toImage()
    grid.show_pins((5, 5, 5, 5), {Place(0, 0): "春"})
    shown = grid.grab().toImage()
    corner = grid.cell_rect(Place(0, 0)).topLeft()
    red = shown.pixelColor(round(corner.x()) + 6, round(corner.y()))
    assert shown != empty
    assert red.red() > red.green() + 40
