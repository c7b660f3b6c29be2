"""How poets rhyme by 词林正韵."""

from __future__ import annotations

from poetgui.grid import Tone
from poetgui.prosody.books import BOOKS, CILIN, book
from poetgui.prosody.parts import entering, part_of
from poetgui.prosody.rhyme_use import rhymed_on, seldom


def test_every_group_of_the_book_was_counted_and_no_other_book() -> None:
    table = book(CILIN)
    assert set(rhymed_on(CILIN)) == {name for name, _ in table.groups}
    assert min(rhymed_on(CILIN).values()) > 0
    assert not any(rhymed_on(name) for name in BOOKS if name != CILIN)


def test_seldom_characters_have_another_group_and_no_group_is_all_seldom() -> None:
    table = book(CILIN)
    for group, _ in table.groups:
        for character in seldom(CILIN, group):
            groups = {reading.group for reading in table.readings(character)}
            assert group in groups
            assert len(groups) > 1
        assert len(seldom(CILIN, group)) < 0.1 * len(table.members(group))
    assert "北" in seldom(CILIN, "第三部仄")
    assert "北" not in seldom(CILIN, "第十七部")
    assert seldom("平水韵", "东") == ""


def test_parts_hold_the_tones_of_one_sound() -> None:
    for name in BOOKS:
        table = book(name)
        for group, tone in table.groups:
            assert part_of(name, group)
            if group in entering(table):
                assert tone is Tone.OBLIQUE
    assert part_of("平水韵", "送") == part_of("平水韵", "东") != part_of("平水韵", "冬")
    assert part_of(CILIN, "第三部仄") == "第三部"
    assert len(entering(book("平水韵"))) == 17
    assert len(entering(book(CILIN))) == 5
    assert not entering(book("中华通韵"))
