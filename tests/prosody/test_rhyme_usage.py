"""How poets rhyme by 词林正韵."""

from __future__ import annotations

from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import BOOKS, CILIN, load_book
from poetgui.prosody.books.rhyme_divisions import division_of, entering_groups
from poetgui.prosody.books.rhyme_usage import rarely_rhymed, rhyme_counts


def test_every_group_of_the_book_was_counted_and_no_other_book() -> None:
    table = load_book(CILIN)
    assert set(rhyme_counts(CILIN)) == {name for name, _ in table.groups}
    assert min(rhyme_counts(CILIN).values()) > 0
    assert not any(rhyme_counts(name) for name in BOOKS if name != CILIN)


def test_seldom_characters_have_another_group_and_no_group_is_all_seldom() -> None:
    table = load_book(CILIN)
    for group, _ in table.groups:
        for character in rarely_rhymed(CILIN, group):
            groups = {reading.group for reading in table.readings(character)}
            assert group in groups
            assert len(groups) > 1
        assert len(rarely_rhymed(CILIN, group)) < 0.1 * len(table.members(group))
    assert "北" in rarely_rhymed(CILIN, "第三部仄")
    assert "北" not in rarely_rhymed(CILIN, "第十七部")
    assert rarely_rhymed("平水韵", "东") == ""


def test_parts_hold_the_tones_of_one_sound() -> None:
    for name in BOOKS:
        table = load_book(name)
        for group, tone in table.groups:
            assert division_of(name, group)
            if group in entering_groups(table):
                assert tone is Tone.OBLIQUE
    assert division_of("平水韵", "送") == division_of("平水韵", "东") != division_of("平水韵", "冬")
    assert division_of(CILIN, "第三部仄") == "第三部"
    assert len(entering_groups(load_book("平水韵"))) == 17
    assert len(entering_groups(load_book(CILIN))) == 5
    assert not entering_groups(load_book("中华通韵"))
