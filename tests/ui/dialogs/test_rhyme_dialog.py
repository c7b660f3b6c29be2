"""韵部检索 in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.prosody.books.rhyme_books import CILIN
from poetgui.ui.dialogs.rhyme_dialog import RhymeDialog
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import Translation

COMMON = ("风", "中", "空", "长", "安", "生")


def opened(theme: Theme, qtbot: QtBot, character: str = "") -> RhymeDialog:
    dialog = RhymeDialog(theme, COMMON, character)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_typed_character_shows_its_readings_and_its_group(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(theme, qtbot)
    assert "上平声一东" in dialog.page.toPlainText()
    assert "风 中 空" in dialog.page.toPlainText()
    dialog.line.setText("东長")
    assert dialog.line.text() == "長"
    assert dialog.entry is not None
    assert dialog.entry.character == "长"
    assert "生长" in dialog.page.toPlainText()


def test_a_click_looks_the_character_up(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(theme, qtbot)
    dialog.page.anchorClicked.emit(QUrl("空"))
    assert dialog.line.text() == "空"
    assert "常读此声" in dialog.page.toPlainText()


def test_tab_and_enter_walk_along_the_characters(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(theme, qtbot)
    dialog.page.setFocus()
    QTest.keyClick(dialog.page, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.page, Qt.Key.Key_Return)
    assert dialog.line.text() == "风"


def test_another_book_and_the_clipboard(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(theme, qtbot, "东")
    dialog.books.choose(CILIN)
    assert "第一部平声" in dialog.page.toPlainText()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "第一部平声：东冬：风中空"


def test_what_is_no_character_or_in_no_book_is_said(theme: Theme, qtbot: QtBot) -> None:
    dialog = opened(theme, qtbot, "喆")
    assert "没有收这个字" in dialog.page.toPlainText()
    assert not dialog.copy_button.isEnabled()
    dialog.line.clear()
    assert dialog.entry is None
    dialog.copy_group()
    assert "打一个汉字" in dialog.page.toPlainText()


def test_theme_and_language_change_while_it_is_open(
    theme: Theme, translation: Translation, qtbot: QtBot
) -> None:
    dialog = opened(theme, qtbot)
    theme.apply("dark")
    assert theme.tokens.gold in dialog.page.toHtml()
    translation.use("en")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Rhyme groups")


def test_the_window_opens_it_by_a_key(app: App, qtbot: QtBot) -> None:
    app.window.action("rhymes").trigger()
    (dialog,) = app.window.findChildren(RhymeDialog)
    assert dialog.entry is not None
    assert dialog.height() > 400
    dialog.accept()
