"""What to tell the person when a compiled library of ours does not load on their system."""

from __future__ import annotations

import sys
import traceback
from pathlib import PurePath

from poetgui.errors import UserError

_COMPILED = {
    "onnxruntime": "运行模型的 onnxruntime",
    "PySide6": "画窗口的 Qt（PySide6）",
    "shiboken6": "画窗口的 Qt（PySide6）",
}


def explain(error: ImportError) -> UserError | None:
    """The sentence for an ImportError that the system causes; None where it is our own bug.

    A library that is there but does not load raises ImportError proper, with the loader's words;
    one that is not there at all raises ModuleNotFoundError.
    """
    library = _library(error)
    if library is None:
        return None
    if isinstance(error, ModuleNotFoundError):
        return UserError("没有装好{}：{}。请重新安装诗囊。", _COMPILED[library], error)
    return UserError("{}装了，却加载不了：{}\n{}", _COMPILED[library], error, _remedy())


def _library(error: ImportError) -> str | None:
    """Which compiled library failed: named in the error, or seen among the traceback's files.

    (`libEGL.so.1: cannot open shared object file` comes out of PySide6 without a word of it.)
    """
    missing = (error.name or "").partition(".")[0]
    if isinstance(error, ModuleNotFoundError):
        return missing if missing in _COMPILED else None
    files = [error.path or ""] + [
        frame.filename for frame in traceback.extract_tb(error.__traceback__)
    ]
    places = {part for file in files for part in PurePath(file).parts}
    said = str(error)
    return next((name for name in _COMPILED if name in places | {missing} or name in said), None)


def _remedy() -> str:
    if sys.platform == "win32":
        return (
            "多半是缺少微软的运行库：请安装“Microsoft Visual C++ 2015-2022 可再发行组件包 (x64)”，"
            "再重新打开诗囊。"
        )
    if sys.platform == "darwin":
        return "请确认 macOS 不低于 13，并且所用的 Python 与这台机器的芯片一致。"
    return "多半是缺少系统库：在源码文件夹里运行 make run，会列出缺了哪些并装上。"
