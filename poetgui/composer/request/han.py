"""Han characters: what may be pinned, and how to say that something may not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from poetgui.errors import Message, UserError
from poetgui.grid import Place
from poetgui.prosody.books.tones import simplifier
from poetgui.prosody.books.traditional_verse import verse_to_traditional
from poetgui.script_conversion import TRADITIONAL, is_traditional, script_of

_BLOCKS = (
    (0x3007, 0x3007),  # 〇
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),  # compatibility
    (0x20000, 0x323AF),  # extensions B to H, with I between; a compatibility supplement
    (0x323B0, 0x3347F),  # extension J
)
_ENDS_LINE = "，。！？；：,.!?;:…—～~|/"
_INSIDE_LINE = "、·﹒《》〈〉「」『』“”‘’\"'〖〗（）()"


class NotHan(UserError):  # noqa: N818 - named for what is wrong
    """Something in the input is no Han character; `index` points at it."""

    def __init__(self, index: int, template: str, *arguments: object) -> None:
        super().__init__(template, *arguments)
        self.index = index
        """Where it stands in the text as typed, counted in code points from 0."""


def is_han(character: str) -> bool:
    """Whether a single code point is a Han character, of any plane."""
    point = ord(character)
    return any(first <= point <= last for first, last in _BLOCKS)


def ends_line(character: str) -> bool:
    """Whether a mark or space ends a line of verse."""
    return character.isspace() or character in _ENDS_LINE


def stands_inside(character: str) -> bool:
    """Whether a mark may be passed over, or something unseen (a variation selector)."""
    return character in _INSIDE_LINE or unicodedata.category(character) in ("Mn", "Cf")


def refusal(character: str, index: int) -> NotHan:
    """The error for a character that is no Han one, with a way out."""
    where = Message("第{}个字", index + 1)
    if character.isspace():
        return NotHan(index, "{}是空格或换行，请删去。", where)
    if ends_line(character) or stands_inside(character):
        return NotHan(index, "{}“{}”是标点，请删去，只留汉字。", where, character)
    if character.isdigit() and character.isascii():
        digit = "〇一二三四五六七八九"[int(character)]
        return NotHan(index, "{}“{}”是数字，请改成汉字“{}”或删去。", where, character, digit)
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return NotHan(index, "{}“{}”不是汉字，请删去或改成汉字。", where, shown)


def simplified(character: str) -> str:
    """One character as the model knows it; itself where there is no other form."""
    plain = unicodedata.normalize("NFC", character)
    converted = simplifier().convert(plain)
    return converted if len(converted) == 1 else plain


def simplified_text(text: str) -> str:
    """Running text in simplified script, with as many characters as before.

    Phrases decide (乾坤 keeps its 乾); where they would change the length, characters do.
    """
    plain = unicodedata.normalize("NFC", text)
    converted = simplifier().convert(plain)
    return converted if len(converted) == len(plain) else "".join(map(simplified, plain))


def simplified_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a poem in simplified script, each as long as before.

    A poem stands as it was typed or pasted; the model reads simplified script.
    """
    return tuple(map(simplified_text, lines))


def in_script_of(lines: Sequence[str], place: Place, character: str) -> str:
    """What to write for a character at a place of a poem: in one of traditional script the form
    that belongs there; else the character, simplified."""
    if not is_traditional("".join(lines)):
        return simplified(character)
    if script_of(character) == TRADITIONAL:
        return character
    line = simplified_text(lines[place.line])
    line = line[: place.column] + simplified(character) + line[place.column + 1 :]
    return verse_to_traditional(line)[place.column]
