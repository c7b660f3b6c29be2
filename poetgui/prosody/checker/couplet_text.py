"""Couplets 对联 as they are pasted: 上联：…　下联：…　横批：…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from poetgui.prosody.checker.verse_text import notes, parse_text

_NAMES = {
    **dict.fromkeys(("上联", "上聯", "出句"), 0),
    **dict.fromkeys(("下联", "下聯", "对句", "對句"), 1),
    **dict.fromkeys(("横批", "橫批", "横披", "橫披", "横额", "橫額"), 2),
}
_LABEL = re.compile(
    r"(?:(?<=[\s，。；！？,.;!?])|^)"
    rf"[【〔\[（(]?({'|'.join(_NAMES)})[】〕\])）]?"
    r"(?:\s*[：:]|[ \u3000]|(?=\n))\s*",
    re.MULTILINE,
)
"""A label at the beginning of a row or behind a mark, with a colon or a space behind it."""


class LabelledCouplet(NamedTuple):
    """A couplet whose sides are named."""

    lines: tuple[str, ...]
    """The clauses of the upper side, then those of the lower one."""
    heading: tuple[str, ...]
    """The rows above it."""
    notes: tuple[str, ...]
    """Its banner 横批, and bracketed notes: what is no part of the sides."""


def read_couplet(rows: Sequence[str]) -> LabelledCouplet | None:
    """The couplet of some rows; None where they name no upper and lower side.

    Raises UserError where a side has no text, or something that is not a Han character.
    """
    text = "\n".join(rows)
    labels = list(_LABEL.finditer(text))
    sides = [_NAMES[label[1]] for label in labels]
    if sides.count(0) != 1 or sides.count(1) != 1:
        return None
    ends = [label.start() for label in labels[1:]] + [len(text)]
    parts = {
        side: text[label.end() : end].strip()
        for side, label, end in zip(sides, labels, ends, strict=True)
    }
    lines = (*parse_text(parts[0], cut=False), *parse_text(parts[1], cut=False))
    above = tuple(filter(str.strip, text[: labels[0].start()].split("\n")))
    banner = [f"横批：{parts[2]}"] if 2 in parts else []
    return LabelledCouplet(lines, above, (*banner, *notes(parts[0] + parts[1])))


def names_upper(rows: Sequence[str]) -> bool:
    """Whether the rows begin a labelled couplet."""
    return any(_NAMES[label[1]] == 0 for label in _LABEL.finditer("\n".join(rows)))


def has_label(rows: Sequence[str]) -> bool:
    """Whether the rows have a side or a banner of a couplet."""
    return _LABEL.search("\n".join(rows)) is not None
