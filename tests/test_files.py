"""Reading text that a person hands over; writing is tested beside the export."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetgui.errors import UserError
from poetgui.files import is_as_written, read_text, remove_leftovers, with_checksum

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


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), _values, max_size=4))
def test_an_object_is_known_again_and_another_is_not(data: dict[str, Any]) -> None:
    written = json.dumps(with_checksum(data), ensure_ascii=False, indent=1)
    assert is_as_written(json.loads(written))
    assert not is_as_written(json.loads(written) | {"": "another"} | {"more": 0})


def test_numbers_for_keys_and_tuples_come_back() -> None:
    data = {"figures": {10: (1, 2.5), 9: ()}}
    assert is_as_written(json.loads(json.dumps(with_checksum(data))))
    assert is_as_written({"count": 3})  # written by hand
    assert with_checksum(with_checksum(data)) == with_checksum(data)


def test_what_a_kill_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".7-1.part", ".7-2.part", "poem.part"))
    for path in (old, young, other):
        path.write_text("", encoding="utf-8")
    for path in (old, other):
        os.utime(path, (1, 1))
    assert remove_leftovers(tmp_path) == 1
    assert sorted(tmp_path.iterdir()) == [young, other]
    assert remove_leftovers(tmp_path / "nowhere") == 0
