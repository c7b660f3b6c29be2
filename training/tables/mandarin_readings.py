"""Modern readings by pypinyin (MIT), those in use only.

pypinyin lists every reading that a dictionary ever gave a character (能: néng tái nái nài xióng).
Those in use are the ones that words of its phrase table have: two words at least and one of a
hundred, because fewer are mostly old readings kept in one saying (红 gōng in 女红, 知 zhì). A
character that no word has keeps the reading listed first. Where this goes wrong, the readings stand
in `modern_readings.tsv`, by the dictionary.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pypinyin.contrib.tone_convert import to_finals_tone3
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

CORRECTIONS = Path(__file__).with_name("modern_readings.tsv")
SANDHI = {"一": "yī", "不": "bù"}
"""The phrase table writes these as they change before other tones; a rhyme book does not."""
FEWEST, SHARE = 2, 0.01
"""How many words must have a reading for it to count as in use, and which share of all."""


class Sound(NamedTuple):
    """What rhyme asks of a syllable."""

    final: str
    """In full (uei, iou, uen), ü as v."""
    tone: int
    """1 to 4; 0 for a syllable that has none (们)."""


def sounds(character: str) -> tuple[Sound, ...]:
    """The character's sounds in use, the dictionary's order; empty for one that it lacks."""
    if character in _corrections():
        return tuple(filter(None, map(_sound, _corrections()[character])))
    listed = [SANDHI[character]] if character in SANDHI else _listed(character)
    words = _words()
    enough = max(FEWEST, SHARE * sum(words[character, r] for r in listed))
    used = [r for r in listed if words[character, r] >= enough]
    used = used or [r for r in listed if words[character, r]]
    found = dict.fromkeys(filter(None, map(_sound, used or listed[:1])))
    # The unstressed tone belongs to the word; where the character has another, that is its own.
    return tuple(s for s in found if s.tone) or tuple(found)


def listed_sounds(character: str) -> tuple[Sound, ...]:
    """Every sound that the dictionary gives the character, in use or not."""
    listed = _corrections().get(character) or _listed(character)
    return tuple(dict.fromkeys(filter(None, map(_sound, listed))))


def _listed(character: str) -> list[str]:
    text = pinyin_dict.get(ord(character), "")
    return text.split(",") if text else []


@cache
def _corrections() -> dict[str, tuple[str, ...]]:
    lines = CORRECTIONS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {character: tuple(readings.split()) for character, readings in rows}


@cache
def _words() -> Counter[tuple[str, str]]:
    """How many words of the phrase table have the character in the reading."""
    found: Counter[tuple[str, str]] = Counter()
    for word, syllables in phrases_dict.items():
        if len(word) == len(syllables):
            found.update((c, readings[0]) for c, readings in zip(word, syllables, strict=True))
    return found


def _sound(reading: str) -> Sound | None:
    """None for a syllable without a final (嗯 ń)."""
    final = to_finals_tone3(reading, strict=True)
    tone = int(final[-1]) if final[-1:].isdigit() else 0
    return Sound(final.rstrip("1234"), tone) if final.rstrip("1234") else None
