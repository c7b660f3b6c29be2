"""Theme, page on screen, settings dialog, languages, icon, input methods."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QTranslator
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from poetgui import paths, settings
from poetgui.app import App
from poetgui.export.page_style import Marks, PageStyle
from poetgui.grid import Place
from poetgui.ui import first_start
from poetgui.ui.dialogs.settings_dialog import SettingsDialog
from poetgui.ui.first_start import SAMPLE
from poetgui.ui.page.page_canvas import PageCanvas
from poetgui.ui.state import preferences
from poetgui.ui.style import icons
from poetgui.ui.style.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme, Tokens
from poetgui.ui.style.translation import Translation, system_language
from poetgui.ui.widgets.picker import Picker

SOURCES = sorted(Path(paths.__file__).parent.glob("ui/**/*.py"))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _rgb(colour: str) -> tuple[float, float, float]:
    c = QColor(colour)
    return c.redF(), c.greenF(), c.blueF()


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "tokens", [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST], ids=lambda t: t.page
)
def test_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    for ground in (tokens.backdrop, tokens.panel, tokens.field, tokens.trough, tokens.chosen):
        assert contrast(tokens.ink, ground) >= 7
        assert contrast(tokens.muted, ground) >= 4.5
    assert contrast(tokens.green_text, tokens.green) >= 4.5
    assert contrast(tokens.ink, tokens.green_wash) >= 7
    for ground in (tokens.panel, tokens.red_wash):
        assert contrast(tokens.red, ground) >= 4.5


def test_the_theme_follows_the_choice(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply("dark", scale=2.0)
    assert theme.tokens is DARK
    assert DARK.backdrop in qapp.styleSheet()
    assert theme.scaled(10) == 20
    theme.apply("light")
    assert qapp.palette().window().color() == QColor(LIGHT.backdrop)


@pytest.fixture
def canvas(theme: Theme, qtbot: QtBot) -> PageCanvas:
    made = PageCanvas(theme)
    qtbot.addWidget(made)
    made.resize(700, 640)
    made.show_poem(SAMPLE.poem, PageStyle(), Marks())
    made.show()
    return made


@pytest.mark.parametrize("vertical", [True, False])
def test_a_point_on_the_page_belongs_to_its_cell(canvas: PageCanvas, vertical: bool) -> None:
    canvas.show_poem(SAMPLE.poem, PageStyle(vertical=vertical), Marks())
    for place in (Place(0, 0), Place(1, 3), Place(3, 4)):
        rect = canvas.cell_rect(place)
        assert canvas.cell_at(rect.center()) == place
        assert canvas.paper_rect().contains(rect)
    assert canvas.cell_at(QPointF(1, 1)) is None


def test_the_page_is_painted_sharp_and_kept(canvas: PageCanvas) -> None:
    paper = canvas.paper_rect()
    image = canvas.grab().toImage()
    assert paper.width() > 500
    centre = image.pixelColor(round(paper.center().x()), round(paper.bottom() - 8))
    assert centre.lightness() > 200  # light paper
    kept = canvas.picture
    canvas.grab()
    assert canvas.picture is kept
    canvas.show_poem(SAMPLE.poem, PageStyle(theme="dark"), Marks())
    assert canvas.grab().toImage() != image


def test_every_shown_setting_has_a_field_with_a_name(app: App, theme: Theme) -> None:
    dialog = SettingsDialog(app.preferences, theme, app.window)
    shown = [option for option in settings.OPTIONS if option.shown]
    assert list(dialog.rows) == [option.name for option in shown]
    for option in shown:
        assert dialog.field(option.name).accessibleName() == option.zh


def test_a_setting_holds_at_once_and_can_be_taken_back(app: App, theme: Theme) -> None:
    dialog = SettingsDialog(app.preferences, theme, app.window)
    box, slider, line = (dialog.field(n) for n in ("tone_marks", "daring", "seal"))
    assert isinstance(box, QCheckBox)
    assert isinstance(slider, QSlider)
    assert isinstance(line, QLineEdit)
    box.click()
    slider.setValue(80)
    line.setText("春风")
    line.editingFinished.emit()
    kept = settings.load()
    assert (kept.tone_marks, kept.daring, kept.seal) == (True, 0.8, "春风")
    dialog.reset_button.click()
    assert settings.load() == settings.Settings().changed(model="fake")
    assert not box.isChecked()


def test_a_value_out_of_range_is_refused_in_words(app: App, theme: Theme) -> None:
    dialog = SettingsDialog(app.preferences, theme, app.window)
    line = dialog.field("seal")
    assert isinstance(line, QLineEdit)
    line.setText("")
    line.editingFinished.emit()
    assert "印文" in dialog.problem_label.text()
    assert app.preferences.values.seal == "诗囊"


def test_the_language_is_switched_without_a_restart(app: App, qtbot: QtBot) -> None:
    window = app.window
    app.window.action("language").trigger()
    qtbot.waitUntil(lambda: window.history_panel.title_label.text() == "History")
    assert window.composer.bar.write_button.text() == "Write"
    assert window.action("settings").text() == "Settings…"
    assert "Enter" in window.poem_view.notice.text
    status = window.poem_view.status_label.text()
    assert "rhyme" in status
    assert "seed" in status
    assert settings.load().language == "en"
    app.window.action("language").trigger()
    qtbot.waitUntil(lambda: window.history_panel.title_label.text() == "旧作")


def test_the_settings_dialog_speaks_the_language_that_it_sets(app: App, theme: Theme) -> None:
    dialog = SettingsDialog(app.preferences, theme, app.window)
    picker = dialog.field("language")
    assert isinstance(picker, Picker)
    picker.choose("en")
    picker.picked.emit()
    assert dialog.rows["theme"][0].text() == "Theme"
    assert dialog.close_button.text() == "Done"


def catalogue() -> dict[tuple[str, str], str]:
    """(context, Chinese) -> English; a translation that is not finished counts as missing."""
    tree = ElementTree.parse(paths.resource("translations", "poetgui_en.ts"))
    found = {}
    for context in tree.iter("context"):
        for message in context.iter("message"):
            english = message.find("translation")
            assert english is not None
            if english.get("type") is None:
                key = (context.findtext("name", ""), message.findtext("source", ""))
                found[key] = english.text or ""
    return found


def texts(source: str) -> set[tuple[str, str]]:
    """(context, text) of every translatable literal of a module."""
    found = set()

    def visit(node: ast.AST, owner: str) -> None:
        if isinstance(node, ast.ClassDef):
            owner = node.name
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if called == "tr" and words:
                found.add((owner, words[0]))
            elif called in ("translate", "QT_TRANSLATE_NOOP") and len(words) >= 2:
                found.add((words[0], words[1]))
        for child in ast.iter_child_nodes(node):
            visit(child, owner)

    visit(ast.parse(source), "")
    return found


def test_every_text_is_translated() -> None:
    wanted = set().union(*(texts(path.read_text(encoding="utf-8")) for path in SOURCES))
    assert len(wanted) > 100
    assert wanted - set(catalogue()) == set()


def test_the_compiled_catalogue_is_as_new_as_its_source(qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load("poetgui_en", str(paths.resource("translations")))
    for (context, chinese), english in catalogue().items():
        assert translator.translate(context, chinese) == english


def test_qts_own_texts_are_chinese(qapp: QApplication, translation: Translation) -> None:
    assert qapp.translate("QLineEdit", "&Copy") != "&Copy"


def test_the_icon_is_the_one_that_is_drawn(qapp: QApplication) -> None:
    kept = paths.resource("icons", "poetgui.svg").read_text(encoding="utf-8")
    assert kept == icons.svg()
    assert not icons.icon().isNull()
    for name in ("poetgui.ico", "poetgui.png"):
        assert QIcon(str(paths.resource("icons", name))).availableSizes()


@pytest.mark.parametrize(
    ("platform", "environment", "system", "expected"),
    [
        ("xcb", {}, "linux", True),
        ("xcb", {"QT_IM_MODULE": "ibus"}, "linux", False),
        ("xcb", {"QT_IM_MODULES": "wayland;ibus"}, "linux", False),
        ("wayland", {}, "linux", False),
        ("windows", {}, "win32", False),
        ("cocoa", {}, "darwin", False),
    ],
)
def test_a_missing_input_method_is_noticed(
    qapp: QApplication,
    platform: str,
    environment: dict[str, str],
    system: str,
    expected: bool,
) -> None:
    assert first_start.input_method_missing(platform, environment, system) is expected


def test_fcitx_without_its_plugin_is_no_help(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "input_methods", lambda: ("ibus",))
    assert first_start.input_method_missing("xcb", {"QT_IM_MODULE": "fcitx"}, "linux")


def test_the_hint_is_given_when_nothing_else_is_said(
    app: App, make_app: Callable[[], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.window.close()
    monkeypatch.setattr(first_start, "input_method_missing", lambda: True)
    second = make_app()
    second.start()
    assert "ibus" in second.window.poem_view.notice.text


def test_the_first_start_has_qts_own_texts_in_chinese(app: App) -> None:
    """Nobody has chosen a language yet, so nothing may wait for the choice."""
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert app.translation.language == "zh"


def test_an_english_system_starts_in_english_until_something_was_chosen(
    make_app: Callable[[], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preferences, "system_language", lambda: "en")
    first = make_app()
    assert first.translation.language == "en"
    first.preferences.set(language="zh")
    first.close()
    assert make_app().translation.language == "zh"


@pytest.mark.parametrize(
    ("spoken", "language"),
    [(["en-US", "zh"], "en"), (["zh-Hans-CN", "en"], "zh"), (["C"], "zh"), ([], "zh")],
)
def test_the_language_of_the_system(
    spoken: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: spoken)
    assert system_language() == language


def test_a_damaged_settings_file_is_told(make_app: Callable[[], App], qtbot: QtBot) -> None:
    settings.settings_path().parent.mkdir()
    settings.settings_path().write_text('{"theme": 7}', encoding="utf-8")
    app = make_app()
    with qtbot.waitSignal(app.workspace.problem) as told:
        app.start()
    assert told.args is not None
    assert str(settings.damaged_copy(settings.settings_path())) in str(told.args[0])
