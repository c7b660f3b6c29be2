"""Documents of several pages: as PDF, and on a printer."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageSize, QPainter, QPdfWriter, QTransform

from poetgui.files import write_bytes

MILLIMETRE = 10
"""Logical units."""
RESOLUTION = 600


class Pages(Protocol):
    """Pages of one size."""

    title: str

    @property
    def size(self) -> QSizeF:
        """Logical size of each page."""
        ...

    @property
    def count(self) -> int: ...

    def paint(self, painter: QPainter, number: int, as_text: bool = False) -> None:
        """Paint a page, by its number from 0, in logical units."""
        ...


def save_pdf(pages: Pages, path: Path) -> None:
    """Write all pages; text can be searched. Raises UserError when the file cannot be written."""
    # Painted in memory, written by Python: Qt does not say why a file cannot be written.
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(pages.title)
    writer.setCreator("poetgui")
    writer.setResolution(RESOLUTION)
    size = QPageSize(pages.size / MILLIMETRE, QPageSize.Unit.Millimeter)
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    paint_all(pages, writer, as_text=True)
    buffer.close()
    write_bytes(path, bytes(data.data()))


def paint_all(pages: Pages, device: QPagedPaintDevice, as_text: bool = False) -> None:
    """Every page on one of the device's, as large as it can be, in the middle."""
    painter = QPainter(device)
    for number in range(pages.count):
        if number:
            device.newPage()
        painter.save()
        painter.setTransform(transform(pages, QRectF(painter.viewport())))
        pages.paint(painter, number, as_text)
        painter.restore()
    painter.end()


def transform(pages: Pages, target: QRectF) -> QTransform:
    """Logical units to those of `target`, the page centred in it at its own proportions."""
    size = pages.size
    zoom = min(target.width() / size.width(), target.height() / size.height())
    move = QTransform.fromTranslate(target.center().x(), target.center().y())
    return move.scale(zoom, zoom).translate(-size.width() / 2, -size.height() / 2)
