"""Counting tunes: what is drawn from a grid is counted back out of it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from poetgui.grid import Grid, Tone
from poetgui.paths import resource
from poetgui.prosody.forms.tune_patterns import tune_of
from tests.prosody.test_tunes_properties import fill
from training.__main__ import main
from training.tables import tune_survey
from training.tables.tune_counts import Counts

POEMS = 60


def drawn(grid: Grid, count: int = POEMS) -> list[tuple[str, ...]]:
    dice = Random(grid.pattern)
    return [tuple(fill(grid, dice)) for _ in range(count)]


def counted(name: str) -> tuple[Grid, Counts]:
    grid = tune_of(name).patterns[0]
    counts = Counts(grid.shape)
    for lines in drawn(grid):
        counts.add(lines)
    return grid, counts


@pytest.mark.parametrize(
    ("name", "rhymes", "kin", "repeats"),
    [
        (
            "西江月",
            ".aab.aab",
            [(2, 4), (2, 8), (3, 4), (3, 8), (4, 6), (4, 7), (6, 8), (7, 8)],
            [],
        ),
        ("如梦令", "aa.aaaa", [], ["6.1=5.1", "6.2=5.2"]),
        ("虞美人", "aabbccdd", [], []),
        ("水调歌头", ".a.a..a.a..a.a..a.a", [], []),
    ],
)
def test_what_a_grid_demands_is_counted_out_of_its_poems(
    name: str, rhymes: str, kin: list, repeats: list
) -> None:
    grid, counts = counted(name)
    assert counts.rhymes() == rhymes
    assert counts.kin() == kin
    assert counts.repeats() == repeats
    tones = "".join(counts.tones())
    assert all(
        t == cell.tone for t, cell in zip(tones, grid.cells, strict=True) if cell.tone != Tone.ANY
    )
    assert not [given for given in tune_survey.differences(grid, counts) if "谱中" not in given]


def test_counts_add_up() -> None:
    grid = tune_of("菩萨蛮").patterns[0]
    poems = drawn(grid, 10)
    whole, left, right = (Counts(grid.shape) for _ in range(3))
    for i, lines in enumerate(poems):
        whole.add(lines)
        (left if i % 2 else right).add(lines)
    left.merge(right)
    assert left == whole


def test_a_cell_that_never_tells_is_open() -> None:
    counts = Counts((1, 1))
    counts.add(("看", "思"))  # each of both tones
    assert counts.levels() == [[50], [50]]
    assert counts.tones() == ["中", "中"]


def test_differences_name_cell_and_share() -> None:
    grid = tune_of("忆江南").patterns[0]
    counts = Counts(grid.shape)
    for _, upper, third, fourth, last in drawn(grid):
        counts.add(("天天天", upper[:-1] + "日", third, fourth, last))
    given = tune_survey.differences(grid, counts)
    assert "第1句第2字谱中，词平" in given
    assert "第1句第3字谱仄，词平100%" in given
    assert "第2句第5字谱平，词仄100%" in given
    assert "第2句谱押，词不押" in given
    counts = Counts(grid.shape)
    for _ in range(3):
        counts.add(("看看看", "东东东东东", "东东东东东东东", "东东东东东东东", "东东东东东"))
    given = tune_survey.differences(grid, counts)
    assert "第3句谱不押，词押" in given
    assert not [sentence for sentence in given if sentence.startswith("第1句")]  # 看 tells nothing


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("凤栖梧・蝶恋花", "蝶恋花"),
        ("望江南・忆江南", "忆江南"),
        ("滿江紅", "满江红"),
        ("失调名", ""),
    ],
)
def test_a_title_names_its_tune(title: str, name: str) -> None:
    tune = tune_survey.tune_of_title(title)
    assert (tune.name if tune else "") == name


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "语料" / "宋词"
    folder.mkdir(parents=True)
    lines = drawn(tune_of("卜算子").patterns[0], 25)
    records = [
        {"rhythmic": "卜算子", "author": "某", "paragraphs": ["，".join(poem) + "。"]}
        for poem in lines
    ]
    records += [
        {"rhythmic": "卜算子", "author": "某", "paragraphs": ["□□□□□，中中中中中。"]},
        {"rhythmic": "卜算子", "author": "某", "paragraphs": ["中中中中中，中中中。"]},
        {"rhythmic": "无此调", "author": "某", "paragraphs": ["中中中中中，中中中。"]},
    ]
    text = json.dumps(records, ensure_ascii=False)
    (folder / "ci.song.0.json").write_text(text, encoding="utf-8")
    return folder.parent


def test_the_command_writes_counts_and_differences(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    command = ["tune-survey", "--corpus", str(corpus), "--out", str(tmp_path), "--workers", "1"]
    assert main(command) == 0
    data = json.loads((tmp_path / "tune_survey.json").read_text(encoding="utf-8"))
    row = next(row for row in data["tunes"] if row["name"] == "卜算子")
    assert (row["poems"], row["unreadable"]) == (26, 1)
    assert row["percent"]["fit"] == row["percent"]["passed"] == 96.2
    assert row["shapes"][0] == ["5 5 7 5 5 5 7 5", 96.2]
    assert row["patterns"][0]["rhymes"] == ".a.a.a.a"
    document = (tmp_path / "tunes.md").read_text(encoding="utf-8")
    assert "| 卜算子 | 26 | 96.2% | 96.2% | 96.2% | 96.2% |" in document
    printed = capsys.readouterr().out
    assert "卜算子\t26\t96.2%\t96.2%\t96.2%\t96.2%" in printed
    assert printed.endswith("all\t26\t\t\t\t96.2%\n")


def test_a_missing_corpus_is_said(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["tune-survey", "--corpus", str(tmp_path / "nowhere")]) == 1
    assert "找不到语料" in capsys.readouterr().err


def test_the_counts_beside_the_table_are_of_this_table() -> None:
    """Whoever changes a pattern counts again."""
    data = json.loads(resource("prosody", "tune_survey.json").read_text(encoding="utf-8"))
    kept = {row["name"]: [p["pattern"] for p in row["patterns"]] for row in data["tunes"]}
    table = {t.name: [grid.pattern for grid in t.patterns] for t in tune_survey.tunes()}
    assert kept == table
