"""Reading and writing files.

Writing is such that a crash, a full disk or a second writer never leaves half a file.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import itertools
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from poetgui.errors import Message, UserError

_counter = itertools.count()
_PART = ".part"
_ABANDONED = 3600.0

_REASONS = {
    errno.EACCES: Message("没有写入的权限"),
    errno.EPERM: Message("没有写入的权限"),
    errno.EROFS: Message("那里只能读，不能写"),
    errno.ENOENT: Message("文件夹不存在"),
    errno.ENOTDIR: Message("文件夹不存在"),
    errno.EISDIR: Message("那是一个文件夹"),
    errno.EEXIST: Message("那里有一个同名的文件"),
    errno.ENOSPC: Message("磁盘满了"),
    errno.ENAMETOOLONG: Message("文件名太长"),
}
_UNREADABLE = {
    errno.ENOENT: Message("没有这个文件"),
    errno.EACCES: Message("没有读取的权限"),
    errno.EPERM: Message("没有读取的权限"),
    errno.EISDIR: Message("那是一个文件夹"),
}

CHECKSUM = "checksum"
"""The item of a JSON object that has the checksum of all the others."""
STDIN = "-"
"""What stands for standard input where a file is asked for."""


_LEGACY = (
    ("GB18030", "gb18030", rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]"),
    ("Big5", "big5", rb"[\xa1\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
)
"""Old encodings: name, codec, and the bytes of marks and of the commoner half of the characters."""


def read_text(source: Path | str) -> str:
    """The text of a file, or of standard input for `-`: utf-8, or utf-16 with its mark in front.

    Line ends come out as `\\n`, and no mark of the encoding is left (Windows' editors put one in
    front). Raises UserError where it cannot be read, or is in another encoding.
    """
    text, legacy = read_legacy_text(source)
    if legacy:
        raise UserError("{}不是 UTF-8 编码的文本，请另存为 UTF-8 再试。", _named(source))
    return text


def read_legacy_text(source: Path | str) -> tuple[str, str]:
    """The same, and the name of the encoding where it is an old one, GB18030 or Big5, else "".

    Of the two the one counts that gives more common characters.
    """
    name = _named(source)
    try:
        data = _stdin() if str(source) == STDIN else Path(source).read_bytes()
    except OSError as error:
        reason = _UNREADABLE.get(error.errno or 0, error.strerror or str(error))
        raise UserError("读不了{}：{}。", name, reason) from error
    legacy = ""
    if isinstance(data, bytes):
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        try:
            data = data.decode("utf-16" if marked else "utf-8")
        except UnicodeDecodeError as error:
            ways = [] if marked else list(filter(None, (_decoded(data, *way) for way in _LEGACY)))
            if not ways:
                raise UserError("{}不是 UTF-8 编码的文本，请另存为 UTF-8 再试。", name) from error
            _, data, legacy = max(ways, key=lambda way: way[0])
    return data.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), legacy


def parse_json(text: str, finite: bool = False) -> Any:
    """A JSON document; with `finite` NaN and Infinity are none.

    Raises ValueError for what is none, also where it is nested too deeply or has half a character.
    """
    try:
        data = json.loads(text, parse_constant=_refuse if finite else None)
        if "\\u" in text:  # Half a character may stand there, which nothing can show or write.
            json.dumps(data, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return data


def with_checksum(data: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON object with a checksum of the rest of it, by which damage is known that is JSON."""
    rest = {name: value for name, value in data.items() if name != CHECKSUM}
    # By way of a text: keys that are numbers become texts, and tuples lists, as they will be read.
    plain = json.loads(json.dumps(rest))
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    return {**rest, CHECKSUM: digest}


def is_as_written(data: Mapping[str, Any]) -> bool:
    """Whether an object that was read is what `with_checksum` made; True where it has none, as
    those that older programs and people write."""
    return CHECKSUM not in data or with_checksum(data)[CHECKSUM] == data[CHECKSUM]


def sha256_of(path: Path) -> str:
    """Of the bytes of a file, in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _named(source: Path | str) -> str:
    return Message("标准输入") if str(source) == STDIN else f"“{source}”"


def _decoded(data: bytes, name: str, codec: str, common: bytes) -> tuple[float, str, str] | None:
    """(share of common characters, text, name), None for what the encoding cannot be."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    foreign = [c.encode(codec) for c in text if not c.isascii()]
    known = sum(re.fullmatch(common, pair, re.DOTALL) is not None for pair in foreign)
    return known / max(1, len(foreign)), text, name


def _stdin() -> bytes | str:
    """Bytes, so that a wrong encoding is told instead of read as �; text where there are none."""
    if sys.stdin is None:
        raise UserError("没有标准输入可读。")
    binary = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read() if binary is None else binary.read()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well it takes the place of `path`.

    Raises UserError, in Chinese, for every OSError of the block; the old file then stays as it was.
    """
    # The temporary name is short: a Chinese title may already fill the 255 bytes of a file name.
    temporary = path.parent / f".{os.getpid()}-{next(_counter)}{_PART}"
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise UserError("存不进“{}”：{}。请换一个位置再试。", path, reason) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def remove_leftovers(folder: Path) -> int:
    """Remove what `replacing` left in a folder of ours where a kill or a power cut came between;
    how many files. What is younger than an hour may still be somebody's."""
    removed = 0
    with suppress(OSError):
        for path in folder.glob(f".*{_PART}"):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()
                removed += 1
    return removed


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is missing. Raises UserError where it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise UserError("建不了文件夹“{}”：{}。", folder, reason) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step. Raises UserError when it cannot be written."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str, newline: str | None = None) -> None:
    """Write utf-8 in one step. `newline` is open()'s: None writes the system's own line ends."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline=newline)
