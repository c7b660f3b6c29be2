"""The copy filter."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetgui.engine.bundle.copy_filter import BITS_PER_LINE, CopyFilter, build
from poetgui.errors import UserError


def lines(begin: int, count: int) -> list[str]:
    return [
        "山水间" + chr(0x4E00 + i // 5000) + chr(0x5000 + i % 5000)
        for i in range(begin, begin + count)
    ]


def test_every_line_that_was_added_is_found_and_few_others_are() -> None:
    copies = build(lines(0, 20_000))
    assert all(line in copies for line in lines(0, 20_000))
    false = sum(line in copies for line in lines(20_000, 20_000))
    assert copies.false_alarms < 1 / 1000
    assert false / 20_000 < 1 / 1000


def test_a_file_gives_the_same_filter_back_and_is_small(tmp_path: Path) -> None:
    path = tmp_path / "测试 句表.filter"
    build(lines(0, 1000)).save(path)
    again = CopyFilter.load(path)
    assert len(again) == 1000
    assert all(line in again for line in lines(0, 1000))
    assert again.false_alarms == build(lines(0, 1000)).false_alarms
    assert path.stat().st_size < 1000 * BITS_PER_LINE / 8 + 64
    assert list(tmp_path.iterdir()) == [path]


def test_the_fingerprints_are_the_same_on_every_machine(tmp_path: Path) -> None:
    path = tmp_path / "lines.filter"
    build(["床前明月光"]).save(path)
    assert path.read_bytes()[-8:].hex() == "0840042022101188"


def test_a_short_phrase_is_no_copy() -> None:
    copies = build(["人何处", "明月几时有"])
    assert "明月几时有" in copies
    assert "人何处" not in copies


def test_repeated_lines_count_once_and_no_lines_find_nothing() -> None:
    assert len(build(["春", "春", "秋"])) == 2
    empty = build([])
    assert "春" not in empty
    assert empty.false_alarms == 0


def test_a_missing_or_damaged_file_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "lines.filter"
    with pytest.raises(UserError, match="读不到语料句表"):
        CopyFilter.load(path)
    path.write_bytes(b"nonsense")
    with pytest.raises(UserError, match="已损坏"):
        CopyFilter.load(path)
    build(["春"]).save(path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(UserError, match="不完整"):
        CopyFilter.load(path)
