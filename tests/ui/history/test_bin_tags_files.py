"""Deleted poems, tags, and the history as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.ui.dialogs.annotation_dialog import AnnotationDialog
from poetgui.ui.dialogs.bin_dialog import BinDialog


@pytest.fixture
def bin_dialog(app: App, qtbot: QtBot) -> BinDialog:
    for entry in app.history.search(limit=2):
        app.history.delete(entry.id)
    app.window.history_panel.reload()
    app.window.show()
    app.window.action("bin").trigger()
    dialog = app.window.findChild(BinDialog)
    assert dialog is not None
    return dialog


def answering(label: str) -> QTimer:
    """Somebody who answers the next question."""
    timer = QTimer()

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            next(button for button in box.buttons() if button.text() == label).click()

    timer.timeout.connect(look)
    timer.start(0)
    return timer


def test_the_chosen_ones_come_back_into_the_list(app: App, bin_dialog: BinDialog) -> None:
    before = app.history.counts().poems
    assert bin_dialog.list.count() == 2
    assert not bin_dialog.restore_button.isEnabled()
    bin_dialog.list.item(0).setSelected(True)
    bin_dialog.restore_button.click()
    assert app.history.counts().poems == before + 1
    assert bin_dialog.result() == 0
    assert bin_dialog.list.count() == 1


@pytest.mark.parametrize(("answer", "left"), [("不", 2), ("永远去掉", 0)])
def test_the_bin_is_emptied_only_when_the_person_says_so(
    app: App, bin_dialog: BinDialog, answer: str, left: int
) -> None:
    timer = answering(answer)
    bin_dialog.empty_button.click()
    timer.stop()
    assert bin_dialog.list.count() == left
    assert app.history.counts().deleted == left
    assert bin_dialog.empty_button.isEnabled() == bool(left)
    assert app.history.purge(timedelta(0)) == left


def annotation(app: App) -> AnnotationDialog:
    dialog = app.window.findChild(AnnotationDialog)
    assert dialog is not None
    return dialog


def test_tags_and_a_note_are_typed_shown_and_found(app: App, qtbot: QtBot) -> None:
    panel = app.window.history_panel
    entry = panel.model.entries()[0]
    panel.tags_wanted.emit([entry])
    dialog = annotation(app)
    dialog.tags.setText("送人，#生日  夜")
    dialog.note.setPlainText("赠老王七十")
    dialog.keep()
    kept = app.history.get(entry.id)
    assert (kept.tags, kept.note) == (("送人", "生日", "夜"), "赠老王七十")
    for text in ("生日", "老王"):
        panel.search.setText(text)
        assert [found.id for found in panel.model.entries()] == [entry.id]
    index = panel.model.index_of(entry.id)
    assert "#送人 · #生日 · #夜\n\n赠老王七十" in index.data(3)  # the tool tip


def test_several_poems_get_tags_and_keep_their_notes(app: App) -> None:
    first, second, *_ = app.history.search()
    app.history.annotate(first.id, ["甲", "共"], "附")
    app.history.annotate(second.id, ["共"], "")
    app.window.dialogs.annotate([app.history.get(n.id) for n in (first, second)])
    dialog = annotation(app)
    assert dialog.tags.text() == "共"
    assert not dialog.note.isVisibleTo(dialog)
    dialog.tags.setText("共 乙")
    dialog.keep()
    assert [app.history.get(n.id).tags for n in (first, second)] == [("共", "乙")] * 2
    assert app.history.get(first.id).note == "附"


def test_out_and_in_again(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "旧作.json"
    files = app.window.history_files
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(files.succeeded):
        app.window.action("export_history").trigger()
    count = app.history.counts().poems
    assert len(json.loads(path.read_text(encoding="utf-8"))["poems"]) == count
    with qtbot.waitSignal(files.problem) as told:  # the dialog did not ask about this name
        files.export_all()
    assert told.args is not None
    assert "旧作.json" in str(told.args[0])
    for entry in app.history.search():
        app.history.delete(entry.id)
    app.history.purge(timedelta(0))
    with qtbot.waitSignal(files.succeeded) as said:
        app.window.action("import_history").trigger()
    there = app.history.counts().poems
    assert there > 0
    assert said.args == [f"导入 {there} 首，已有 {count - there} 首。"]  # two are alike
    path.write_text("{}", encoding="utf-8")
    with qtbot.waitSignal(files.problem):
        files.read()


def test_nothing_happens_when_no_file_is_chosen(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    said: list[object] = []
    files = app.window.history_files
    files.succeeded.connect(said.append)
    files.problem.connect(said.append)
    files.export_all()
    files.read()
    assert said == []
