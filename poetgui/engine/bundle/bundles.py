"""A model as the app loads it: one folder with its graphs, vocabulary and manifest."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from poetgui.engine.bundle import session, trial
from poetgui.engine.bundle.bundle_list import Card, list_bundles, read_manifest
from poetgui.engine.bundle.contents import MANIFEST, Contents
from poetgui.engine.bundle.copy_filter import CopyFilter
from poetgui.engine.bundle.graph_check import check_graph
from poetgui.engine.bundle.ids import checked_id
from poetgui.engine.model.arrays import BigramTable
from poetgui.engine.model.features import FORMS, MARKERS
from poetgui.engine.model.habit_penalty import lexicon_bigrams
from poetgui.engine.model.language_model import LanguageModel
from poetgui.errors import Message, UserError
from poetgui.files import make_folder, sha256_of
from poetgui.paths import models_folder, resource
from poetgui.prosody.books.rhyme_books import PINGSHUI

VOCABULARY = "vocabulary.json"
LEXICON, COPIES = "lexicon.json", "lines.filter"
STOCK_PHRASES, TITLES = "stock_phrases.json", "titles.json"
REQUIRED = (session.STEP_FILE, session.HINTS_FILE, VOCABULARY)


@dataclass(frozen=True)
class Bundle:
    """A loaded model with its manifest (the model card) and the folder that it came from."""

    model: LanguageModel
    manifest: dict[str, Any]
    folder: Path

    @cached_property
    def copies(self) -> CopyFilter | None:
        """The copy filter: the bundle's own, or the one that the program ships; None without."""
        for path in (self.folder / COPIES, resource("model", COPIES)):
            if path.is_file():
                return CopyFilter.load(path)
        return None

    @cached_property
    def titles(self) -> Mapping[str, int]:
        """Titles of human poems, none with a person's name, and how often each stands; empty where
        the model was not trained with titles."""
        if not self.model.knows_titles or not (self.folder / TITLES).is_file():
            return {}
        return dict(zip(*Contents(self.folder).counted(TITLES, "titles"), strict=True))

    @cached_property
    def stock_phrases(self) -> frozenset[str]:
        """What poets have said so often that no poem should: the bundle's own list, or the one that
        the program ships; empty without."""
        for folder in (self.folder, resource("model")):
            if (folder / STOCK_PHRASES).is_file():
                return Contents(folder).phrases(STOCK_PHRASES)
        return frozenset()


def load_bundle(folder: Path) -> Bundle:
    """Load and verify a bundle.

    Raises UserError when a file is missing, differs from its hash, holds what it may not, or needs
    a newer program.
    """
    manifest = read_manifest(folder)
    verify(folder, manifest)
    characters, counts = Contents(folder).vocabulary()
    for graph in (session.STEP_FILE, session.HINTS_FILE):
        check_graph(folder / graph)
    try:
        model = session.OnnxModel(
            folder,
            id=manifest["id"],
            characters=characters,
            counts=counts,
            styles=manifest.get("styles", []),
            # Models older than rhyme groups for tunes know one book, and do not list it.
            books=manifest.get("books", [PINGSHUI]),
            # Models older than couplets know the forms up to 其他, and do not list them.
            forms=len(manifest.get("forms", FORMS[: FORMS.index("对联")])),
            hidden=int(manifest["network"]["hidden"]),
            knows_titles=manifest.get("titles") is True,
            lexicon_bigrams=_lexicon_bigrams(folder, characters, counts),
        )
        sound = trial.gives_probabilities(model)
    except UserError:
        raise
    except Exception as error:
        raise UserError("模型“{}”无法载入：{}", folder.name, error) from error
    if not sound:
        raise UserError("模型“{}”算出的不是概率，请重新安装。", folder.name)
    return Bundle(model, manifest, folder)


def verify(folder: Path, manifest: dict[str, Any]) -> None:
    """Compare every file with its hash. Raises UserError naming the first that differs."""
    files = manifest["files"]
    for name in REQUIRED:
        if name not in files:
            raise UserError("模型“{}”的清单里缺少 {}，请重新安装。", folder.name, name)
    for name, expected in files.items():
        path = folder / name
        if path.parent != folder or not path.is_file():
            raise UserError("模型“{}”缺少文件 {}，请重新安装。", folder.name, name)
        size = path.stat().st_size  # first: hashing a huge file takes long
        if size != expected["bytes"] or sha256_of(path) != expected["sha256"]:
            raise UserError("模型“{}”的文件 {} 已损坏，请重新安装。", folder.name, name)


def default_bundle() -> Bundle:
    """The first installed bundle. Raises UserError when there is none."""
    cards = list_bundles()
    if not cards:
        raise UserError("没有安装模型，请用“models install 文件夹”安装一个。")
    return load_bundle(cards[0].folder)


def find_bundle(name: str) -> Bundle:
    """Load by id, or by folder. Raises UserError when there is no such bundle."""
    if Path(name).is_dir():
        return load_bundle(Path(name))
    cards = list_bundles()
    for card in cards:
        if card.id == name:
            return load_bundle(card.folder)
    installed = tuple(card.id for card in cards) or Message("无")
    raise UserError("没有“{}”这个模型；已安装：{}。", name, installed)


def choose_bundle(name: str | None) -> Bundle:
    """The bundle of an option `--model`: by id or folder, the first installed one without a name.

    Raises UserError when there is none.
    """
    return find_bundle(name) if name else default_bundle()


def commonest(folder: Path) -> tuple[str, ...]:
    """The characters of a bundle by their frequency in training, read without loading the model.

    Raises UserError where the vocabulary cannot be read.
    """
    characters, counts = Contents(folder).vocabulary()
    counted = zip(counts[MARKERS:], characters[MARKERS:], strict=True)
    return tuple(c for _, c in sorted(counted, key=lambda pair: -pair[0]))


class AlreadyInstalledError(UserError):
    """There is a model of that id; whoever installs has to ask the person before it is replaced.

    The window asks first, so that only the commands meet this.
    """

    def __init__(self, id: str) -> None:
        super().__init__("已经装有模型“{}”。要换掉它，请加上 --replace。", id)


def installed_as(id: str) -> Path | None:
    """The folder of the installed model of this id; None where it is free.

    Raises UserError where something else lies in the folder's place.
    """
    folder = models_folder() / checked_id(id)
    if not folder.exists():
        return None
    if not (folder / MANIFEST).is_file():
        raise UserError("“{}”不是诗囊的模型，却占着位置，请先把它移走。", folder)
    try:
        found = read_manifest(folder)["id"]
    except UserError:
        found = id  # It is damaged: to install it anew is how it is mended.
    if found != id:  # where the system takes Tiny and tiny for one folder
        raise UserError("已装的模型“{}”占着“{}”，请先把它删去。", found, folder)
    return folder


def replaces(folder: Path) -> str:
    """The id of the installed model that `install` would replace by this bundle, else empty."""
    try:
        id = read_manifest(folder)["id"]
        target = installed_as(id)
    except UserError:
        return ""  # `install` says why
    return "" if target is None or target.samefile(folder) else id


def install(folder: Path, replace: bool = False) -> Card:
    """Copy a verified bundle into the person's models, under its id.

    Raises AlreadyInstalledError where a model of that id is there and `replace` was not said, and
    UserError where the bundle is not sound or the disk refuses; what was installed then stays.
    """
    manifest = load_bundle(folder).manifest
    trial.run(folder)
    name = manifest["id"]
    target = models_folder() / name
    present = installed_as(name)
    if present is not None and present.samefile(folder):
        return Card(target, manifest)
    if present is not None and not replace:
        raise AlreadyInstalledError(name)
    make_folder(target.parent)
    # An id never starts with a dot, so these are no other model's.
    staging, old = target.with_name(f".{name}.new"), target.with_name(f".{name}.old")
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        for file in (MANIFEST, "CARD.md", COPIES, *manifest["files"]):
            if (folder / file).is_file():
                shutil.copyfile(folder / file, staging / file)
        shutil.rmtree(old, ignore_errors=True)
        if present is not None:
            target.rename(old)
        staging.rename(target)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        if old.exists() and not target.exists():
            old.rename(target)
        raise UserError("模型“{}”装不了：{}。", name, error.strerror or error) from error
    shutil.rmtree(old, ignore_errors=True)
    return Card(target, manifest)


def _lexicon_bigrams(folder: Path, characters: Sequence[str], counts: Sequence[int]) -> BigramTable:
    """The words of the bundle's lexicon; none where it has no lexicon."""
    if not (folder / LEXICON).is_file():
        return {}
    words, often = Contents(folder).counted(LEXICON, "words")
    return lexicon_bigrams(words, often, characters, counts)
