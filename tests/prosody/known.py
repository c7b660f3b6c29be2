"""Well-known poems and their true verdicts, from common knowledge and not from the checker."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Known(NamedTuple):
    """A poem that everybody knows, and what is true of it."""

    title: str
    text: str
    form: str
    passed: bool
    rhyme: str
    pattern: str = ""
    kinds: str = ""
    """Kinds of finding that must be there (faults and notes, 重字 left out)."""


def _known(line: str) -> Known:
    title, text, form, verdict, rhyme, pattern, kinds = line.split("\t")
    return Known(title, text, form, verdict == "合", rhyme, pattern, kinds)


_LINES = Path(__file__).with_name("known.tsv").read_text(encoding="utf-8").splitlines()
KNOWN = [_known(line) for line in _LINES if not line.startswith("#")]
