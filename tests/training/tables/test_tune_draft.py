"""A tune that the table has is drafted out of poems that were drawn from it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from poetgui.grid import Grid, punctuate
from poetgui.prosody.forms.tune_patterns import tune_of
from tests.prosody.test_tunes_properties import fill
from tests.training.poems import write_folder
from training.__main__ import main
from training.tables.tune_draft import FEWEST, collected, draft

POEMS = 40


def corpus(folder: Path, *tunes: str) -> Path:
    """A folder of the archive's shape, with poems under titles of its kind."""
    records = []
    for name in tunes:
        grid = tune_of(name).patterns[0]
        dice = Random(name)
        for number in range(POEMS):
            text = punctuate(tuple(fill(grid, dice)), grid.stops, grid.stanzas)
            title = f"别名・{name}" if number % 2 else name
            records.append({"rhythmic": title, "author": "某", "paragraphs": text.split("\n")})
    return write_folder(
        {"chinese-poetry/宋词/ci.song.0.json": json.dumps(records, ensure_ascii=False)}, folder
    )


def first_of_second_stanza(path: Path, name: str, grid: Grid) -> str:
    [shape, *_] = collected(path, [name])[name]
    return shape.poems[0][grid.stanzas[0]]


@pytest.mark.parametrize("name", ["浣溪沙", "鹊桥仙", "满庭芳"])
def test_lines_marks_rhymes_and_tones_come_out_of_the_poems(tmp_path: Path, name: str) -> None:
    path = corpus(tmp_path, name)
    grid = tune_of(name).patterns[0]
    second = first_of_second_stanza(path, name, grid)
    entry = draft(name, collected(path, [name])[name], [second], most=1)
    assert entry["note"] == f"{POEMS}/{POEMS}"
    text = "".join(entry["patterns"][0]["stanzas"])
    assert len(entry["patterns"][0]["stanzas"]) == len(grid.stanzas)
    marks = "".join(stop[-1] for stop in grid.stops)
    assert "".join(c for c in text if c in "，。") == marks
    drafted = [c for c in text if c in "平仄中"]
    assert len(drafted) == len(grid.cells)
    for cell, tone in zip(grid.cells, drafted, strict=True):
        assert tone == cell.tone or cell.tone == "中", cell
    rhymes = [line for line in text.replace("。", "，").split("，") if line.endswith("a")]
    assert len(rhymes) == sum(line[-1].rhyme is not None for line in grid.lines)


def test_stanzas_part_where_both_halves_end_alike(tmp_path: Path) -> None:
    [shape, *_] = collected(corpus(tmp_path, "鹊桥仙"), ["鹊桥仙"])["鹊桥仙"]
    entry = draft("鹊桥仙", [shape], [], most=1)
    first, second = entry["patterns"][0]["stanzas"]
    assert first.count("，") + first.count("。") == second.count("，") + second.count("。")


def test_the_command_prints_an_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = corpus(tmp_path, "浣溪沙")
    assert main(["tune-draft", "--corpus", str(path), "浣溪沙"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert (entry["name"], entry["pinyin"]) == ("浣溪沙", "huanxisha")
    assert main(["tune-draft", "--corpus", str(path), "没有的"]) == 1
    assert "没有的" in capsys.readouterr().err


def test_too_few_poems_draft_nothing(tmp_path: Path) -> None:
    [shape, *_] = collected(corpus(tmp_path, "浣溪沙"), ["浣溪沙"])["浣溪沙"]
    shape.counts.poems = FEWEST - 1
    assert draft("浣溪沙", [shape], [], most=1)["patterns"] == []
