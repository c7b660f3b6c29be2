"""What a poster says and how it is mounted. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from poetgui.grid import Poem

LAYOUTS: Mapping[str, tuple[str, str]] = {
    "square": ("斗方", "Square"),
    "scroll": ("条幅", "Hanging scroll"),
    "handscroll": ("手卷", "Handscroll"),
    "fan": ("扇面", "Fan"),
    "couplet": ("对联", "Couplet scrolls"),
    "album": ("册页", "Album leaf"),
    "card": ("方卡（手机）", "Square card"),
    "portrait": ("竖卡（手机）", "Portrait card"),
    "plain": ("素笺", "Plain"),
}
"""Name -> its Chinese and English name."""
PAPERS: Mapping[str, tuple[str, str]] = {
    "xuan": ("宣纸", "Rice paper"),
    "aged": ("仿古", "Aged"),
    "gold": ("洒金红", "Red with gold"),
    "green": ("青笺", "Green letter paper"),
    "indigo": ("磁青", "Indigo"),
    "white": ("素白", "White"),
}
DATES: Mapping[str, tuple[str, str]] = {
    "none": ("不落", "None"),
    "solar": ("公历", "Calendar"),
    "lunar": ("农历干支", "Chinese calendar"),
}
SEALS: Mapping[str, tuple[str, str]] = {
    "white": ("白文", "Carved (white)"),
    "red": ("朱文", "Raised (red)"),
    "none": ("不钤", "None"),
}
DIRECTIONS: Mapping[str, tuple[str, str]] = {
    "auto": ("随款式", "The layout's own"),
    "vertical": ("竖排", "Vertical"),
    "horizontal": ("横排", "Horizontal"),
}
TURNABLE = ("square", "card", "portrait", "plain")
"""Layouts that may be set either way; scrolls, fans and albums are vertical."""
INKS: Mapping[str, tuple[str, str]] = {
    "own": ("随纸", "The paper's own"),
    "black": ("墨", "Black"),
    "blue": ("花青", "Indigo"),
    "red": ("朱砂", "Cinnabar"),
    "gold": ("泥金", "Gold"),
    "white": ("铅白", "White"),
}
SIZES: Mapping[str, tuple[str, str]] = {
    "natural": ("随款式", "The layout's own"),
    "a4": ("A4", "A4"),
    "a5": ("A5", "A5"),
    "phone": ("手机屏", "Phone"),
    "square": ("正方", "Square"),
    "own": ("自定（毫米）", "Own (mm)"),
}
LONGEST_WORDS = 24
"""Characters of a title, a dedication, an author's name: more is no inscription."""
LONGEST_SEAL = 4
MARGINS, SPACINGS, SIDES = (0, 30), (80, 160), (20, 2000)
"""Per cent, per cent, millimetres: least and most."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything but the poem. All texts may be empty; they stand as they are typed."""

    layout: str = "square"
    paper: str = "xuan"
    picture: str = ""
    """Path of a picture to be used as paper; empty: `paper`."""
    script: str = "simplified"
    direction: str = "auto"
    ink: str = "own"
    size: str = "natural"
    millimetres: tuple[int, int] = (210, 297)
    """Width and height of the size "own"."""
    margin: int = 0
    """Per cent of the sheet's longer side that are left free around it."""
    spacing: int = 100
    """Distance of the characters, in per cent of the usual one."""
    title: str = ""
    dedication: str = ""
    """For whom: 赠友人."""
    author: str = ""
    date: str = ""
    seal: str = ""
    """One to four characters."""
    second_seal: str = ""
    seal_style: str = "white"
    red_heads: bool = True
    """Whether what the person fixed (heads of an acrostic) is red."""
    frame: bool = True
    transparent: bool = False
    """No paper, for a PNG that is laid over something else."""


def fits(layout: str, poem: Poem) -> bool:
    """Whether a layout can take a poem: scrolls of a couplet want two lines of one length."""
    return layout != "couplet" or (
        len(poem.lines) == 2 and len(poem.lines[0]) == len(poem.lines[1])
    )
