from __future__ import annotations

import sqlite3
import tempfile
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.matching import spans
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import Counts, History
from tests.history.poems import RECIPE, SPRING, poems, recipes


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2024, 2, 29, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def history(tmp_path: Path, clock: Clock):
    store = History(tmp_path / "旧作 一.db", now=clock)
    yield store
    store.close()


@given(poem=poems, recipe=recipes)
@settings(deadline=None, max_examples=60)
def test_every_poem_and_recipe_comes_back_as_it_was(poem: Poem, recipe: dict) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(History(Path(folder, "h.db"))) as store:
        [number] = store.add([poem], recipe)
        entry = store.get(number)
    assert entry.poem == poem
    assert entry.recipe == recipe


def test_a_poem_is_there_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new folder" / "history.db"
    with closing(History(path, now=clock)) as store:
        [number] = store.add([SPRING], RECIPE)
        store.star(number, True)
    with closing(History(path)) as store:
        entry = store.get(number)
        assert store.notice == ""
    assert (entry.poem, entry.recipe) == (SPRING, RECIPE)
    assert (entry.starred, entry.deleted, entry.created) == (True, False, clock.time)


def test_an_entry_takes_another_poem(history: History) -> None:
    [number] = history.add([SPRING], RECIPE)
    history.annotate(number, ["家"], "")
    typed = replace(SPRING, lines=("明月松间照", *SPRING.lines[1:]), form="五律")
    history.replace(number, typed, {"typing": {}})
    entry = history.get(number)
    assert (entry.poem, entry.recipe, entry.tags) == (typed, {"typing": {}}, ("家",))
    assert [e.id for e in history.search(PoemFilter("松间 家", form="五律"))] == [number]
    with pytest.raises(KeyError):
        history.replace(number + 1, typed, {})


def test_newest_first_and_page_by_page(history: History) -> None:
    ids = [history.add([replace(SPRING, seed=i)], RECIPE)[0] for i in range(5)]
    newest = history.search(limit=2)
    assert [e.id for e in newest] == [ids[4], ids[3]]
    assert [e.id for e in history.search(limit=9, beyond=newest[-1].id)] == [ids[2], ids[1], ids[0]]


@pytest.mark.parametrize(
    "query",
    [
        "春风",
        "花发",
        "春花秋月",
        "思乡",
        "五绝",
        "侵",
        "好友",
        "春風何處好",
        "月明，春风",
        " 秋色\n思乡 ",
    ],
)
def test_search_finds_lines_title_theme_form_rhyme_and_tag(history: History, query: str) -> None:
    [number] = history.add([SPRING], RECIPE)
    history.add([Poem(lines=("白日依山尽", "黄河入海流"), form="五古")], {})
    history.annotate(number, ["好友", " 好友", ""], "")
    assert [e.id for e in history.search(PoemFilter(query))] == [number]
    assert history.get(number).tags == ("好友",)


@pytest.mark.parametrize("query", ["春风 黄河", "风春", "%", "_", "'", "好花"])
def test_search_takes_words_as_they_are_and_wants_all_of_them(history: History, query: str) -> None:
    history.add([SPRING, Poem(lines=("白日依山尽", "黄河入海流"), form="五古")], {})
    assert history.search(PoemFilter(query)) == []


def test_a_poem_pinned_in_traditional_script_is_found_in_either(history: History) -> None:
    [number] = history.add([Poem(lines=("風来",), form="其他")], {})
    assert [[e.id for e in history.search(PoemFilter(q))] for q in ("风", "風")] == [
        [number],
        [number],
    ]


def test_stars_and_forms_narrow_the_search(history: History) -> None:
    first, second = history.add([SPRING, replace(SPRING, form="七绝")], RECIPE)
    history.add([SPRING], RECIPE)
    history.star(second, True)
    assert [e.id for e in history.search(PoemFilter(starred=True))] == [second]
    assert [e.id for e in history.search(PoemFilter(form="七绝"))] == [second]
    assert history.values("form") == ["五绝", "七绝"]
    history.star(second, False)
    assert history.search(PoemFilter(starred=True)) == []
    assert history.counts() == Counts(poems=3, starred=0, deleted=0)
    assert first != second


def test_a_deleted_poem_can_be_brought_back(history: History) -> None:
    [number] = history.add([SPRING], RECIPE)
    history.star(number, True)
    history.delete(number)
    assert history.search() == []
    assert history.get(number).deleted
    assert history.counts() == Counts(poems=0, starred=0, deleted=1)
    history.restore(number)
    assert history.search()[0].starred


def test_what_was_deleted_long_ago_goes_for_good(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "history.db"
    with closing(History(path, now=clock)) as store:
        [old] = store.add([SPRING], RECIPE)
        store.delete(old)
        clock.time += timedelta(days=29)
        [young] = store.add([SPRING], RECIPE)
        store.delete(young)
    clock.time += timedelta(days=2)
    with closing(History(path, now=clock)) as store:
        with pytest.raises(KeyError):
            store.get(old)
        assert store.get(young).deleted
        assert store.purge(timedelta(0)) == 1
        assert store.add([SPRING], RECIPE) > [young]  # ids are never used twice


def test_unknown_ids_are_told(history: History) -> None:
    for change in (history.delete, history.restore, history.get):
        with pytest.raises(KeyError):
            change(99)
    with pytest.raises(KeyError):
        history.star(99, True)
    with pytest.raises(KeyError):
        history.annotate(99, ["x"], "")


def test_the_poems_of_one_request_are_stored_together_or_not_at_all(history: History) -> None:
    broken = replace(SPRING, score=object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        history.add([SPRING, broken], RECIPE)
    assert history.search() == []


def test_a_request_that_fails_midway_leaves_nothing(history: History) -> None:
    history._database.connection.execute(
        "CREATE TEMP TRIGGER stop BEFORE INSERT ON poems WHEN NEW.form = '坏' "
        "BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )
    with pytest.raises(sqlite3.DatabaseError, match="stopped"):
        history.add([SPRING, replace(SPRING, form="坏")], RECIPE)
    assert history.search() == []
    assert history.add([SPRING], RECIPE)


def test_two_windows_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(History(path)) as one, closing(History(path)) as other:
        [number] = one.add([SPRING], RECIPE)
        assert other.get(number).poem == SPRING
        other.delete(number)
        assert one.search() == []


def test_a_worker_may_store_while_the_window_reads(history: History) -> None:
    threads = [
        threading.Thread(target=lambda: [history.add([SPRING], RECIPE) for _ in range(20)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    seen = [history.counts().poems for _ in range(20)]
    for thread in threads:
        thread.join()
    assert seen == sorted(seen)
    assert history.counts().poems == 80


def test_a_full_disk_is_said_in_chinese(history: History) -> None:
    history.add([SPRING], RECIPE)
    pages = history._database.connection.execute("PRAGMA page_count").fetchone()[0]
    history._database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="磁盘满了"):
        history.add([SPRING] * 200, RECIPE)
    assert history.counts().poems == 1


def test_a_bug_in_a_query_is_not_taken_for_the_users_fault(history: History) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        history._database.read("SELECT poet FROM poems")


def test_what_sqlite_has_undone_itself_is_not_undone_again(history: History) -> None:
    """After some errors (a full disk, memory) SQLite has rolled the transaction back already."""

    def undone() -> None:
        with history._database.writing() as connection:
            connection.execute("ROLLBACK")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert history.add([SPRING], RECIPE)


def test_a_deletion_while_the_clock_is_behind_can_be_undone_as_long_as_any(
    history: History, clock: Clock
) -> None:
    (number,) = history.add([SPRING], RECIPE)
    right, clock.time = clock.time, datetime(1970, 1, 1, tzinfo=UTC)
    history.delete(number)
    clock.time = right + timedelta(29)
    assert history.purge() == 0
    clock.time = right + timedelta(31)
    assert history.purge() == 1


def test_the_poems_of_a_request_and_their_revisions_are_a_family(history: History) -> None:
    ids = history.add([SPRING] * 3, RECIPE)
    [other] = history.add([SPRING], RECIPE)
    [made] = history.add([SPRING], {"revision": {"of": ids[1]}})
    [again] = history.add([SPRING], {"revision": {"of": made}})
    assert [e.id for e in history.family(ids[0])] == [*ids, made, again]
    assert history.get(again).parent == made
    assert history.get(other).family == other
    assert [e.id for e in history.search(folded=True)] == [again, other]
    assert history.sizes([ids[0], other]) == {ids[0]: 5, other: 1}
    history.delete(again)
    assert [e.id for e in history.search(folded=True)] == [made, other]
    assert history.sizes([ids[0]]) == {ids[0]: 4}


def test_the_same_poem_with_the_same_seed_is_found(history: History) -> None:
    [number] = history.add([SPRING], RECIPE)
    found = history.find(SPRING)
    assert found is not None
    assert found.id == number
    for other in ({"seed": 8}, {"title": "秋"}, {"model": "large"}, {"lines": SPRING.lines[:2]}):
        assert history.find(replace(SPRING, **other)) is None
    history.delete(number)
    assert history.find(SPRING) is None


@pytest.mark.parametrize("text", ["chunfeng", "cfhch", "chqy", "ChunFeng 花发", "yuemingyiyexin"])
def test_pinyin_and_its_initials_find(history: History, text: str) -> None:
    [number] = history.add([SPRING], RECIPE)
    assert [e.id for e in history.search(PoemFilter(text))] == [number]
    assert history.search(PoemFilter("zzq")) == []
    history.replace(number, replace(SPRING, title="", lines=("白日依山尽",)), RECIPE)
    assert history.search(PoemFilter(text)) == []
    assert history.search(PoemFilter("bairi"))


def test_oldest_first_and_by_pages(history: History) -> None:
    ids = history.add([SPRING] * 3, RECIPE)
    assert [e.id for e in history.search(oldest=True, limit=2)] == ids[:2]
    assert [e.id for e in history.search(oldest=True, beyond=ids[1])] == ids[2:]


def test_facts_narrow(history: History) -> None:
    [ours] = history.add([SPRING], {"request": {"mode": "acrostic"}})
    [own] = history.add([replace(SPRING, model="", book="none")], {})
    history.annotate(ours, ["送人"], "赠老王")
    for wanted, found in (
        (PoemFilter(own=True), own),
        (PoemFilter(own=False), ours),
        (PoemFilter(mode="acrostic"), ours),
        (PoemFilter(book="平水韵"), ours),
        (PoemFilter(rhyme="侵", model="base-1"), ours),
        (PoemFilter(tag="送人"), ours),
        (PoemFilter("老王"), ours),
        (PoemFilter(since=history.get(own).created), own),
    ):
        assert found in [e.id for e in history.search(wanted)], wanted
        assert history.count(wanted) == len(history.search(wanted)) >= 1
        assert wanted.narrows
    assert history.count(PoemFilter(tag="送")) == 0
    assert not PoemFilter(deleted=True).narrows
    assert history.values("tag") == ["送人"]
    assert history.values("mode") == ["acrostic"]


def test_tags_that_cannot_be_read_are_not_offered(history: History) -> None:
    [number] = history.add([SPRING], RECIPE)
    history._database.change("UPDATE poems SET tags = '{' WHERE id = ?", [number])
    assert history.values("tag") == []


def test_where_words_stand() -> None:
    assert spans("春風何處好", ["风何"]) == [(1, 3)]
    assert spans("春风，何处", ["chunfeng", "fhc", "何处"]) == [(0, 2), (1, 5), (3, 5)]
    assert spans("春风", ["飞鸟", "zzq", "1"]) == []
