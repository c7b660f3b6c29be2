"""Where each hidden character will stand: a small grid, seen before the poem is written."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from poetgui.grid import Place
from poetgui.ui.theme import Theme

HEIGHT = 124
CELL = 27
GAP = 4


class Placement(QWidget):
    """Lines run down; many go on in a second block beside the first, where cells are larger so."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape: tuple[int, ...] = ()
        self._pins: dict[Place, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_pins(self, shape: tuple[int, ...], pins: Mapping[Place, str]) -> None:
        """`shape`: characters in each line; empty shows nothing."""
        self._shape = shape
        self._pins = dict(pins)
        said = [f"{p.line + 1}-{p.column + 1} {c}" for p, c in sorted(self._pins.items())]
        self.setAccessibleDescription(" ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(220), self._theme.scaled(HEIGHT))

    def cell_rect(self, place: Place) -> QRectF:
        """Where a cell is painted, in the widget's pixels."""
        cell, gap, rows = self._measure()
        block, row = divmod(place.line, rows)
        x = block * (max(self._shape) * (cell + gap) + 2 * gap) + place.column * (cell + gap)
        return QRectF(x + 0.5, row * (cell + gap) + 0.5, cell - 1, cell - 1)

    def _measure(self) -> tuple[float, float, int]:
        """The largest cell at which every line fits, its gap, and the lines to a block."""
        lines, width = len(self._shape), max(self._shape)
        best = (0.0, 0.0, lines)
        for blocks in range(1, lines + 1):
            rows = -(-lines // blocks)
            # Of every pitch `share` is gap; the last row and column need none after them.
            share = GAP / (CELL + GAP)
            pitch = min(
                self._theme.scaled(CELL + GAP),
                self.height() / (rows - share),
                self.width() / (blocks * width + (blocks - 1) * 2 * share - share),
            )
            gap = pitch * share
            if pitch - gap > best[0] + 0.5:
                best = (pitch - gap, gap, rows)
        return best

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shape:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        cell = self._measure()[0]
        font = QFont(self.font())
        font.setPixelSize(max(6, round(cell * 0.66)))
        painter.setFont(font)
        radius = max(2.0, cell / 6)
        for i, length in enumerate(self._shape):
            for j in range(length):
                place = Place(i, j)
                rect = self.cell_rect(place)
                pinned = place in self._pins
                painter.setPen(QPen(QColor(tokens.red if pinned else tokens.line), 1))
                painter.setBrush(QColor(tokens.red_wash if pinned else tokens.field))
                painter.drawRoundedRect(rect, radius, radius)
                if pinned:
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._pins[place])
