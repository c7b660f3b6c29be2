"""Papers 笺纸 and the silk of a mounting, painted by code; or a picture of one's own."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

from poetgui.errors import UserError
from poetgui.export.paper import Palette

SEED = 1105
FIBRES_PER_AREA = 1.6e-4
FLECKS_PER_AREA = 2.2e-4
LARGEST_PICTURE = 6000
"""Pixels of a side beyond which a picture is read smaller."""

PALETTES = {
    "xuan": Palette(
        ("#fdfaf0", "#f9f4e6", "#f3ead6"), "#b9a67c", "#26231f", "#6f675a", "#b03a2e", "#c98a7c",
        "#b03a2e", "#fbf4e6",
    ),
    "aged": Palette(
        ("#efe0bd", "#e8d5ab", "#dfc898"), "#9c8150", "#2b241a", "#6b5a3c", "#9c2f24", "#a9825a",
        "#9c2f24", "#f3e6c8",
    ),
    "gold": Palette(
        ("#de5a48", "#d95343", "#d04a3b"), "#a8322a", "#100a07", "#3a140c", "#fff0bd", "#f0c25e",
        "#8a1a14", "#fff0bd",
    ),
    "green": Palette(
        ("#e6eee2", "#dbe7d8", "#cfdecd"), "#8ca48a", "#22302a", "#5a6d60", "#a83c30", "#7f9c84",
        "#a83c30", "#eef4ea",
    ),
    "indigo": Palette(
        ("#1f2d47", "#1b2840", "#172238"), "#33466a", "#e9d8a6", "#c2b488", "#e79a8a", "#8f835a",
        "#a63e32", "#f6ead8",
    ),
    "white": Palette(
        ("#ffffff", "#ffffff", "#ffffff"), "#ffffff", "#1c1c1c", "#5f5f5f", "#b03a2e", "#bdbdbd",
        "#b03a2e", "#ffffff",
    ),
}  # fmt: skip
"""By the names of `poster.PAPERS`."""
INK_COLOURS = {
    "black": "#1a1815",
    "blue": "#1f3a5f",
    "red": "#a8281e",
    "gold": "#b8923a",
    "white": "#f7f3ea",
}
"""By the names of `poster.INKS`, but the paper's own."""
SILKS = {
    "xuan": "#cfc4a8",
    "aged": "#8f7b55",
    "gold": "#7c1a16",
    "green": "#9db3a0",
    "indigo": "#0f1728",
    "white": "#e3e3e3",
}
"""Of the mounting, by paper."""


def picture(path: str) -> QImage:
    """A picture of the person's own. Raises UserError for what is none."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LARGEST_PICTURE:
        reader.setScaledSize(
            size.scaled(LARGEST_PICTURE, LARGEST_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    if image.isNull():
        raise UserError("读不了图片“{}”，请换一张 PNG 或 JPEG。", Path(path).name)
    return image


def fill(painter: QPainter, shape: QPainterPath, paper: str, image: QImage | None) -> None:
    """Fill a leaf with paper, or with the middle of a picture."""
    rect = shape.boundingRect()
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    if image is not None:
        painter.drawImage(rect, image, _middle(image, rect))
    else:
        palette = PALETTES[paper]
        ground = QLinearGradient(rect.topLeft(), rect.bottomRight())
        for stop, colour in zip((0.0, 0.55, 1.0), palette.paper, strict=True):
            ground.setColorAt(stop, QColor(colour))
        painter.fillRect(rect, ground)
        if paper == "gold":
            _flecks(painter, rect)
        elif paper != "white":
            _fibres(painter, rect, palette.fibre)
    painter.restore()


def _middle(image: QImage, rect: QRectF) -> QRectF:
    """The largest part of the picture of the leaf's proportions."""
    zoom = min(image.width() / rect.width(), image.height() / rect.height())
    part = QRectF(0, 0, rect.width() * zoom, rect.height() * zoom)
    part.moveCenter(QPointF(image.width() / 2, image.height() / 2))
    return part


def _fibres(painter: QPainter, rect: QRectF, tint: str) -> None:
    dice = random.Random(SEED)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for _ in range(round(FIBRES_PER_AREA * rect.width() * rect.height())):
        colour = QColor(tint)
        colour.setAlphaF(dice.uniform(0.05, 0.17))
        painter.setPen(QPen(colour, dice.uniform(0.6, 1.5)))
        x, y = dice.uniform(rect.left(), rect.right()), dice.uniform(rect.top(), rect.bottom())
        dx, dy = dice.uniform(-34, 34), dice.uniform(-18, 18)
        path = QPainterPath(QPointF(x, y))
        path.quadTo(QPointF(x + dx, y - dy / 2), QPointF(x + dx * 1.6, y + dy))
        painter.drawPath(path)


def _flecks(painter: QPainter, rect: QRectF) -> None:
    """Gold leaf that was strewn over the paper 洒金."""
    dice = random.Random(SEED)
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(round(FLECKS_PER_AREA * rect.width() * rect.height())):
        colour = QColor("#e8b64c")
        colour.setAlphaF(dice.uniform(0.25, 0.8))
        painter.setBrush(colour)
        x, y = dice.uniform(rect.left(), rect.right()), dice.uniform(rect.top(), rect.bottom())
        side = dice.choice((1.4, 2.0, 2.6, 4.5, 7.0))
        corners = [
            QPointF(x + dice.uniform(-side, side), y + dice.uniform(-side, side)) for _ in range(4)
        ]
        painter.drawConvexPolygon(corners)
