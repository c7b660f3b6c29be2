"""The title of the poem on the page: changed by hand, taken back, kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.grid import OPEN, Place
from tests.ui.keys import type_han
from tests.ui.poem_page import newest, poem

LEFT = Qt.MouseButton.LeftButton


def title_dialog(app: App) -> QInputDialog:
    return next(d for d in app.window.findChildren(QInputDialog) if d.isVisible())


def test_a_double_click_on_the_title_asks_for_another(app: App, canvas, qtbot: QtBot) -> None:
    before, count = poem(app), app.history.counts().poems
    assert before.title == "春花秋月"
    qtbot.mouseDClick(canvas, LEFT, pos=canvas.title_rect().center().toPoint())
    dialog = title_dialog(app)
    assert dialog.textValue() == "春花秋月"
    dialog.setTextValue(" 中秋 寄弟 ")
    dialog.accept()
    assert poem(app) == replace(before, title="中秋 寄弟")
    assert newest(app).poem == poem(app)
    assert app.history.counts().poems == count + 1
    assert app.window.windowTitle().startswith("中秋 寄弟")
    app.window.action("undo").trigger()
    assert poem(app) == before
    app.window.action("redo").trigger()
    assert poem(app).title == "中秋 寄弟"


def test_titles_and_strokes_are_taken_back_in_their_order(app: App, page) -> None:
    type_han(page, "白")
    app.edit.retitle("登楼")
    type_han(page, "日")
    seen = []
    for _ in range(3):
        app.window.action("undo").trigger()
        seen.append((poem(app).title, poem(app).lines[0].rstrip(OPEN)))
    assert seen == [("登楼", "白"), ("", "白"), ("", "")]
    app.window.action("redo").trigger()
    app.window.action("redo").trigger()
    assert poem(app).title == "登楼"


def test_states_of_older_files_have_no_title_and_leave_it(app: App, page) -> None:
    type_han(page, "白日")
    entry = newest(app)
    for state in entry.recipe["typing"]["past"]:
        del state["title"]
    app.history.replace(entry.id, replace(entry.poem, title="登楼"), entry.recipe)
    app.workspace.open_entry(newest(app))
    app.window.action("undo").trigger()
    assert (poem(app).title, poem(app).lines[0][:2]) == ("登楼", "白" + OPEN)


def test_the_same_title_and_no_title_at_all(app: App, canvas) -> None:
    before, count = poem(app), app.history.counts().poems
    app.edit.retitle(before.title)
    assert app.history.counts().poems == count
    app.edit.retitle("")
    assert poem(app).title == ""
    assert canvas.title_rect().isEmpty()


def test_a_drawn_title_can_be_changed_and_locks_stay(app: App, canvas) -> None:
    drawn = replace(poem(app), title="雨夜")  # the request says nothing of it
    [sheet] = app.workspace.save([drawn], {"request": {"mode": "free"}})
    app.workspace.set_sheets((sheet,))
    assert "雨夜" in app.window.windowTitle()
    app.revision.select(Place(1, 3))
    app.revision.lock()
    locked = app.revision.locked
    app.window.action("retitle").trigger()
    dialog = title_dialog(app)
    assert dialog.textValue() == "雨夜"
    dialog.setTextValue("夜雨寄北")
    dialog.accept()
    assert poem(app).title == "夜雨寄北"
    assert app.revision.locked == locked
    assert app.workspace.current is not None
    assert app.workspace.current.request == ComposeRequest(Mode.FREE, seed=drawn.seed)
