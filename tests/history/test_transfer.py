"""Poems leave the history and come back whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.record import Record
from poetgui.history.store import History
from poetgui.history.transfer import FORMATS, as_csv, as_json, as_markdown, as_text, read_json
from tests.history.poems import RECIPE, SPRING, poems, recipes

BARE = Poem(("床前明月光", "疑是地上霜"), "五古")


@pytest.fixture
def history(tmp_path: Path):
    with closing(History(tmp_path / "a.db", now=lambda: datetime(2024, 5, 1, tzinfo=UTC))) as store:
        first, second = store.add([SPRING, BARE], RECIPE)
        store.star(first, True)
        store.annotate(second, ["夜", "归隐"], "")
        yield store


def test_all_that_is_known_comes_back_in_another_history(history: History, tmp_path: Path) -> None:
    text = as_json(history.search())
    with closing(History(tmp_path / "b.db")) as other:
        assert other.adopt(read_json(text)) == 2
        pairs = zip(history.search(), other.search(), strict=True)
        for mine, copied in pairs:
            assert (mine.poem, mine.recipe, mine.created) == (
                *(copied.poem, copied.recipe, copied.created),
            )
            assert (mine.starred, mine.tags) == (copied.starred, copied.tags)
        assert other.adopt(read_json(text)) == 0
        assert other.counts().poems == 2
        assert [entry.tags for entry in other.search(PoemFilter("归隐"))] == [("夜", "归隐")]


@given(poem=poems, recipe=recipes)
@settings(deadline=None, max_examples=40)
def test_any_poem_comes_back(poem: Poem, recipe: dict[str, Any]) -> None:
    with closing(History(Path(":memory:"))) as store:
        (number,) = store.add([poem], recipe)
        entry = store.get(number)
    (record,) = read_json(as_json([entry]))
    assert (record.poem, record.recipe, record.created) == (poem, recipe, entry.created)


def test_text_and_markdown(history: History) -> None:
    found = history.search()
    assert as_text(found).startswith("床前明月光，疑是地上霜。\n\n\n")
    assert f"{SPRING.title}\n\n{SPRING.text}\n" in as_text(found)
    page = as_markdown(found)
    assert page.startswith("## 床前明月光\n\n床前明月光，疑是地上霜。\n\n*五古 · ")
    assert "夜 · 归隐*" in page
    assert f"## {SPRING.title}\n\n" in page


def test_a_table_for_a_spreadsheet(history: History) -> None:
    text = as_csv(history.search())
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["标签"] for row in rows] == ["夜 归隐", ""]
    assert [row["收藏"] for row in rows] == ["", "★"]
    assert rows[1]["诗"] == SPRING.text
    assert list(FORMATS) == ["json", "txt", "md", "csv"]


def changed(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.update(changes)


def spoiled(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["poems"][1].update(changes)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (changed(program="other"), "这不是诗囊导出的旧作"),
        (changed(poems=3), "这不是诗囊导出的旧作"),
        (changed(version=2), "更新的版本"),
        (spoiled(poem={}), "第 2 首"),
        (spoiled(recipe=[]), "第 2 首"),
        (spoiled(created="yesterday"), "第 2 首"),
        (spoiled(tags=[1]), "第 2 首"),
        (lambda document: document["poems"].append(7), "第 3 首"),
    ],
)
def test_what_is_no_export_is_refused_as_a_whole(
    history: History, spoil: Callable[[dict[str, Any]], None], words: str
) -> None:
    document = json.loads(as_json(history.search()))
    spoil(document)
    with pytest.raises(UserError, match=words):
        read_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "春眠不觉晓"])
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="不是诗囊导出的旧作"):
        read_json(text)


def test_a_failure_adds_none(history: History) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    good = Record(SPRING, RECIPE, moment, False, ())
    with pytest.raises(TypeError):
        history.adopt([good, good._replace(recipe={"a": object()}, poem=BARE)])
    assert history.counts().poems == 2


def test_a_revision_still_names_the_poem_it_was_made_from(tmp_path: Path) -> None:
    with closing(History(tmp_path / "mine.db")) as mine:
        mine.add([BARE], {})
        [first] = mine.add([SPRING], RECIPE)
        [made] = mine.add([replace(SPRING, title="改")], {"revision": {"of": first, "by": "hand"}})
        mine.annotate(made, [], "附记")
        both, one = as_json(mine.family(first)), as_json([mine.get(made)])
    with closing(History(tmp_path / "theirs.db")) as theirs:
        theirs.adopt(read_json(both))
        newest, oldest = theirs.search()
        assert (newest.parent, newest.family, newest.note) == (oldest.id, oldest.id, "附记")
    with closing(History(tmp_path / "alone.db")) as alone:
        alone.add([BARE], {})
        alone.adopt(read_json(one))
        assert alone.search(limit=1)[0].parent is None


def test_author_and_note_stand_in_every_format(tmp_path: Path) -> None:
    with closing(History(tmp_path / "a.db")) as store:
        [number] = store.add([replace(BARE, title="静夜思", author="李白")], {})
        store.annotate(number, [], "赠老王")
        entries = [store.get(number)]
    for write in FORMATS.values():
        text = write(entries)
        assert "李白" in text
        assert "赠老王" in text


def test_a_letter_that_a_disk_changed_is_noticed(history: History) -> None:
    text = as_json(history.search())
    assert text.count("疑是地上霜") == 1
    with pytest.raises(UserError, match=r"与导出时不同.*“checksum”"):
        read_json(text.replace("疑是地上霜", "疑是地下霜"))
    by_hand = json.loads(text.replace("疑是地上霜", "疑是地下霜"))
    del by_hand["checksum"]
    assert read_json(json.dumps(by_hand))[1].poem.lines[1] == "疑是地下霜"
