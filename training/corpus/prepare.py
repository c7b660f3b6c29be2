"""Corpus -> arrays: one script, cleaned, without duplicates, split by a hash of the text.

Writes a folder that `dataset.Corpus` maps into memory:

    characters.npy  uint16 [N]    vocabulary ids of all poems, one after the other
    tones.npy       uint8  [N]    0 unknown, 1 level, 2 oblique, 3 either reading
    words.npy       uint8  [N]    0, or the weight of the lexicon word that begins here
    lines.npy       uint8  [L]    characters in each line of all poems
    rhymes.npy      uint8  [L]    rhyme id that each line ends on, 0 where it does not rhyme
    titles.npy      uint16 [T]    vocabulary ids of the titles' telling parts, one after the other
    poems.npy       struct [P]    POEM: where each poem stands, form, style, part, title
    couplets.npy    struct [C]    likewise, for pairs of lines within the poems
    vocabulary.json               characters and their counts in the training split
    lexicon.json                  two-character words of old poetry and their weights
    manifest.json                 hash of every source and every other file, of the split, counts
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

from poetgui.engine.model.features import FORMS, UNK
from poetgui.errors import UserError
from poetgui.files import replacing, sha256_of, with_checksum, write_text
from poetgui.prosody.books.variants import merged
from training.corpus import lexicon, metre_labels
from training.corpus.cleaning import Dropped, clean, form_of
from training.corpus.couplet_rows import couplets
from training.corpus.poem_sources import COMMIT, CONTENT, Source, content_hash, records, sources
from training.corpus.splits import REGULATED_FORMS, Split
from training.corpus.title_occasions import occasion

MARKERS = ("<pad>", "<bos>", "<unk>")
LARGE = 1_000_000
"""Characters from which on a corpus is large: in a smaller one every character counts."""
MIN_COUNT = 20
"""A character seen less often in the training split can hardly be learned: it becomes `<unk>`."""
POETS = 300
"""Poets with a style of their own: those with most poems in the training split. The last one of the
public corpus has 254."""
FEWEST_OF_A_POET = 20
"""Of one's own poems a poet must have so many for a style: fewer are learned by heart."""
MAX_LINES = 32
"""Longer old-style poems are cut into pieces of as many lines as the app writes at most."""
FEW_FILES = 8
"""So few are read in this process: starting others would take longer."""
POEM = np.dtype(
    [
        ("start", np.uint32),  # first character
        ("length", np.uint16),  # characters
        ("line", np.uint32),  # first entry of lines.npy
        ("lines", np.uint8),
        ("form", np.uint8),  # index of features.FORMS
        ("style", np.uint16),  # poet: 1 + index of styles; 0 unknown
        ("dynasty", np.uint16),  # likewise
        ("part", np.uint8),  # a Split
        ("title", np.int32, 2),  # rows of the lexicon named by the title, -1 for none
        ("title_start", np.uint32),  # first character of its title in titles.npy
        ("titled", np.uint8),  # characters of its title, 0 where it has none that tells anything
    ]
)


@dataclass(slots=True, kw_only=True)
class Kept:
    """A poem on its way into the arrays."""

    lines: tuple[str, ...]
    form: str
    title: str = ""
    author: str = ""
    dynasty: str = ""
    split: Split


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a finished model knows: its numbers of characters and styles stay as they are."""

    characters: Sequence[str]
    """The markers first."""
    counts: Sequence[int]
    words: Sequence[str]
    word_counts: Sequence[int]
    styles: Sequence[str]


@dataclass(slots=True)
class Tally:
    """What was read, kept and dropped, for the table and the manifest."""

    read: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def facts(self, hashes: dict[str, str], seconds: float) -> dict:
        """What the manifest says of the reading. hashes: of every source, by its name."""
        return {
            "sources": hashes,
            "read": self.read,
            "kept": dict(self.kept),
            "dropped": dict(self.dropped),
            "seconds": round(seconds, 1),
        }

    def table(self) -> str:
        """Lines in Chinese for the terminal."""
        rows = [f"读入 {self.read:,} 首"]
        rows += [f"  留 {name:<4}{n:>9,}" for name, n in self.kept.most_common()]
        rows += [f"  弃 {reason:<8}{n:>9,}" for reason, n in self.dropped.most_common()]
        return "\n".join(rows)


def prepare(corpus: Path, out: Path) -> None:
    """Write the arrays of `corpus` into the folder `out`. Raises UserError when nothing is left."""
    began = time.perf_counter()
    tally = Tally()
    poems, hashes = read(corpus, tally)
    poems = without_duplicates(poems, tally)
    if len(poems) < len(Split):
        raise UserError(
            f"{corpus} 里可用的诗只有 {len(poems)} 首，至少要 {len(Split)} 首"
            f"（训练、验证、测试各一首）。\n{tally.table()}"
        )
    for poem in poems:
        tally.kept[poem.form] += 1
    fill_splits(poems)
    out.mkdir(parents=True, exist_ok=True)
    manifest = write(poems, out)
    if content_hash(hashes) == CONTENT:
        manifest["commit"] = COMMIT
    manifest |= tally.facts(hashes, time.perf_counter() - began)
    _write_json(out / "manifest.json", with_checksum(manifest))
    print(tally.table())
    print(
        f"字 {manifest['characters']:,}，字表 {manifest['vocabulary']:,}，{manifest['seconds']} 秒"
    )


def split_of(text: str) -> Split:
    """The split by the text alone, so that no poem ever moves: 97.5, 1 and 1.5 %."""
    bucket = digest_of(text) % 200
    return Split.VALID if bucket < 2 else Split.TEST if bucket < 5 else Split.TRAIN


def digest_of(text: str) -> int:
    """32 bits that depend on the text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())


def fill_splits(poems: list[Kept]) -> None:
    """A few poems of one's own may miss a split by chance: the largest one gives it a poem.

    Validation and test count quatrains and octaves, so one of them is given where there is one.
    """
    for split in Split:
        sizes = Counter(p.split for p in poems)
        if not sizes[split]:
            largest = sizes.most_common(1)[0][0]
            donors = (p for p in poems if p.split is largest)
            given = min(
                donors, key=lambda p: (p.form not in REGULATED_FORMS, digest_of("".join(p.lines)))
            )
            given.split = split


def read(corpus: Path, tally: Tally) -> tuple[list[Kept], dict[str, str]]:
    """The poems of a corpus, cleaned, and the hash of every source."""
    poems: list[Kept] = []
    hashes: dict[str, str] = {}
    for name, digest, results in _read_sources(sources(corpus)):
        hashes[name] = digest
        for result in results:
            tally.read += 1
            if isinstance(result, Dropped):
                tally.dropped[result] += 1
            else:
                poems.append(result)
    return poems, hashes


def _read_sources(files: Iterator[Source]) -> Iterator[tuple[str, str, list[Kept | Dropped]]]:
    first = list(itertools.islice(files, FEW_FILES))
    if len(first) < FEW_FILES:
        yield from map(_read_source, first)
        return
    # Started afresh on every system: a copy of a process that has threads (torch's) may hang.
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        yield from pool.imap(_read_source, itertools.chain(first, files), chunksize=4)


def _read_source(source: Source) -> tuple[str, str, list[Kept | Dropped]]:
    simplified = OpenCC("t2s").convert(source.text)
    results: list[Kept | Dropped] = []
    for record in records(Source(source.name, simplified.encode())):
        lines = clean(record.text)
        if isinstance(lines, Dropped):
            results.append(lines)
        else:
            # The split goes by the text as it stood: variants made one must move no poem.
            split = split_of("".join(lines))
            lines = tuple(map(merged, lines))
            form = form_of(lines, record.kind)
            title, author = merged(record.title), merged(record.author)
            results.append(
                Kept(
                    lines=lines,
                    form=form,
                    title=title,
                    author=author,
                    dynasty=record.dynasty,
                    split=split,
                )
            )
    return source.name, source.sha256, results


def without_duplicates(poems: Iterable[Kept], tally: Tally) -> list[Kept]:
    """Drop a poem whose text was seen, or half of whose lines stand in one earlier poem.

    The second rule keeps variants of one poem from standing on both sides of the split.
    """
    texts: set[str] = set()
    first_seen: dict[str, int] = {}
    kept: list[Kept] = []
    for poem in poems:
        text = "".join(poem.lines)
        if text in texts:
            tally.dropped[Dropped.DUPLICATE] += 1
            continue
        texts.add(text)
        earlier = Counter(first_seen[line] for line in poem.lines if line in first_seen)
        if earlier and earlier.most_common(1)[0][1] * 2 >= len(poem.lines):
            tally.dropped[Dropped.NEAR] += 1
            continue
        for line in poem.lines:
            first_seen.setdefault(line, len(kept))
        kept.append(poem)
    return kept


def _title(poem: Kept) -> str:
    """What a title tells; that of a tune is the tune's name, and tells nothing."""
    return "" if poem.form == "词" else occasion(poem.title)


def _pieces(poem: Kept) -> Iterable[tuple[str, ...]]:
    for i in range(0, len(poem.lines), MAX_LINES):
        if len(piece := poem.lines[i : i + MAX_LINES]) > 1:
            yield piece


def write(poems: list[Kept], out: Path, known: Known | None = None) -> dict:
    """Write every file but the manifest; returns what the manifest says of them.

    known: of a model that is trained further; what is new comes behind what it knows.
    """
    vocabulary = _Vocabulary(poems, known)
    styles = _style_numbers(poems, known)
    array, text, widths, titles = _laid_out(poems, vocabulary, styles)
    characters = vocabulary.characters
    tones = metre_labels.tones(array, text, characters)
    if known is None:
        table = lexicon.mine(array, text, widths, characters)
    else:
        table = lexicon.of_words(known.words, known.word_counts, characters)
    array["title"] = table.in_titles([p.title for p in poems for _ in _pieces(p)])
    # The manifest comes last: what an interrupted run leaves is seen to be unfinished.
    (out / "manifest.json").unlink(missing_ok=True)
    arrays = {
        "characters": text,
        "tones": tones,
        "words": table.weights_in(array, text, widths),
        "lines": widths,
        "rhymes": metre_labels.rhymes(array, text, widths, characters),
        "titles": titles,
        "poems": array,
        "couplets": couplets(array, text, widths, tones),
    }
    for name, data in arrays.items():
        with replacing(out / f"{name}.npy") as temporary, temporary.open("wb") as file:
            np.save(file, data)
    _write_json(
        out / "vocabulary.json", {"characters": characters, "counts": vocabulary.frequencies}
    )
    _write_json(out / "lexicon.json", table.to_json())
    files = (*(f"{name}.npy" for name in arrays), "vocabulary.json", "lexicon.json")
    split = hashlib.sha256(np.ascontiguousarray(array["part"]).tobytes() + text.tobytes())
    return {
        "styles": list(styles),
        "characters": len(text),
        "types": vocabulary.types,
        "unseen_types": vocabulary.types - (len(characters) - len(MARKERS)),
        "vocabulary": len(characters),
        "poems": {s.name.lower(): int((array["part"] == s).sum()) for s in Split},
        "split_sha256": split.hexdigest(),
        "files": {name: sha256_of(out / name) for name in files},
    }


class _Vocabulary:
    """The characters of the training split, the commonest first, behind the markers; behind those
    of a model that is trained further, as many as are new.
    """

    def __init__(self, poems: list[Kept], known: Known | None = None) -> None:
        before = list(MARKERS) if known is None else list(known.characters)
        frequencies = [0, 0, 0] if known is None else list(known.counts)
        counts = Counter(
            c for p in poems if p.split is Split.TRAIN for line in p.lines for c in line
        )
        fewest = MIN_COUNT if counts.total() > LARGE else 1
        new = counts.keys() - before
        frequent = [(c, n) for c, n in counts.items() if n >= fewest and c in new]
        ranked = sorted(frequent, key=lambda counted: (-counted[1], counted[0]))
        self.types = len(counts)
        self.characters = [*before, *(c for c, _ in ranked)]
        unseen = sum(counts[c] for c in new) - sum(n for _, n in ranked)
        self.frequencies = [*frequencies, *(n for _, n in ranked)]
        self.frequencies[UNK] += unseen
        """Of each of `characters`; `<unk>` has what all others have together."""
        self._ids = {c: i for i, c in enumerate(self.characters)}

    def ids(self, text: str) -> list[int]:
        """Of each character; UNK for one that is not in the vocabulary."""
        return [self._ids.get(c, UNK) for c in text]


def _style_numbers(poems: list[Kept], known: Known | None) -> dict[str, int]:
    """Dynasties, then the poets with most poems in the training split -> number from 1.

    Of a model that is trained further: its styles, then every author of the new poems.
    """
    if known is not None:
        authors = dict.fromkeys(p.author for p in poems if p.author)
        return {name: 1 + i for i, name in enumerate(dict.fromkeys((*known.styles, *authors)))}
    dynasties = [d for d in ("唐", "宋") if any(p.dynasty == d for p in poems)]
    by_poet = Counter(
        p.author for p in poems if p.split is Split.TRAIN and p.author not in ("", "无名氏", "不详")
    )
    poets = [a for a, n in by_poet.most_common(POETS) if n >= FEWEST_OF_A_POET]
    return {name: 1 + i for i, name in enumerate([*dynasties, *poets])}


def _laid_out(
    poems: list[Kept], vocabulary: _Vocabulary, styles: dict[str, int]
) -> tuple[NDArray, NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint16]]:
    """Rows of POEM without the lexicon's words, characters, widths of lines, titles."""
    text: list[int] = []
    lines: list[int] = []
    titles: list[int] = []
    rows: list[tuple] = []
    for poem in poems:
        title_start = len(titles)
        titles += vocabulary.ids(_title(poem))
        titled = len(titles) - title_start
        for piece in _pieces(poem):
            start, line = len(text), len(lines)
            text += vocabulary.ids("".join(piece))
            lines += map(len, piece)
            rows.append(
                (start, len(text) - start, line, len(piece), FORMS.index(poem.form),
                 styles.get(poem.author, 0), styles.get(poem.dynasty, 0), poem.split, (-1, -1),
                 title_start, titled)
            )  # fmt: skip
    return (
        np.array(rows, POEM),
        np.array(text, np.uint16),
        np.array(lines, np.uint8),
        np.array(titles, np.uint16),
    )


def _write_json(path: Path, data: object) -> None:
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1))
