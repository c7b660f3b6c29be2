"""词林正韵 (戈载, 1821) out of 平水韵: nineteen parts, in which tunes rhyme.

A part joins whole groups of 平水韵, with their rising and departing tones in one oblique half; the
last five are of the entering tone. Where 戈载 takes a group apart he follows the rhymes of 廣韻
that it is made of; `guangyun.tsv` says which of them a character belongs to. What 廣韻 lacks goes
by the modern sound, which keeps the two apart as well (灰 huī, 开 kāi; 元 yuán, 魂 hún).
The division is the one in 王力《诗词格律》.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import opencc

from training.tables.mandarin_readings import sounds
from training.tables.rhyme_group import Group

SOURCE = (
    "pingshui.json, joined as 词林正韵 has it; the groups that it splits by the rhymes of 廣韻 in"
    " tshet-uinh (https://github.com/nk2028/tshet-uinh-js), by pypinyin's modern sound for what"
    " 廣韻 lacks"
)
GUANGYUN = Path(__file__).with_name("guangyun.tsv")
NUMBERS = "一二三四五六七八九十"
LEVEL_AND_OBLIQUE = """
    东冬/董肿送宋 江阳/讲养绛漾 支微齐灰/纸尾荠贿寘未霁泰队 鱼虞/语麌御遇
    佳灰/蟹贿泰卦队 真文元/轸吻阮震问愿 寒删先元/旱潸铣阮翰谏霰愿 萧肴豪/筱巧皓啸效号
    歌/哿个 佳麻/马祃卦 庚青蒸/梗迥敬径 尤/有宥 侵/寝沁 覃盐咸/感琰豏勘艳陷
"""
ENTERING = "屋沃 觉药 质陌锡职缉 物月曷黠屑叶 合洽"

SPLIT = {
    **{group: {3: "灰賄隊廢", 5: "咍海代"} for group in "灰贿队"},
    **{group: {7: "元阮願", 6: "魂痕混很慁恨"} for group in "元阮愿"},
    "泰": {3: "泰合 泰-", 5: "泰開"},
    "佳": {10: "佳合", 5: "佳- 佳開 皆"},
    "卦": {10: "卦合", 5: "卦- 卦開 怪 夬"},
}
"""Groups that went two ways: for each part the rhymes of 廣韻, with their rounding where that
decides."""
BY_HAND = {
    **{("佳", character): (5, 10) for character in "佳涯"},
    **{("佳", character): (10,) for character in "娃哇洼"},
    ("卦", "话"): (10,),
    ("泰", "外"): (3, 5),
    **dict.fromkeys((("灰", "坏"), ("灰", "焞"), ("灰", "掊"), ("贿", "瘰"), ("泰", "𤶊")), (3,)),
    **dict.fromkeys((("队", "拔"), ("队", "秣"), ("队", "筏")), (3,)),
    **dict.fromkeys((("元", "𫜄"), ("阮", "腯"), ("愿", "腯"), ("愿", "褪")), (6,)),
    **dict.fromkeys((("佳", "睚"), ("卦", "瞆"), ("卦", "糒"), ("卦", "搤"), ("卦", "攦")), (5,)),
}
"""What 戈载 places against the rhyme that it belongs to (娃 哇 洼 with 麻; 话 alone of 夬) or twice
(佳 and 涯 with 皆 and with 麻; 外); then what neither 廣韻 nor the modern sound tells."""
_MODERN = {3: "ei uei i", 5: "ai uai ie", 6: "en in uen vn", 7: "an ian uan van", 10: "a ia ua uo"}


def part_name(number: int) -> str:
    """第一部 … 第十九部."""
    tens, ones = divmod(number, 10)
    return f"第{'十' if tens else ''}{NUMBERS[ones - 1] if ones else ''}部"


class Rhymes:
    """Which rhymes of 廣韻 a simplified character belongs to."""

    def __init__(self, path: Path = GUANGYUN) -> None:
        converter = opencc.OpenCC("t2s")
        self._of: dict[str, set[str]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            for heading, rounding, characters in csv.reader(lines, delimiter="\t"):
                for character in characters:
                    for form in {character, converter.convert(character)}:
                        self._of.setdefault(form, set()).update((heading, heading + rounding))

    def of(self, character: str) -> set[str]:
        """Headings, alone and with their rounding (泰, 泰合)."""
        return self._of.get(character, set())


def parts(group: str, character: str, rhymes: Rhymes) -> tuple[int, ...]:
    """The parts that a character of a split group goes to: one, or both where it merges two words.

    Raises ValueError where neither the rhymes nor the sound decide.
    """
    if (group, character) in BY_HAND:
        return BY_HAND[group, character]
    ways = SPLIT[group]
    own = {p: {h for h in _headings(text) if _is_tone(h, group)} for p, text in ways.items()}
    everywhere = {p: set(_headings(text)) for p, text in ways.items()}
    known = rhymes.of(character)
    modern = {s.final for s in sounds(character)}
    spoken = {p: set(_MODERN[p].split()) for p in ways}
    for table, facts in ((own, known), (everywhere, known), (spoken, modern)):
        found = tuple(p for p, keys in table.items() if keys & facts)
        if found:
            return found
    raise ValueError(f"词林正韵: no part for {character} of {group}")


def _headings(text: str) -> list[str]:
    return text.split() if " " in text or text[-1] in "合開-" else list(text)


_TONES = ("佳皆灰咍元魂痕", "賄海阮混很", "卦怪夬隊代廢泰願慁恨")


def _is_tone(heading: str, group: str) -> bool:
    """Whether a rhyme of 廣韻 has the tone of the 平水韵 group."""
    tone = next(i for i, groups in enumerate(("佳灰元", "贿阮", "泰卦队愿")) if group in groups)
    return heading[0] in _TONES[tone]


def groups(pingshui: Iterable[Group]) -> list[Group]:
    """The book out of the groups of 平水韵."""
    books, rhymes = {g.name: g for g in pingshui}, Rhymes()
    found = []
    for number, both in enumerate(LEVEL_AND_OBLIQUE.split(), 1):
        for tone, sources in zip("平仄", both.split("/"), strict=True):
            found.append(_part(number, tone, sources, part_name(number) + tone, books, rhymes))
    for number, sources in enumerate(ENTERING.split(), 15):
        found.append(_part(number, "仄", sources, part_name(number), books, rhymes))
    return found


def _part(
    number: int, tone: str, sources: str, name: str, books: dict[str, Group], rhymes: Rhymes
) -> Group:
    label = f"{name}{'声' if name[-1] in '平仄' else '入声'}：{sources}"
    part = Group(name, tone, label, aliases=(*({part_name(number)} - {name}), *sources))
    for source in sources:
        for character in books[source].characters:
            if source not in SPLIT or number in parts(source, character, rhymes):
                part.characters[character] = None
                if character in books[source].ends:
                    part.ends[character] = None
        for character in books[source].own:
            if source not in SPLIT or number in parts(source, character, rhymes):
                part.own[character] = None
    return part
