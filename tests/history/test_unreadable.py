"""One row that cannot be read back takes no other with it, and is not lost."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.history import codec
from poetgui.history.store import History
from tests.history.poems import RECIPE, SPRING

SOUND = json.loads(codec.dump_poem(SPRING))
COLUMNS = "id, created, form, poem, recipe, tags, search, starred, deleted"


def poem(**changed: Any) -> str:
    return json.dumps(SOUND | changed)


DAMAGES = [
    *(("poem", text) for text in ("", "{", "null", "[]", "3", "{}", b"{}", 7, 1.5)),
    ("poem", "[" * 100_000),
    ("poem", b"\xff\xfe"),
    ("poem", '{"lines": ["春风"]}'),
    *(("poem", poem(lines=wrong)) for wrong in (None, [], "春风", [1], [["春"]], {}, ["\ud800"])),
    *(("poem", poem(form=wrong)) for wrong in (None, 3, [])),
    *(("poem", poem(score=wrong)) for wrong in (None, "高", [])),
    *(("poem", poem(pins=wrong)) for wrong in (None, 3, [3], [[1]], [[1, "2"]], [[1, 2, 3]])),
    *(("poem", poem(stops=wrong)) for wrong in (["，"], 3, [None] * 4, ["x、，"] * 4)),
    *(("poem", poem(stanzas=wrong)) for wrong in (3, ["2"], {})),
    *(("recipe", text) for text in ("", "[]", "null", '"x"', b"{}", 3)),
    ("recipe", '{"request": {"heads": "\\ud800"}}'),
    ("poem", poem(model="\ud800")),
    *(("tags", text) for text in ("", "{}", "[1]", '"x"', 3)),
    *(("created", text) for text in ("", "昨天", "2024-01-01", "0001-01-01T00:00:00Z", 3, b"x")),
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    with closing(History(path)) as store:
        store.add([SPRING] * 3, RECIPE)
        yield store


def damage(history: History, column: str, value: object, number: int = 2) -> tuple[Any, ...]:
    """Put a value into a row; returns the row as it then stands in the file."""
    text = "CAST(? AS TEXT)" if value == b"\xff\xfe" else "?"
    statement = f"UPDATE poems SET {column} = {text} WHERE id = ?"
    history._database.connection.execute(statement, [value, number])
    return history._database.read(f"SELECT {COLUMNS} FROM poems WHERE id = ?", [number])[0]


@pytest.mark.parametrize(("column", "value"), DAMAGES)
def test_the_others_are_there_and_it_is_kept(
    history: History, path: Path, column: str, value: object
) -> None:
    row = damage(history, column, value)
    history.close()
    with closing(History(path)) as again:
        assert [e.id for e in again.search()] == [3, 1]
        assert again.notice == "有 1 首旧作读不出来，已另存在旧作文件里，其余的都在。"
        assert again.counts().poems == 2
        assert again._database.read(f"SELECT {COLUMNS} FROM unreadable") == [row]
    with closing(History(path)) as later:
        assert [e.id for e in later.search()] == [3, 1]
        assert later.notice == ""  # said once


def test_a_page_is_full_whatever_was_skipped(history: History) -> None:
    said: list[str] = []
    history.tell = said.append
    for number in (2, 3):
        damage(history, "poem", "{}", number)
    history.add([SPRING], RECIPE)
    assert [e.id for e in history.search(limit=2)] == [4, 1]
    assert said == ["有 2 首旧作读不出来，已另存在旧作文件里，其余的都在。"]
    assert history.notice == ""


def test_asked_for_by_its_number_it_is_as_if_it_were_gone(history: History) -> None:
    damage(history, "poem", "null")
    with pytest.raises(KeyError):
        history.get(2)
    assert history._database.read("SELECT id FROM unreadable") == [(2,)]


def test_a_form_that_is_no_text_is_not_offered(history: History) -> None:
    damage(history, "form", b"\x00")
    damage(history, "form", b"\xff\xfe", number=3)
    assert history.values("form") == ["五绝"]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(SOUND)) | st.text(max_size=3), inner, max_size=4)
    ),
)


@given(changed=st.dictionaries(st.sampled_from(sorted(SOUND)), _json, min_size=1), recipe=_json)
@settings(deadline=None, max_examples=150)
def test_whatever_stands_there_is_a_poem_or_set_aside(changed: dict[str, Any], recipe: Any) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(History(Path(folder, "h.db"))) as store:
        store.add([SPRING] * 2, RECIPE)
        damage(store, "poem", json.dumps(SOUND | changed), number=1)
        damage(store, "recipe", json.dumps(recipe), number=1)
        entries = store.search()
        kept = store._database.read("SELECT id FROM unreadable")
    assert entries[0].poem == SPRING
    assert len(entries) + len(kept) == 2
    for entry in entries:
        assert entry.poem.text
        assert isinstance(entry.recipe, dict)
        assert all(isinstance(line, str) for line in entry.poem.lines)
