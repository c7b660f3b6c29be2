"""Which word each character of a text writes: 髮 and 發 are two, 髪 and 髮 one.

Simplified script writes both as 发: there the words around it tell, as verse uses them.
"""

from __future__ import annotations

from collections.abc import Sequence

from poetgui.prosody.books.tones import simplifier
from poetgui.prosody.books.traditional_verse import families, verse_to_traditional
from poetgui.script_conversion import is_traditional

_VARIANTS = str.maketrans("裡麫麪麯榦幷竝", "裏麵麵麴幹並並")
_ONE_WORD = frozenset("回游于升彩岳弥荡并")
"""Of these the traditional characters are mostly one word (迴 回, 遊 游)."""


def written_words(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with one character for each word, in either script; as long as before.

    Characters that stand for no more than one word are simplified.
    """
    traditional = is_traditional("".join(lines))
    written = lines if traditional else map(verse_to_traditional, lines)
    return tuple("".join(map(_word, line)) for line in written)


def _word(character: str) -> str:
    plain = simplifier().convert(character)
    family = families().get(plain)
    if family is None or plain in _ONE_WORD:
        return plain
    own = character.translate(_VARIANTS)
    return own if own in family.forms else plain
