"""Well-known poems get their true verdicts."""

from __future__ import annotations

import pytest

from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Verdict
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms.verse_forms import form_of
from tests.prosody.known import KNOWN, Known


def kinds(verdict: Verdict) -> set[str]:
    return {finding.kind.value for finding in verdict.findings}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.title)
def test_a_known_poem_gets_its_true_verdict(known: Known) -> None:
    form = form_of(known.form) if known.form in ("五古", "七古") else None
    verdict = check(parse_text(known.text), form)
    assert verdict.form is not None
    assert verdict.form.name == known.form
    assert verdict.passed == known.passed, verdict.violations()
    assert verdict.rhyme == known.rhyme
    assert known.pattern in ("", verdict.pattern)
    assert set(known.kinds.split()) <= kinds(verdict)


def test_without_a_form_old_style_of_eight_lines_is_held_against_the_octave() -> None:
    text = next(known.text for known in KNOWN if known.title == "望岳")
    verdict = check(parse_text(text))
    assert verdict.form == form_of("五律")
    assert {"不押韵", "古体"} <= kinds(verdict)
    assert verdict.rhyme == "筱"
