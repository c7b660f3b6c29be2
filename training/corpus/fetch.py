"""Download the pinned archive of chinese-poetry, with progress, resume and a check of its text."""

from __future__ import annotations

import http.client
import sys
import urllib.error
import urllib.request
from pathlib import Path

from poetgui.errors import UserError
from training.corpus.poem_sources import COMMIT, CONTENT, content_hash, sources

URL = f"https://codeload.github.com/chinese-poetry/chinese-poetry/tar.gz/{COMMIT}"
ARCHIVE = f"chinese-poetry-{COMMIT}.tar.gz"
CHUNK = 1 << 20
TIMEOUT = 60
"""Seconds without a byte after which a download counts as broken."""
NOTHING_LEFT = 416
"""What a host answers when a download is asked to go on past its end."""


def fetch(path: Path) -> None:
    """Bring the archive to `path`, taking up a broken download; a complete one is only checked.

    Raises UserError when the host cannot be reached or the text is not the pinned one.
    """
    if path.exists():
        if not _is_pinned(path):
            raise UserError(f"{path} 的内容与所定的版本不符，要重新下载，请先把它移开。")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".part")
        _download(partial)
        if not _is_pinned(partial):
            partial.unlink()  # or every later run would go on from it
            raise UserError(f"从 {URL} 下载的内容与所定的版本不符，已删去；请再试一次。")
        partial.replace(path)
    print(f"语料齐备：{path}")


def _is_pinned(path: Path) -> bool:
    try:
        return content_hash({s.name: s.sha256 for s in sources(path)}) == CONTENT
    except UserError:
        return False


def _download(partial: Path) -> None:
    have = partial.stat().st_size if partial.exists() else 0
    print(f"下载语料：{URL}" + (f"（接着已有的 {have / 1e6:,.1f} MB）" if have else ""))
    request = urllib.request.Request(URL, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            _receive(answer, partial, have)
    except urllib.error.HTTPError as error:
        error.close()
        if have and error.code == NOTHING_LEFT:
            return  # all of it is here already; what it holds is checked next
        raise _not_finished(error) from error
    except (http.client.HTTPException, OSError) as error:
        raise _not_finished(error) from error


def _receive(answer: http.client.HTTPResponse, partial: Path, have: int) -> None:
    if answer.status != http.client.PARTIAL_CONTENT:  # the host does not resume: begin again
        have = 0
    length = answer.headers.get("Content-Length")
    total = have + int(length) if length else None
    with partial.open("ab" if have else "wb") as file:
        while chunk := answer.read(CHUNK):
            file.write(chunk)
            have += len(chunk)
            _progress(have, total)
    # The library takes a connection that breaks off for the end of the file.
    if total is not None and have < total:
        raise http.client.IncompleteRead(b"", total - have)


def _not_finished(error: Exception) -> UserError:
    return UserError(
        f"下载没有完成（{error}）。再运行一次会接着下；\n"
        f"也可以自己下载 {URL}，再用 --corpus 指给它。"
    )


def _progress(have: int, total: int | None) -> None:
    if sys.stderr.isatty():
        share = f"{have / total:.0%}" if total else ""
        sys.stderr.write(f"\r下载 {have / 1e6:,.1f} MB {share} " + ("\n" if have == total else ""))
        sys.stderr.flush()
