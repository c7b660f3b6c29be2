"""Whether Chinese can be typed into this program, and what to set where it can't."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo
from PySide6.QtGui import QGuiApplication


def missing(
    platform: str = "", environment: Mapping[str, str] = os.environ, system: str = sys.platform
) -> bool:
    """Whether no input method for Chinese can reach this program: a guess from what is set.

    On X11 Qt needs a plugin, and the wheels carry the one of ibus but not of fcitx. On Wayland the
    compositor speaks to Qt itself; Windows and macOS always can.
    """
    if not system.startswith("linux"):
        return False
    if (platform or QGuiApplication.platformName()) != "xcb":
        return False
    module = environment.get("QT_IM_MODULE", "") or environment.get("QT_IM_MODULES", "")
    return not any(name in module for name in available())


def available() -> tuple[str, ...]:
    """Input methods for which this Qt has a plugin; fcitx only where it is the system's Qt."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    names = [file.name for file in plugins.glob("platforminputcontexts/*")]
    return tuple(n for n in ("ibus", "fcitx5", "fcitx") if any(n in name for name in names))


def advice() -> str:
    """What to do about it, in a sentence."""
    return QCoreApplication.translate(
        "InputMethod",
        "没有找到中文输入法：请装 ibus 与 ibus-libpinyin，并在启动前设 QT_IM_MODULE=ibus。"
        "也可把字粘贴进来。",
    )
