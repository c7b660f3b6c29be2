"""The list of readings that 平水韵's source lacks, or has by mistake."""

from __future__ import annotations

import pytest

from training.tables import pingshui
from training.tables.rhyme_group import Group


def groups() -> list[Group]:
    return [
        Group("东", "平", "上平声一东", dict.fromkeys("东同龙")),
        Group("冬", "平", "上平声二冬", dict.fromkeys("冬农")),
    ]


def test_variants_add_and_take_away_readings() -> None:
    built = groups()
    pingshui.apply_variants(
        built,
        [
            ("仝", "as", "同", "variant"),
            ("侬", "add", "冬东", "missing"),
            ("龙", "drop", "东", "slip"),
        ],
    )
    assert ["".join(g.characters) for g in built] == ["东同仝侬", "冬农侬"]


@pytest.mark.parametrize(
    "row",
    [
        ("同", "add", "东", "already there"),
        ("同", "as", "东", "already there"),
        ("同", "as", "西", "the other is unknown"),
        ("西", "drop", "东", "not there"),
        ("西", "add", "东", ""),
        ("西", "move", "东", "no such kind"),
    ],
)
def test_a_line_that_says_nothing_new_is_an_error(row: tuple[str, str, str, str]) -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        pingshui.apply_variants(groups(), [row])


def test_every_line_of_the_list_has_its_reason() -> None:
    rows = pingshui.read_variants(pingshui.VARIANTS)
    assert len({row[:3] for row in rows}) == len(rows)
    assert all(reason for *_, reason in rows)


def test_a_traditional_character_keeps_some_readings_of_its_simplified_one() -> None:
    built = groups()
    built[1].characters["龙"] = None
    pingshui.apply_variants(built, [("龍", "own", "东", "one of 龙")])
    assert ["".join(g.own) for g in built] == ["龍", ""]
    assert built[0].to_json()["traditional"] == "龍"
    assert "traditional" not in built[1].to_json()


@pytest.mark.parametrize("names", ["东冬", "", "江"])
def test_own_readings_are_fewer_and_known(names: str) -> None:
    built = groups()
    built[1].characters["龙"] = None
    with pytest.raises(ValueError, match="龍 own"):
        pingshui.apply_variants(built, [("龍", "own", names, "one of 龙")])
