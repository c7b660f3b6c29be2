"""What the shades of surprise mean, in words."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from poetgui.ui.page.cell_marks import MAX_SHADE_OPACITY
from poetgui.ui.style.theme import Theme

DEPTHS = (0.0, 1 / 3, 2 / 3, 1.0)


class SurpriseLegend(QWidget):
    """Four swatches: expected, usual, fresh, astonishing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.retranslate()

    def retranslate(self) -> None:
        self._words = (self.tr("意料之中"), self.tr("寻常"), self.tr("新鲜"), self.tr("出人意表"))
        self._odds = ("", self.tr("百里挑一"), self.tr("千里挑一"), self.tr("万里挑一"))
        self.setAccessibleName(self.tr("底色越深，模型越想不到这个字"))
        self.setToolTip(self.accessibleName())
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(200), self._theme.scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, scaled = QPainter(self), self._theme.tokens, self._theme.scaled
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(scaled(12))
        painter.setFont(font)
        metrics, side, gap = painter.fontMetrics(), scaled(13), scaled(6)
        pairs = zip(self._words, self._odds, strict=True)
        words = [f"{word} ({odds})" if odds else word for word, odds in pairs]
        widths = [side + gap + metrics.horizontalAdvance(word) for word in words]
        if sum(widths) + 3 * scaled(8) > self.width():  # the odds are in the tip as well
            words = list(self._words)
            widths = [side + gap + metrics.horizontalAdvance(word) for word in words]
        space = min(scaled(22), (self.width() - sum(widths)) / (len(widths) - 1))
        x = (self.width() - sum(widths) - space * (len(widths) - 1)) / 2
        middle = self.height() / 2
        for word, depth, width in zip(words, DEPTHS, widths, strict=True):
            colour = QColor(tokens.gold)
            colour.setAlphaF(MAX_SHADE_OPACITY * depth)
            painter.setPen(QColor(tokens.line))
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, middle - side / 2, side, side), 3, 3)
            painter.setPen(QColor(tokens.muted))
            text = QRectF(x + side + gap, 0, width, self.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, word)
            x += width + space
