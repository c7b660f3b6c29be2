"""The occasion that a title gives: what is left of it without numbering, notes and ornament."""

from __future__ import annotations

import re

from poetgui.engine.model.features import MAX_TITLE
from training.corpus.cleaning import HAN, NOTES

_NUMERAL = "[〇○一二三四五六七八九十百千]"
_PART = re.compile(rf"(?:其{_NUMERAL}+|[ 　]{_NUMERAL}+)$")
"""Which poem of a set: 春日杂书十首　其一, 感春四首 三."""
_COUNT = re.compile(rf"(?:{_NUMERAL}+|[并又])(?:首|绝句?|章|解|篇|咏|韵)(?:有序|并序|并引)?$")
"""How many poems the set has: 故山四首, 和张功父梅花十绝句."""
_PREFACE = re.compile(r"(?:[并有]?(?:序|引)|题拟)$")
_TELLING_NOTHING = """
句 偈 颂 诗 偈颂 颂古 绝句 五言 七言 律诗 古诗 杂诗 无题 失题 阙题 存目 残句 断句
又 其 和 再和 和韵 次韵
"""
CEREMONY_TITLE = re.compile(
    r"寿[^阳春州安昌圣]|寿$|生日|生辰|诞|挽|哀册|偈|颂|赞|乐章|郊庙|郊祀|太庙|步虚|应制|圣制|口号|致语|帖子"
    r"|宫词|金丹|还丹|内丹|上堂|拈古|佛|菩萨|祖师"
)
"""Titles of ceremony, doctrine and alchemy."""


def occasion(title: str) -> str:
    """The telling part of a title in simplified script, at most MAX_TITLE Han characters.

    Of a set with a name of its own for each poem (城南二十咏　听雨舫) the poem's. Empty where the
    title says nothing (句, 无题).
    """
    title = NOTES.sub("", title).strip()
    while (shorter := _PART.sub("", title).strip()) != title:
        title = shorter
    part = title.split()[-1] if title.split() else ""
    if _COUNT.fullmatch(part):
        part = "".join(title.split())
    part = part.rpartition("·")[2]
    for ending in (_PREFACE, _COUNT):
        part = ending.sub("", part)
    part = "".join(HAN.findall(part))
    return "" if part in _TELLING_NOTHING.split() else part[:MAX_TITLE]
