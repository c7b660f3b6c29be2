"""What `check` offers in place of a character at fault: others that fit metre and context."""

from __future__ import annotations

from typing import NamedTuple

from poetgui.composer.revision.reviser import Reviser
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import default_bundle, find_bundle
from poetgui.grid import Place, Poem
from poetgui.prosody.checker.verdict import Finding, Kind, Verdict

MENDED = (Kind.TONE, Kind.RHYME, Kind.LONE_LEVEL, Kind.LEVEL_TAIL, Kind.UNLIKELY)
"""What another character in the one cell can put right."""


class Mended(NamedTuple):
    """A cell at fault, and the characters for it, best first; none where nothing fits."""

    place: Place
    characters: tuple[str, ...]


class Mender:
    """Ranks replacements with one model."""

    def __init__(self, model: str | None = None) -> None:
        """model: id or folder, else the first installed. Raises UserError where there is none."""
        bundle = default_bundle() if model is None else find_bundle(model)
        self._reviser = Reviser(bundle.model, Composer.of(bundle), bundle.copies or frozenset())

    def mend(self, verdict: Verdict) -> tuple[Mended, ...]:
        """Every cell that a finding is about and that another character would mend, in order."""
        if verdict.form is None:
            return ()
        poem = Poem(verdict.lines, verdict.form.name, book=verdict.book, pattern=verdict.pattern)
        places = sorted({f.place for f in verdict.findings if f.place and _mendable(f)})
        return tuple(Mended(p, self._reviser.replacements(poem, p)) for p in places)


def _mendable(finding: Finding) -> bool:
    return finding.kind in MENDED
