"""Where each hidden character will stand: a small grid, seen before the poem is written."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from poetgui.grid import Place
from poetgui.ui.style.theme import Theme

HEIGHT = 124
CELL = 27
GAP = 4


class Placement(QWidget):
    """Lines run down; many go on in a second block beside the first, where cells are larger so.

    Each stanza of a tune begins a block.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shape: tuple[int, ...] = ()
        self._stanzas: tuple[int, ...] = ()
        self.pins: dict[Place, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_pins(
        self,
        shape: tuple[int, ...],
        pins: Mapping[Place, str],
        stanzas: tuple[int, ...] = (),
    ) -> None:
        """`shape`: characters in each line, empty shows nothing; `stanzas`: lines in each."""
        self.shape = shape
        self._stanzas = stanzas or (len(shape),)
        self.pins = dict(pins)
        said = [f"{p.line + 1}-{p.column + 1} {c}" for p, c in sorted(self.pins.items())]
        self.setAccessibleDescription(" ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(220), self._theme.scaled(HEIGHT))

    def cell_rect(self, place: Place) -> QRectF:
        """Where a cell is painted, in the widget's pixels."""
        cell, gap, rows = self._measure()
        block, row = self._block(place.line, rows)
        x = block * (max(self.shape) * (cell + gap) + 2 * gap) + place.column * (cell + gap)
        return QRectF(x + 0.5, row * (cell + gap) + 0.5, cell - 1, cell - 1)

    def _block(self, line: int, rows: int) -> tuple[int, int]:
        """In which block a line stands, and as which row of it."""
        blocks = 0
        for count in self._stanzas:
            if line < count:
                break
            line -= count
            blocks += -(-count // rows)
        return blocks + line // rows, line % rows

    def _measure(self) -> tuple[float, float, int]:
        """The largest cell at which every line fits, its gap, and the lines to a block."""
        width, longest = max(self.shape), max(self._stanzas)
        best = (0.0, 0.0, longest)
        for rows in range(longest, 0, -1):
            blocks = sum(-(-count // rows) for count in self._stanzas)
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
        if not self.shape:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        cell = self._measure()[0]
        font = QFont(self.font())
        font.setPixelSize(max(6, round(cell * 0.66)))
        painter.setFont(font)
        radius = max(2.0, cell / 6)
        for i, length in enumerate(self.shape):
            for j in range(length):
                place = Place(i, j)
                rect = self.cell_rect(place)
                pinned = place in self.pins
                painter.setPen(QPen(QColor(tokens.red if pinned else tokens.line), 1))
                painter.setBrush(QColor(tokens.red_wash if pinned else tokens.field))
                painter.drawRoundedRect(rect, radius, radius)
                if pinned:
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.pins[place])
