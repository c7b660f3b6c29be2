"""The program's icon, drawn: a carved seal with 诗囊.

`python -m poetgui.ui.style.icons FOLDER` writes poetgui.svg, poetgui.png and poetgui.ico, which
stand in resources/icons: run it again after a change here. The characters are outlines, so that
the files need no font.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QPainterPath,
    QTransform,
)

from poetgui import paths
from poetgui.export.poem_fonts import poem_font
from poetgui.files import replacing, write_text

SIDE = 256
RED, CREAM = "#a63a2b", "#fbf3e6"
ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)


def icon() -> QIcon:
    """The window's icon, as written into the resources."""
    return QIcon(str(paths.resource("icons", "poetgui.png")))


def character_path(character: str, target: QRectF) -> QPainterPath:
    """The character's outline, stretched to fill `target`, as seal carvers fill their stone."""
    font = QFont(poem_font(200))
    path = QPainterPath()
    path.addText(0, 0, font, character)
    box = path.boundingRect()
    fit = QTransform()
    fit.translate(target.x(), target.y())
    fit.scale(target.width() / box.width(), target.height() / box.height())
    fit.translate(-box.x(), -box.y())
    return fit.map(path)


def seal_path() -> QPainterPath:
    """诗 above 囊, side by side would leave them too thin at 16 pixels."""
    writing = QPainterPath()
    writing.addPath(character_path("诗", QRectF(52, 40, 152, 80)))
    writing.addPath(character_path("囊", QRectF(52, 132, 152, 86)))
    return writing


def draw(painter: QPainter) -> None:
    """Paint the seal into a square of `SIDE` units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(RED))
    painter.drawRoundedRect(QRectF(12, 12, 232, 232), 34, 34)
    frame = painter.pen()
    frame.setStyle(Qt.PenStyle.SolidLine)
    frame.setColor(QColor(CREAM))
    frame.setWidthF(5)
    painter.setPen(frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(26, 26, 204, 204), 22, 22)
    painter.fillPath(seal_path(), QColor(CREAM))


def image(side: int) -> QImage:
    """The seal at a size in pixels."""
    result = QImage(side, side, QImage.Format.Format_ARGB32)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.scale(side / SIDE, side / SIDE)
    draw(painter)
    painter.end()
    return result


def png(side: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image(side).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def ico() -> bytes:
    """All sizes in one Windows icon, each as PNG (which Windows reads since Vista)."""
    pictures = [png(side) for side in ICO_SIDES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    for side, picture in zip(ICO_SIDES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + b"".join(pictures)


def svg() -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">\n'
        f'<rect x="12" y="12" width="232" height="232" rx="34" fill="{RED}"/>\n'
        f'<rect x="26" y="26" width="204" height="204" rx="22" fill="none" stroke="{CREAM}" '
        f'stroke-width="5"/>\n<path fill="{CREAM}" d="{_svg_data(seal_path())}"/>\n</svg>\n'
    )


def _svg_data(path: QPainterPath) -> str:
    """The path in SVG's notation. Qt gives a curve as three elements in a row."""
    kind = QPainterPath.ElementType
    letters = {kind.MoveToElement: "M", kind.LineToElement: "L", kind.CurveToElement: "C"}
    words = []
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        words.append(f"{letters.get(element.type, '')}{element.x:.1f} {element.y:.1f}")  # type: ignore[attr-defined]
    return " ".join(words)


def main() -> None:
    application = QGuiApplication.instance() or QGuiApplication(sys.argv)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else paths.resource("icons")
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / "poetgui.svg", svg(), newline="\n")
    for name, data in (("poetgui.png", png(512)), ("poetgui.ico", ico())):
        with replacing(folder / name) as temporary:
            temporary.write_bytes(data)
    del application


if __name__ == "__main__":
    main()
