"""Build the program's table of pinyin, `resources/prosody/pinyin.json`.

    python -m training pinyin-table [--out FILE]

Source: pypinyin (MIT): its first reading of every character, and of its phrases those in which a
character has another reading than by itself (长大, 音乐). What its phrases say only of speech
is left out: the changed tones of 一 and 不, and unstressed syllables, which verse does not know;
and what `pinyin_phrases.tsv` says that verse does not mean (古朴 as piáo, 何曾 as zēng).
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from poetgui.files import write_text
from poetgui.paths import resource
from poetgui.prosody.books.pinyin_lookup import LONGEST

OUT = resource("prosody", "pinyin.json")
HAN = range(0x3400, 0xA000)
MARKED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ")
IN_VERSE = {
    character: syllable
    for characters, syllable in (
        ("长長", "cháng"),
        ("还還", "huán"),
        ("尽盡", "jìn"),
        ("着著", "zhuó"),
        ("了", "liǎo"),
        ("得", "dé"),
        ("地", "dì"),
        ("为爲為", "wéi"),
        ("似", "sì"),
        ("没沒", "mò"),
        ("舍", "shè"),
        ("斗", "dǒu"),
        ("干", "gān"),
        ("塞", "sài"),
        ("阙闕", "què"),
        ("薄", "bó"),
        ("泊", "bó"),
        ("裳", "cháng"),
        ("佛", "fó"),
        ("仆僕", "pú"),
        ("卜", "bǔ"),
        ("颇頗", "pō"),
        ("差", "chā"),
        ("弹彈", "tán"),
        ("欹", "qī"),
        ("茸", "róng"),
        ("甸", "diàn"),
        ("琢", "zhuó"),
        ("撩", "liáo"),
        ("擘", "bò"),
        ("勒", "lè"),
        ("掖", "yè"),
        ("鹄鵠", "hú"),
        ("鹘鶻", "hú"),
        ("俟", "sì"),
        ("伺", "sì"),
        ("轧軋", "yà"),
        ("孱", "chán"),
        ("沓", "tà"),
        ("娜", "nuó"),
        ("莎", "suō"),
        ("辗輾", "zhǎn"),
        ("诘詰", "jié"),
        ("脊", "jǐ"),
        ("啜", "chuò"),
        ("镝鏑", "dí"),
        ("澎", "péng"),
        ("掺摻", "chān"),
        ("浍澮", "kuài"),
        ("挝撾", "zhuā"),
        ("莞", "wǎn"),
        ("肋", "lèi"),
        ("豉", "chǐ"),
        ("呷", "xiā"),
        ("刹剎", "chà"),
        ("翘翹", "qiáo"),
        ("靡", "mǐ"),
        ("蹊", "xī"),
        ("豁", "huò"),
        ("什", "shí"),
        ("攒攢", "cuán"),
        ("聒", "guō"),
        ("铺鋪", "pū"),
        ("裨", "pí"),
        ("踉", "liàng"),
        ("彊", "qiáng"),
    )
    for character in characters
}
"""Characters that verse mostly has in another reading than the dictionary's first."""
PHRASES = Path(__file__).with_name("pinyin_phrases.tsv")
SPOKEN = "一不"
"""Written in the phrases with the tones that they take before others."""


def characters() -> dict[str, str]:
    """Character -> its first reading that has a tone, if any has."""
    listed = {chr(p): text.split(",") for p, text in pinyin_dict.items() if p in HAN}
    first = {
        character: next(filter(MARKED.intersection, readings), readings[0])
        for character, readings in listed.items()
    }
    return first | IN_VERSE


def left_out(path: Path = PHRASES) -> frozenset[tuple[str, str, str]]:
    """(character, reading, phrase, or * for all) of the readings that verse does not have."""
    rows = path.read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if not row.startswith("#")]
    return frozenset((c, r, phrase) for c, r, phrases, _ in cells for phrase in phrases.split())


def phrases(alone: dict[str, str]) -> dict[str, str]:
    """Phrase -> its syllables, for those that the readings of their characters do not give.

    Only of characters of GB 2312: the program looks simplified text up.
    """
    found: dict[str, str] = {}
    unused = left_out()
    for phrase in sorted(phrases_dict, key=lambda p: (len(p), p)):
        syllables = [
            alone[c] if {(c, s[0], phrase), (c, s[0], "*")} & unused else _in_verse(c, s[0], alone)
            for c, s in zip(phrase, phrases_dict[phrase], strict=False)
        ]
        fits = 2 <= len(phrase) <= LONGEST and len(syllables) == len(phrase)
        if fits and _simplified(phrase) and syllables != _spelled(phrase, alone, found):
            found[phrase] = " ".join(syllables)
    return found


def _spelled(phrase: str, alone: dict[str, str], known: dict[str, str]) -> list[str]:
    """As the program would read it by the shorter phrases alone."""
    result, at = [alone.get(c, "") for c in phrase], 0
    while at < len(phrase):
        step = 1
        for length in range(len(phrase) - at, 1, -1):
            if text := known.get(phrase[at : at + length]):
                result[at : at + length], step = text.split(), length
                break
        at += step
    return result


def _in_verse(character: str, syllable: str, alone: dict[str, str]) -> str:
    stressed = MARKED.intersection(syllable)
    return syllable if stressed and character not in SPOKEN else alone.get(character, syllable)


def _simplified(phrase: str) -> bool:
    try:
        phrase.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def build() -> dict[str, Any]:
    """As `poetgui.prosody.books.pinyin_lookup` reads it."""
    alone = characters()
    by_sound: dict[str, str] = {}
    for character, syllable in alone.items():
        by_sound[syllable] = by_sound.get(syllable, "") + character
    return {
        "source": f"pypinyin {version('pypinyin')} (https://github.com/mozillazg/python-pinyin)",
        "license": "MIT",
        "characters": dict(sorted(by_sound.items())),
        "phrases": phrases(alone),
    }


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=OUT, metavar="文件", help="写到哪里（默认随程序的表）"
    )


def run(options: argparse.Namespace) -> None:
    write(options.out)


def write(out: Path) -> None:
    """Build the table and write it to the file `out`."""
    table = build()
    text = json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"
    write_text(out, text, newline="\n")
    print(f"{out.name}: {len(table['characters'])} syllables, {len(table['phrases'])} phrases")
