"""The kinds of files that `tests.damage` damages: how each is made, and how it is read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from poetgui import paths, resource_files, settings
from poetgui.composer.themes import theme_words
from poetgui.engine.bundle import bundles, copy_filter
from poetgui.engine.model.features import FEATURES
from poetgui.files import read_text, with_checksum, write_text
from poetgui.history.backups import back_up
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.history.transfer import all_entries, as_json, read_json
from tests import tiny_bundle
from tests.bench_history import poems
from tests.history.poems import RECIPE, SPRING

HISTORY, SETTINGS, EXPORT = "history.sqlite3", "settings.json", "旧作.json"
POEMS = 40
MANIFEST = (
    "schema",
    "id",
    "created",
    "files",
    "styles",
    "network",
    "figures",
    "features",
    "titles",
)
PREPARED = ("styles", "characters", "vocabulary", "poems", "split_sha256", "sources", "kept")
NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)


class Read(NamedTuple):
    """What the program makes of a file."""

    content: dict[str, Any]
    """Everything that it takes from there."""
    said: bool
    """Whether it told the person that something is wrong. A UserError tells as well."""


@dataclass(frozen=True)
class Kind:
    """One kind of files."""

    build: Callable[[Path], None]
    """Writes sound ones into a folder."""
    victims: tuple[str, ...]
    """Patterns: of one of these files something is damaged."""
    read: Callable[[Path, Path], Read]
    """Of the folder and of the damaged file in it."""
    writes: bool = False
    """Whether reading may change more in the folder than the damaged file."""


def _fill(history: History) -> None:
    import random

    chance = random.Random(1)
    for poem in poems(POEMS // 2, chance):
        history.add([poem, SPRING], {**RECIPE, "request": {"mode": "free", "seed": poem.seed}})
    for number in range(1, POEMS, 4):
        history.star(number, True)
        history.annotate(number + 1, ("夜", "归隐"), "夜里改的")
    for number in range(7, POEMS, 10):
        history.delete(number)


def _history(folder: Path) -> None:
    with closing(History(folder / HISTORY, lambda: NOW)) as history:
        _fill(history)


def _backed_up(folder: Path) -> None:
    _history(folder)
    back_up(folder / HISTORY, date(2026, 1, 31))


def _logged(folder: Path) -> None:
    """A history as a kill or a power cut leaves it: half of the poems are only in the log."""
    with closing(History(folder / "open.sqlite3", lambda: NOW)) as history:
        history.add([SPRING] * POEMS, RECIPE)
    with closing(sqlite3.connect(folder / "open.sqlite3")) as held:
        held.execute("PRAGMA wal_autocheckpoint = 0")
        held.execute("SELECT count(*) FROM poems").fetchone()
        with closing(History(folder / "open.sqlite3", lambda: NOW)) as history:
            _fill(history)
            for end in ("", "-wal"):
                shutil.copyfile(folder / f"open.sqlite3{end}", folder / f"{HISTORY}{end}")
    for path in folder.glob("open.*"):
        path.unlink()


def _read_history(folder: Path, _: Path) -> Read:
    said: list[str] = []
    with closing(History(folder / HISTORY, lambda: NOW + timedelta(1))) as history:
        history.tell = said.append
        history.check()
        filters = {
            "all": PoemFilter(),
            "deleted": PoemFilter(deleted=True),
            "starred": PoemFilter(starred=True),
            "tagged": PoemFilter(tag="归隐"),
            "words": PoemFilter("春风"),
            "pinyin": PoemFilter("chunfeng"),
            "form": PoemFilter(form="五绝"),
            "book": PoemFilter(book="平水韵"),
            "since": PoemFilter(since=NOW),
        }
        entries = [e for name in ("all", "deleted") for e in all_entries(history, filters[name])]
        content: dict[str, Any] = {"entries": {entry.id: entry for entry in entries}}
        content |= {n: [e.id for e in all_entries(history, f)] for n, f in filters.items()}
        content |= {fact: history.values(fact) for fact in ("form", "book", "model", "tag")}
        content["counts"] = history.counts()
        content["families"] = [len(history.family(entry.family)) for entry in entries]
        (number,) = history.add([SPRING], RECIPE)  # one can go on
        assert history.get(number).poem == SPRING
        return Read(content, bool(history.notice or said))


def _settings(folder: Path) -> None:
    values = settings.Settings(unknown={"later": [1, "二"]})
    values = values.changed(avoid=("愁", "泪"), seal="一二三四", daring=0.5, count=9, model="唐宋")
    settings.save(values, folder / SETTINGS)


def _read_settings(_: Path, path: Path) -> Read:
    values, whole = settings.read(path)
    content = {f.name: getattr(values, f.name) for f in fields(values)}
    return Read(content | {"unknown": values.unknown.get("later")}, not whole)


def _bundle(folder: Path) -> None:
    model = folder / "model"
    tiny_bundle.write_bundle(model, titles=True)
    extra = {
        "lexicon.json": {"words": ["春风", "明月"], "counts": [30, 20]},
        "titles.json": {"titles": ["送别", "秋夜"], "counts": [3, 2]},
        "stock_phrases.json": {"phrases": ["不知何处", "独倚阑干"]},
    }
    for name, data in extra.items():
        tiny_bundle.write_json(model / name, data)
    copy_filter.build(["春风何处好", "花发已成阴"]).save(model / "lines.filter")
    tiny_bundle.write_manifest(model, titles=True)
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    tiny_bundle.write_json(model / "manifest.json", with_checksum(manifest))


def _read_bundle(folder: Path, _: Path) -> Read:
    bundle = bundles.load_bundle(folder / "model")
    model = bundle.model
    memory = model.encode_hints(np.array([[[5, 1, 1, 1]]], np.int64))
    features = np.zeros((1, len(FEATURES)), np.int64)
    logp, _ = model.step(np.ones(1, np.int64), features, model.initial_state(1), memory)
    pairs = {first: [array.tolist() for array in p] for first, p in model.lexicon_bigrams.items()}
    content = {
        "manifest": {name: bundle.manifest.get(name) for name in MANIFEST},
        "characters": model.characters,
        "styles": model.styles,
        "frequency": model.log_frequency.tolist(),
        "pairs": pairs,
        "step": [memory.keys.tolist(), logp.tolist()],
        "copies": [bundle.copies is not None and line in bundle.copies for line in SPRING.lines],
        "titles": dict(bundle.titles),
        "phrases": bundle.stock_phrases,
    }
    return Read(content, False)


def _resources(folder: Path) -> None:
    for name in (*resource_files.FOLDERS, resource_files.HASHES):
        source, target = paths.resource(name), folder / "resources" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _made(target))


def _read_resources(folder: Path, path: Path) -> Read:
    root = folder / "resources"
    name = path.relative_to(root).as_posix()
    with mock.patch.object(resource_files, "resource", root.joinpath):
        resource_files._hashes.cache_clear()
        try:
            names = resource_files.names() if name == resource_files.HASHES else [name]
            content = {name: _hash(resource_files.read(*name.split("/"))) for name in names}
        finally:
            resource_files._hashes.cache_clear()
    return Read(content, False)


def _prepared(folder: Path) -> None:
    from tests.training import poems as made_up
    from training.corpus.prepare import prepare

    texts = made_up.write_texts(made_up.make(120), folder / "texts")
    prepare(texts, folder / "data")


def _read_prepared(folder: Path, _: Path) -> Read:
    from training.corpus.dataset import Corpus

    corpus = Corpus(folder / "data")
    arrays = ("text", "tones", "words", "widths", "rhymes", "titles", "poems", "pieces", "word_ids")
    content: dict[str, Any] = {
        name: (getattr(corpus, name).shape, _hash(getattr(corpus, name).tobytes()))
        for name in arrays
    }
    content |= {name: getattr(corpus, name) for name in ("vocabulary", "lexicon")}
    content["manifest"] = {key: corpus.manifest.get(key) for key in PREPARED}
    return Read(content, False)


def _export(folder: Path) -> None:
    with closing(History(Path(":memory:"), lambda: NOW)) as history:
        _fill(history)
        write_text(folder / EXPORT, as_json(all_entries(history)))


def _read_export(_: Path, path: Path) -> Read:
    return Read({"records": read_json(read_text(path))}, False)


def _cut_words(folder: Path) -> None:
    _read_cut_words(folder, folder)


def _read_cut_words(folder: Path, _: Path) -> Read:
    theme_words._cutter.cache_clear()
    with mock.patch.dict(os.environ, POETGUI_HOME=str(folder)):
        cutter = theme_words._cutter()
    theme_words._cutter.cache_clear()
    words = cutter.lcut("秋天的夜里想念故乡的朋友")
    content = {"words": words, "total": cutter.total, "all": hash(frozenset(cutter.FREQ.items()))}
    return Read(content, False)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


KINDS: dict[str, Kind] = {
    "history": Kind(_history, (HISTORY,), _read_history, writes=True),
    "history, backed up": Kind(_backed_up, (HISTORY,), _read_history, writes=True),
    "history, its log": Kind(_logged, (f"{HISTORY}-wal",), _read_history, writes=True),
    "settings": Kind(_settings, (SETTINGS,), _read_settings, writes=True),
    "model, manifest": Kind(_bundle, ("model/manifest.json",), _read_bundle),
    "model, the rest": Kind(_bundle, ("model/*.onnx", "model/[!m]*.*"), _read_bundle),
    "tables": Kind(_resources, ("resources/**/*.*",), _read_resources),
    "exported poems": Kind(_export, (EXPORT,), _read_export),
    "prepared corpus": Kind(_prepared, ("data/*",), _read_prepared),
    "words of the cutter": Kind(_cut_words, ("cache/*",), _read_cut_words, writes=True),
}
"""Name -> kind."""
