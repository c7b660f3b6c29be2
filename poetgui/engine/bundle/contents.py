"""What the files of a bundle may say: types, ranges and sizes, each read before it is used.

A bundle comes from anywhere. Its hashes only tell that it arrived as it was made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from poetgui.engine.bundle.ids import checked_id
from poetgui.engine.model.features import FEATURES, FORMS, MARKERS, RHYME_FIRST
from poetgui.errors import UserError
from poetgui.files import CHECKSUM, is_as_written, parse_json

SCHEMA = 1
"""Version of the format that this program reads and `training.bundle.onnx_export` writes."""
MANIFEST = "manifest.json"

LARGEST = {".json": 64 << 20, ".filter": 512 << 20, ".onnx": 1 << 30, ".md": 1 << 20}
"""Bytes of a file, by what its name ends in; other files are none of a bundle's."""
MOST_FILES = 32
MOST_CHARACTERS, MOST_STYLES, MOST_WORDS = 60_000, 20_000, 2_000_000
MOST_UNITS = 8192
"""Of a layer of the network."""
LONGEST_TEXT = 200
MOST_CARD_NUMBERS = 10_000
"""Entries of the manifest's lists and objects all in all."""
DEEPEST = 12
LARGEST_NUMBER = 10**18


class Contents:
    """The JSON files of one folder; every method raises UserError naming the file at fault."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def manifest(self) -> dict[str, Any]:
        """The manifest: of a schema that this program reads, its parts of the types they have."""
        if not (self._folder / MANIFEST).is_file():
            raise UserError("{} 里没有 {}，它不是诗囊的模型。", self._folder, MANIFEST)
        found = self._read(MANIFEST)
        schema = found.get("schema")
        if not isinstance(schema, int) or not _is_number(schema, 1) or "id" not in found:
            raise self._fault(MANIFEST, "schema")
        if schema > SCHEMA:
            raise UserError(
                "模型“{}”来自更新的版本（{}），请先更新诗囊。", self._folder.name, schema
            )
        # After the schema: a newer one may have another way to make sure.
        if not is_as_written(found):
            raise self._fault(MANIFEST, CHECKSUM)
        found.pop(CHECKSUM, None)
        checked_id(found["id"])
        self._check_files(found.get("files"))
        self._check_network(found)
        self._check_card(found)
        return found

    def vocabulary(self) -> tuple[list[str], list[int]]:
        """The characters, no two alike, and how often each stands in the training part."""
        name = "vocabulary.json"
        found = self._read(name)
        listed = found.get("characters")
        if not isinstance(listed, list) or len(listed) <= MARKERS:
            raise self._fault(name, "characters")
        # The markers are only names, and may be empty.
        characters = self._texts(name, "characters", listed[MARKERS:], MOST_CHARACTERS)
        if any(len(c) > 1 for c in characters) or len(set(characters)) < len(characters):
            raise self._fault(name, "characters")
        return listed, self._counts(name, "counts", found.get("counts"), len(listed))

    def counted(self, name: str, key: str) -> tuple[list[str], list[int]]:
        """The texts of a list in a file, and their counts: words of the lexicon, or titles."""
        found = self._read(name)
        texts = self._texts(name, key, found.get(key), MOST_WORDS)
        return texts, self._counts(name, "counts", found.get("counts"), len(texts))

    def phrases(self, name: str) -> frozenset[str]:
        """The list of phrases in a file."""
        return frozenset(self._texts(name, "phrases", self._read(name).get("phrases"), MOST_WORDS))

    def _check_files(self, files: Any) -> None:
        if not isinstance(files, dict) or not len(files) <= MOST_FILES:
            raise self._fault(MANIFEST, "files")
        for name, entry in files.items():
            known = isinstance(entry, dict) and isinstance(entry.get("sha256"), str)
            if not known or not _is_number(entry.get("bytes"), 0) or Path(name).name != name:
                raise self._fault(MANIFEST, "files")
            if entry["bytes"] > LARGEST.get(Path(name).suffix, -1):
                raise UserError("模型“{}”的文件 {} 太大，或不该有。", self._folder.name, name)

    def _check_network(self, found: dict[str, Any]) -> None:
        network = found.get("network")
        if not isinstance(network, dict) or not _is_number(network.get("hidden"), 1, MOST_UNITS):
            raise self._fault(MANIFEST, "network")
        styles = self._texts(MANIFEST, "styles", found.get("styles", []), MOST_STYLES)
        if len(set(styles)) < len(styles):
            raise self._fault(MANIFEST, "styles")
        books, forms, features = (
            self._listed(found, key) for key in ("books", "forms", "features")
        )
        if books is not None and not set(books) <= set(RHYME_FIRST):
            raise self._fault(MANIFEST, "books")
        if forms is not None and tuple(forms) != FORMS[: len(forms)]:
            raise self._fault(MANIFEST, "forms")
        if features is not None and features != list(FEATURES):
            raise UserError(
                "模型“{}”的输入与本程序不相合，请换一个模型或更新程序。", self._folder.name
            )

    def _listed(self, found: dict[str, Any], key: str) -> list[str] | None:
        """A list of names; None in a manifest from before the key."""
        names = found.get(key)
        if names is None:
            return None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self._fault(MANIFEST, key)
        return names

    def _check_card(self, found: dict[str, Any]) -> None:
        """The rest is only shown: it must be small, and its numbers must be numbers."""
        left = [(found, 0)]
        entries = 0
        while left:
            value, depth = left.pop()
            children = _children(value)
            entries += len(children)
            huge = isinstance(value, int) and abs(value) > LARGEST_NUMBER
            if depth > DEEPEST or entries > MOST_CARD_NUMBERS or huge:
                raise self._fault(MANIFEST, "figures")
            left += [(child, depth + 1) for child in children]
        for key in ("data", "training", "figures"):
            if not isinstance(found.get(key, {}), dict):
                raise self._fault(MANIFEST, key)

    def _texts(self, name: str, key: str, value: Any, most: int) -> list[str]:
        if not isinstance(value, list) or len(value) > most or not all(map(_is_text, value)):
            raise self._fault(name, key)
        return value

    def _counts(self, name: str, key: str, value: Any, many: int) -> list[int]:
        if not isinstance(value, list) or len(value) != many:
            raise self._fault(name, key)
        if not all(_is_number(count, 0) for count in value):
            raise self._fault(name, key)
        return value

    def _read(self, name: str) -> dict[str, Any]:
        path = self._folder / name
        try:
            if path.stat().st_size > LARGEST[".json"]:
                raise ValueError("too large")
            data = parse_json(path.read_text(encoding="utf-8"), finite=True)
        except (OSError, ValueError) as error:
            raise UserError("文件 {} 读不懂，请重新安装模型。", name) from error
        if not isinstance(data, dict):
            raise UserError("文件 {} 读不懂，请重新安装模型。", name)
        return data

    def _fault(self, name: str, key: str) -> UserError:
        return UserError("模型“{}”的 {} 有误（{}），请重新安装。", self._folder.name, name, key)


def _children(value: Any) -> list[Any]:
    """What a JSON value holds."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _is_text(value: Any) -> bool:
    """A short string that can be written as UTF-8 and has no control characters."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        return False
    return not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in value)


def _is_number(value: Any, least: int, most: int = 10**15) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
