"""Reading text that a person hands over; writing is tested beside the export."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.files import read_text

TEXT = "白日依山尽\n黄河入海流\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_do_not_matter(tmp_path: Path, encoding: str, newline: str) -> None:
    file = tmp_path / "诗.txt"
    file.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    assert read_text(file) == read_text(str(file)) == TEXT


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("missing.txt", None, "读不了“.*missing.txt”：没有这个文件。"),
        ("gbk.txt", TEXT.encode("gbk"), "gbk.txt”不是 UTF-8 编码的文本"),
        ("odd.txt", b"\xff\xfe1", "odd.txt”不是 UTF-8 编码的文本"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, name: str, data: bytes | None, sentence: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=sentence):
        read_text(tmp_path / name)


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="读不了"):
        read_text(tmp_path)


def test_standard_input_as_bytes_as_text_and_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("utf-8-sig")), encoding="utf-8")
    )
    assert read_text("-") == TEXT
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gbk")), encoding="utf-8")
    )
    with pytest.raises(UserError, match="标准输入不是 UTF-8"):
        read_text(Path("-"))
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    assert read_text("-") == TEXT
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UserError, match="没有标准输入"):
        read_text("-")
