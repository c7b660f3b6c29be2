"""Colours and measures as named tokens, and the style sheet made from them.

Warm paper, ink, one red (heads, seal), one green (what can be acted on). Every colour of the
window comes from here; a widget that paints by hand is given the `Theme`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Tokens:
    """One theme. Text on its ground keeps a contrast of at least 4.5 to 1 (see tests/ui)."""

    name: str
    page: str
    """The palette of the page (export.paper)."""
    backdrop: str
    """Behind the page, and behind dialogs."""
    panel: str
    field: str
    """Inputs, buttons, the chosen tab."""
    trough: str
    """Behind the tabs, the slider's groove."""
    line: str
    ink: str
    muted: str
    red: str
    red_wash: str
    green: str
    green_text: str
    """Text on green."""
    green_wash: str
    gold: str
    chosen: str
    """Ground of the chosen row."""
    shadow: str
    held: str
    """Edge of what is switched on."""


LIGHT = Tokens(
    name="light",
    page="light",
    backdrop="#f1eee7",
    panel="#f5f2ec",
    field="#fdfbf6",
    trough="#e8e4da",
    line="#dcd6ca",
    ink="#2a2825",
    muted="#68625a",
    red="#a63a2b",
    red_wash="#f6e7e1",
    green="#3c5a4e",
    green_text="#f6f3ec",
    green_wash="#dfe9e3",
    gold="#b98a2a",
    chosen="#e9e4d7",
    shadow="#5a4a2a",
    held="#dfe9e3",
)

DARK = Tokens(
    name="dark",
    page="dark",
    backdrop="#1d1c1a",
    panel="#232220",
    field="#2c2a27",
    trough="#191817",
    line="#3d3a35",
    ink="#e8e3d8",
    muted="#a59e91",
    red="#e48273",
    red_wash="#432924",
    green="#4f7767",
    green_text="#f6f3ec",
    green_wash="#31433b",
    gold="#d3a64a",
    chosen="#35322d",
    shadow="#000000",
    held="#31433b",
)

LIGHT_CONTRAST = replace(
    LIGHT,
    page="light-contrast",
    backdrop="#ffffff",
    panel="#ffffff",
    field="#ffffff",
    trough="#ececec",
    line="#5e5e5e",
    ink="#000000",
    muted="#333333",
    red="#8f0d00",
    red_wash="#ffffff",
    green="#0d4a35",
    green_text="#ffffff",
    green_wash="#d8f0e4",
    gold="#7a5200",
    chosen="#e2e2e2",
    shadow="#000000",
    held="#0d4a35",
)

DARK_CONTRAST = replace(
    DARK,
    page="dark-contrast",
    backdrop="#000000",
    panel="#000000",
    field="#000000",
    trough="#1c1c1c",
    line="#a0a0a0",
    ink="#ffffff",
    muted="#d6d6d6",
    red="#ff9d8f",
    red_wash="#000000",
    green="#9fe3c4",
    green_text="#000000",
    green_wash="#12402e",
    gold="#ffd166",
    chosen="#303030",
    held="#9fe3c4",
)

BASE_PIXELS = 15
"""Interface text at 100%."""

_STYLE = Template("""
* { outline: none; }
QWidget { color: $ink; }
QMainWindow, QDialog, #poemView { background: $backdrop; }
#composerPanel, #historyPanel, #composerBody { background: $panel; }
#composerPanel { border-right: 1px solid $line; }
#historyPanel { border-left: 1px solid $line; }
QLabel { background: transparent; }
QLabel[role="caption"] { color: $muted; font-size: ${small}px; }
QLabel[role="title"] { font-size: ${title}px; }
QLabel[role="heading"] { font-size: ${large}px; }
QLabel[role="problem"] { color: $red; font-size: ${small}px; }
QToolTip { background: $field; color: $ink; border: 1px solid $line; padding: ${p4}px; }

QLineEdit, QPlainTextEdit, QSpinBox, QComboBox, QFontComboBox {
  background: $field; border: 1px solid $line; border-radius: ${p6}px;
  padding: ${p4}px ${p8}px; selection-background-color: $green; selection-color: $green_text; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus { border-color: $green; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {
  color: $muted; background: $panel; }
InputLine { font-size: ${input}px; padding: ${p2}px ${p6}px; }
InputLine[fault="true"] { border-color: $red; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QListView#completions {
  background: $field; border: 1px solid $line; padding: ${p2}px;
  selection-background-color: $green_wash; selection-color: $ink; }
QComboBox QAbstractItemView::item, QListView#completions::item {
  min-height: ${p26}px; padding: 0 ${p6}px; }
QComboBox QLineEdit, QSpinBox QLineEdit { background: transparent; border: none; padding: 0; }

QPushButton, QToolButton {
  background: $field; border: 1px solid $line; border-radius: ${p6}px;
  padding: ${p4}px ${p10}px; }
QPushButton:hover, QToolButton:hover { border-color: $muted; }
QPushButton:focus, QToolButton:focus { border-color: $green; }
QPushButton:pressed, QToolButton:pressed { background: $trough; }
QPushButton:disabled, QToolButton:disabled { color: $muted; background: transparent; }
QPushButton:checked, QToolButton:checked { background: $green_wash; border-color: $held; }
QPushButton:checked:focus, QToolButton:checked:focus { border-color: $green; }
QToolButton { padding: ${p4}px ${p8}px; }
QToolButton#menu { font-size: ${title}px; padding: 0 ${p6}px; }
QToolButton::menu-indicator { image: none; }
QPushButton#formPicker { text-align: left; padding: ${p4}px ${p8}px; }
#chooser { background: $field; border: 1px solid $line; border-radius: ${p8}px; }
QPushButton#write { background: $green; color: $green_text; border: 1px solid $green;
  border-radius: ${p8}px; font-size: ${input}px; min-height: ${p36}px; }
QPushButton#write:hover { border-color: $ink; }
QPushButton#write:focus { border: 2px solid $ink; }
QPushButton[flat="true"], QToolButton[flat="true"] { background: transparent;
  border-color: transparent; color: $muted; }
QPushButton[flat="true"] { padding: ${p4}px ${p2}px; font-size: ${small}px; }
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover { color: $ink; background: $trough; }
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus { border-color: $green; }
QPushButton[chip="true"] { background: $green_wash; border: 1px solid $held;
  border-radius: ${p10}px; padding: ${p2}px ${p10}px; font-size: ${small}px; }
QPushButton[chip="true"]:hover, QPushButton[chip="true"]:focus { border-color: $green; }

#replacementPopup { background: $field; border: 1px solid $line; border-radius: ${p8}px; }
#replacementPopup QToolButton[flat="true"] { font-size: ${small}px; padding: ${p4}px ${p6}px; }
#replacementPopup QToolButton[choice="true"] { font-size: ${title}px; color: $ink; padding: 0; }
#replacementPopup QToolButton[choice="true"]:hover,
#replacementPopup QToolButton[choice="true"]:checked {
  background: $green_wash; border-color: $green_wash; }
#replacementPopup QLineEdit { font-size: ${small}px; }

#segments { background: $trough; border-radius: ${p8}px; }
#segments QPushButton { background: transparent; border: 1px solid transparent; color: $muted;
  border-radius: ${p6}px; padding: ${p4}px ${p4}px; }
#segments QPushButton:hover { color: $ink; }
#segments QPushButton:checked { background: $field; color: $ink; border-color: $line; }
#segments QPushButton:focus { border-color: $green; }

QSlider { min-height: ${p20}px; }
QSlider::groove:horizontal { height: 3px; background: $line; border-radius: 1px; }
QSlider::sub-page:horizontal { background: $green; border-radius: 1px; }
QSlider::handle:horizontal { background: $field; border: 2px solid $green;
  width: ${p12}px; height: ${p12}px; margin: -${p7}px 0; border-radius: ${p7}px; }
QSlider::handle:horizontal:focus { background: $green_wash; }
QSlider::handle:horizontal:hover { border-color: $ink; }
QProgressBar { background: $line; border: none; border-radius: 1px;
  max-height: 3px; min-height: 3px; }
QProgressBar::chunk { background: $green; border-radius: 1px; }

QCheckBox { spacing: ${p8}px; }
QCheckBox::indicator { width: ${p14}px; height: ${p14}px; }
QCheckBox:focus { color: $green; }
QMenu { background: $field; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p20}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $green_wash; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QListView { background: transparent; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${p8}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p8}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: ${p4}px;
  min-height: ${p30}px; min-width: ${p30}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
#modelCard { background: $field; border: 1px solid $line; border-radius: ${p8}px; }
#modelCard[current="true"] { border-color: $green; }
#noticeBar { background: $green_wash; border-radius: ${p6}px; }
#noticeBar QLabel { font-size: ${small}px; }
""")


def style_sheet(tokens: Tokens, scale: float = 1.0) -> str:
    """The application's QSS; `scale` 1.0 to 2.0 multiplies type and measures."""

    def px(value: float) -> str:
        return str(max(1, round(value * scale)))

    sizes = {f"p{n}": px(n) for n in (2, 4, 6, 7, 8, 10, 12, 14, 20, 24, 26, 30, 36)}
    type_sizes = {"small": px(13), "input": px(18), "large": px(17), "title": px(22)}
    return _STYLE.substitute(vars(tokens), **sizes, **type_sizes)


def palette(tokens: Tokens) -> QPalette:
    """For what the style sheet does not reach: placeholder text, native dialogs, links."""
    result = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, tokens.backdrop),
        (role.Base, tokens.field),
        (role.AlternateBase, tokens.panel),
        (role.Button, tokens.field),
        (role.ToolTipBase, tokens.field),
        (role.WindowText, tokens.ink),
        (role.Text, tokens.ink),
        (role.ButtonText, tokens.ink),
        (role.ToolTipText, tokens.ink),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.green),
        (role.HighlightedText, tokens.green_text),
        (role.Link, tokens.green),
    ):
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.muted))
    return result


class Theme(QObject):
    """The theme in force; follows the system unless the person chose one."""

    changed = Signal()

    def __init__(
        self, application: QApplication, family: str, fallbacks: Sequence[str] = ()
    ) -> None:
        """`family`: the interface's font; `fallbacks`: for characters that it lacks."""
        super().__init__()
        self._application = application
        self._families = [family, *fallbacks]
        self._choice = "system"
        self._scale = 1.0
        self._contrast = False
        self.tokens = LIGHT
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def scale(self) -> float:
        return self._scale

    def scaled(self, pixels: float) -> int:
        """A measure at 100% in the scale in force."""
        return round(pixels * self._scale)

    def apply(self, choice: str = "system", scale: float = 1.0, contrast: bool = False) -> None:
        """`choice`: "system", "light" or "dark"; `scale`: 1.0 to 2.0; `contrast`: a high one."""
        self._choice, self._contrast = choice, contrast
        self._scale = min(2.0, max(1.0, scale))
        self.tokens = self._chosen()
        application = self._application
        application.setStyle("Fusion")
        application.setPalette(palette(self.tokens))
        font = QFont(application.font())
        font.setFamilies(self._families)
        font.setPixelSize(round(BASE_PIXELS * self._scale))
        application.setFont(font)
        application.setStyleSheet(style_sheet(self.tokens, self._scale))
        self.changed.emit()

    def _chosen(self) -> Tokens:
        dark = self._choice == "dark"
        if self._choice not in ("light", "dark"):
            dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._contrast:
            return DARK_CONTRAST if dark else LIGHT_CONTRAST
        return DARK if dark else LIGHT

    def _follow(self) -> None:
        if self._choice == "system":
            self.apply(self._choice, self._scale, self._contrast)
