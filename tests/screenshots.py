"""Pictures of the main screens, for the READMEs and for looking at: `make screenshots`.

    python -m tests.screenshots FOLDER

They show the real program with the bundle that is installed, written with fixed seeds; the person's
own folder is left alone. Needs no screen (QT_QPA_PLATFORM=offscreen).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from poetgui.app import App, engine_library
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.export.poster.poster import PAPERS
from poetgui.grid import Place
from poetgui.ui.dialogs.poster_dialog import PosterDialog
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.state.model_manager import Library

ACROSTIC = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", seed=11)
CONTINUE = ComposeRequest(Mode.CONTINUE, text="空山新雨后，", form="五律", seed=5)
FREE = ComposeRequest(Mode.FREE, themes=("登高", "落日"), form="七律", seed=3)
LONG = ComposeRequest(Mode.ACROSTIC, heads="岁岁平安年年如意事事顺心步步高升", form="七古", seed=2)
TUNE = ComposeRequest(Mode.FREE, themes=("江南", "春雨"), form="浣溪沙", seed=4)
COUPLET = ComposeRequest(Mode.COUPLET, text="春风大雅能容物", seed=1)
ANSWER = ComposeRequest(
    Mode.FREE, answer="白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", seed=6
)


class Studio:
    """One program, asked for one picture after the other."""

    def __init__(self, folder: Path, library: Library) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._application = application
        self._folder = folder
        self.app = App(application, library)
        self.app.preferences.set(theme="light", tone_marks=True)
        self.app.start()
        self.wait(lambda: bool(self.app.workspace.sheets) and not self.app.workspace.opening)

    def write(self, request: ComposeRequest) -> None:
        self.app.window.composer.fill(request)
        self.app.window.poem_view.notice.hide()
        self.app.workspace.write(request)
        self.wait(lambda: not self.app.workspace.busy)

    def take(self, name: str, **look: object) -> None:
        """A picture of the window with these settings."""
        self.app.preferences.set(**look)
        self.save(name, self.app.window)

    def save(self, name: str, widget: QWidget) -> None:
        """A picture of one widget."""
        self.wait(lambda: True)
        widget.grab().save(str(self._folder / f"{name}.png"))
        print(name)

    def revise(self, place: Place) -> None:
        """Open the palette at a cell, with the second choice previewed."""
        window, offers = self.app.window, list[object]()
        self.app.revision.offered.connect(offers.append)
        self.app.revision.select(place)
        window.replacement.open()
        self.wait(lambda: bool(offers))
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            QTest.keyClick(window.replacement.popup.field, key)

    def dialog(self, name: str, open_: Callable[[], None]) -> None:
        open_()
        self.wait(lambda: True)
        found = [d for d in self.app.window.findChildren(QDialog) if d.isVisible()]
        self.save(name, found[-1])
        found[-1].close()

    def wait(self, done: Callable[[], bool]) -> None:
        """Runs the event loop until the state is reached and all that it caused is laid out."""
        loop = QEventLoop()
        while not done():
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(6):
            self._application.processEvents()


def main_screens(folder: Path) -> None:
    studio = Studio(folder, engine_library())
    window = studio.app.window
    studio.take("01-first-start")
    studio.write(ACROSTIC)
    studio.take("02-acrostic")
    studio.take("03-acrostic-dark", theme="dark")
    studio.take("04-english-horizontal", theme="light", language="en", layout="horizontal")
    studio.take("05-english-dark-traditional", theme="dark", script="traditional")
    plain = {"theme": "light", "language": "zh", "layout": "vertical", "script": "simplified"}
    studio.write(CONTINUE)
    studio.take("06-continue", **plain)
    studio.write(FREE)
    studio.take("07-free-traditional-horizontal", script="traditional", layout="horizontal")
    studio.write(LONG)
    studio.take("08-sixteen-lines", **plain)
    studio.take("09-sixteen-lines-horizontal", layout="horizontal")
    studio.write(ACROSTIC)
    window.resize(900, 600)
    studio.take("10-small", layout="vertical")
    studio.take("11-small-english-dark", language="en", theme="dark")
    window.resize(1280, 800)
    studio.dialog("12-settings-english-dark", window.dialogs.settings)
    studio.app.preferences.set(**plain)
    studio.dialog("13-settings", window.dialogs.settings)
    studio.dialog("14-shortcuts", window.dialogs.shortcuts)
    window.composer.fill(ComposeRequest(Mode.ACROSTIC, heads="春3秋月", form="五绝"))
    studio.take("15-what-is-wrong")
    palettes(studio, plain)
    studio.app.preferences.set(**plain)  # its translator would stay for the programs after it
    window.close()


def palettes(studio: Studio, plain: dict[str, str]) -> None:
    """Replacements beside a selected character, one of them previewed, and locked cells."""
    studio.app.preferences.set(**plain)
    studio.write(ACROSTIC)
    studio.revise(Place(2, 3))
    studio.take("18-palette")
    studio.app.revision.lock_line()
    studio.take("19-palette-dark", theme="dark")
    studio.app.preferences.set(**plain, tone_marks=False)
    studio.app.preferences.set(language="en", layout="horizontal", script="traditional")
    studio.revise(Place(0, 1))
    studio.take("20-palette-english-horizontal")


def without_model(folder: Path) -> None:
    real = engine_library()
    studio = Studio(folder, replace(real, installed=list))
    studio.take("16-no-model")
    studio.app.window.close()


def comfort(folder: Path) -> None:
    """Large type, high contrast, and the panels that float over the window."""
    studio = Studio(folder, engine_library())
    app, window = studio.app, studio.app.window
    studio.write(ACROSTIC)
    studio.take("17-at-200-percent", scale="200")
    studio.dialog("21-settings-at-200-percent", window.dialogs.settings)
    studio.take("22-english-at-150-percent", scale="150", language="en")
    studio.take("23-high-contrast", scale="100", language="zh", contrast=True)
    studio.take("24-high-contrast-dark", theme="dark")
    app.preferences.set(theme="light", contrast=False)
    studio.dialog("25-models", window.model_dialogs.models)
    app.preferences.set(avoid=("愁", "断肠", "不知"))
    studio.dialog("26-words-to-avoid", window.dialogs.words)
    studio.write(TUNE)
    studio.take("27-tune")
    chooser = window.composer.form_fields.picker
    chooser.open()
    studio.save("28-tune-cards", chooser.chooser)
    chooser.chooser.hide()
    window.composer.choose_tab(ComposeTab.FREE)
    chooser.open()
    studio.save("29-form-cards", chooser.chooser)
    chooser.chooser.hide()
    studio.write(COUPLET)
    studio.take("30-couplet")
    studio.write(ANSWER)
    studio.take("31-answer-on-its-rhymes")
    window.command_palette.open()
    window.command_palette.search.setText("jm")
    studio.save("32-commands", window.command_palette)
    window.command_palette.hide()
    window.close()


def workbench(folder: Path) -> None:
    """What one works with beside the poem: other results, a blank page, what was weighed."""
    studio = Studio(folder, engine_library())
    app, window = studio.app, studio.app.window
    studio.write(replace(ACROSTIC, form="七绝"))
    app.preferences.set(candidates=True, surprise=True)
    app.revision.select(Place(1, 4))
    studio.wait(lambda: window.poem_view.candidates.glimpse is not None)
    studio.take("33-what-it-weighed")
    studio.take("34-what-it-weighed-dark", theme="dark")
    app.preferences.set(theme="light", candidates=False, surprise=False)
    window.action("compare").setChecked(True)
    studio.take("35-side-by-side")
    studio.take("36-side-by-side-english-dark", theme="dark", language="en", script="traditional")
    window.action("compare").setChecked(False)
    app.preferences.set(theme="light", language="zh", script="simplified")
    studio.dialog("37-rhymes", window.dialogs.rhymes)
    page = window.dialogs.new_page()
    page.choose("浣溪沙")
    studio.save("38-a-new-page", page)
    page.begin_button.click()
    studio.take("39-blank-page")
    window.close()


def gifts(folder: Path) -> None:
    """Posters in every layout, booklet and copybook."""
    studio = Studio(folder, engine_library())
    app, window = studio.app, studio.app.window
    for number, (language, theme, script) in enumerate(
        (("zh", "light", "simplified"), ("en", "dark", "traditional"))
    ):
        app.preferences.set(language=language, theme=theme, script=script)
        studio.write(COUPLET if number else ACROSTIC)
        window.dialogs.poster()
        [poster] = window.findChildren(PosterDialog)
        for k in range(poster.fields.layouts.count()):
            poster.fields.layouts.setCurrentIndex(k)
            poster.fields.layouts.picked.emit()
            poster.fields.papers.setCurrentIndex(k % len(PAPERS))
            poster.refresh()
            studio.save(f"{40 + number}-poster-{poster.fields.layouts.value}", poster)
        poster.close()
        studio.wait(lambda: not window.findChildren(PosterDialog))
        entries = window.history_panel.model.every()
        studio.dialog(f"{42 + number}-booklet", lambda e=entries: window.dialogs.booklet(e))
        studio.dialog(f"{44 + number}-copybook", window.dialogs.copybook)
    app.preferences.set(language="zh")  # its translator would stay for the programs after it
    window.close()


def bookkeeping(folder: Path) -> None:
    """The history unfolded, searched and narrowed, and its dialogs."""
    studio = Studio(folder, engine_library())
    app, window, panel = studio.app, studio.app.window, studio.app.window.history_panel
    for request in (ACROSTIC, TUNE):
        studio.write(request)
    newest = app.history.search(limit=1)[0]
    app.history.annotate(newest.id, ["送人", "春"], "丙午春日，赠老王七十。")
    app.revision.select(Place(0, 0))
    app.edit.type("春")
    panel.refresh()
    panel.model.unfold(panel.model.index(1), True)
    studio.take("46-history-unfolded")
    panel.search.setText("chun")
    studio.take("47-history-searched-dark", theme="dark")
    panel.search.clear()
    panel.filter_button.setChecked(True)
    studio.take("48-history-filter-english", theme="light", language="en")
    studio.take("49-history-filter-at-200-percent", language="zh", scale="200", contrast=True)
    app.preferences.set(scale="100", contrast=False)
    studio.dialog("50-versions", window.dialogs.versions)
    studio.dialog("51-tags-and-note", lambda: window.dialogs.annotate([newest]))
    studio.dialog("52-backups", window.dialogs.backups)
    app.preferences.set(language="en", theme="dark")
    studio.dialog("53-versions-english-dark", window.dialogs.versions)
    studio.dialog("54-bin-english-dark", window.dialogs.bin)
    app.preferences.set(language="zh", theme="light")
    window.close()


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    for screens in (main_screens, without_model, comfort, workbench, gifts, bookkeeping):
        with tempfile.TemporaryDirectory() as home:
            os.environ["POETGUI_HOME"] = home
            screens(folder)
    del application


if __name__ == "__main__":
    main()
