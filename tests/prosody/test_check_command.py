"""`check` from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from poetgui.__main__ import main
from poetgui.engine.bundle import bundles
from tests.prosody import independent
from tests.tiny_bundle import write_bundle

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


def test_what_is_taken_for_no_verse_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"登鹳雀楼\n王之涣\n{QUATRAIN}（一作重）"
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["check", "-"]) == 0
    assert capsys.readouterr().out.endswith("不作诗句：“登鹳雀楼”、“王之涣”、“（一作重）”\n")
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["check", "--json", "-"]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["left_out"] == ["登鹳雀楼", "王之涣", "（一作重）"]


def test_a_shape_that_is_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("明月几时有，把酒问青天。不知天上宫阙", encoding="utf-8")
    assert main(["check", str(file), "--book", "none"]) == 0
    assert capsys.readouterr().out == (
        "体裁不明 · 1处不合\n  明月几时有\n  把酒问青天\n  不知天上宫阙\n"
        "  错：共3句，字数为5、5、6，不合任何一种已知体裁；"
        "最近的是五古（第3句多1字）、五绝（差5字）、七古（差5字）。\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--form", "排律", "FILE"], "没有“排律”这种体裁"),
        (["--book", "广韵", "FILE"], "没有“广韵”这部韵书"),
        (["missing.txt"], "读不了“missing.txt”"),
        (["ODD"], "不是 UTF-8 编码"),
    ],
)
def test_input_at_fault_ends_with_1(
    arguments: list[str],
    sentence: str,
    poems: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"\xff\xff\xff")
    places = {"FILE": str(poems), "ODD": str(odd)}
    assert main(["check", *(places.get(a, a) for a in arguments)]) == 1
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("codec", "text", "name"),
    [
        ("gbk", QUATRAIN, "GB18030"),
        ("gb18030", QUATRAIN, "GB18030"),
        ("big5", "白日依山盡，黃河入海流。欲窮千里目，更上一層樓。", "Big5"),
        ("big5", "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。", "Big5"),
    ],
)
def test_old_encodings_are_read_with_a_note(
    codec: str, text: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "旧.txt"
    file.write_bytes(text.encode(codec))
    assert main(["check", str(file)]) == 0
    captured = capsys.readouterr()
    assert captured.err == f"不是 UTF-8，按 {name} 编码来读。\n"
    assert "五言绝句" in captured.out


def test_wrong_usage_ends_with_2() -> None:
    with pytest.raises(SystemExit) as error:
        main(["check"])
    assert error.value.code == 2


def test_strict_takes_the_licences_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repaired = "移舟泊烟渚，日暮客愁新。野旷天低树，江清月近人。"
    for arguments, said in ([], "合律"), (["--strict"], "1处不合"):
        monkeypatch.setattr("sys.stdin", io.StringIO(repaired))
        assert main(["check", *arguments, "-"]) == 0
        out = capsys.readouterr().out
        assert said in out.splitlines()[0]
    assert "是平平仄平仄的特拗；从严则不许。" in out


def test_replacements_are_listed_for_cells_at_fault(
    poems: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(write_bundle(tmp_path / "bundle"))
    assert main(["check", "--replacements", "--model", bundle, "--json", str(poems)]) == 0
    right, wrong = json.loads(capsys.readouterr().out)
    assert right["replacements"] == []
    cells = {(c["line"], c["column"]): c["characters"] for c in wrong["replacements"]}
    faults = {(f["line"], f["column"]) for f in wrong["findings"] if f["kind"] == "出律"}
    assert faults <= set(cells)
    for (line, column), characters in cells.items():
        for character in characters:
            readings = {tone for tone, _ in independent.READINGS.get(character, [])}
            assert wrong["marks"][line][column]["demand"] in readings | {"中"}
    assert main(["check", "--replacements", "--model", bundle, str(poems)]) == 0
    assert "  换：第2句第4字“上” → " in capsys.readouterr().out


def test_without_a_model_it_says_so_and_checks_all_the_same(
    poems: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "list_bundles", list)
    assert main(["check", "--replacements", "--json", str(poems)]) == 0
    captured = capsys.readouterr()
    assert [v["replacements"] for v in json.loads(captured.out)] == [None, None]
    assert captured.err.startswith("不列可换的字：没有安装模型")
    assert main(["check", "--replacements", "--model", "没有", str(poems)]) == 1
    assert "没有“没有”这个模型" in capsys.readouterr().err
