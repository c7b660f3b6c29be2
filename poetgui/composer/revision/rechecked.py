"""A poem checked anew after it was changed."""

from __future__ import annotations

from dataclasses import replace

from poetgui.grid import Poem
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Verdict
from poetgui.prosody.forms.verse_forms import form_of


def with_violations(poem: Poem) -> Poem:
    """The poem with the checker's findings; pattern and rhyme stay those it was written to."""
    return replace(poem, violations=_check(poem).told())


def with_verdict(poem: Poem) -> Poem:
    """The poem with the checker's findings, and the pattern and rhyme that it comes nearest to."""
    verdict = _check(poem)
    blank = len(poem.open) == sum(map(len, poem.lines))  # then every pattern fits as well
    pattern = poem.pattern if blank and poem.pattern else verdict.pattern
    return replace(poem, pattern=pattern, rhyme=verdict.rhyme, violations=verdict.told())


def _check(poem: Poem) -> Verdict:
    form = form_of(poem.form) if poem.form else None
    return check(poem.lines, form, poem.book, poem.pins)
