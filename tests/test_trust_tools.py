"""The commands that kill, damage and soak find what they are for; a few rounds of each."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from poetgui.errors import UserError
from poetgui.history.store import History
from tests import damage, kills, soak
from tests.damaged_kinds import KINDS, Kind, Read
from tests.history.poems import RECIPE, SPRING
from tests.soak import Row


def test_a_few_kills_lose_nothing() -> None:
    table, sound = kills.run(3)
    assert sound, table
    assert "lost" in table[3]


class TestWhatIsFoundAfterAKill:
    @pytest.fixture
    def ledger(self, tmp_path: Path) -> kills.Ledger:
        ledger = kills.Ledger()
        with closing(History(tmp_path / kills.HISTORY)) as history:
            ids = history.add([SPRING] * 3, RECIPE)
            ledger.poems = {i: kills.digest(history.get(i)) for i in ids}
        return ledger

    def test_all_is_there(self, tmp_path: Path, ledger: kills.Ledger) -> None:
        assert kills.examine(tmp_path, ledger) == kills.Found()

    def test_a_lost_poem(self, tmp_path: Path, ledger: kills.Ledger) -> None:
        ledger.poems[9] = "of a poem that is not there"
        assert kills.examine(tmp_path, ledger).lost == 1

    def test_an_altered_poem(self, tmp_path: Path, ledger: kills.Ledger) -> None:
        ledger.poems[2] = "another"
        assert kills.examine(tmp_path, ledger).altered == 1

    def test_a_change_that_was_begun_may_be_done(
        self, tmp_path: Path, ledger: kills.Ledger
    ) -> None:
        ledger.begun, ledger.poems[2] = {2: ledger.poems[2]}, "before"
        assert kills.examine(tmp_path, ledger) == kills.Found()

    def test_half_of_a_request(self, tmp_path: Path, ledger: kills.Ledger) -> None:
        del ledger.poems[3]
        ledger.adding = 2
        assert len(kills.examine(tmp_path, ledger).torn) == 1

    def test_torn_files(self, tmp_path: Path, ledger: kills.Ledger) -> None:
        (tmp_path / kills.EXPORT).write_text('{"program": "poetgui"', encoding="utf-8")
        (tmp_path / kills.SETTINGS).write_text("{", encoding="utf-8")
        (tmp_path / ".1-1.part").write_text("", encoding="utf-8")
        found = kills.examine(tmp_path, ledger)
        assert [fault.split(":")[0] for fault in found.torn] == [kills.SETTINGS, kills.EXPORT]
        assert found.left == 1

    def test_what_was_said_is_read_up_to_the_last_whole_line(self) -> None:
        ledger = kills.Ledger()
        lines = ['["begin", "add", 2]\n', '["done", "change", {"1": "a", "2": "b"}]\n']
        ledger.read("".join([*lines, '["begin", "change", {"1": "c"}]\n', '["done", "cha']))
        assert (ledger.poems, ledger.begun) == ({1: "a", 2: "b"}, {1: "c"})
        assert ledger.interrupted
        assert ledger.reported == 2


@pytest.mark.parametrize("name", [name for name in KINDS if name != "words of the cutter"])
def test_a_few_damaged_files_of_each_kind(name: str) -> None:
    found = damage.run(name, 12)
    assert found["bad"] == []
    assert found["outcomes"].total() == 12


def kind_of(reader) -> Kind:
    def build(folder: Path) -> None:
        (folder / "file").write_bytes(b"0123456789" * 200)

    return Kind(build, ("file",), reader)


def outcome(tmp_path: Path, said: bool = False) -> str:
    def read(_: Path, path: Path) -> Read:
        return Read({"bytes": path.read_bytes()}, said and path.read_bytes() != b"0123456789" * 200)

    return damage.Bench(kind_of(read), tmp_path).outcome(1)


def test_what_nobody_says_is_found(tmp_path: Path) -> None:
    assert outcome(tmp_path) == "ALTERED"


def test_what_is_said_is_told_apart(tmp_path: Path) -> None:
    assert outcome(tmp_path, said=True) == "said"


@pytest.mark.parametrize(
    ("error", "name"), [(UserError("坏了。"), "said"), (ValueError("bug"), "CRASH")]
)
def test_a_sentence_is_no_crash(tmp_path: Path, error: Exception, name: str) -> None:
    calls: list[Path] = []

    def read(_: Path, path: Path) -> Read:
        calls.append(path)
        if len(calls) > 1:
            raise error
        return Read({}, False)

    bench = damage.Bench(kind_of(read), tmp_path)
    assert bench.outcome(1) == name
    assert calls[0].read_bytes() == b"0123456789" * 200  # made whole for the next


def test_what_is_damaged_is_another_file() -> None:
    chance = random.Random(1)
    data = bytes(10) + b"1"
    spoilt = [damage.damaged(data, chance) for _ in range(200)]
    assert all(other != data for other, _ in spoilt)
    assert {done.split()[0] for _, done in spoilt} == {"bit", "cut", "zeros"}


def test_a_few_poems_of_the_soak() -> None:
    table, sound = soak.run(20)
    assert sound, table
    assert len(table) == 4


def test_leaks_are_seen() -> None:
    def rows(megabytes: float, handles: int) -> list[Row]:
        return [Row(1000 * i, 100 + megabytes * i, 10 + handles * i, 0, 0) for i in range(6)]

    assert soak._leaks(rows(1, 0)) == []
    assert soak._leaks(rows(1, 1)) == ["the number of open files grows"]
    assert soak._leaks(rows(20, 0)) == ["memory grows by 20.0 megabytes for a thousand poems"]
