"""A poem for the paper when no model is installed yet: not ours, and said so."""

from __future__ import annotations

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
