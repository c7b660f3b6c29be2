"""A page as SVG or PDF: sharp at any size, for print and for further drawing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from poetgui.export.page import Page
from poetgui.export.page_style import Marks, PageStyle
from poetgui.files import write_bytes
from poetgui.grid import Poem

POINTS = 0.5
"""Points of a PDF page for one logical unit: 1080 units are 19 centimetres."""
RESOLUTION = 600


def save_svg(poem: Poem, style: PageStyle, path: Path, marks: Marks | None = None) -> None:
    """Write the page as SVG, characters as outlines: it looks alike where the font is missing.

    Raises UserError when it cannot be written.
    """
    page = Page(poem, style, marks)
    data = QByteArray()
    buffer = _open(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(page.size.toSize())
    generator.setViewBox(QRectF(0, 0, page.size.width(), page.size.height()))
    generator.setTitle(poem.title or poem.lines[0])
    generator.setDescription(poem.text)
    painter = QPainter(generator)
    page.paint(painter, vectors=True)
    painter.end()
    buffer.close()
    write_bytes(path, bytes(data.data()))


def save_pdf(poem: Poem, style: PageStyle, path: Path, marks: Marks | None = None) -> None:
    """Write the page as PDF with the font embedded, so that its text can be searched and copied.

    Raises UserError when it cannot be written.
    """
    page = Page(poem, style, marks)
    data = QByteArray()
    buffer = _open(data)
    writer = QPdfWriter(buffer)
    writer.setTitle(poem.title or poem.lines[0])
    writer.setCreator("poetgui")
    writer.setResolution(RESOLUTION)
    points: QSizeF = page.size * POINTS
    writer.setPageSize(
        QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.setTransform(page.transform(QRectF(painter.viewport())))
    page.paint(painter, vectors=True, as_text=True)
    painter.end()
    buffer.close()
    write_bytes(path, bytes(data.data()))


def _open(data: QByteArray) -> QBuffer:
    # Painted in memory, written by Python: Qt does not say why a file cannot be written.
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
