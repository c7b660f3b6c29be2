"""The model's twelve likeliest characters for one cell, their probabilities as bars."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from poetgui.engine.search.step_trace import SHOWN, StepTrace
from poetgui.ui.style.theme import Theme

HEIGHT = 92
LINE, BARS = 20, 30
"""Heights at 100%: of the sentence above, and of the highest bar."""


class CandidatesPanel(QWidget):
    """Paints one glimpse. A bar's height is its share of the likeliest; the number is its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._glimpse: StepTrace | None = None
        self._shown: Callable[[str], str] = str
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def glimpse(self) -> StepTrace | None:
        return self._glimpse

    def show_glimpse(self, glimpse: StepTrace | None, shown: Callable[[str], str] = str) -> None:
        """`shown` puts a character into the script of the page."""
        self._glimpse, self._shown = glimpse, shown
        self.setAccessibleName(self.sentence())
        self.update()

    def sentence(self) -> str:
        """The cell, its character and that one's probability; shown, and read by screen readers."""
        glimpse = self._glimpse
        if glimpse is None:
            return self.tr("指着一个字，看模型写它时掂量过哪些字")
        said = self.tr("第 %1 句第 %2 字：写了“%3”，可能 %4")
        if not glimpse.chosen:
            said = self.tr("第 %1 句第 %2 字：还空着，模型会这样想")
        line, column = glimpse.place
        chosen = self._shown(glimpse.chosen) if glimpse.chosen else ""
        for mark, value in (
            ("%1", str(line + 1)),
            ("%2", str(column + 1)),
            ("%3", chosen),
            ("%4", percent(glimpse.chance)),
        ):
            said = said.replace(mark, value)
        return said

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(380), self._theme.scaled(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_glimpse(self._glimpse, self._shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = min(self.width(), self._theme.scaled(560)), self.height()
        left = (self.width() - width) / 2
        painter.setFont(self._font(13))
        painter.setPen(QColor(tokens.muted))
        head = QRectF(0, 0, self.width(), self._theme.scaled(LINE))
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, self.sentence())
        if self._glimpse is None or not self._glimpse.chances:
            return
        step, most = width / SHOWN, self._glimpse.chances[0]
        pairs = zip(self._glimpse.characters, self._glimpse.chances, strict=True)
        for i, (character, chance) in enumerate(pairs):
            place = QRectF(left + i * step, head.height(), step, height - head.height())
            self._paint_one(painter, place, character, chance, chance / most)

    def _paint_one(
        self, painter: QPainter, place: QRectF, character: str, chance: float, share: float
    ) -> None:
        tokens, scaled = self._theme.tokens, self._theme.scaled
        assert self._glimpse is not None
        taken = character == self._glimpse.chosen
        bar = max(1.5, share * scaled(BARS))
        floor = place.top() + scaled(BARS) + scaled(2)
        wide = min(place.width() * 0.46, scaled(18))
        rect = QRectF(place.center().x() - wide / 2, floor - bar, wide, bar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.red if taken else tokens.green))
        painter.drawRoundedRect(rect, 2, 2)
        painter.setPen(QColor(tokens.red if taken else tokens.ink))
        painter.setFont(self._font(18))
        below = QRectF(place.left(), floor + scaled(1), place.width(), scaled(23))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._shown(character))
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._font(11))
        number = QRectF(place.left(), below.bottom(), place.width(), scaled(15))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, percent(chance))

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.scaled(pixels))
        return font


def percent(chance: float) -> str:
    """12%, 3.4%, 0.05%, and less than that as it is."""
    share = 100 * chance
    if share >= 10:
        return f"{share:.0f}%"
    if share >= 1:
        return f"{share:.1f}%"
    return f"{share:.2f}%" if share >= 0.01 else "<0.01%"
