"""What a newcomer is told, in a sentence or two; asked again when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def no_model() -> str:
    """The empty state: what lies there instead, and how to get a model."""
    return QCoreApplication.translate(
        "Hints",
        "还没有模型，纸上是前人的诗。请把训练好的模型文件夹从菜单“模型 › 导入”装入，"
        "或运行 make train 自己训练一个。",
    )


def first_help() -> str:
    """One line for the first start."""
    return QCoreApplication.translate(
        "Hints",
        "左边打几个字，按回车，诗就写在纸上；点纸上的字就能换。PgUp、PgDn 翻看各首，F1 看快捷键。",
    )
