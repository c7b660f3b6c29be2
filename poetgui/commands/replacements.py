"""Replacements that `check` offers for a character at fault: others that fit metre and context."""

from __future__ import annotations

from typing import NamedTuple

from poetgui.composer.revision.reviser import Reviser
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import choose_bundle
from poetgui.grid import Place, Poem
from poetgui.prosody.checker.verdict import Finding, Kind, Verdict

REPLACEABLE = (Kind.TONE, Kind.RHYME, Kind.LONE_LEVEL, Kind.LEVEL_TAIL, Kind.UNLIKELY)
"""What another character in the one cell can put right."""


class Replacement(NamedTuple):
    """A cell at fault, and the characters for it, best first; none where nothing fits."""

    place: Place
    characters: tuple[str, ...]


class ReplacementFinder:
    """Ranks replacements with one model."""

    def __init__(self, model: str | None = None) -> None:
        """model: id or folder, else the first installed. Raises UserError where there is none."""
        bundle = choose_bundle(model)
        self._reviser = Reviser(bundle.model, Composer.of(bundle), bundle.copies or frozenset())

    def find(self, verdict: Verdict) -> tuple[Replacement, ...]:
        """Every cell at fault that another character would put right, in order."""
        if verdict.form is None:
            return ()
        poem = Poem(verdict.lines, verdict.form.name, book=verdict.book, pattern=verdict.pattern)
        places = sorted({f.place for f in verdict.findings if f.place and _replaceable(f)})
        return tuple(Replacement(p, self._reviser.replacements(poem, p)) for p in places)


def _replaceable(finding: Finding) -> bool:
    return finding.kind in REPLACEABLE
