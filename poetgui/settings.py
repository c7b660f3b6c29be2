"""Everything the user can set: one typed declaration, from which the dialog is generated. No Qt.

Settings are frozen; `changed` gives a checked copy, `save` writes it, `load` reads it and never
fails: what it cannot understand falls back to the default, and the file is kept beside.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from poetgui.errors import UserError
from poetgui.files import (
    CHECKSUM,
    is_as_written,
    make_folder,
    parse_json,
    with_checksum,
    write_text,
)
from poetgui.paths import user_data

FILE = "settings.json"

SCALES = ("100", "110", "125", "150", "175", "200")
"""Sizes of the interface, in percent."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a setting is called and what it may be."""

    zh: str
    en: str
    kind: type
    """bool, int, float, str, or tuple (of str)."""
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Value -> its Chinese and English name, for a setting with a fixed set of values."""
    low: float = 0
    high: float = 0
    """Range of a number; lengths of a text; how many words a tuple may have. 0, 0: any."""
    shown: bool = True
    """Whether the dialog offers it; the rest is remembered quietly (the window's size)."""
    name: str = ""

    def accepts(self, value: object) -> bool:
        """Whether a value, fresh from JSON or from a widget, is of the right type and in range."""
        if self.kind is bool or isinstance(value, bool):
            return self.kind is bool and isinstance(value, bool)
        if self.kind is float:
            # JSON writes 1.0 as it likes; NaN is not inside any range.
            return isinstance(value, int | float) and self.low <= value <= self.high
        if self.kind is int:
            return isinstance(value, int) and self.low <= value <= self.high
        if self.kind is tuple:
            return isinstance(value, list | tuple) and all(
                isinstance(word, str) and word.strip() for word in value
            )
        if not isinstance(value, str):
            return False
        if self.choices:
            return value in self.choices
        return not self.high or (self.low <= len(value) <= self.high and value == value.strip())


def _option(default: Any, zh: str, en: str, **more: Any) -> Any:
    """A dataclass field with its Option in the metadata."""
    return field(default=default, metadata={"option": Option(zh, en, type(default), **more)})


def _hidden(default: Any, zh: str, en: str, **more: Any) -> Any:
    return _option(default, zh, en, shown=False, **more)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    language: str = _option(
        "zh", "语言", "Language", choices={"zh": ("中文", "Chinese"), "en": ("英文", "English")}
    )
    theme: str = _option(
        "system",
        "明暗",
        "Theme",
        choices={
            "system": ("随系统", "Like the system"),
            "light": ("明", "Light"),
            "dark": ("暗", "Dark"),
        },
    )
    contrast: bool = _option(False, "高对比", "High contrast")
    scale: str = _option(
        "100",
        "界面大小",
        "Interface size",
        choices={percent: (f"{percent}%",) * 2 for percent in SCALES},
    )
    script: str = _option(
        "simplified",
        "字体",
        "Script",
        choices={"simplified": ("简体", "Simplified"), "traditional": ("繁体", "Traditional")},
    )
    layout: str = _option(
        "vertical",
        "版式",
        "Layout",
        choices={"vertical": ("竖排", "Vertical"), "horizontal": ("横排", "Horizontal")},
    )
    tone_marks: bool = _option(False, "标平仄（方点是入声）", "Tone marks (square: entering tone)")
    rhyme_marks: bool = _option(False, "标韵脚", "Rhyme marks")
    fault_marks: bool = _option(True, "标出律之处", "Mark faults of metre")
    pinyin: bool = _option(False, "注拼音", "Pinyin")
    surprise: bool = _option(False, "以底色标出人意料之字", "Shade by surprise")
    candidates: bool = _option(False, "看模型掂量的字", "What the model weighs")
    animation: bool = _option(True, "动画", "Animation")
    count: int = _option(5, "一次写几首", "Poems at a time", low=1, high=20)
    form: str = _hidden("", "体裁", "Form")
    book: str = _option(
        "auto",
        "韵书",
        "Rhyme book",
        choices={
            "auto": ("随体裁", "The form's own"),
            "平水韵": ("平水韵", "Pingshui"),
            "词林正韵": ("词林正韵", "Cilin"),
            "中华通韵": ("中华通韵", "Modern"),
            "none": ("不拘", "None"),
        },
    )
    style: str = _hidden("", "风格", "Style")
    daring: float = _option(0.0, "平实与奇崛", "Plain or daring", low=0.0, high=1.0)
    avoid: tuple[str, ...] = _option((), "避用的字词", "Words to avoid")
    seal: str = _option("诗囊", "印文", "Seal", low=1, high=4)
    model: str = _hidden("", "模型", "Model")
    poster_layout: str = _hidden("square", "款式", "Layout of posters")
    poster_paper: str = _hidden("xuan", "笺纸", "Paper of posters")
    poster_date: str = _hidden("lunar", "落款日期", "Date on posters")
    poster_author: str = _hidden("诗囊试笔", "落款", "Signature on posters")
    poster_seal_style: str = _hidden("white", "印章", "Seal on posters")
    poster_second_seal: str = _hidden("", "闲章", "Second seal on posters")
    poster_scale: int = _hidden(2, "图片大小", "Size of posters", low=1, high=3)
    poster_ink: str = _hidden("own", "墨色", "Ink of posters")
    poster_direction: str = _hidden("auto", "排向", "Direction of posters")
    poster_size: str = _hidden("natural", "幅面", "Paper size of posters")
    poster_width: int = _hidden(210, "幅宽", "Width of posters", low=20, high=2000)
    poster_height: int = _hidden(297, "幅高", "Height of posters", low=20, high=2000)
    poster_margin: int = _hidden(0, "留白", "Margin of posters", low=0, high=30)
    poster_spacing: int = _hidden(100, "字距", "Spacing of posters", low=80, high=160)
    poster_speed: int = _hidden(3, "挥毫", "Speed of writing", low=1, high=20)
    poster_picture: str = _hidden("", "自选图片", "Own paper of posters")
    poster_red_heads: bool = _hidden(True, "朱红", "Red characters on posters")
    poster_frame: bool = _hidden(True, "边框", "Frame of posters")
    poster_transparent: bool = _hidden(False, "不要纸", "Posters without paper")
    geometry: str = _hidden("", "窗口位置", "Window geometry")
    splitter: str = _hidden("", "分栏", "Splitter")
    unknown: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What a newer version wrote: kept, so that going back and forth loses nothing."""

    def changed(self, **values: Any) -> Settings:
        """A copy with these values. Raises UserError for one that is out of range."""
        for name, value in values.items():
            option = option_of(name)
            if not option.accepts(value):
                raise UserError("“{}”不能设成“{}”。", option.zh, value)
        return replace(self, **{n: option_of(n).kind(v) for n, v in values.items()})


OPTIONS: tuple[Option, ...] = tuple(
    replace(f.metadata["option"], name=f.name) for f in fields(Settings) if f.metadata
)
"""Every option in the order of the dialog."""


def option_of(name: str) -> Option:
    """The option of that name. Raises KeyError for an unknown one."""
    for option in OPTIONS:
        if option.name == name:
            return option
    raise KeyError(name)


def settings_path() -> Path:
    """Where the settings lie."""
    return user_data() / FILE


def load(path: Path | None = None) -> Settings:
    """The settings as `read` finds them."""
    return read(path or settings_path())[0]


def read(path: Path) -> tuple[Settings, bool]:
    """The settings, and whether all of the file was understood and is what was written.

    Never fails: a missing file gives the defaults, a damaged value its own. Any other file is first
    copied to `damaged_copy`.
    """
    try:
        data = parse_json(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), True
    except (OSError, ValueError):
        data = None
    if not isinstance(data, dict):
        _keep_copy(path)
        return Settings(), False
    known = {option.name: option for option in OPTIONS}
    good = {n: o.kind(data[n]) for n, o in known.items() if n in data and o.accepts(data[n])}
    # What is another value that may be is used all the same: people change the file by hand.
    whole = all(name in good for name in known if name in data) and is_as_written(data)
    if not whole:
        _keep_copy(path)
    unknown = {n: value for n, value in data.items() if n not in known and n != CHECKSUM}
    return Settings(**good, unknown=unknown), whole


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings in one step. Raises UserError when they cannot be written."""
    values = {option.name: getattr(settings, option.name) for option in OPTIONS}
    data = with_checksum({**settings.unknown, **values})
    text = json.dumps(data, ensure_ascii=False, indent=2)
    path = path or settings_path()
    make_folder(path.parent)
    write_text(path, text + "\n")


def damaged_copy(path: Path) -> Path:
    """Where a file that could not be understood is kept."""
    return path.with_name(f"{path.stem}.damaged{path.suffix}")


def _keep_copy(path: Path) -> None:
    # The copy is a courtesy: that it cannot be made must not keep the program from starting.
    with suppress(OSError):
        shutil.copyfile(path, damaged_copy(path))
