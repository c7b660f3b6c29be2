"""Which traditional character a simplified one is, counted from verse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from poetgui.prosody.books import traditional_verse
from training.tables import verse_script
from training.tables.verse_script import Family, count, read_rules, traditional_lines

HAIR = {"发": Family("發髮", ())}


def test_a_word_counts_with_four_cells_of_which_four_in_five_agree() -> None:
    assert count(["白髮"] * 4 + ["花發"] * 4, HAIR) == {"发": ("白髮",)}
    assert count(["白髮"] * 3, HAIR) == {"发": ()}
    assert count(["白髮"] * 4 + ["白發"] * 2, HAIR) == {"发": ()}


def test_what_is_usual_is_kept_where_it_contradicts_another_word() -> None:
    lines = ["髮生"] * 4 + ["花發"] * 6 + ["花發生"] * 2 + ["髮生"] * 6
    assert count(lines, HAIR)["发"] == ("花發", "髮生")


def test_the_surest_word_comes_first_and_variants_count_as_one() -> None:
    family = {"里": Family("里裏", ())}
    lines = ["夢裡"] * 5 + ["夢裏"] * 5 + ["花裏"] * 4 + ["千里"]
    assert count(lines, family) == {"里": ("梦裏", "花裏")}


def test_only_the_poems_in_traditional_script_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "全唐诗"
    folder.mkdir()
    poems = [{"paragraphs": ["白髮三千丈，緣愁似箇長。"]}, {"paragraphs": ["白发三千丈，缘愁。"]}]
    (folder / "poet.tang.0.json").write_text(json.dumps(poems), encoding="utf-8")
    assert list(traditional_lines(tmp_path)) == ["白髮三千丈", "緣愁似箇長"]


@pytest.mark.parametrize("row", ["欲\t欲\t欲飲", "发\t發髮\t白頭", "发\t發\n发\t髮"])
def test_a_row_that_decides_nothing_is_an_error(row: str, tmp_path: Path) -> None:
    (tmp_path / "rules.tsv").write_text(f"# comment\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="rules"):
        read_rules(tmp_path / "rules.tsv")


def test_phrases_decided_by_hand_do_not_contradict_each_other() -> None:
    simplifier = verse_script.Simplifier(families := read_rules())
    for family in families.values():
        plain = [simplifier.convert(phrase) for phrase in family.phrases]
        assert sorted(plain) == sorted(set(plain))


def test_what_is_built_is_what_the_program_reads(tmp_path: Path) -> None:
    table = verse_script.build(["白髮"] * 4)
    assert table.keys() == traditional_verse.families().keys()
    assert table["欲"] == {"forms": "欲", "words": ""}
    assert table["秋"]["words"].split()[0] == "鞦千"
    assert max(map(len, " ".join(e["words"] for e in table.values()).split())) <= (
        traditional_verse.LONGEST
    )
