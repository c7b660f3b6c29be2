"""From a record to lines of Han characters in one script, or the reason why it was dropped."""

from __future__ import annotations

import re
from enum import StrEnum

NOTES = re.compile(
    r"（[^（）]*）|\([^()]*\)|【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\]|｛[^｛｝]*｝|\{[^{}]*\}"
)
"""Editors' notes: variants, sources, places of lost text."""
QUOTES = re.compile(r"[《》〈〉「」『』“”‘’\"'〖〗·﹒\s　、]")
"""Marks that stand inside a line without ending it; 、 is a pause within a line of a tune."""
BREAK = re.compile(r"[，。！？；：,.!;:…—～]+")
LOST = re.compile(r"[□■○●◇◎△▲＊*☐〇×_＿/|?]|？{2,}")
"""Signs that editors set for lost characters."""
HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")


class Dropped(StrEnum):
    """Why a record is not in the arrays."""

    EMPTY = "无正文"
    LOST = "有阙字"
    MARKS = "有未配对的括注"
    FOREIGN = "夹有非汉字"
    SHORT = "不足两句"
    LONG_LINE = "有超长的句子"
    DUPLICATE = "重复"
    NEAR = "与他篇过半相同"


MAX_LINE = 12
"""Tunes have lines of up to eleven characters or so; longer ones are unpunctuated prose."""


def clean(text: str) -> tuple[str, ...] | Dropped:
    """Lines of Han characters; the text is in simplified script already."""
    if not text.strip():
        return Dropped.EMPTY
    if LOST.search(text):
        return Dropped.LOST
    while (shorter := NOTES.sub("", text)) != text:
        text = shorter
    if re.search(r"[（）()【】〔〕\[\]{}｛｝]", text):
        return Dropped.MARKS
    lines = tuple(line for line in BREAK.split(QUOTES.sub("", text.replace("\n", "。"))) if line)
    if any(not HAN.fullmatch(line) for line in lines):
        return Dropped.FOREIGN
    if len(lines) < 2:
        return Dropped.SHORT
    if max(map(len, lines)) > MAX_LINE:
        return Dropped.LONG_LINE
    return lines


def form_of(lines: tuple[str, ...], kind: str) -> str:
    """The form by shape alone: 五绝 七绝 五律 七律 五古 七古 词 其他."""
    if kind == "词":
        return "词"
    widths = {len(line) for line in lines}
    if widths not in ({5}, {7}) or len(lines) % 2:
        return "其他"
    name = "五" if widths == {5} else "七"
    return name + {4: "绝", 8: "律"}.get(len(lines), "古")
