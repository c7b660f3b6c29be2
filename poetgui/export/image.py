"""A page as a picture: PNG file, or an image for the clipboard."""

from __future__ import annotations

import errno
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from poetgui.export.page import Marks, Page, PageStyle
from poetgui.files import replacing
from poetgui.grid import Poem


def render(poem: Poem, style: PageStyle, marks: Marks | None = None) -> QImage:
    """The page as an image of `style.scale` pixels to the logical unit."""
    page = Page(poem, style, marks)
    size: QSize = (page.size * style.scale).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
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
    image = render(poem, style, marks)
    with replacing(path) as temporary:
        writer = QImageWriter(str(temporary), b"png")
        if not writer.write(image):
            # Qt names no errno: let an ordinary write find out why, and say so in its own words.
            temporary.write_bytes(b"")
            raise OSError(errno.EIO, writer.errorString())


def copy(poem: Poem, style: PageStyle, marks: Marks | None = None) -> None:
    """Put the page on the clipboard as an image."""
    QGuiApplication.clipboard().setImage(render(poem, style, marks))
