"""Writing files so that a crash, a full disk or a second writer never leaves half a file."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from poetgui.errors import UserError

_counter = itertools.count()

_REASONS = {
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.EROFS: "那里只能读，不能写",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EISDIR: "那是一个文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "文件名太长",
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well it takes the place of `path`.

    Raises UserError, in Chinese, for every OSError of the block; the old file then stays as it was.
    """
    # The temporary name is short: a Chinese title may already fill the 255 bytes of a file name.
    temporary = path.parent / f".{os.getpid()}-{next(_counter)}.part"
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise UserError(f"存不进“{path}”：{reason}。请换一个位置再试。") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step. Raises UserError when it cannot be written."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str, newline: str | None = None) -> None:
    """Write utf-8 in one step. `newline` is open()'s: None writes the system's own line ends."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline=newline)
