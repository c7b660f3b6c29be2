"""Faults of libraries that would kill the program, to be noticed when a version changes."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

CALLS = 500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_keeps_its_references_to_none() -> None:
    """PySide6 6.12.0 lost one at every call; when they run out, Python aborts."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter, path, colour = QPainter(image), QPainterPath(), QColor("red")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        colour.setAlphaF(0.5)
        painter.save()
        painter.restore()
        path.lineTo(1, 1)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < CALLS
