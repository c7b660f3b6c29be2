"""`check` from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from poetgui.__main__ import main

QUATRAIN = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"
FAULTY = "床前明月光，疑是地上霜。举头望明月，低头思故乡。"


@pytest.fixture
def poems(tmp_path: Path) -> Path:
    file = tmp_path / "测试 诗.txt"
    file.write_text(f"{QUATRAIN}\n\n{FAULTY}\n", encoding="utf-8-sig")
    return file


def test_a_report_for_reading(poems: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(poems)]) == 0
    first, second = capsys.readouterr().out.split("\n\n")
    assert first.startswith("五言绝句 · 仄起首句不入韵 · 押尤韵 · 合律\n  白日依山尽　○○○○○\n")
    assert "五言绝句 · 平起首句入韵 · 押阳韵 · 2处不合" in second
    assert "  疑是地上霜　○○○×◎" in second
    assert "  错：第2句第4字“上”出律：应平而仄。" in second
    assert "  注：“头”字重出：第3句第2字、第4句第2字。" in second


def test_json_and_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(QUATRAIN))
    assert main(["check", "--json", "--form", "wugu", "-"]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["form"] == "五古"
    assert data["passed"] is True


def test_a_shape_that_is_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("明月几时有，把酒问青天。不知天上宫阙", encoding="utf-8")
    assert main(["check", str(file), "--book", "none"]) == 0
    assert capsys.readouterr().out == (
        "体裁不明 · 1处不合\n  明月几时有\n  把酒问青天\n  不知天上宫阙\n"
        "  错：共3句，字数为5、5、6，不合任何一种已知体裁；"
        "最近的是五古（差1字）、五绝（差5字）、七古（差5字）。\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--form", "排律", "FILE"], "没有“排律”这种体裁"),
        (["--book", "广韵", "FILE"], "没有“广韵”这部韵书"),
        (["missing.txt"], "读不了“missing.txt”"),
        (["GBK"], "不是 UTF-8 编码"),
    ],
)
def test_input_at_fault_ends_with_1(
    arguments: list[str],
    sentence: str,
    poems: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gbk = tmp_path / "gbk.txt"
    gbk.write_bytes(QUATRAIN.encode("gbk"))
    places = {"FILE": str(poems), "GBK": str(gbk)}
    assert main(["check", *(places.get(a, a) for a in arguments)]) == 1
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


def test_wrong_usage_ends_with_2() -> None:
    with pytest.raises(SystemExit) as error:
        main(["check"])
    assert error.value.code == 2
