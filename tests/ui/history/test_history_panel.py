"""The history panel: days, search, stars, delete with undo, open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QListView, QMenu
from pytestqt.qtbot import QtBot

from poetgui.grid import Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.ui.history.history_model import PAGE, HistoryModel
from poetgui.ui.history.history_panel import HistoryPanel
from poetgui.ui.style.theme import Theme
from tests.ui.keys import type_han

KEY = Qt.Key


def poem(title: str, line: str = "春风何处好") -> Poem:
    return Poem((line, "花发已成阴"), "五古", title=title)


def rows(model: HistoryModel) -> list[str]:
    return [str(model.index(i).data()) for i in range(model.rowCount())]


@pytest.fixture
def panel(history: History, theme: Theme, qtbot: QtBot) -> HistoryPanel:
    history.add([poem("丙"), poem("乙", "飞鸟已成声"), poem("甲")], {})
    made = HistoryPanel(history, theme)
    qtbot.addWidget(made)
    made.resize(270, 700)
    made.show()
    return made


@pytest.fixture
def view(panel: HistoryPanel) -> QListView:
    found = panel.findChild(QListView)
    assert isinstance(found, QListView)
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
    history.add([poem(f"第{i}") for i in range(PAGE + 30)], {})
    model = HistoryModel(history)
    model.reload()
    assert model.rowCount() == PAGE + 1
    assert model.canFetchMore()
    model.fetchMore()
    assert model.rowCount() == PAGE + 31  # one heading: it is still the same day
    assert not model.canFetchMore()


def test_search_narrows_the_list(panel: HistoryPanel, view: QListView, qtbot: QtBot) -> None:
    panel.focus_search()
    type_han(panel.search, "飞鸟")
    assert rows(panel.model) == ["今日", "乙"]
    type_han(panel.search, "没有")
    assert panel.empty_label.isVisible()


def test_enter_and_double_click_open(panel: HistoryPanel, view: QListView, qtbot: QtBot) -> None:
    view.setCurrentIndex(panel.model.index(1))
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
    panel: HistoryPanel, view: QListView, history: History, qtbot: QtBot
) -> None:
    view.setCurrentIndex(panel.model.index(1))
    with qtbot.waitSignal(panel.starred):
        qtbot.keyClick(view, KEY.Key_S)
    assert [entry.poem.title for entry in history.search(PoemFilter(starred=True))] == ["甲"]
    star = view.itemDelegate().star_rect(view.visualRect(panel.model.index(1)))  # type: ignore[attr-defined]
    with qtbot.waitSignal(panel.starred):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star.center())
    assert history.search(PoemFilter(starred=True)) == []


def test_only_starred_ones(panel: HistoryPanel, history: History, qtbot: QtBot) -> None:
    history.star(history.search(PoemFilter("飞鸟"))[0].id, True)
    qtbot.mouseClick(panel.starred_button, Qt.MouseButton.LeftButton)
    assert rows(panel.model) == ["今日", "乙"]


def test_delete_can_be_undone(
    panel: HistoryPanel, view: QListView, history: History, qtbot: QtBot
) -> None:
    view.setCurrentIndex(panel.model.index(1))
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
    panel: HistoryPanel, view: QListView, history: History, qtbot: QtBot
) -> None:
    spy = QSignalSpy(panel.opened)
    view.setCurrentIndex(panel.model.index(0))
    qtbot.keyClick(view, KEY.Key_Return)
    qtbot.keyClick(view, KEY.Key_Delete)
    assert spy.count() == 0
    assert history.counts().deleted == 0


def test_rows_are_painted(panel: HistoryPanel, view: QListView, history: History) -> None:
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
    panel.reload()
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
    panel: HistoryPanel, view: QListView, qtbot: QtBot
) -> None:
    view.setCurrentIndex(panel.model.index(1))
    with qtbot.waitSignal(panel.copied) as copied:
        qtbot.keyClick(view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args is not None
    assert copied.args[0].poem.title == "甲"
    panel.show_menu(panel.model.index(2), view.mapToGlobal(view.rect().center()))
    menu = panel.findChild(QMenu)
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(panel.saved) as saved:
        actions["存为文字…"].trigger()
    assert saved.args is not None
    assert saved.args[0].poem.title == "乙"
    menu.close()
