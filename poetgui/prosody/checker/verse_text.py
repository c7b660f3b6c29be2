"""Verse out of whatever was pasted: any layout, any punctuation, the characters as they came."""

from __future__ import annotations

import re
import unicodedata

from poetgui.errors import UserError
from poetgui.grid import OPEN
from poetgui.script_conversion import without_halves

_ENDS = re.compile(r"[，。？！；：,.?!;:…—～~|/\s]+")
"""What ends a line of verse."""
_INSIDE = re.compile(r"[、·﹒《》〈〉「」『』“”‘’\"'〖〗]")
"""Marks that stand inside a line without ending it."""
_NOTES = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|〔[^〔〕]*〕|\[[^\[\]]*\]")
"""Editors' notes."""
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿〇□\U00020000-\U0003ffff]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NUMBERS = re.compile(r"[①-⓿❶-➓²³¹⁰-⁹]|(?<=[㐀-鿿，。？！；：、])[0-9０-９]{1,2}(?![0-9０-９])")
"""Numbers of notes, behind a character or a mark."""
_RADICALS = re.compile(r"[⺀-⿕豈-﫿]")
"""Radicals and compatibility characters that look like a character and are another."""
_WHOLE = {10: 5, 20: 5, 40: 5, 14: 7, 28: 7, 56: 7}
"""Lengths of couplets, quatrains and octaves written without punctuation: characters in a line."""


def folded(text: str) -> str:
    """The text in plain characters: without invisible ones, halves and numbers of notes, radicals
    as the characters that they look like, ○ as the open place □."""
    text = _NUMBERS.sub("", _INVISIBLE.sub("", without_halves(text))).replace("○", OPEN)
    return _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def notes(text: str) -> tuple[str, ...]:
    """The bracketed notes of a text, outermost, in their order."""
    return tuple(found[0] for found in _NOTES.finditer(text))


def without_notes(text: str) -> str:
    """The text without bracketed notes, also those that stand in one another."""
    while (shorter := _NOTES.sub("", text)) != text:
        text = shorter
    return text


def parse_text(text: str, cut: bool = True) -> tuple[str, ...]:
    """The lines of one poem, without title, in the script that they came in.

    Lines end at punctuation, spaces and line ends; 、 and quotation marks are passed over, notes in
    brackets are left out. Couplets and whole poems without punctuation are cut into lines of five
    or seven, and characters set apart by spaces, or one in a row, are put together again. □ and ○
    are places where nothing is written yet. Without `cut` a line stays as long as it is.

    Raises UserError for text without verse, or with something that is not a Han character.
    """
    text = _INSIDE.sub("", without_notes(folded(text)))
    pieces = [piece for piece in _ENDS.split(text) if piece]
    if pieces and all(len(piece) == 1 for piece in pieces):
        pieces = _join_spaced(text)
    if not pieces:
        raise UserError("这里没有诗句。")
    for number, piece in enumerate(pieces, 1):
        if not _HAN.fullmatch(piece):
            strange = _HAN.sub("", piece)[0]
            raise UserError("第{}句“{}”里的“{}”不是汉字，请删去或改正。", number, piece, strange)
    lengths = {len(piece) for piece in pieces}
    if cut and len(lengths) == 1 and (width := _WHOLE.get(lengths.pop())):
        pieces = [piece[i : i + width] for piece in pieces for i in range(0, len(piece), width)]
    return tuple(pieces)


def blocks(text: str) -> list[str]:
    """The parts of a text between blank lines. Raises UserError where there is none."""
    parts = [part for part in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n")) if part.strip()]
    if not parts:
        raise UserError("这里没有诗句。")
    return parts


def _join_spaced(text: str) -> list[str]:
    """床 前 明 月 光, with each line of the poem on a line of its own or ended by punctuation."""
    joined = re.sub(r"[^\S\n]+", "", text)
    pieces = [piece for piece in _ENDS.split(joined) if piece]
    # One character a row: only marks end a line.
    single = all(len(piece) == 1 for piece in pieces)
    return [p for p in _ENDS.split(re.sub(r"\s+", "", text)) if p] if single else pieces
