"""Reading poems: the public archive, a folder of it, and a person's own text files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from poetgui.errors import UserError
from tests.training import poems
from training.corpus.poem_sources import Record, Source, content_hash, records, sources


def read(path: Path) -> list[Record]:
    return [record for source in sources(path) for record in records(source)]


def plain(text: str) -> list[Record]:
    return list(records(Source("诗.txt", text.encode())))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return poems.files(poems.make(6), [poems.Made(("休阴麻似花", "清雪"), "某调", "丙词客")])


def test_archive_and_folder_hold_the_same_files(texts: dict[str, str], tmp_path: Path) -> None:
    packed = list(sources(poems.write_archive(texts, tmp_path / "a.tar.gz")))
    unpacked = list(sources(poems.write_folder(texts, tmp_path / "folder")))
    assert packed == unpacked
    assert [source.name for source in packed] == sorted(texts)


def test_a_record_says_what_its_source_says(texts: dict[str, str], tmp_path: Path) -> None:
    found = read(poems.write_archive(texts, tmp_path / "a.tar.gz"))
    assert [(r.dynasty, r.kind, r.author) for r in found] == (
        [("宋", "诗", "乙野老")] * 3 + [("唐", "诗", "甲山人")] * 3 + [("宋", "词", "丙詞客")]
    )
    assert found[-1].title == "某調"
    assert found[-1].text == "休陰麻似花，清雪。"


def test_the_name_of_a_folder_above_is_not_taken_for_a_dynasty(
    texts: dict[str, str], tmp_path: Path
) -> None:
    found = read(poems.write_folder(texts, tmp_path / "tang ci.d" / "全唐诗的副本").parent)
    assert {r.author: (r.dynasty, r.kind) for r in found} == {
        "甲山人": ("唐", "诗"), "乙野老": ("宋", "诗"), "丙詞客": ("宋", "词")
    }  # fmt: skip


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    name = "全唐诗/poet.tang.0.json"
    others = {"全唐诗/authors.tang.json": "[]", "论语/lunyu.json": "[]", "README.md": "诗"}
    poems.write_folder(others | {name: "[]"}, tmp_path)
    (tmp_path / "folder.txt").mkdir()
    assert [source.name for source in sources(tmp_path)] == [name]


def test_the_hash_of_the_content_sees_names_and_text() -> None:
    one = content_hash({"a": "1", "b": "2"})
    assert one == content_hash({"a": "1", "b": "2"})
    assert len({one, content_hash({"a": "1"}), content_hash({"a": "1", "c": "2"})}) == 3


@pytest.mark.parametrize("name", ["我的诗.txt", "诗/某 人.TXT"])
def test_a_single_text_file_is_a_corpus(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("清雪事消霞，休阴麻似花。", encoding="utf-8")
    assert [r.text for r in read(path)] == ["清雪事消霞，休阴麻似花。"]


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    text = "题目\r\n清雪事消霞，\r\n休阴麻似花。\r\n\r\n残客神车欲，\r\n休阴石道涯。\r\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [(r.title, r.text) for r in read(tmp_path)] == [
        ("题目", "清雪事消霞，\n休阴麻似花。"),
        ("", "残客神车欲，\n休阴石道涯。"),
    ]


FIVE = "清雪事消霞\n休阴麻似花\n残客神车欲\n休阴石道涯"
MARKED = "清雪事消霞，休阴麻似花。\n残客神车欲，休阴石道涯。"


@pytest.mark.parametrize(
    ("text", "title", "author", "body"),
    [
        (MARKED, "", "", MARKED),
        (f"夜\n{MARKED}", "夜", "", MARKED),
        (f"夜\n某人\n{MARKED}", "夜", "某人", MARKED),
        (f"五个字的题\n{MARKED}", "五个字的题", "", MARKED),
        (FIVE, "", "", FIVE),
        (f"夜\n{FIVE}", "夜", "", FIVE),
        (f"五个字的题\n{FIVE}", "五个字的题", "", FIVE),
        ("清雪事消霞\n休阴麻似花。", "", "", "清雪事消霞\n休阴麻似花。"),
        ("长短\n不齐的句子\n没有标点", "", "", "长短\n不齐的句子\n没有标点"),
        ("只有一行", "", "", "只有一行"),
    ],
)
def test_title_and_author_stand_above_the_text(
    text: str, title: str, author: str, body: str
) -> None:
    assert plain(text) == [Record(title, author, "", "诗", body)]


def test_blank_lines_part_poems_whatever_they_hold() -> None:
    assert [r.text for r in plain("\n\n甲甲，\n \t　\n\n乙乙，\n\n\n\n丙丙，\n\n")] == [
        "甲甲，", "乙乙，", "丙丙，"
    ]  # fmt: skip
    assert plain(" \n\n ") == []


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read(path)
    return str(caught.value)


def test_what_cannot_be_read_is_said_in_chinese(tmp_path: Path) -> None:
    assert "找不到语料" in refused(tmp_path / "没有")
    (tmp_path / "empty").mkdir()
    assert "没有可读的诗" in refused(tmp_path / "empty")
    assert "没有可读的诗" in refused(poems.write_archive({}, tmp_path / "a.tar.gz"))
    (tmp_path / "gbk.txt").write_bytes("清雪事消霞".encode("gbk"))
    assert "gbk.txt 不是 UTF-8" in refused(tmp_path / "gbk.txt")
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    assert "压缩包读不出来" in refused(tmp_path / "a.zip")


@pytest.mark.parametrize("content", ["[{", '{"a": 1}', "[1]"])
def test_a_broken_file_of_the_corpus(content: str, tmp_path: Path) -> None:
    poems.write_folder({"全唐诗/poet.tang.0.json": content}, tmp_path)
    assert "poet.tang.0.json" in refused(tmp_path)


def test_missing_items_of_a_poem_are_empty(tmp_path: Path) -> None:
    data = [{"title": None, "paragraphs": None}, {}]
    poems.write_folder({"全唐诗/poet.song.1000.json": json.dumps(data)}, tmp_path)
    assert read(tmp_path) == [Record("", "", "宋", "诗", "")] * 2


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_a_truncated_archive(share: float, texts: dict[str, str], tmp_path: Path) -> None:
    whole = poems.write_archive(texts, tmp_path / "a.tar.gz").read_bytes()
    (tmp_path / "a.tar.gz").write_bytes(whole[: int(share * len(whole))])
    assert "可能没有下载完整" in refused(tmp_path / "a.tar.gz")


def test_a_flipped_byte_anywhere_in_an_archive(texts: dict[str, str], tmp_path: Path) -> None:
    whole = poems.write_archive(texts, tmp_path / "a.tar.gz").read_bytes()
    text = gzip.decompress(whole)
    for at in range(16, len(whole) - 8, len(whole) // 40):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        (tmp_path / "b.tar.gz").write_bytes(broken)
        try:
            same = gzip.decompress(broken) == text
        except Exception:
            same = False
        if not same:
            assert "压缩包读不出来" in refused(tmp_path / "b.tar.gz"), at
