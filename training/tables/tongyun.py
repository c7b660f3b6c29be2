"""中华通韵 (2019, GF 0022 of the State Language Commission): sixteen groups by modern sound.

Each group has a level half (tones 1 and 2) and an oblique half (3 and 4). The characters are those
of 平水韵, so that the book knows what the model knows, and the 6,763 of GB 2312. Traditional
ones that merged into one (發 髮) have those of its sounds that the dictionary gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from training.tables.mandarin_readings import Sound, listed_sounds, sounds
from training.tables.rhyme_group import Group

SOURCE = (
    "the sixteen groups of 中华通韵 (2019); readings by pypinyin"
    " (https://github.com/mozillazg/python-pinyin), those that its phrases use"
)
FINALS = {
    "一啊": "a ia ua",
    "二喔": "o uo",
    "三鹅": "e ie ve",
    "四衣": "i",
    "五乌": "u",
    "六迂": "v",
    "七哀": "ai uai",
    "八欸": "ei uei",
    "九熬": "ao iao",
    "十欧": "ou iou",
    "十一安": "an ian uan van",
    "十二恩": "en in uen vn",
    "十三昂": "ang iang uang",
    "十四英": "eng ing ueng",
    "十五雍": "ong iong",
    "十六儿": "er",
}
_GROUP = {final: name[-1] for name, finals in FINALS.items() for final in finals.split()} | {
    "ê": "鹅"
}


def group_name(sound: Sound) -> str | None:
    """啊平, 啊仄 …; None for a sound outside the book (hm). What has no tone counts as level."""
    group = _GROUP.get(sound.final)
    return group and group + ("仄" if sound.tone > 2 else "平")


def gb2312() -> list[str]:
    """Its Han characters, in its order: by frequency class, then by sound."""
    cells = ((row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [c for pair in cells for c in bytes(pair).decode("gb2312", errors="ignore")]


def groups(characters: Iterable[str], merged: Mapping[str, str]) -> list[Group]:
    """The book over these characters and those of GB 2312.

    merged: traditional character -> the simplified one that stands for it and for others.
    """
    found: dict[str, Group] = {}
    for number, finals in FINALS.items():
        shown = finals.replace("v", "ü")
        for tone in "平仄":
            name = number[-1] + tone
            aliases = (number[-1], number, number + tone)
            found[name] = Group(name, tone, f"{number}{tone}声：{shown}", aliases=aliases)
    for character in dict.fromkeys([*characters, *gb2312()]):
        for sound in sounds(character):
            name = group_name(sound)
            if name is not None:
                found[name].characters[character] = None
    for character, simplified in merged.items():
        whole = {name for name, group in found.items() if simplified in group.characters}
        own = {group_name(sound) for sound in listed_sounds(character)} & whole
        if own < whole:
            for name in sorted(filter(None, own)):
                found[name].own[character] = None
    return list(found.values())
