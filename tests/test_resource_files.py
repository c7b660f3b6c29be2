"""Damaged files of the program's own are noticed where they are read, and named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from poetgui import paths, resource_files
from poetgui.errors import UserError
from poetgui.prosody.books import rhyme_books
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.resource_files import HASHES, checked_path, hashes_of, names, read, read_json

ROOT = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Tables and translations in a folder of their own, to be damaged."""
    folder = tmp_path / "resources"
    for name in ("prosody", "translations"):
        shutil.copytree(ROOT / "resources" / name, folder / name)
    shutil.copy(ROOT / "resources" / HASHES, folder / HASHES)
    monkeypatch.setattr(resource_files, "resource", lambda *parts: folder.joinpath(*parts))
    yield folder
    resource_files._hashes.cache_clear()


def test_the_hashes_are_those_of_the_files() -> None:
    """After a change in resources/: python -m training resource-hashes."""
    kept = json.loads((ROOT / "resources" / HASHES).read_text(encoding="utf-8"))
    assert kept == hashes_of(ROOT / "resources")
    assert {name.split("/")[0] for name in kept} == set(resource_files.FOLDERS)


def test_names_are_ascii() -> None:
    """A locale with other file names than UTF-8 would not find others."""
    files = [p for name in resource_files.FOLDERS for p in (paths.resource() / name).rglob("*")]
    assert [p.name for p in files if not p.name.isascii()] == []


def test_a_whole_file_is_read(copy: Path) -> None:
    assert read("prosody", "tunes.json") == (copy / "prosody" / "tunes.json").read_bytes()
    assert checked_path("prosody", "tunes.json") == copy / "prosody" / "tunes.json"
    assert "groups" in read_json("prosody", "pingshui.json")
    assert "prosody/pingshui.json" in names()


@pytest.mark.parametrize("bit", [0, 4, 7])
def test_a_single_bit_is_noticed(copy: Path, bit: int) -> None:
    path = copy / "prosody" / "pingshui.json"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1 << bit
    path.write_bytes(data)
    rhyme_books.load_book.cache_clear()
    with pytest.raises(UserError, match=r"prosody/pingshui\.json.*重新安装"):
        load_book(PINGSHUI)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "translations" / "messages_en.json").unlink()
    with pytest.raises(UserError, match=r"translations/messages_en\.json"):
        read("translations", "messages_en.json")


@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_damaged_hashes_are_named(copy: Path, text: str) -> None:
    (copy / HASHES).write_text(text, encoding="utf-8")
    resource_files._hashes.cache_clear()
    with pytest.raises(UserError, match=HASHES):
        read("prosody", "tunes.json")


def test_a_file_without_a_hash_is_none_of_ours(copy: Path) -> None:
    (copy / "prosody" / "planted.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="planted"):
        read("prosody", "planted.json")
