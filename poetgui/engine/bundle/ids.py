"""The ids of models: what a bundle may be called, and so what its folder may be called."""

from __future__ import annotations

import re
import unicodedata

from poetgui.errors import UserError

LONGEST_ID, MOST_BYTES = 64, 200
"""Characters, and bytes of UTF-8: a file name has room for 255, and temporary names are longer."""

_MARKS = frozenset(" ·-_.,+=&!~()（）《》〈〉「」『』【】、，：—")
_AT_THE_END = (" ", ".")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\s*(\..*)?", re.IGNORECASE)
"""Names of devices on Windows, whatever comes after the first dot."""


def checked_id(value: object) -> str:
    """The id of a manifest, if it is one. Raises UserError otherwise.

    Letters (Han and Latin and all others), their marks, digits, spaces and some punctuation, in
    Unicode's form NFC, so that two names that look alike are one folder on every system. So it is
    never empty, hidden, a path, a device of Windows, or text that reverses the line it stands in.
    """
    if not isinstance(value, str) or not _usable(value):
        shown = "".join(c if c.isprintable() else "�" for c in str(value))[:LONGEST_ID]
        raise UserError("模型的名字“{}”不能用：请只用汉字、字母、数字和空格，至多六十四字。", shown)
    return value


def _usable(name: str) -> bool:
    # Length first: the rest reads the whole of it.
    return (
        0 < len(name) <= LONGEST_ID
        and all(c in _MARKS or _ordinary(c) for c in name)
        and len(name.encode()) <= MOST_BYTES
        and name[0] not in (*_AT_THE_END, "-")
        and name[-1] not in _AT_THE_END
        and not _RESERVED.fullmatch(name)
        and unicodedata.normalize("NFC", name) == name
    )


def _ordinary(character: str) -> bool:
    """A letter, a mark on one, a decimal digit, or a number written as a letter (〇)."""
    return unicodedata.category(character) in ("Nd", "Nl") or (
        unicodedata.category(character)[0] in "LM"
    )
