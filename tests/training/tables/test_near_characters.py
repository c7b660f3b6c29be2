"""The table of nearest characters."""

from __future__ import annotations

import bz2
from pathlib import Path

import pytest

from poetgui.composer.request.han import simplified
from poetgui.errors import UserError
from training.tables import near_character_table

UNIHAN = """# Unicode version: 15.0.0
U+5586\tkSemanticVariant\tU+54F2<kMatthews
U+5CEF\tkSemanticVariant\tU+5CF0<kMatthews
U+57C0\tkSpecializedSemanticVariant\tU+5730
U+5669\tkSemanticVariant\tU+4E00 U+3401
U+722A\tkTraditionalVariant\tU+53C8
"""


def test_variants_go_both_ways_in_simplified_script() -> None:
    found = near_character_table.variants(UNIHAN)
    assert found["喆"] == "哲"
    assert found["噩"] == "一"  # 㐁 does not stand in 平水韵
    assert found["一"] == "噩"
    assert "埀" not in found
    assert "峯" not in found, "the conversion to simplified script makes it 峰"


def test_what_is_judged_by_hand_goes_first() -> None:
    found = near_character_table.by_hand()
    assert len(found) >= 600
    assert found["爹"] == "爷父"
    assert found["睾"] == ""
    assert [c for c, near in found.items() if c in near or simplified(c) != c] == []
    lines = near_character_table.BY_HAND.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if line[:1] != "#" for word in line.split("\t")[1].split()]
    assert len(words) == len(found), "none is listed twice"


@pytest.mark.parametrize("packed", [True, False])
def test_unihan_is_read_packed_and_plain(packed: bool, tmp_path: Path) -> None:
    data = UNIHAN.encode()
    name = near_character_table.VARIANTS + ".bz2" * packed
    (tmp_path / name).write_bytes(bz2.compress(data) if packed else data)
    out = tmp_path / "near_characters.json"
    near_character_table.write(out, tmp_path)
    text = out.read_text(encoding="utf-8")
    assert '"喆":"哲"' in text.replace("\n", "")
    assert '"睾"' not in text
    assert "Unihan 15.0.0" in text


def test_without_unihan_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Unihan"):
        near_character_table.write(tmp_path / "near_characters.json", tmp_path)
