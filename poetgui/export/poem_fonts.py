"""The bundled 楷体: registered once, asked for by the window and by every exporter."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

from poetgui.paths import resource
from poetgui.resource_files import checked_path

FILE = "PoetKai-Regular.ttf"
RARE_FILE = "PoetRare-Regular.ttf"
"""Rare characters of the vocabulary and the rhyme books that no free 楷体 has, in a 宋体."""

FALLBACKS = (
    "Poet Rare",
    "KaiTi",
    "Kaiti SC",
    "STKaiti",
    "BiauKai",
    "AR PL UKai CN",
    "LXGW WenKai",
    "SimSun-ExtB",
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Songti SC",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)
"""For characters that the 楷体 lacks: our own first, other 楷体, then what each system has."""


@cache
def register() -> str:
    """Make the bundled font known to Qt and return its family. Needs a QGuiApplication.

    Raises UserError when a file is missing or damaged.
    """
    QFontDatabase.addApplicationFont(str(checked_path("fonts", RARE_FILE)))
    number = QFontDatabase.addApplicationFont(str(checked_path("fonts", FILE)))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise RuntimeError(f"cannot load the bundled font {resource('fonts', FILE)}")
    return families[0]


def poem_font(size: int) -> QFont:
    """The 楷体 at `size` logical units to the em, with fallbacks, free of hinting.

    Hinting would move strokes by the screen's pixels; a page must look alike at any scale.
    """
    font = QFont()
    font.setFamilies([register(), *FALLBACKS])
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


@cache
def _bundled() -> QRawFont:
    return QRawFont(str(resource("fonts", FILE)), 16.0)


def covers(character: str) -> bool:
    """Whether the bundled font itself draws this character."""
    return _bundled().supportsCharacter(ord(character))


@cache
def drawable(character: str) -> bool:
    """Whether the bundled font or one of the system's draws this character."""
    return covers(character) or QFontMetricsF(poem_font(16)).inFontUcs4(ord(character))
