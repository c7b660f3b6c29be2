"""A page as a picture: PNG file, or an image for the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from poetgui.export.page import Page
from poetgui.export.page_style import Marks, PageStyle
from poetgui.files import write_bytes
from poetgui.grid import Poem


def render(poem: Poem, style: PageStyle, marks: Marks | None = None) -> QImage:
    """The page as an image of `style.scale` pixels to the logical unit."""
    page = Page(poem, style, marks)
    image = QImage((page.size * style.scale).toSize(), QImage.Format.Format_RGB32)
    image.setText("Software", "poetgui")
    if poem.title:
        image.setText("Title", poem.title)
    painter = QPainter(image)
    painter.setTransform(page.transform(QRectF(image.rect())))
    page.paint(painter)
    painter.end()
    return image


def save_png(poem: Poem, style: PageStyle, path: Path, marks: Marks | None = None) -> None:
    """Write the page as PNG. Raises UserError when it cannot be written."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(render(poem, style, marks)):
        raise RuntimeError(f"Qt cannot write PNG: {writer.errorString()}")
    buffer.close()
    # Python and not Qt writes the file: Python says why it could not.
    write_bytes(path, bytes(data.data()))


def copy(poem: Poem, style: PageStyle, marks: Marks | None = None) -> None:
    """Put the page on the clipboard as an image."""
    QGuiApplication.clipboard().setImage(render(poem, style, marks))
