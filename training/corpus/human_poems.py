"""Human poems as text: what generated ones are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import FORMS, UNK
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import form_of as named
from poetgui.prosody.forms.verse_forms import grids
from training.corpus.dataset import Corpus
from training.corpus.splits import Split, split_of_characters


@dataclass(frozen=True)
class HumanPoem:
    """One poem of the corpus, simplified, without punctuation."""

    lines: tuple[str, ...]
    form: str
    poet: str
    """Empty where the poet is not one of the styles."""
    row: int


def poems(corpus: Corpus, rows: NDArray[np.int64]) -> Iterator[HumanPoem]:
    """The poems in `rows` whose characters are all known."""
    characters = corpus.vocabulary["characters"]
    styles = ["", *corpus.manifest["styles"]]
    for row in rows:
        poem = corpus.poems[row]
        start, first = int(poem["start"]), int(poem["line"])
        ids = corpus.text[start : start + int(poem["length"])]
        if (ids <= UNK).any():
            continue
        text = "".join(characters[i] for i in ids)
        lines, at = [], 0
        for width in corpus.widths[first : first + int(poem["lines"])].tolist():
            lines.append(text[at : at + width])
            at += width
        yield HumanPoem(
            tuple(lines), FORMS[int(poem["form"])], styles[int(poem["style"])], int(row)
        )


def of_form(corpus: Corpus, split: Split, form: str) -> list[HumanPoem]:
    """All poems of one form in a split, in the order of the corpus.

    The corpus does not say which tune a poem is of: those count whose lines a pattern of the tune
    fits, by the checker.
    """
    if form in FORMS:
        return list(poems(corpus, corpus.rows(split, {form: 1.0})))
    tune = named(form)
    shapes = {grid.shape for grid in grids(tune)}
    return [
        poem
        for poem in poems(corpus, corpus.rows(split, {"词": 1.0}))
        if tuple(map(len, poem.lines)) in shapes and check(poem.lines, tune).passed
    ]


def styles_with(corpus: Corpus, fewest: int, forms: dict[str, float]) -> dict[str, NDArray]:
    """Poets with at least so many poems of these forms in the training split -> rows of them."""
    rows = corpus.rows(Split.TRAIN, forms)
    style = corpus.poems["style"][rows]
    names = corpus.manifest["styles"]
    counts = np.bincount(style, minlength=len(names) + 1)
    return {
        names[s - 1]: rows[style == s]
        for s in np.argsort(-counts, kind="stable").tolist()
        if s and counts[s] >= fewest
    }


def known_lines(corpus: Corpus, width: int, split: Split | None = None) -> NDArray[np.int64]:
    """[n, width] ids of the lines of one width whose characters are all known, in their order.

    split: of this split; None for all.
    """
    begins = np.cumsum(corpus.widths.astype(np.int64))[corpus.widths == width] - width
    if split is not None:
        begins = begins[split_of_characters(corpus.poems, len(corpus.text))[begins] == split]
    lines = corpus.text[begins[:, None] + np.arange(width)].astype(np.int64)
    return lines[(lines != UNK).all(axis=1)]


def distinct_lines(corpus: Corpus) -> list[str]:
    """Every line of five or seven characters in the corpus, once: what may not be written again."""
    characters = np.array(corpus.vocabulary["characters"], dtype=object)
    lines = set()
    for width in (5, 7):
        for row in np.unique(known_lines(corpus, width), axis=0):
            lines.add("".join(characters[row]))
    return sorted(lines)
