"""Listing runs, comparing them, and poems of a run that was not exported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from training.__main__ import main
from training.evaluation.runs import HEAD, summaries
from training.fit import learning_curve


@pytest.fixture
def runs(finished: Path, tmp_path: Path) -> Path:
    """Two runs that were evaluated and one that was not."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        for file in ("curve.csv", "config.json"):
            shutil.copy(finished / file, tmp_path / name / file)
    (tmp_path / "begun").mkdir()
    (tmp_path / "begun" / "curve.csv").write_text("", encoding="utf-8")
    return tmp_path


def test_a_line_a_run_and_one_plot(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", str(runs)]) == 0
    head, first, second, *_ = capsys.readouterr().out.split("\n")
    assert tuple(head.split("\t")) == HEAD
    assert first.split("\t")[:2] == ["first", "micro"]
    assert second.split("\t")[0] == "second"
    points = learning_curve.read(runs / "first")
    best = min(points, key=lambda point: point.perplexity * point.prosody_perplexity)
    assert first.split("\t")[6:8] == [f"{best.step:,}", f"{best.perplexity:.1f}"]
    assert (runs / "runs.png").read_bytes().startswith(b"\x89PNG")


def test_single_runs_are_named_too(runs: Path) -> None:
    (runs / "first" / "config.json").write_text("[", encoding="utf-8")
    found = summaries([runs / "first", runs])
    assert [each.name for each in found] == ["first", str(runs / "first"), "second"]
    assert found[0].preset == ""


def test_no_run_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", str(tmp_path)]) == 1
    assert "没有量过的训练" in capsys.readouterr().err


def test_poems_without_an_export(
    finished: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["sample", str(finished), "--data", str(data), "--count", "2"]
    assert main([*arguments, "--heads", "春花秋月"]) == 0
    said, *poems = capsys.readouterr().out.strip().split("\n")
    assert said.startswith("第 ")
    assert len(poems) == 2
    for poem in poems:
        assert [line[0] for line in poem.split()] == list("春花秋月")
        assert all(len(line) == 5 for line in poem.split())
    assert main([*arguments, "--last"]) == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--heads", "春"), "4 个汉字"),
        (("--heads", "abcd"), "4 个汉字"),
        (("--count", "0"), "大于零"),
    ],
)
def test_what_cannot_be_asked_is_said(
    finished: Path, data: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, str], said: str
) -> None:
    arguments = ["sample", str(finished), "--data", str(data), "--count", "2", *more]
    assert main(arguments) == 1
    assert said in capsys.readouterr().err
