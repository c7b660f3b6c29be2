"""The settings in force: changed in one place, saved at once, announced by `changed`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from poetgui import settings
from poetgui.errors import Message, UserError
from poetgui.export.page_style import PageStyle
from poetgui.settings import SCALES, Settings
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import Translation, system_language

PICTURE_SCALE = 2.0
"""A saved picture is 2160 pixels wide."""

_TWO_VALUED = {
    "vertical": ("layout", "vertical", "horizontal"),
    "traditional": ("script", "traditional", "simplified"),
}
"""What a toggle of the toolbar sets: option, value when on, value when off."""

_FLAGS = {
    "tones": "tone_marks",
    "rhyme_marks": "rhyme_marks",
    "faults": "fault_marks",
    "pinyin": "pinyin",
    "surprise": "surprise",
    "candidates": "candidates",
    "contrast": "contrast",
}
"""Toggles that are a setting of yes or no."""

TOGGLES = (*_TWO_VALUED, *_FLAGS)
"""Every toggle, by the name of its action."""

_APPLIED = ("theme", "contrast", "scale", "language")
"""What changes the look of every widget."""


class Preferences(QObject):
    """Holds the settings and applies theme and language."""

    changed = Signal()
    problem = Signal(object)
    """They could not be saved, in a sentence."""

    def __init__(self, path: Path, theme: Theme, translation: Translation) -> None:
        super().__init__()
        self._path, self._theme, self._translation = path, theme, translation
        self._failed = False
        self.values: Settings
        self.values, whole = settings.read(path)
        self.notice: Message | None = None
        """What is to be said of the file after the window has opened."""
        if not whole:
            copy = settings.damaged_copy(path)
            self.notice = Message(
                "设置文件坏了或被改过：读得懂的照用，读不懂的已恢复默认；原文件另存在“{}”。", copy
            )
        if not path.exists():
            self.values = self.values.changed(language=system_language())
        self._apply()
        theme.changed.connect(self.changed)

    def set(self, **values: Any) -> None:
        """Change and save. Raises UserError for a value out of range."""
        before, self.values = self.values, self.values.changed(**values)
        if self.values != before:
            self._save()
            if self._shows_differently(before):
                self._apply()
            self.changed.emit()

    def remember(self, **values: Any) -> None:
        """Change and save without `changed`: window sizes, the model opened last."""
        self.values = self.values.changed(**values)
        self._save()

    def is_on(self, name: str) -> bool:
        """Whether a toggle is on: one of TOGGLES."""
        if name in _TWO_VALUED:
            option, on, _ = _TWO_VALUED[name]
            return getattr(self.values, option) == on
        return getattr(self.values, _FLAGS[name])

    def set_toggle(self, name: str, on: bool) -> None:
        if name in _TWO_VALUED:
            option, yes, no = _TWO_VALUED[name]
            self.set(**{option: yes if on else no})
        else:
            self.set(**{_FLAGS[name]: on})

    def resize_interface(self, step: int) -> None:
        """`step`: 1 larger, -1 smaller, 0 back to 100%."""
        at = SCALES.index(self.values.scale) + step if step else 0
        self.set(scale=SCALES[min(max(at, 0), len(SCALES) - 1)])

    def switch_language(self) -> None:
        self.set(language="zh" if self.values.language == "en" else "en")

    @property
    def default_book(self) -> str | None:
        """The rhyme book that the person asks for; None: the form's own."""
        return None if self.values.book == "auto" else self.values.book

    def page_style(self) -> PageStyle:
        """How the page is painted on screen: its paper follows the window's theme."""
        values = self.values
        return PageStyle(
            vertical=values.layout == "vertical",
            script=values.script,
            theme=self._theme.tokens.page,
            seal=values.seal,
            tone_marks=values.tone_marks,
            rhyme_marks=values.rhyme_marks,
            fault_marks=values.fault_marks,
            pinyin=values.pinyin,
        )

    def picture_style(self) -> PageStyle:
        """The style of saved pictures: as on screen, larger, without fault marks."""
        return replace(self.page_style(), scale=PICTURE_SCALE, fault_marks=False)

    def _shows_differently(self, before: Settings) -> bool:
        now = self.values
        return any(getattr(now, name) != getattr(before, name) for name in _APPLIED)

    def _apply(self) -> None:
        if self._translation.language != self.values.language:
            self._translation.use(self.values.language)
        values = self.values
        self._theme.apply(values.theme, int(values.scale) / 100, values.contrast)

    def _save(self) -> None:
        try:
            settings.save(self.values, self._path)
        except UserError as error:
            if not self._failed:  # said once, not at every change
                self.problem.emit(error.message)
            self._failed = True
        else:
            self._failed = False
