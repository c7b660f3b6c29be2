"""Well-known poems of the tunes that were drafted out of the corpus pass as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import form_of

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("drafted_tunes.txt").read_text("utf-8").splitlines()
]
"""Tune, poet, text."""


@pytest.mark.parametrize(("tune", "poet", "text"), ROWS, ids=[row[0] for row in ROWS])
def test_a_known_poem_passes(tune: str, poet: str, text: str) -> None:
    [poem] = read_poems(f"{tune}\n{poet}\n{text}")
    verdict = check(poem.lines, poem.form)
    assert verdict.form == form_of(tune)
    assert verdict.passed, [str(fault) for fault in verdict.faults]
    assert verdict.faults == ()
