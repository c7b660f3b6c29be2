"""Paper, painted by code: a warm ground, soft clouds, fibres. Nothing here depends on the poem."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen

FIBRES = 260
SEED = 1105
"""The same sheet every time: a page must not change under the reader."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a page, as #rrggbb."""

    paper: tuple[str, str, str]
    """The ground, from the upper left to the lower right corner."""
    fibre: str
    ink: str
    faint: str
    """Signature, tone marks."""
    red: str
    rule: str
    seal: str
    carved: str
    """The characters in the seal."""


PALETTES = {
    "light": Palette(
        paper=("#fdfaf0", "#f9f4e6", "#f3ead6"),
        fibre="#b9a67c",
        ink="#26231f",
        faint="#857c6d",
        red="#b03a2e",
        rule="#c98a7c",
        seal="#b03a2e",
        carved="#fbf4e6",
    ),
    "light-contrast": Palette(
        paper=("#ffffff", "#ffffff", "#ffffff"),
        fibre="#ffffff",
        ink="#000000",
        faint="#3a3a3a",
        red="#8f0d00",
        rule="#8a8a8a",
        seal="#8f0d00",
        carved="#ffffff",
    ),
    "dark-contrast": Palette(
        paper=("#000000", "#000000", "#000000"),
        fibre="#000000",
        ink="#ffffff",
        faint="#d0d0d0",
        red="#ff9d8f",
        rule="#8a8a8a",
        seal="#c23a2c",
        carved="#ffffff",
    ),
    "dark": Palette(
        paper=("#2a2723", "#262320", "#211e1b"),
        fibre="#8d7f66",
        ink="#e9e1d0",
        faint="#9c917e",
        red="#e0796a",
        rule="#8a5a50",
        seal="#a63e32",
        carved="#f6ead8",
    ),
}


def draw_paper(painter: QPainter, rect: QRectF, theme: str) -> None:
    """Fill `rect` with paper, as vectors: for SVG and PDF, and once for every cached sheet."""
    palette = PALETTES[theme]
    ground = QLinearGradient(rect.topLeft(), rect.bottomRight())
    for stop, colour in zip((0.0, 0.55, 1.0), palette.paper, strict=True):
        ground.setColorAt(stop, QColor(colour))
    painter.fillRect(rect, ground)
    dice = random.Random(SEED)
    painter.save()
    painter.setClipRect(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    count = round(FIBRES * rect.height() / rect.width())
    for _ in range(count):
        colour = QColor(palette.fibre)
        colour.setAlphaF(dice.uniform(0.05, 0.17))
        pen = QPen(colour, dice.uniform(0.6, 1.5))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(_fibre(dice, rect))
    painter.restore()


def _fibre(dice: random.Random, rect: QRectF) -> QPainterPath:
    """One short curved hair."""
    x = rect.left() + dice.random() * rect.width()
    y = rect.top() + dice.random() * rect.height()
    start = QPointF(x, y)
    reach = dice.uniform(8, 44)

    def step() -> QPointF:
        return QPointF(dice.uniform(-reach, reach), dice.uniform(-reach, reach) * 0.6)

    path = QPainterPath(start)
    path.cubicTo(start + step(), start + step(), start + step())
    return path


def sheet(pixels: float, page: QSizeF, theme: str) -> QImage:
    """A sheet of paper at least `pixels` device pixels wide, for a page of that logical size.

    Cached, because a window repaints often and the paper is the dear part of it; and in steps of a
    quarter page, so that dragging the window's edge does not cut a new sheet at every pixel.
    """
    steps = max(1, min(ceil(pixels / page.width() * 4 - 0.01), 16))
    return _sheet(steps, round(page.width()), round(page.height()), theme)


@lru_cache(maxsize=6)
def _sheet(steps: int, width: int, height: int, theme: str) -> QImage:
    rect, zoom = QRectF(0, 0, width, height), steps / 4
    image = QImage((rect.size() * zoom).toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(zoom, zoom)
    draw_paper(painter, rect, theme)
    _clouds(painter, rect, theme)
    painter.end()
    return image


def _clouds(painter: QPainter, rect: QRectF, theme: str) -> None:
    """Unevenness of the pulp: noise at two scales, barely there."""
    dice = random.Random(SEED)
    if theme.endswith("contrast"):
        return
    shade = 255 if theme == "dark" else 90
    tints = [QColor(shade, shade - 8, shade - 20, alpha).rgba() for alpha in range(256)]
    painter.save()
    for columns, opacity in ((12, 0.018), (420, 0.016)):
        rows = max(1, round(columns * rect.height() / rect.width()))
        data = dice.randbytes(columns * rows)
        noise = QImage(data, columns, rows, columns, QImage.Format.Format_Indexed8)
        noise.setColorTable(tints)
        painter.setOpacity(opacity)
        painter.drawImage(rect, noise.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))
    painter.restore()
