"""What the window shows at first: the sample poem, hints, and advice about input methods."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo
from PySide6.QtGui import QGuiApplication

from poetgui.grid import Poem
from poetgui.ui.state.sheet_stack import Sheet

SAMPLE = Sheet(
    Poem(
        lines=("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"),
        form="五绝",
        title="登鹳雀楼",
        book="平水韵",
        rhyme="尤",
        pattern="仄起首句不入韵",
    ),
    author="〔唐〕王之涣",
)


def no_model_hint() -> str:
    """The hint without a model: why a sample poem is shown, and how to get a model."""
    return QCoreApplication.translate(
        "FirstStart",
        "还没有模型，纸上是前人的诗。请把训练好的模型文件夹从菜单“模型 › 导入”装入，"
        "或运行 make train 自己训练一个。",
    )


def first_start_hint() -> str:
    """The hint of the first start, one line."""
    return QCoreApplication.translate(
        "FirstStart",
        "左边打几个字，按回车，诗就写在纸上；点纸上的字就能换。PgUp、PgDn 翻看各首，F1 看快捷键。",
    )


def input_method_missing(
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
    return not any(name in module for name in input_methods())


def input_methods() -> tuple[str, ...]:
    """Input methods for which this Qt has a plugin; fcitx only where it is the system's Qt."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    names = [file.name for file in plugins.glob("platforminputcontexts/*")]
    return tuple(n for n in ("ibus", "fcitx5", "fcitx") if any(n in name for name in names))


def input_method_advice() -> str:
    """What to do about it, in a sentence."""
    return QCoreApplication.translate(
        "FirstStart",
        "没有找到中文输入法：请装 ibus 与 ibus-libpinyin，并在启动前设 QT_IM_MODULE=ibus。"
        "也可把字粘贴进来。",
    )
