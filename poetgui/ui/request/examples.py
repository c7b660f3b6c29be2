"""Example requests for 随机一例, for each tab. They hold no poems: those are written."""

from __future__ import annotations

import random

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.prosody.forms.verse_forms import tune_forms
from poetgui.ui.request.compose_tabs import ComposeTab

FIRST_REQUEST = ComposeRequest(mode=Mode.ACROSTIC, heads="春花秋月")
"""The request of the very first start."""

_HEADS = (
    ("春花秋月", "五绝", "head"),
    ("平安喜乐", "七绝", "head"),
    ("山高水长", "七绝", "head"),
    ("清风徐来", "五绝", "head"),
    ("云淡风轻", "五绝", "tail"),
    ("岁岁平安", "七绝", "head"),
    ("人间烟火", "七绝", "head"),
    ("竹影清风", "五绝", "diagonal"),
    ("明月松间清泉石上", "五律", "head"),
    ("海内知己天涯比邻", "七律", "head"),
)
_TEXTS = (
    ("空山", "五绝"),
    ("一夜西风", "七绝"),
    ("独坐听松声", "五律"),
    ("小楼昨夜雨初晴", "七绝"),
    ("江上", "五律"),
    ("闲庭", "七律"),
)
_THEMES = (
    (("秋夜", "思乡"), "五律"),
    (("江雪", "孤舟"), "五绝"),
    (("梅花",), "七绝"),
    (("登高", "落日"), "七律"),
    (("采莲",), "五绝"),
    (("送别", "长亭"), "七绝"),
    (("田家", "春雨"), "五律"),
)


_UPPER = (
    "春风大雅能容物",
    "两个黄鹂鸣翠柳",
    "明月松间照",
    "书山有路勤为径",
    "海纳百川，有容乃大",
    "天增岁月人增寿",
)


_TUNES = ("渔歌子", "如梦令", "浣溪沙", "菩萨蛮", "西江月", "鹧鸪天", "忆江南", "卜算子", "清平乐")


def example(tab: ComposeTab, rng: random.Random) -> ComposeRequest:
    """A request for this tab, drawn at random."""
    if tab is ComposeTab.ACROSTIC:
        heads, form, position = rng.choice(_HEADS)
        return ComposeRequest(mode=tab.mode, heads=heads, form=form, position=position)
    if tab is ComposeTab.CONTINUE:
        text, form = rng.choice(_TEXTS)
        return ComposeRequest(mode=tab.mode, text=text, form=form)
    if tab is ComposeTab.COUPLET:
        return ComposeRequest(mode=tab.mode, text=rng.choice(_UPPER))
    themes, form = rng.choice(_THEMES)
    if tab is ComposeTab.TUNE:
        known = [name for name in _TUNES if name in tune_forms()] or list(tune_forms())
        return ComposeRequest(mode=tab.mode, themes=themes, form=rng.choice(known))
    return ComposeRequest(mode=tab.mode, themes=themes, form=form)
