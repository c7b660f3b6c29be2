"""Booklet and copybook from the window."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.grid import OPEN, Poem
from poetgui.ui.dialogs import page_printer
from poetgui.ui.dialogs.booklet_dialog import BookletDialog
from poetgui.ui.dialogs.copybook_dialog import CopybookDialog

KEY = Qt.Key


@pytest.fixture
def booklet(app: App) -> BookletDialog:
    for title in ("甲", "乙", "丙"):
        app.history.add([Poem(("春风何处好", "花发已成阴"), "五古", title=title)], {})
    app.window.history_panel.search.setText("春风何处好")
    app.window.show()
    app.window.action("booklet").trigger()
    dialog = app.window.findChild(BookletDialog)
    assert dialog is not None
    return dialog


def titles(dialog: BookletDialog) -> list[str]:
    return [poem.title for poem in dialog.booklet.poems]


def test_it_begins_with_what_the_history_lists(booklet: BookletDialog) -> None:
    assert titles(booklet) == ["甲", "乙", "丙"]
    assert booklet.preview.pages is not None
    assert booklet.preview.pages.count == 3


def test_poems_are_moved_and_taken_out(booklet: BookletDialog, qtbot: QtBot) -> None:
    booklet.list.setCurrentRow(0)
    qtbot.keyClick(booklet.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(booklet) == ["乙", "甲", "丙"]
    qtbot.keyClick(booklet.list, KEY.Key_Delete)
    assert titles(booklet) == ["乙", "丙"]
    qtbot.waitUntil(lambda: booklet.preview.pages is not None and booklet.preview.pages.count == 2)
    booklet.list.selectAll()
    qtbot.keyClick(booklet.list, KEY.Key_Delete)
    booklet.refresh()
    assert booklet.preview.pages is None
    assert not booklet.pdf_button.isEnabled()


def test_pages_are_turned(booklet: BookletDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(booklet.preview, KEY.Key_Right)
    qtbot.keyClick(booklet.preview, KEY.Key_PageDown)
    qtbot.keyClick(booklet.preview, KEY.Key_Right)
    assert booklet.preview.number == 2
    qtbot.keyClick(booklet.preview, KEY.Key_Left)
    assert booklet.preview.number == 1
    booklet.title.setText("春风集")
    qtbot.waitUntil(lambda: booklet.preview.pages is not None and booklet.preview.pages.count == 4)
    assert booklet.preview.number == 1


def test_it_is_saved_as_pdf_and_epub(
    app: App, booklet: BookletDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "集"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    booklet.title.setText("春风集")
    files = app.window.history_files
    with qtbot.waitSignal(files.succeeded):
        booklet.pdf_button.click()
    assert target.with_suffix(".pdf").read_bytes().count(b"/Type /Page\n") == 4
    with qtbot.waitSignal(files.succeeded):
        booklet.epub_button.click()
    assert "book/p2.xhtml" in zipfile.ZipFile(target.with_suffix(".epub")).namelist()
    with qtbot.waitSignal(files.problem):  # the dialog did not ask about this name
        booklet.epub_button.click()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "无/集.pdf"), "")
    )
    with qtbot.waitSignal(files.problem):
        booklet.pdf_button.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    booklet.pdf_button.click()


def test_what_is_not_written_yet_is_in_no_booklet(app: App, qtbot: QtBot) -> None:
    [number] = app.history.add([Poem((OPEN * 5,) * 4, "五绝")], {})
    with qtbot.waitSignal(app.window.dialogs.said):
        app.window.dialogs.booklet([app.history.get(number)])
    assert app.window.findChild(BookletDialog) is None


def test_a_copybook_is_ruled_saved_and_printed(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    app.window.show()
    app.window.action("copybook").trigger()
    dialog = app.window.findChild(CopybookDialog)
    assert dialog is not None
    assert dialog.preview.pages is not None
    dialog.repeats.setValue(12)
    assert dialog.preview.pages.count > 1
    target = tmp_path / "字帖.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(app.window.history_files.succeeded):
        dialog.save_button.click()
    assert target.read_bytes().startswith(b"%PDF")
    shown: list[object] = []
    monkeypatch.setattr(page_printer.QPrintPreviewDialog, "exec", lambda self: shown.append(self))
    dialog.print_button.click()
    assert len(shown) == 1


def test_both_follow_the_language(app: App, booklet: BookletDialog, qtbot: QtBot) -> None:
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: booklet.windowTitle() == "Booklet")
    app.window.dialogs.copybook()
    dialog = app.window.findChild(CopybookDialog)
    assert dialog is not None
    assert dialog.grid.itemText(0) == "田 squares"
