"""What a person asks for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from poetgui.errors import UserError
from poetgui.grid import Place


class Mode(StrEnum):
    """How the open cells come about; after that all modes are one."""

    ACROSTIC = "acrostic"
    CONTINUE = "continue"
    FREE = "free"
    COUPLET = "couplet"

    @classmethod
    def of(cls, heads: str, text: str) -> Mode:
        """The mode that is meant when none is named."""
        return cls.ACROSTIC if heads else cls.CONTINUE if text else cls.FREE


HEAD, TAIL, DIAGONAL, BOTH = "head", "tail", "diagonal", "both"
POSITIONS = (HEAD, TAIL, DIAGONAL, BOTH, "1", "2", "3", "4", "5", "6", "7")
MOST_POEMS = 50
LONGEST_TEXT = 3000
"""Characters of one text of a request: the longest old poems have 2,500."""
MOST_TEXTS = 2000
"""Themes, words to avoid, lines shown lately, pins: more is no person's request."""


@dataclass(frozen=True)
class Pin:
    """A character fixed at a place, as typed."""

    place: Place
    character: str


@dataclass(frozen=True)
class ComposeRequest:
    """Everything that decides a poem beside the model. The same request and seed write the same."""

    mode: Mode
    heads: str = ""
    """Characters to hide, for ACROSTIC."""
    position: str = HEAD
    """Where they stand in their lines: POSITIONS; a number counts characters from 1. BOTH: `heads`
    at the heads and `tails` at the tails 首尾."""
    tails: str = ""
    """Characters to hide at the tails, for BOTH; may be empty."""
    text: str = ""
    """The opening, for CONTINUE: with or without punctuation, in either script. For COUPLET the
    upper line 上联: 4 to 11 characters, or clauses set apart by marks."""
    answer: str = ""
    """A poem to answer on its own rhyme characters 次韵: its whole text, in any layout."""
    rhyme_characters: str = ""
    """Characters to rhyme on 限韵, in the order of the rhyme cells; further cells are free."""
    themes: tuple[str, ...] = ()
    title: str = ""
    """The occasion of the poem, and its title."""
    form: str | None = None
    """Name or pinyin; None: chosen by the input."""
    lines: int | None = None
    """For forms of any number of lines."""
    pattern: str | None = None
    """Which of the form's patterns, by its name; None: any, of a tune the commonest that fits."""
    book: str | None = None
    """Rhyme book, or "none": free of rhyme and tone. None: the form's own, 词林正韵 for tunes and
    平水韵 for verse."""
    rhyme: str | None = None
    """Rhyme group of the book; of a tune with several rhymes one of them, or all in order."""
    style: str | None = None
    """One of the model's styles: a dynasty or a poet."""
    pins: tuple[Pin, ...] = ()
    """Further fixed characters; they win over heads and text."""
    count: int = 5
    seed: int | None = None
    daring: float = 0.0
    """0 plain … 1 daring."""
    avoid: tuple[str, ...] = ()
    """Words that the open cells must not write."""
    recent: tuple[str, ...] = ()
    """Lines that the person was shown lately: no four characters in a row of theirs come again."""

    def __post_init__(self) -> None:
        if self.position not in POSITIONS:
            raise UserError("没有“{}”这个位置，可选：{}。", self.position, POSITIONS)
        if self.tails.strip() and self.position != BOTH:
            raise UserError("句尾的字“{}”只用于首尾（both），请改落位，或去掉它。", self.tails)
        if not 1 <= self.count <= MOST_POEMS:
            raise UserError("一次可写1至{}首，不能写{}首。", MOST_POEMS, self.count)
        if not 0 <= self.daring <= 1:
            raise UserError("奇崛程度应在0与1之间，不能是{}。", self.daring)
        if self.seed is not None and self.seed < 0:
            raise UserError("种子应是不小于0的整数。")
        for field in fields(self):
            _check_size(getattr(self, field.name))
        for text in (self.title, *self.themes, *self.avoid, *self.recent):
            _check_whole(text)

    def to_json(self) -> dict[str, Any]:
        """A dictionary that `json` can write; `from_json` turns it back."""
        data = asdict(self) | {"mode": self.mode.value}
        data["pins"] = [
            {"line": p.place.line, "column": p.place.column, "character": p.character}
            for p in self.pins
        ]
        for name in ("themes", "avoid", "recent"):
            data[name] = list(data[name])
        return data

    @classmethod
    def from_json(cls, data: object) -> ComposeRequest:
        """Names as on the command line (`theme`, one or several) or as here; null is left out.

        Raises UserError for unknown names and values of the wrong kind.
        """
        if not isinstance(data, dict):
            raise UserError("请求应是一个 JSON 对象。")
        data = {name: value for name, value in data.items() if value is not None}
        if "theme" in data:
            theme = data.pop("theme")
            data["themes"] = theme if isinstance(theme, list) else [theme]
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(data) - known):
            raise UserError("请求里有不认识的项：{}。", tuple(unknown))
        values = {name: _value(name, value) for name, value in data.items()}
        values.setdefault("mode", Mode.of(values.get("heads", ""), values.get("text", "")))
        return cls(**values)


def _check_size(value: object) -> None:
    """Raises UserError for texts that would take minutes to read."""
    if isinstance(value, tuple):
        if len(value) > MOST_TEXTS:
            raise UserError("请求里有一项太多了（{}个），至多{}个。", len(value), MOST_TEXTS)
        for one in value:
            _check_size(one)
    elif isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise UserError("“{}…”太长了（{}字），至多{}字。", value[:10], len(value), LONGEST_TEXT)


def _check_whole(text: str) -> None:
    """Raises UserError where a character is half a one: bytes that are no UTF-8 were typed."""
    if any(0xD800 <= ord(character) < 0xE000 for character in text):
        shown = text.encode(errors="replace").decode()
        raise UserError("“{}”里有坏掉的字符（不是 UTF-8），请重新输入。", shown)


_KINDS: dict[str, type | tuple[type, ...]] = {
    "heads": str,
    "tails": str,
    "text": str,
    "answer": str,
    "rhyme_characters": str,
    "book": str,
    "title": str,
    "form": str,
    "pattern": str,
    "rhyme": str,
    "style": str,
    "position": (str, int),
    "lines": int,
    "count": int,
    "seed": int,
    "daring": (int, float),
}
"""JSON types of the plain values; `position` may be written 3 as well as "3"."""


def _value(name: str, value: object) -> Any:
    if name == "mode" and value in tuple(Mode):
        return Mode(str(value))
    if name == "pins" and isinstance(value, list):
        return tuple(pin_from_json(pin) for pin in value)
    if name in ("themes", "avoid", "recent") and isinstance(value, list):
        if all(isinstance(word, str) for word in value):
            return tuple(value)
    elif name in _KINDS and isinstance(value, _KINDS[name]) and not isinstance(value, bool):
        return str(value) if name == "position" else value
    raise UserError("请求里的 {} 不对：{}。", name, repr(value))


def pin_from_json(data: object) -> Pin:
    """{"line": 0, "column": 0, "character": "春"}, counted from 0. Raises UserError."""
    if isinstance(data, dict) and set(data) == {"line", "column", "character"}:
        line, column, character = data["line"], data["column"], data["character"]
        whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (line, column))
        if whole and isinstance(character, str):
            return Pin(Place(line, column), character)
    raise UserError(
        '钉字应写作 {"line": 0, "column": 0, "character": "春"}（从0数起），这里是 {}。',
        repr(data),
    )
