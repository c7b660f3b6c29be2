"""The history panel: days, search, stars, delete with undo, open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from poetgui.grid import Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.ui.history.history_model import MEMBERS_ROLE, PAGE, HistoryModel
from poetgui.ui.history.history_panel import HistoryPanel
from poetgui.ui.history.history_view import HistoryView
from poetgui.ui.style.theme import Theme
from tests.ui.keys import type_han

KEY = Qt.Key


def poem(title: str, line: str = "春风何处好") -> Poem:
    return Poem((line, "花发已成阴"), "五古", title=title)


def rows(model: HistoryModel) -> list[str]:
    return [str(model.index(i).data()) for i in range(model.rowCount())]


@pytest.fixture
def panel(history: History, theme: Theme, qtbot: QtBot) -> HistoryPanel:
    for one in (poem("丙"), poem("乙", "飞鸟已成声"), poem("甲")):
        history.add([one], {})
    made = HistoryPanel(history, theme)
    qtbot.addWidget(made)
    made.resize(270, 700)
    made.show()
    return made


@pytest.fixture
def view(panel: HistoryPanel) -> HistoryView:
    found = panel.findChild(HistoryView)
    assert isinstance(found, HistoryView)
    return found


def test_poems_stand_under_the_day_they_were_written(tmp_path: Path) -> None:
    now = datetime.now().astimezone().replace(hour=12)
    moments = [now - timedelta(days=n) for n in (40, 3, 1, 0)]
    clock = iter([now, *moments])
    store = History(tmp_path / "days.sqlite3", now=lambda: next(clock).astimezone(UTC))
    for title in ("上月", "前几日", "昨", "今"):
        store.add([poem(title)], {})
    model = HistoryModel(store, today=now.date)
    model.reload()
    old = moments[0]
    month = f"{old.year} 年 {old.month} 月"
    assert rows(model) == ["今日", "今", "昨日", "昨", "七日之内", "前几日", month, "上月"]
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    store.close()


def test_a_long_history_is_read_a_page_at_a_time(history: History) -> None:
    for i in range(PAGE + 30):
        history.add([poem(f"第{i}")], {})
    model = HistoryModel(history)
    model.reload()
    assert model.rowCount() == PAGE + 1
    assert model.canFetchMore()
    model.fetchMore()
    assert model.rowCount() == PAGE + 31  # one heading: it is still the same day
    assert not model.canFetchMore()


def test_search_narrows_the_list(panel: HistoryPanel, view: HistoryView, qtbot: QtBot) -> None:
    panel.focus_search()
    type_han(panel.search, "飞鸟")
    assert rows(panel.model) == ["今日", "乙"]
    type_han(panel.search, "没有")
    assert panel.empty_label.isVisible()


def test_enter_and_double_click_open(panel: HistoryPanel, view: HistoryView, qtbot: QtBot) -> None:
    view.choose(panel.model.index(1))
    with qtbot.waitSignal(panel.opened) as first:
        qtbot.keyClick(view, KEY.Key_Return)
    assert first.args
    assert first.args[0].poem.title == "甲"
    index = panel.model.index(2)
    with qtbot.waitSignal(panel.opened) as second:
        view.doubleClicked.emit(index)
    assert second.args
    assert second.args[0].poem.title == "乙"


def test_a_star_by_key_and_by_click(
    panel: HistoryPanel, view: HistoryView, history: History, qtbot: QtBot
) -> None:
    view.choose(panel.model.index(1))
    with qtbot.waitSignal(panel.edits.starred):
        qtbot.keyClick(view, KEY.Key_S)
    assert [entry.poem.title for entry in history.search(PoemFilter(starred=True))] == ["甲"]
    star = view.itemDelegate().star_rect(view.visualRect(panel.model.index(1)))  # type: ignore[attr-defined]
    with qtbot.waitSignal(panel.edits.starred):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star.center())
    assert history.search(PoemFilter(starred=True)) == []


def test_only_starred_ones(panel: HistoryPanel, history: History, qtbot: QtBot) -> None:
    history.star(history.search(PoemFilter("飞鸟"))[0].id, True)
    qtbot.mouseClick(panel.starred_button, Qt.MouseButton.LeftButton)
    assert rows(panel.model) == ["今日", "乙"]


def test_delete_can_be_undone(
    panel: HistoryPanel, view: HistoryView, history: History, qtbot: QtBot
) -> None:
    view.choose(panel.model.index(1))
    qtbot.keyClick(view, KEY.Key_Delete)
    assert rows(panel.model) == ["今日", "乙", "丙"]
    assert panel.undo_bar.isVisible()
    assert "甲" in panel.undo_bar.text
    qtbot.keyClick(view, KEY.Key_Delete)  # the next one was chosen
    assert rows(panel.model) == ["今日", "丙"]
    panel.undo_bar.acted.emit()
    panel.undo_delete()
    assert rows(panel.model) == ["今日", "甲", "乙", "丙"]
    assert history.counts().deleted == 0


def test_a_heading_can_be_neither_opened_nor_deleted(
    panel: HistoryPanel, view: HistoryView, history: History, qtbot: QtBot
) -> None:
    spy = QSignalSpy(panel.opened)
    view.choose(panel.model.index(0))
    qtbot.keyClick(view, KEY.Key_Return)
    qtbot.keyClick(view, KEY.Key_Delete)
    assert spy.count() == 0
    assert history.counts().deleted == 0


def test_rows_are_painted(panel: HistoryPanel, view: HistoryView, history: History) -> None:
    before = view.grab().toImage()
    history.star(history.search(limit=1)[0].id, True)
    panel.reload()
    assert view.grab().toImage() != before


def test_screen_readers_hear_title_line_and_star(panel: HistoryPanel, history: History) -> None:
    history.star(history.search(limit=1)[0].id, True)
    panel.reload()
    said = panel.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "甲，春风何处好，已收藏"


def test_one_form_at_a_time(panel: HistoryPanel, history: History) -> None:
    history.add([Poem(("白日依山尽",) * 4, "五绝", title="丁")], {})
    panel.refresh()
    forms = [panel.form_picker.itemText(i) for i in range(panel.form_picker.count())]
    assert forms == ["所有体裁", "五古", "五绝"]
    panel.form_picker.choose("五绝")
    panel.form_picker.picked.emit()
    assert rows(panel.model) == ["今日", "丁"]
    panel.search.setText("没有的")
    assert rows(panel.model) == []
    assert not panel.random_button.isEnabled()


def test_any_one_but_the_open_one(panel: HistoryPanel, qtbot: QtBot) -> None:
    seen = set()
    last = None
    for _ in range(12):
        with qtbot.waitSignal(panel.opened) as opened:
            panel.random_button.click()
        assert opened.args is not None
        assert opened.args[0].id != last
        last = opened.args[0].id
        seen.add(last)
    assert len(seen) == 3
    panel.search.setText("飞鸟")
    panel.random_button.click()
    assert rows(panel.model) == ["今日", "乙"]


def test_a_poem_is_copied_and_saved_from_the_list(
    panel: HistoryPanel, view: HistoryView, qtbot: QtBot
) -> None:
    view.choose(panel.model.index(1))
    with qtbot.waitSignal(panel.copied) as copied:
        qtbot.keyClick(view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args is not None
    assert [entry.poem.title for entry in copied.args[0]] == ["甲"]
    view.choose(panel.model.index(2))
    panel.show_menu(view.mapToGlobal(view.rect().center()))
    menu = panel.findChild(QMenu)
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(panel.saved) as saved:
        actions["存为文字…"].trigger()
    assert saved.args is not None
    assert [entry.poem.title for entry in saved.args[0]] == ["乙"]
    menu.close()


@pytest.fixture
def family(panel: HistoryPanel, history: History) -> list[int]:
    """Five poems of one request, the best last; and one that was made of the fourth."""
    ids = history.add([poem(f"第{i}") for i in range(5)], {})
    ids += history.add([poem("改")], {"revision": {"of": ids[3], "by": "hand"}})
    panel.refresh()
    return ids


def test_the_poems_of_a_request_are_one_row_until_they_are_asked_for(
    panel: HistoryPanel, view: HistoryView, family: list[int], qtbot: QtBot
) -> None:
    folded = ["今日", "改", "甲", "乙", "丙"]
    assert rows(panel.model) == folded
    assert panel.model.index(1).data(MEMBERS_ROLE) == 6
    view.choose(panel.model.index(1))
    qtbot.keyClick(view, KEY.Key_Right)
    listed = ["今日", "改", "第4", "第3", "第2", "第1", "第0", "甲", "乙", "丙"]
    assert rows(panel.model) == listed
    assert panel.model.index(1).data(MEMBERS_ROLE) == -6
    panel.reload()
    assert rows(panel.model) == listed
    fold = view.itemDelegate().fold_rect(view.visualRect(panel.model.index(1)))  # type: ignore[attr-defined]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=fold.center())
    assert rows(panel.model) == folded
    panel.choose(family[2])
    assert view.currentIndex().row() == 1


def test_a_search_lists_each_poem_by_itself(
    panel: HistoryPanel, family: list[int], qtbot: QtBot
) -> None:
    panel.search.setText("第")
    assert rows(panel.model) == ["今日", *(f"第{i}" for i in (4, 3, 2, 1, 0))]
    qtbot.waitUntil(lambda: panel.count_label.text() == "5 / 9 首")


def test_a_folded_row_is_deleted_whole_and_comes_back_whole(
    panel: HistoryPanel, view: HistoryView, family: list[int], history: History, qtbot: QtBot
) -> None:
    view.choose(panel.model.index(1))
    qtbot.keyClick(view, KEY.Key_Delete)
    assert history.counts().deleted == 6
    assert "6" in panel.undo_bar.text
    qtbot.keyClick(view, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert history.counts().deleted == 0
    panel.model.unfold(panel.model.index(1), True)
    view.choose(panel.model.index(2))
    qtbot.keyClick(view, KEY.Key_Delete)
    assert history.counts().deleted == 1


def test_several_are_chosen_and_starred_at_once(
    panel: HistoryPanel, view: HistoryView, history: History, qtbot: QtBot
) -> None:
    view.choose(panel.model.index(1))
    qtbot.keyClick(view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, KEY.Key_S)
    assert [e.poem.title for e in history.search(PoemFilter(starred=True))] == ["甲", "乙"]
    panel.show_menu(view.mapToGlobal(view.rect().center()))
    menu = panel.findChildren(QMenu)[-1]
    assert "打开" not in [action.text() for action in menu.actions()]
    assert "取消收藏" in [action.text() for action in menu.actions()]
    menu.close()


def test_the_filter_narrows_and_lets_go(panel: HistoryPanel, history: History) -> None:
    written = Poem(("白日依山尽",) * 4, "五绝", title="丁", book="平水韵", model="base")
    [number] = history.add([written], {"request": {"mode": "acrostic"}})
    history.annotate(number, ["送人"], "")
    panel.filter_button.setChecked(True)
    panel.refresh()
    for picker, value in (
        *(
            (panel.filter.mode, "acrostic"),
            (panel.filter.book, "平水韵"),
            (panel.filter.tag, "送人"),
        ),
        *(
            (panel.filter.model, "base"),
            (panel.filter.source, "written"),
            (panel.filter.time, "today"),
        ),
    ):
        picker.choose(value)
        picker.picked.emit()
        assert rows(panel.model) == ["今日", "丁"]
    assert panel.filter_button.text() == "筛选 6"
    panel.filter.source.choose("own")
    panel.filter.source.picked.emit()
    assert rows(panel.model) == []
    panel.filter.clear_button.click()
    assert rows(panel.model) == ["今日", "丁", "甲", "乙", "丙"]
    panel.filter.order.choose("oldest")
    panel.filter.order.picked.emit()
    assert rows(panel.model) == ["今日", "丙", "乙", "甲", "丁"]


def test_what_is_searched_for_is_marked(
    panel: HistoryPanel, view: HistoryView, qtbot: QtBot
) -> None:
    panel.search.setText("feiniao")
    assert rows(panel.model) == ["今日", "乙"]
    index = panel.model.index(1)
    marked = view.grab(view.visualRect(index)).toImage()
    panel.search.setText("乙")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    index = panel.model.index(1)
    assert view.grab(view.visualRect(index)).toImage() != marked
