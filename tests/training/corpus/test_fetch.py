"""Downloading, from a host on this machine that resumes, breaks off, refuses and lies."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from poetgui.errors import UserError
from tests.training import poems
from training.corpus import fetch as module
from training.corpus.fetch import fetch
from training.corpus.poem_sources import content_hash, sources


class Host(ThreadingHTTPServer):
    """Serves `body`; what it does wrong is set by the test."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.body = b""
        self.break_after: int | None = None
        self.resumes = True
        self.tells_length = True
        self.status: int | None = None
        self.ranges: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/poems.tar.gz"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Host

    def do_GET(self) -> None:
        host, asked = self.server, self.headers.get("Range")
        host.ranges.append(asked)
        self.close_connection = True
        begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked and host.resumes else 0
        if host.status or begin >= len(host.body):
            self.send_error(host.status or 416)
            return
        self.send_response(206 if begin else 200)
        data = host.body[begin:]
        stop = len(data) if host.break_after is None else host.break_after
        if host.tells_length:
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[:stop])
        else:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for i in range(0, stop, 100):
                part = data[i : min(i + 100, stop)]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            if stop == len(data):
                self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the output belongs to the test."""


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    archive = poems.write_archive(poems.files(poems.make(8)), tmp_path / "host" / "a.tar.gz")
    with Host() as server:
        server.body = archive.read_bytes()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setattr(module, "URL", server.url)
        pinned = content_hash({s.name: s.sha256 for s in sources(archive)})
        monkeypatch.setattr(module, "CONTENT", pinned)
        monkeypatch.setattr(module, "CHUNK", 256)
        monkeypatch.setenv("no_proxy", "*")
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "数据" / "poems.tar.gz"


@pytest.fixture
def partial(path: Path) -> Path:
    return path.with_name("poems.tar.gz.part")


def failure(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        fetch(path)
    assert not path.exists()
    return str(caught.value)


@pytest.mark.parametrize("tells_length", [True, False])
def test_it_comes_whole(
    tells_length: bool, host: Host, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host.tells_length = tells_length
    fetch(path)
    assert path.read_bytes() == host.body
    assert [f.name for f in path.parent.iterdir()] == [path.name]
    said = capsys.readouterr()
    assert host.url in said.out
    assert "语料齐备" in said.out
    assert said.err == ""  # no bar where nobody looks


@pytest.mark.parametrize("tells_length", [True, False])
def test_a_broken_download_is_taken_up(
    tells_length: bool, host: Host, path: Path, partial: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    host.tells_length = tells_length
    host.break_after = 700
    said = failure(path)
    assert "再运行一次会接着下" in said
    assert host.url in said
    have = partial.stat().st_size
    assert 0 < have <= 700
    assert partial.read_bytes() == host.body[:have]
    host.break_after = None
    fetch(path)
    assert host.ranges == [None, f"bytes={have}-"]
    assert path.read_bytes() == host.body
    assert not partial.exists()
    assert "接着已有的" in capsys.readouterr().out


def test_it_may_break_many_times(host: Host, path: Path, partial: Path) -> None:
    host.break_after = 600
    for times in range(1, len(host.body) // 600 + 1):
        failure(path)
        assert partial.stat().st_size == 600 * times
    fetch(path)
    assert path.read_bytes() == host.body


def test_a_host_that_does_not_resume_begins_again(host: Host, path: Path, partial: Path) -> None:
    partial.parent.mkdir()
    partial.write_bytes(b"from another time")
    host.resumes = False
    fetch(path)
    assert host.ranges == ["bytes=17-"]
    assert path.read_bytes() == host.body


def test_a_part_that_is_complete_is_taken(host: Host, path: Path, partial: Path) -> None:
    partial.parent.mkdir()
    partial.write_bytes(host.body)
    fetch(path)
    assert path.read_bytes() == host.body


def test_other_content_is_refused_and_not_gone_on_from(
    host: Host, path: Path, partial: Path, tmp_path: Path
) -> None:
    right = host.body
    other = poems.write_archive(poems.files(poems.make(8, seed=1)), tmp_path / "b.tar.gz")
    for body in (other.read_bytes(), b"<html>no archive</html>"):
        host.body = body
        assert "与所定的版本不符" in failure(path)
        assert not partial.exists()
    host.body = right
    fetch(path)
    assert path.read_bytes() == right


def test_what_is_there_is_only_checked(host: Host, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(host.body)
    fetch(path)
    assert host.ranges == []
    path.write_bytes(host.body[:-20])
    with pytest.raises(UserError, match="与所定的版本不符"):
        fetch(path)
    assert path.read_bytes() == host.body[:-20]  # a person's file is never deleted
    assert host.ranges == []


@pytest.mark.parametrize("status", [404, 416, 503])
def test_a_refusal_is_said(status: int, host: Host, path: Path) -> None:
    host.status = status
    said = failure(path)
    assert "下载没有完成" in said
    assert str(status) in said
    assert "--corpus" in said


def test_a_host_that_is_not_there(host: Host, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as gone:
        port = gone.server_address[1]
    monkeypatch.setattr(module, "URL", f"http://127.0.0.1:{port}/")
    assert "下载没有完成" in failure(path)


def test_progress_is_shown_where_somebody_looks(
    host: Host, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    fetch(path)
    shown = screen.getvalue()
    shares = [int(share) for share in re.findall(r"(\d+)%", shown)]
    assert shares == sorted(shares)
    assert len(set(shares)) > 3
    assert shares[-1] == 100
    assert shown.endswith("\n")
