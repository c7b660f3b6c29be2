"""Which rhyme groups belong together across the tones 韵部, and which are of the entering tone."""

from __future__ import annotations

from functools import cache

from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, RhymeBook

_ROWS = """
    东董送屋 冬肿宋沃 江讲绛觉 支纸寘 微尾未 鱼语御 虞麌遇 齐荠霁 佳蟹泰卦 灰贿队 真轸震质 文吻问物
    元阮愿月 寒旱翰曷 删潸谏黠 先铣霰屑 萧筱啸 肴巧效 豪皓号 歌哿个 麻马祃 阳养漾药 庚梗敬陌
    青迥径锡 蒸职 尤有宥 侵寝沁缉 覃感勘合 盐琰艳叶 咸豏陷洽
"""
"""The groups of 平水韵 that are one sound in the four tones (王力《汉语诗律学》)."""
_ENTERING = frozenset("屋沃觉质物月曷黠屑药陌锡职缉合叶洽")


@cache
def _rows() -> dict[str, str]:
    return {group: row[0] for row in _ROWS.split() for group in row}


def division_of(book: str, group: str) -> str:
    """A name that the groups of one part share: 第一部 of 第一部平 and 第一部仄."""
    if book == PINGSHUI:
        return _rows()[group]
    return group.removesuffix("平").removesuffix("仄")


def entering_groups(book: RhymeBook) -> frozenset[str]:
    """The groups of the entering tone 入声; none in a book of the modern sound."""
    if book.name == PINGSHUI:
        return _ENTERING
    if book.name != CILIN:
        return frozenset()
    return frozenset(
        name for name, tone in book.groups if tone is Tone.OBLIQUE and not name.endswith("仄")
    )
