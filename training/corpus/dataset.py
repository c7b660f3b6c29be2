"""Batches from the prepared arrays: what the network reads, what is pinned, what it must predict.

Shapes: B poems, T cells (padded), M hints. The features are those of `engine.model.features`;
`engine.model.inputs` makes the same arrays for the program, which a test compares.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import (
    BOS,
    FEATURES,
    FORMS,
    HINT_PAD,
    HINT_PIN,
    HINT_THEME,
    HINT_TITLE,
    MAX_COLUMN,
    MAX_DISTANCE,
    MAX_LINE,
    PAD,
    RHYMING_NO,
    RHYMING_NOT_GIVEN,
    RHYMING_YES,
    TONE_LEVEL,
    TONE_OBLIQUE,
    UNK,
)
from poetgui.errors import UserError
from poetgui.files import is_as_written, parse_json, sha256_of
from training.corpus.conditioning import Conditioning
from training.corpus.metre_labels import TONE_EITHER
from training.corpus.pin_drawing import Pin, draw_pins, heads
from training.corpus.splits import Split

UPPER_LINE = 0.9
"""Share of the pinned couplets of which the whole upper line is: it is given, and answered."""
COLUMN = {name: i for i, name in enumerate(FEATURES)}


@dataclass
class Batch:
    """One batch as numpy arrays; padded at the end with `weight` false."""

    previous: NDArray[np.int64]  # [B, T]
    features: NDArray[np.int64]  # [B, T, len(FEATURES)]
    hints: NDArray[np.int64]  # [B, M, 4]
    target: NDArray[np.int64]  # [B, T]
    weight: NDArray[np.bool_]  # [B, T] false on pins, unknown characters and padding
    open_cells: NDArray[np.bool_]  # [B, T] false on pins and padding

    @property
    def characters(self) -> int:
        """How many characters the poems have."""
        return int((self.target != PAD).sum())


def _verify(folder: Path, manifest: Any) -> None:
    """Raises ValueError naming the file that is not what the manifest says it is.

    A folder that was prepared before there were hashes is taken as it is.
    """
    if not isinstance(manifest, dict) or not is_as_written(manifest):
        raise ValueError("manifest.json")
    for name, digest in manifest.get("files", {}).items():
        if sha256_of(folder / name) != digest:
            raise ValueError(name)


class Corpus:
    """The prepared arrays of one folder."""

    def __init__(self, folder: Path) -> None:
        """Raises UserError where a file is missing, or is not what `prepare` wrote."""
        again = "先运行 python -m training prepare。"
        try:
            self.manifest = parse_json((folder / "manifest.json").read_text(encoding="utf-8"))
            _verify(folder, self.manifest)
            self.vocabulary = parse_json((folder / "vocabulary.json").read_text(encoding="utf-8"))
            self.lexicon = parse_json((folder / "lexicon.json").read_text(encoding="utf-8"))
            self.text = np.load(folder / "characters.npy")
            self.tones = np.load(folder / "tones.npy")
            self.words = np.load(folder / "words.npy")
            self.widths = np.load(folder / "lines.npy")
            self.rhymes = np.load(folder / "rhymes.npy")
            self.titles = np.load(folder / "titles.npy")
            self.poems = np.load(folder / "poems.npy")
            self.pieces = np.concatenate((self.poems, np.load(folder / "couplets.npy")))
            """What batches are made of, by row number: every poem, then the couplets in them."""
        except FileNotFoundError as error:
            name = Path(error.filename).name
            raise UserError(f"{folder} 里没有预处理好的数据（缺 {name}）。{again}") from error
        except (OSError, ValueError) as error:
            raise UserError(f"{folder} 里的数据坏了或被改过（{error}）。{again}") from error
        ids = {c: i for i, c in enumerate(self.vocabulary["characters"])}
        self.word_ids = np.array([[ids[c] for c in w] for w in self.lexicon["words"]], np.int64)

    @cached_property
    def places(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.uint8]]:
        """Of every character: the number of its line in the corpus, column, cells left in it."""
        widths = self.widths.astype(np.int64)
        begins = np.repeat(np.cumsum(widths) - widths, widths)
        column = np.arange(len(self.text)) - begins
        left = np.repeat(widths, widths) - 1 - column
        line = np.repeat(np.arange(len(widths)), widths)
        return line.astype(np.uint32), column.astype(np.uint8), left.astype(np.uint8)

    def rows(self, split: Split, forms: dict[str, float] | None = None) -> NDArray[np.int64]:
        """Row numbers in a split of pieces of the forms named; without `forms`, of all its poems.

        forms: only the keys count. Couplets are among the pieces, but not among the poems.
        """
        keep = self.pieces["part"] == split
        if forms is None:
            keep[len(self.poems) :] = False
        else:
            keep &= np.isin(self.pieces["form"], [FORMS.index(f) for f in forms])
        return np.nonzero(keep)[0]

    def title(self, poem) -> str:
        """The characters of a poem's title, a row of `pieces`; empty where it has none."""
        begin = int(poem["title_start"])
        ids = self.titles[begin : begin + int(poem["titled"])].tolist()
        return "".join(self.vocabulary["characters"][i] for i in ids)

    def batch(
        self, rows: NDArray[np.int64], conditioning: Conditioning, rng: random.Random
    ) -> Batch:
        """A batch of the poems in `rows`, each with the conditions that `conditioning` draws."""
        poems = self.pieces[rows]
        length = poems["length"].astype(np.int64)
        cells = np.arange(_padded_length(int(length.max())))
        real = cells < length[:, None]
        at = np.where(real, poems["start"].astype(np.int64)[:, None] + cells, 0)
        target = np.where(real, self.text[at].astype(np.int64), PAD)
        pinned = np.zeros(target.shape, bool)
        hints = [
            self._hints(i, p, target[i], pinned[i], conditioning, rng) for i, p in enumerate(poems)
        ]
        read = self._unknown(target, conditioning, rng)
        for i in range(len(poems)):
            for hint in hints[i]:
                if hint[1] == HINT_PIN and rng.random() < conditioning.unknown_pin:
                    column = self._cell(poems[i], hint[2] - 1, hint[3] - 1)
                    read[i, column] = hint[0] = UNK
        features = self._features(poems, at, real, target, conditioning, rng)
        self._next_pins(features, read, pinned)
        features[~real] = 0
        previous = np.pad(read, ((0, 0), (1, 0)), constant_values=BOS)[:, :-1]
        open_cells = real & ~pinned
        weight = open_cells & (target != UNK)
        return Batch(previous, features, _padded(hints), target, weight, open_cells)

    def _features(
        self, poems, at, real, target, conditioning: Conditioning, rng: random.Random
    ) -> NDArray[np.int64]:
        number, column, left = (array[at] for array in self.places)
        line = number.astype(np.int64) - poems["line"].astype(np.int64)[:, None]
        tones = self._given_tones(self.tones[at], conditioning, rng)
        rhyme, rhyming = self._given_rhymes(poems, number, left == 0, real, conditioning, rng)
        by_poet = _chosen(len(poems), conditioning.poet, rng)
        by_dynasty = _chosen(
            len(poems), conditioning.dynasty / max(1e-9, 1 - conditioning.poet), rng
        )
        style = np.where(by_poet & (poems["style"] > 0), poems["style"],
                         np.where(by_dynasty | by_poet, poems["dynasty"], 0))  # fmt: skip
        values = {
            "form": poems["form"][:, None],
            "line": np.minimum(line, MAX_LINE),
            "lines_left": np.minimum(poems["lines"][:, None] - 1 - line, MAX_LINE),
            "column": np.minimum(column, MAX_COLUMN),
            "left": np.minimum(left, MAX_COLUMN),
            "tone": tones,
            "tone_after": np.pad(np.where(real, tones, 0)[:, 1:], ((0, 0), (0, 1))),
            "rhyme": rhyme,
            "rhyming": rhyming,
            "style": style[:, None],
        }
        features = np.zeros((*target.shape, len(FEATURES)), np.int64)
        for name, value in values.items():
            features[:, :, COLUMN[name]] = value
        return features

    def _given_rhymes(
        self, poems, number, ends, real, conditioning: Conditioning, rng: random.Random
    ):
        """[B, T] the id of the next rhyme, and RHYMING_*; neither is given where nothing rhymes.

        A couplet's rhyme is that of lines outside it: it is never given.
        """
        of_line = np.where(ends & real, self.rhymes[number], 0)
        rhymes = of_line.any(1) & (poems["form"] != FORMS.index("对联"))
        chosen = (_chosen(len(poems), conditioning.rhyme, rng) & rhymes)[:, None]
        ahead = np.zeros_like(of_line)
        coming = np.zeros(len(poems), of_line.dtype)
        for t in range(of_line.shape[1] - 1, -1, -1):
            coming = np.where(of_line[:, t] > 0, of_line[:, t], coming)
            ahead[:, t] = coming
        rhyming = np.where(of_line > 0, RHYMING_YES, RHYMING_NO)
        return np.where(chosen, ahead, 0), np.where(chosen, rhyming, RHYMING_NOT_GIVEN)

    def _given_tones(
        self, tones, conditioning: Conditioning, rng: random.Random
    ) -> NDArray[np.uint8]:
        generator = np.random.default_rng(rng.getrandbits(32))
        either = generator.integers(TONE_LEVEL, TONE_OBLIQUE + 1, tones.shape, dtype=np.uint8)
        tones = np.where(tones == TONE_EITHER, either, tones)
        share = np.where(
            _chosen(len(tones), conditioning.tone, rng),
            generator.uniform(conditioning.tone_cell, 1, len(tones))
            if conditioning.tone_cell < 1
            else 1.0,
            0.0,
        )
        return np.where(generator.random(tones.shape) < share[:, None], tones, 0)

    def _unknown(self, target, conditioning: Conditioning, rng: random.Random) -> NDArray[np.int64]:
        if not conditioning.unknown:
            return target.copy()
        generator = np.random.default_rng(rng.getrandbits(32))
        return np.where(generator.random(target.shape) < conditioning.unknown, UNK, target)

    def _hints(
        self, i, poem, target, pinned, conditioning: Conditioning, rng: random.Random
    ) -> list[list[int]]:
        widths = self._widths(poem)
        hints = []
        if rng.random() < conditioning.pins:
            drawn = self._pins(poem, widths, conditioning, rng)
            for line, column, cell in drawn:
                pinned[cell] = True
                hints.append([int(target[cell]), HINT_PIN, 1 + line, 1 + column])
        if rng.random() < conditioning.theme:
            count = conditioning.theme_words or rng.choice((1, 1, 2, 2, 3, 4, 5))
            for word in self.theme_words(poem, count, rng):
                hints += [[int(c), HINT_THEME + n, 0, 0] for n, c in enumerate(word)]
        if poem["titled"] and rng.random() < conditioning.title:
            begin = int(poem["title_start"])
            title = self.titles[begin : begin + int(poem["titled"])]
            hints += [[int(c), HINT_TITLE, 0, 1 + n] for n, c in enumerate(title)]
        return hints

    @staticmethod
    def _pins(poem, widths: list[int], conditioning: Conditioning, rng: random.Random) -> list[Pin]:
        if rng.random() < conditioning.heads_only:
            return heads(widths)
        if poem["form"] == FORMS.index("对联") and rng.random() < UPPER_LINE:
            return [(0, column, column) for column in range(widths[0])]
        return draw_pins(widths, rng)

    def theme_words(self, poem, count: int, rng: random.Random) -> list[list[int]]:
        """Up to `count` words of the poem, by weight; at times one that only the title has."""
        start, length = int(poem["start"]), int(poem["length"])
        weights = self.words[start : start + length]
        candidates = np.nonzero(weights)[0]
        words: list[list[int]] = []
        if poem["title"][0] >= 0 and rng.random() < 0.25:
            words.append(self.word_ids[poem["title"][0]].tolist())
        heavy = weights[candidates].astype(float) ** 2
        while len(candidates) and len(words) < count:
            pick = rng.choices(range(len(candidates)), heavy)[0]
            at = start + int(candidates[pick])
            word = self.text[at : at + 2].astype(int).tolist()
            words.append(word[:1] if rng.random() < 0.1 else word)
            keep = abs(candidates - candidates[pick]) > 1
            candidates, heavy = candidates[keep], heavy[keep]
        return words

    def _widths(self, poem) -> list[int]:
        return self.widths[int(poem["line"]) : int(poem["line"]) + int(poem["lines"])].tolist()

    def _cell(self, poem, line: int, column: int) -> int:
        return sum(self._widths(poem)[:line]) + column

    @staticmethod
    def _next_pins(features, read, pinned) -> None:
        """Fill in the nearest pin strictly after each cell."""
        character = np.zeros(len(read), np.int64)
        distance = np.zeros(len(read), np.int64)
        for t in range(read.shape[1] - 1, -1, -1):
            features[:, t, COLUMN["next_character"]] = character
            features[:, t, COLUMN["next_distance"]] = np.minimum(distance, MAX_DISTANCE)
            here = pinned[:, t]
            character = np.where(here, read[:, t], character)
            distance = np.where(here, 1, np.where(distance > 0, distance + 1, 0))


COMMON_LENGTHS = (20, 28, 40, 56)
"""Quatrains and octaves."""


def _padded_length(length: int) -> int:
    """Few different lengths: the processor's library prepares itself anew for each shape."""
    return length if length in COMMON_LENGTHS else -(-length // 16) * 16


def _chosen(size: int, probability: float, rng: random.Random) -> NDArray[np.bool_]:
    return np.array([rng.random() < probability for _ in range(size)])


def _padded(hints: list[list[list[int]]]) -> NDArray[np.int64]:
    """[B, M, 4], at least one row wide."""
    most = max(1, max(map(len, hints)))
    result = np.full((len(hints), most, 4), HINT_PAD, np.int64)
    for i, rows in enumerate(hints):
        for j, (character, kind, line, column) in enumerate(rows):
            result[i, j] = (
                character,
                kind,
                min(line, MAX_LINE + 1),
                min(column, MAX_COLUMN + 1),
            )
    return result


def schedule(
    corpus: Corpus,
    forms: dict[str, float],
    characters: int,
    rng: random.Random,
    weights: NDArray[np.float32] | None = None,
) -> Iterator[NDArray[np.int64]]:
    """One pass in random order: row numbers batch by batch, each of poems of (nearly) one length.

    `forms` gives the share of each form's poems that a pass draws; `characters` is a batch's size;
    weights [pieces]: how often each piece is read in a pass that draws all of its form.
    """
    generator = np.random.default_rng(rng.getrandbits(32))
    rows = []
    for form, share in forms.items():
        found = corpus.rows(Split.TRAIN, {form: share})
        if weights is not None:
            times = weights[found] + generator.random(len(found))
            found = np.repeat(found, times.astype(np.int64))
        rows.append(generator.permutation(found)[: max(1, round(share * len(found)))])
    drawn = generator.permutation(np.concatenate(rows))
    drawn = drawn[np.argsort(corpus.pieces["length"][drawn], kind="stable")]
    batches = []
    i = 0
    while i < len(drawn):
        size = max(1, characters // _padded_length(int(corpus.pieces["length"][drawn[i]])))
        batches.append(drawn[i : i + size])
        i += size
    rng.shuffle(batches)
    yield from batches
