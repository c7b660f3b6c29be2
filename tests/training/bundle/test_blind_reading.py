"""A blind reading from the requests to the card of the bundle."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from poetgui.engine.bundle.bundles import load_bundle
from poetgui.errors import UserError
from training.__main__ import main
from training.bundle import blind_reading
from training.bundle.blind_reading import Entry
from training.bundle.card import add_reading, put
from training.corpus.dataset import Corpus
from training.evaluation import reading_figures
from training.evaluation.reading_figures import HUMAN, OURS, Mark

POEM = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼")
ENTRIES = (Entry(OURS, POEM), Entry(HUMAN, POEM[::-1]), Entry(OURS, POEM[2:]))


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    """A bundle that may be written to."""
    return shutil.copytree(bundle, tmp_path / "bundle")


def test_requests_that_name_the_form_only() -> None:
    requests = blind_reading.requests_of(None, "五绝", 3, seed=7)
    assert [(r.form, r.seed, r.count) for r in requests] == [("五绝", n, 1) for n in (7, 8, 9)]


def test_requests_of_a_file_ask_for_one_poem_and_keep_their_seed(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    path.write_text('{"theme": "秋夜", "count": 5}\n{"heads": "春花秋月", "seed": 90}\n', "utf-8")
    one, other = blind_reading.requests_of(path, "七绝", 50, seed=7)
    assert (one.themes, one.count, one.seed) == (("秋夜",), 1, 7)
    assert (other.heads, other.count, other.seed) == ("春花秋月", 1, 90)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("{", "每行要有一个 JSON 请求"), ("[1]", "JSON 对象"), ('{"colour": 1}', "不认识的项")],
)
def test_requests_that_cannot_be_read_are_said(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match=sentence):
        blind_reading.requests_of(path, "七绝", 1, seed=0)


def test_human_poems_are_of_the_forms_of_ours(corpus: Corpus) -> None:
    found = blind_reading.human_entries(corpus, ("七律", "五律", "七律"), random.Random(1))
    assert sorted(len(entry.lines[0]) for entry in found) == [5, 7, 7]
    assert len({entry.lines for entry in found}) == 3
    assert {entry.writer for entry in found} == {HUMAN}
    with pytest.raises(UserError, match="七律只有"):
        blind_reading.human_entries(corpus, ["七律"] * 500, random.Random(1))


def test_shuffling_keeps_every_poem_and_mixes_who_wrote_them() -> None:
    ours = [Entry(OURS, (str(n),)) for n in range(20)]
    human = [Entry(HUMAN, (str(n),)) for n in range(20)]
    mixed = blind_reading.shuffled(ours, human, random.Random(3))
    assert sorted(mixed, key=repr) == sorted([*ours, *human], key=repr)
    assert mixed[:20] != ours
    assert mixed == blind_reading.shuffled(ours, human, random.Random(3))


def test_what_readers_see_does_not_depend_on_who_wrote_the_poems(tmp_path: Path) -> None:
    other = [Entry(HUMAN if e.writer == OURS else OURS, e.lines) for e in ENTRIES]
    blind_reading.write_sheet(ENTRIES, tmp_path / "one")
    blind_reading.write_sheet(other, tmp_path / "other")
    for name in (blind_reading.PAGE, blind_reading.TABLE):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    assert blind_reading.read_key(tmp_path / "one") == [OURS, HUMAN, OURS]
    assert blind_reading.read_key(tmp_path / "other") == [HUMAN, OURS, HUMAN]


def test_a_reading_is_never_overwritten(tmp_path: Path) -> None:
    blind_reading.write_sheet(ENTRIES, tmp_path)
    before = (tmp_path / blind_reading.KEY).read_bytes()
    assert main(["blind-reading", "make", str(tmp_path), "--model", "nowhere"]) == 1
    with pytest.raises(UserError, match="已有一次评读"):
        blind_reading.write_sheet(ENTRIES[:1], tmp_path)
    assert (tmp_path / blind_reading.KEY).read_bytes() == before


@pytest.mark.parametrize("text", [None, "{", "[1]", '{"writer": 1}'])
def test_a_folder_without_its_key_is_said(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / blind_reading.KEY).write_text(text, "utf-8")
    with pytest.raises(UserError, match="blind-reading make"):
        blind_reading.read_key(tmp_path)


def test_marks_as_the_page_saves_them(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    rows = [
        '1,"H","4","3.5","2","3","好，""甚好"""',
        '2,"","","","","",""',
        '3,"M","1","1","1","1",""',
    ]
    path.write_text("\ufeff" + "\n".join(rows) + "\n", "utf-8")
    assert blind_reading.read_marks(path, 3) == {
        1: Mark(True, (4, 3.5, 2, 3), '好，"甚好"'),
        3: Mark(False, (1, 1, 1, 1)),
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("编号,人作H或机作M\n", "没有评分"),
        ("4,H,1,1,1,1\n", "第 4 首不在评读表中"),
        ("0,H,1,1,1,1\n", "第 0 首不在评读表中"),
        ("2,H,1,1,1,1\n2,M,1,1,1,1\n", "第 2 首.*写了两次"),
        ("1,H,1,1,1,1\n3,H,1,1,1,9\n", "第 3 首的评分"),
    ],
)
def test_wrong_rows_are_said_with_their_number(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match=sentence):
        blind_reading.read_marks(path, 3)


def test_a_file_that_is_no_table_is_said(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_bytes("编号".encode("gbk"))
    for missing in (path, tmp_path / "nowhere.csv"):
        with pytest.raises(UserError, match="UTF-8"):
            blind_reading.read_marks(missing, 3)


def filled(sheet: Path, key: Sequence[str], path: Path) -> str:
    """The sheet as a reader would hand it back who knows them all apart."""
    heading, *rows = csv.reader(sheet.read_text("utf-8").splitlines())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for row, who in zip(rows, key, strict=True):
            marks = ["H", 4, 4, 4, 4.5] if who == HUMAN else ["M", 3, 2, 1, 2.5]
            writer.writerow([*row[:2], *marks, ""])
    return str(path)


def test_a_reading_from_the_sheet_to_the_card(
    copy: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reading"
    where = ["--model", str(copy)]
    command = ["make", str(folder), *where, "--data", str(data), "--form", "七律", "--poems", "2"]
    assert main(["blind-reading", *command]) == 0
    key = json.loads((folder / blind_reading.KEY).read_text("utf-8"))
    assert sorted(entry["writer"] for entry in key) == [HUMAN, HUMAN, OURS, OURS]
    for name in (blind_reading.PAGE, blind_reading.TABLE):
        sheet = (folder / name).read_text("utf-8")
        places = [sheet.index(entry["lines"][0]) for entry in key]
        assert places == sorted(places)

    writers = [entry["writer"] for entry in key]
    marks = filled(folder / blind_reading.TABLE, writers, tmp_path / "读者 1.csv")
    capsys.readouterr()
    assert main(["blind-reading", "score", str(folder), marks, *where, "--card", "初读"]) == 0
    out = capsys.readouterr().out
    assert "| ours | 2 | 3.00 | 2.00 | 1.00 | 2.50 | 0% |" in out
    assert "| human | 2 | 4.00 | 4.00 | 4.00 | 4.50 | 100% |" in out
    assert "Told apart: 100%" in out
    (reading,) = json.loads((copy / "manifest.json").read_text("utf-8"))["figures"]["readings"]
    assert (reading["name"], reading["readers"]) == ("初读", 1)
    assert "| 初读 |" in (copy / "CARD.md").read_text("utf-8")

    assert main(["blind-reading", "score", str(folder), *where]) == 1
    assert "请给出读者填好的表" in capsys.readouterr().err


def reading(name: str, right: bool) -> dict[str, Any]:
    marks = {1: Mark(not right, (3, 2, 1, 2.5)), 2: Mark(right, (4, 4, 4, 4.5))}
    found = reading_figures.figures([OURS, HUMAN], [marks, marks])
    return {"name": name, "date": "2025-01-02"} | found


def test_the_card_has_one_table_of_all_readings(copy: Path) -> None:
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    figures = json.loads(before["manifest.json"])["figures"]
    add_reading(copy, reading("甲", right=False))
    add_reading(copy, reading("乙", right=True))
    card = add_reading(copy, reading("甲", right=True))
    assert card == (copy / "CARD.md").read_text("utf-8")
    rows = [line for line in card.splitlines() if line.startswith(("| 甲", "| 乙"))]
    assert rows == [
        f"| {name} | 2025-01-02 | 2 | 1 / 1 | 3.00 / 4.00 | 2.00 / 4.00 | 1.00 / 4.00 |"
        " 2.50 / 4.50 | 0% / 100% | 100% (51% to 100%) |"
        for name in "乙甲"
    ]
    assert card.count("## Read blind, beside human poems") == 1

    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    readings = manifest["figures"].pop("readings")
    assert [found["name"] for found in readings] == ["乙", "甲"]
    earlier = json.loads(before["manifest.json"])
    assert manifest.pop("checksum") != earlier.pop("checksum")
    assert manifest == earlier
    assert manifest["figures"] == figures
    for name in before.keys() - {"manifest.json", "CARD.md"}:
        assert (copy / name).read_bytes() == before[name]
    load_bundle(copy)


def test_new_figures_keep_the_readings(copy: Path) -> None:
    add_reading(copy, reading("甲", right=True))
    card = put({"theme_choice": 0.5}, 1, copy)
    assert "| 甲 |" in card
    assert "in 50%" in card


def test_a_card_without_readings_does_not_mention_them(copy: Path) -> None:
    assert "Read blind" not in put({}, 1, copy)


def test_a_side_that_nobody_read_is_a_dash(copy: Path) -> None:
    found = reading_figures.figures([OURS, HUMAN], [{1: Mark(True, (3, 3, 3, 3))}])
    card = add_reading(copy, {"name": "半|读", "date": "2025-01-02"} | found)
    assert "| 半/读 | 2025-01-02 | 1 | 1 / 1 | 3.00 / – |" in card
