"""A poster as a file, a picture for the clipboard, or a printed sheet."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from poetgui.errors import UserError
from poetgui.export.poster.brush import animation
from poetgui.export.poster.painting import PosterPage
from poetgui.files import write_bytes

FORMATS = ("png", "svg", "pdf", "apng")
"""Suffixes, the usual one first; the last is an animation of the writing."""
SCALES = (1, 2, 3)
SPEED = 3
POINTS = 72 / 25.4
"""Of a millimetre."""
RESOLUTION = 600


def painter_application() -> QGuiApplication:
    """What Qt paints with where no window is open, without a screen. To be kept while painting."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["poetgui"])


def save(page: PosterPage, path: Path, scale: int = 2, speed: int = SPEED) -> None:
    """Write the poster in the format that the name says; `scale`: pixels a unit of a PNG; speed:
    characters a second of an animation, which has half as many pixels.

    Raises UserError for a name of another format, or when the file cannot be written.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix == "png":
        data = _png(page, scale)
    elif suffix == "svg":
        data = _svg(page)
    elif suffix == "pdf":
        data = _pdf(page)
    elif suffix == "apng":
        data = animation(page, scale / 2, speed)
    else:
        raise UserError("存不了“{}”：图片可以存为 {}。", path.name, FORMATS)
    write_bytes(path, data)


def render(page: PosterPage, scale: float) -> QImage:
    """The poster as an image, transparent where it has no paper."""
    image = QImage((page.size * scale).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setText("Software", "poetgui")
    painter = QPainter(image)
    painter.setTransform(page.transform(QRectF(image.rect())))
    page.paint(painter)
    painter.end()
    return image


def _png(page: PosterPage, scale: int) -> bytes:
    data, buffer = _buffer()
    writer = QImageWriter(buffer, QByteArray(b"png"))
    image = render(page, scale)
    if not page.poster.transparent:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    if not writer.write(image):
        raise RuntimeError(f"Qt cannot write PNG: {writer.errorString()}")
    buffer.close()
    return bytes(data.data())


def _svg(page: PosterPage) -> bytes:
    data, buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(page.size.toSize())
    generator.setViewBox(QRectF(0, 0, page.size.width(), page.size.height()))
    generator.setTitle(page.poster.title or page.poem.lines[0])
    generator.setDescription(page.poem.text)
    painter = QPainter(generator)
    page.paint(painter)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _pdf(page: PosterPage) -> bytes:
    data, buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(page.poster.title or page.poem.lines[0])
    writer.setCreator("poetgui")
    writer.setResolution(RESOLUTION)
    size = QPageSize(
        page.size * page.canvas.millimetres * POINTS,
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.setTransform(page.transform(QRectF(painter.viewport())))
    page.paint(painter, as_text=True)
    painter.end()
    buffer.close()
    return bytes(data.data())


def _buffer() -> tuple[QByteArray, QBuffer]:
    # Painted in memory, written by Python: Qt does not say why a file cannot be written.
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return data, buffer
