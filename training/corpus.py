"""Read poems from the public archive, an unpacked folder of it, or a folder of plain .txt poems."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from poetgui.errors import UserError

COMMIT = "99ebbef7e1345c0985c44b9fd96a3f9e776f117b"
"""The commit of chinese-poetry/chinese-poetry (MIT) that the shipped model was trained on."""

_POEMS = re.compile(r"(?:^|/)(?:全唐诗/poet\.(?:tang|song)\.\d+|宋词/ci\.song\.(?:\d+|2019y))\.json$")


@dataclass(frozen=True, slots=True)
class Record:
    """One poem as its source has it: any script, punctuation and notes included."""

    title: str
    author: str
    dynasty: str
    """唐, 宋, or empty where the source does not say."""
    kind: str
    """诗 or 词: only the source knows whether lines belong to a tune."""
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the corpus."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def sources(corpus: Path) -> Iterator[Source]:
    """Every file of poems, sorted by name so that the same corpus gives the same arrays.

    Raises UserError when the path holds nothing that can be read as poems.
    """
    if not corpus.exists():
        raise UserError(f"找不到语料：{corpus}")
    found = False
    reader = _from_archive if corpus.is_file() else _from_folder
    for source in reader(corpus):
        found = True
        yield source
    if not found:
        raise UserError(
            f"{corpus} 里没有可读的诗：需要 chinese-poetry 的压缩包或文件夹，"
            "或者一个放着 .txt 的文件夹（每首诗之间空一行，UTF-8 编码）。"
        )


def _from_archive(path: Path) -> Iterator[Source]:
    try:
        with tarfile.open(path) as archive:
            members = [m for m in archive.getmembers() if m.isfile() and _POEMS.search(m.name)]
            for member in sorted(members, key=lambda m: m.name):
                stream = archive.extractfile(member)
                assert stream is not None  # only regular files were kept
                yield Source(member.name.split("/", 1)[-1], stream.read())
    except (tarfile.TarError, EOFError, OSError) as error:
        raise UserError(f"压缩包读不出来，可能没有下载完整：{path}（{error}）") from error


def _from_folder(path: Path) -> Iterator[Source]:
    files = [p for p in path.rglob("*.json") if _POEMS.search(p.as_posix())]
    files += list(path.rglob("*.txt"))
    for file in sorted(files):
        yield Source(file.relative_to(path).as_posix(), file.read_bytes())


def records(source: Source) -> Iterator[Record]:
    """The poems of one file. Raises UserError when it cannot be read."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{source.name} 不是 UTF-8 编码，请另存为 UTF-8 再试。") from error
    if source.name.endswith(".txt"):
        yield from _plain(text)
        return
    try:
        poems = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(f"{source.name} 不是完好的 JSON：{error}") from error
    tune = "ci." in source.name
    dynasty = "唐" if "tang" in source.name else "宋"
    for poem in poems:
        yield Record(
            title=poem.get("rhythmic" if tune else "title") or "",
            author=poem.get("author") or "",
            dynasty=dynasty,
            kind="词" if tune else "诗",
            text="\n".join(poem.get("paragraphs") or ()),
        )


def _plain(text: str) -> Iterator[Record]:
    """Poems separated by blank lines; a first line without punctuation and unlike the rest is a title."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        title = ""
        if len(lines) > 1 and not re.search(r"[，。！？；]", lines[0]) and _titled(lines):
            title, lines = lines[0], lines[1:]
        if lines:
            yield Record(title, "", "", "诗", "\n".join(lines))


def _titled(lines: list[str]) -> bool:
    if re.search(r"[，。！？；]", lines[1]):
        return True
    widths = {len(line) for line in lines[1:]}
    return len(widths) == 1 and len(lines[0]) not in widths
