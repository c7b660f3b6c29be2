"""The files that come with the program, read only if they are what was shipped.

A damaged table would not fail: it would judge verse wrongly. So each is compared with its hash when
it is read. Models have hashes of their own (`engine.bundle`).
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from poetgui.errors import UserError
from poetgui.paths import resource

HASHES = "hashes.json"
"""In resources/: path of each file -> its SHA-256 in hexadecimal digits."""
FOLDERS = ("fonts", "icons", "prosody", "translations")
"""The folders of resources/ whose files have hashes."""


def read(*parts: str) -> bytes:
    """The bytes of a file of `resources/`.

    Raises UserError, naming the file, where it is missing or not what was shipped.
    """
    name = "/".join(parts)
    try:
        data = resource(*parts).read_bytes()
    except OSError as error:
        raise _damaged(name) from error
    if hashlib.sha256(data).hexdigest() != _hashes().get(name):
        raise _damaged(name)
    return data


def read_json(*parts: str) -> Any:
    """The same of a JSON file, parsed."""
    return json.loads(read(*parts))


def checked_path(*parts: str) -> Path:
    """The path of a file that another library reads, after it was compared."""
    read(*parts)
    return resource(*parts)


def names() -> tuple[str, ...]:
    """The files that have hashes, as paths in `resources/`."""
    return tuple(_hashes())


def hashes_of(folder: Path) -> dict[str, str]:
    """What HASHES has to say of the `resources/` in `folder`."""
    files = sorted(path for name in FOLDERS for path in (folder / name).rglob("*"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


@cache
def _hashes() -> dict[str, str]:
    try:
        return dict(json.loads(resource(HASHES).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(HASHES) from error


def _damaged(name: str) -> UserError:
    return UserError("诗囊自带的文件“{}”缺失或已损坏，请重新安装诗囊。", name)
