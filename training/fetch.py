"""Download the pinned public archive of chinese-poetry, with progress, resume and a check of its text."""

from __future__ import annotations

import hashlib
import sys
import urllib.error
import urllib.request
from pathlib import Path

from poetgui.errors import UserError
from training.corpus import COMMIT, sources

URL = f"https://codeload.github.com/chinese-poetry/chinese-poetry/tar.gz/{COMMIT}"
ARCHIVE = f"chinese-poetry-{COMMIT}.tar.gz"
CONTENT = "d1e3bd1324220d651680d5b5e4ec006ee27c363fd420bf256e7a13a6ffa92277"
"""sha256 over name and sha256 of every file of poems: the archive itself is packed anew by its host
at times, with other bytes around the same text."""
CHUNK = 1 << 20


def fetch(path: Path) -> None:
    """Bring the archive to `path`, taking up an interrupted download; a complete one is only checked.

    Raises UserError when the host cannot be reached or the text is not the pinned one.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".part")
        _download(partial)
        partial.replace(path)
    if content_hash(path) != CONTENT:
        raise UserError(f"{path} 的内容与所定的版本不符，请删去后重新下载。")
    print(f"语料齐备：{path}")


def content_hash(path: Path) -> str:
    """sha256 over the names and hashes of the files of poems."""
    digest = hashlib.sha256()
    for source in sources(path):
        digest.update(f"{source.name}\n{source.sha256}\n".encode())
    return digest.hexdigest()


def _download(partial: Path) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    request = urllib.request.Request(URL, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            if have and answer.status != 206:  # the host does not resume: begin again
                have = 0
            total = have + int(answer.headers.get("Content-Length") or 0)
            with partial.open("ab" if have else "wb") as file:
                while chunk := answer.read(CHUNK):
                    file.write(chunk)
                    have += len(chunk)
                    _progress(have, total)
    except (urllib.error.URLError, OSError) as error:
        raise UserError(
            f"下载没有完成（{error}）。再运行一次会接着下；"
            "也可以自己下载后用 --corpus 指给它。"
        ) from error


def _progress(have: int, total: int) -> None:
    if sys.stderr.isatty():
        share = f"{have / total:.0%}" if total > have else ""
        sys.stderr.write(f"\r下载 {have / 1e6:,.1f} MB {share} ")
        sys.stderr.flush()
