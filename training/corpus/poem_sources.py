"""Read poems from the public archive, an unpacked folder of it, or a folder of plain .txt poems."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from poetgui.errors import UserError

COMMIT = "99ebbef7e1345c0985c44b9fd96a3f9e776f117b"
"""The commit of chinese-poetry/chinese-poetry (MIT) that the shipped model was trained on."""

CONTENT = "d1e3bd1324220d651680d5b5e4ec006ee27c363fd420bf256e7a13a6ffa92277"
"""`content_hash` of that commit: the archive itself is packed anew by its host at times, with other
bytes around the same text."""

_POEMS = re.compile(
    r"(?:^|/)(?:全唐诗/poet\.(?:tang|song)\.\d+|宋词/ci\.song\.(?:\d+|2019y))\.json$"
)


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
        """Of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """Raises UserError when it is not UTF-8."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UserError(f"{self.name} 不是 UTF-8 编码，请另存为 UTF-8 再试。") from error


def sources(corpus: Path) -> Iterator[Source]:
    """Every file of poems, sorted by name so that the same corpus gives the same arrays.

    Raises UserError when the path holds nothing that can be read as poems.
    """
    if not corpus.exists():
        raise UserError(f"找不到语料：{corpus}")
    found = False
    for source in _reader(corpus)(corpus):
        found = True
        yield source
    if not found:
        raise UserError(
            f"{corpus} 里没有可读的诗：需要 chinese-poetry 的压缩包或文件夹，"
            "或者一个放着 .txt 的文件夹（每首诗之间空一行，UTF-8 编码）。"
        )


def content_hash(hashes: dict[str, str]) -> str:
    """sha256 over the name and the sha256 of every file of poems, in the order of `sources`."""
    digest = hashlib.sha256()
    for name, sha256 in hashes.items():
        digest.update(f"{name}\n{sha256}\n".encode())
    return digest.hexdigest()


def _reader(corpus: Path) -> Callable[[Path], Iterator[Source]]:
    if corpus.is_dir():
        return _from_folder
    return _from_file if _is_plain(corpus) else _from_archive


def _is_plain(path: Path) -> bool:
    return path.suffix.lower() == ".txt"


def _from_file(path: Path) -> Iterator[Source]:
    yield Source(path.name, path.read_bytes())


def _from_archive(path: Path) -> Iterator[Source]:
    try:
        with tarfile.open(path) as archive:
            members = [m for m in archive.getmembers() if m.isfile() and _POEMS.search(m.name)]
            # The library takes a damaged header for the end: what follows the end must be zeros.
            if archive.fileobj is None or archive.fileobj.read(-1).strip(b"\0"):
                raise tarfile.ReadError("data after the end")
            for member in sorted(members, key=lambda m: m.name):
                stream = archive.extractfile(member)
                assert stream is not None  # only regular files were kept
                yield Source(member.name.split("/", 1)[-1], stream.read())
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise UserError(f"压缩包读不出来，可能没有下载完整：{path}（{error}）") from error


def _from_folder(path: Path) -> Iterator[Source]:
    files = [p for p in path.rglob("*") if _is_plain(p) or _POEMS.search(p.as_posix())]
    for file in sorted(p for p in files if p.is_file()):
        yield Source(file.relative_to(path).as_posix(), file.read_bytes())


def records(source: Source) -> Iterator[Record]:
    """The poems of one file. Raises UserError when it cannot be read."""
    file = PurePosixPath(source.name)
    if file.suffix.lower() == ".txt":
        yield from _plain(source.text)
        return
    try:
        poems = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise UserError(f"{source.name} 不是完好的 JSON：{error}") from error
    if not isinstance(poems, list) or not all(isinstance(poem, dict) for poem in poems):
        raise UserError(f"{source.name} 里不是一列诗，读不懂。")
    tune = file.name.startswith("ci.")
    dynasty = "唐" if file.name.startswith("poet.tang.") else "宋"
    for poem in poems:
        yield Record(
            title=poem.get("rhythmic" if tune else "title") or "",
            author=poem.get("author") or "",
            dynasty=dynasty,
            kind="词" if tune else "诗",
            text="\n".join(poem.get("paragraphs") or ()),
        )


_MARK = re.compile(r"[，。！？；：、,.!?;:]")
_SHORT_NAME = 4


def _plain(text: str) -> Iterator[Record]:
    """Poems separated by blank lines, each with or without a title and, under it, an author."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        header = _header(lines)
        title, author = (*lines[:header], "", "")[:2]
        if lines := lines[header:]:
            yield Record(title, author, "", "诗", "\n".join(lines))


def _header(lines: list[str]) -> int:
    """How many lines of a poem stand above its text: 0, 1 (title) or 2 (title and author)."""
    marked = [bool(_MARK.search(line)) for line in lines]
    if len(lines) < 2 or marked[0]:
        return 0
    if len(lines) > 2 and not marked[1] and marked[2] and len(lines[1]) <= _SHORT_NAME:
        return 2
    text = [part for line in lines[1:] for part in _MARK.split(line) if part]
    widths = {len(part) for part in text}
    if not marked[1] and len(widths) > 1:
        return 0
    completes_couplets = widths == {len(lines[0])} and len(text) % 2 == 1
    return 0 if completes_couplets else 1
