"""Words to avoid: listed once, honoured by every request and rewrite."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from poetgui import settings
from poetgui.app import App
from poetgui.ui.dialogs.settings_dialog import SettingsDialog
from poetgui.ui.dialogs.words_dialog import WordsDialog
from poetgui.ui.style.theme import Theme
from tests.ui.fakes import FakeComposer


def opened(app: App) -> WordsDialog:
    app.window.action("words").trigger()
    return next(d for d in app.window.findChildren(WordsDialog) if d.isVisible())


def test_the_list_is_kept_however_the_dialog_is_closed(app: App, qtbot: QtBot) -> None:
    dialog = opened(app)
    dialog.list.setPlainText("不知\n何处、江南  不知\n\n愁")
    assert "4" in dialog.count_label.text()
    with qtbot.waitSignal(app.preferences.changed):
        dialog.reject()
    assert settings.load().avoid == ("不知", "何处", "江南", "愁")
    assert opened(app).list.toPlainText() == "不知\n何处\n江南\n愁"


def test_it_says_what_the_program_does_not_judge(app: App, theme: Theme) -> None:
    said = " ".join(label.text() for label in opened(app).findChildren(QLabel))
    assert "在世者的姓名" in said
    assert "不判断" in said


def test_the_settings_lead_to_the_list(app: App, theme: Theme, qtbot: QtBot) -> None:
    dialog = SettingsDialog(app.preferences, theme, app.window)
    button = dialog.field("avoid")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(dialog.words_wanted):
        button.click()
    app.preferences.set(avoid=("不知", "愁"))
    assert "2" in button.text()


def test_writing_again_honours_the_list_as_it_stands_now(
    app: App, composer: FakeComposer, qtbot: QtBot
) -> None:
    app.preferences.set(avoid=("愁",))
    for name in ("same", "other"):
        with qtbot.waitSignal(app.workspace.sheets_changed):
            app.window.action(name).trigger()
        assert composer.requests[-1].avoid == ("愁",)
