"""The arrays for training a finished model further: one's own poems, and what it knew, replayed."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from poetgui.errors import UserError
from poetgui.files import with_checksum, write_text
from training.corpus.cleaning import form_of
from training.corpus.prepare import (
    Kept,
    Known,
    Tally,
    digest_of,
    fill_splits,
    read,
    without_duplicates,
    write,
)
from training.corpus.splits import Split

FEWEST = 30
"""Own poems; of fewer too little would be left to see whether anything was learned."""
HELD_OUT = 6
"""One of so many own poems is held out."""
REPLAY_TEST = 5
"""One of so many replayed ones is: on them it shows whether anything was forgotten."""


@dataclass(frozen=True)
class Own:
    """What was read."""

    poems: int
    held_out: int
    lines: tuple[str, ...]
    """All of their lines, which the model may not write again."""
    tally: Tally


def prepare_own(
    paths: Sequence[Path],
    out: Path,
    known: Known,
    name: str,
    replayed: Sequence[tuple[str, ...]],
) -> Own:
    """Write the arrays of the poems in `paths`, all in the style `name`, and of `replayed`.

    One own poem of HELD_OUT is for validation, all replayed ones are for training, or for the test
    part by the usual share. Raises UserError where too few own poems can be read.
    """
    began = time.perf_counter()
    tally = Tally()
    hashes: dict[str, str] = {}
    found: list[Kept] = []
    for path in paths:
        poems, digests = read(path, tally)
        found += poems
        hashes |= {f"{path.name}/{file}": digest for file, digest in digests.items()}
    own = without_duplicates(found, tally)
    if len(own) < FEWEST:
        raise UserError(
            f"可用的诗只有 {len(own)} 首，至少要 {FEWEST} 首才学得到什么。\n{tally.table()}"
        )
    own = [
        replace(poem, author=name, split=_split(poem.lines, Split.VALID, HELD_OUT)) for poem in own
    ]
    others = [
        Kept(lines=lines, form=form_of(lines, "诗"), split=_split(lines, Split.TEST, REPLAY_TEST))
        for lines in replayed
    ]
    fill_splits(own)
    out.mkdir(parents=True, exist_ok=True)
    manifest = write([*own, *others], out, known)
    for poem in own:
        tally.kept[poem.form] += 1
    manifest |= tally.facts(hashes, time.perf_counter() - began) | {"own": len(own)}
    text = json.dumps(with_checksum(manifest), ensure_ascii=False, indent=1)
    write_text(out / "manifest.json", text)
    return Own(
        poems=len(own),
        held_out=sum(poem.split is Split.VALID for poem in own),
        lines=tuple(dict.fromkeys(line for poem in own for line in poem.lines)),
        tally=tally,
    )


def _split(lines: Sequence[str], other: Split, of: int) -> Split:
    """By the text alone: one of `of` is in the other split."""
    return other if digest_of("".join(lines)) % of == 0 else Split.TRAIN
