"""The button that shows the chosen form and opens the cards."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QKeySequence, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QPushButton

from poetgui.ui.request.form_cards import FormCard
from poetgui.ui.request.form_chooser import FormChooser
from poetgui.ui.request.form_shape import shape_icon
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.drawn_symbols import draw_chevron

ICON = 20


class FormPicker(QPushButton):
    """Holds one of the offers; typing a letter on it opens the cards with that letter searched."""

    picked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("formPicker")
        self.setAutoDefault(False)
        self._theme = theme
        self._cards: tuple[FormCard, ...] = ()
        self._value: str | None = None
        self.chooser = FormChooser(theme, self)
        self.chooser.chosen.connect(self._pick)
        self.clicked.connect(self.open)
        theme.changed.connect(self._show)

    @property
    def value(self) -> str | None:
        return self._value

    def set_cards(self, cards: Sequence[FormCard]) -> None:
        """Keeps what was chosen where it is still offered, else the first."""
        self._cards = tuple(cards)
        self.choose(self._value)

    def choose(self, value: str | None) -> None:
        """Chooses `value`, or the first where it is not offered. Emits nothing."""
        if self._cards:
            values = [card.value for card in self._cards]
            self._value = value if value in values else values[0]
            self._show()

    def open(self) -> None:
        self.chooser.open(self._cards, self._value, self)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._theme.scaled(96), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_Down:
            self.open()
        elif (
            typed.strip().isprintable()
            and typed.strip()
            and not event.matches(QKeySequence.StandardKey.Cancel)
        ):
            self.open()
            self.chooser.search.setText(typed)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        draw_chevron(painter, self.rect(), self._theme)

    def _pick(self, card: FormCard) -> None:
        self.setFocus()
        if card.value != self._value:
            self.choose(card.value)
            self.picked.emit()

    def _show(self) -> None:
        card = next((o for o in self._cards if o.value == self._value), None)
        if card is not None:
            side = self._theme.scaled(ICON)
            self.setIconSize(QSize(side, side))
            drawn = shape_icon(card.shape, QColor(self._theme.tokens.muted), side)
            self.setIcon(drawn if card.shape.stanzas else QIcon())
            self.setText(card.label)
            self.setToolTip(card.tip)
            self.setAccessibleDescription(card.label)
