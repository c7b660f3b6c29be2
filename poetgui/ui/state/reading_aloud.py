"""Reading a poem aloud with a voice of the system, with rests where the metre has them.

Qt's text to speech comes with PySide6-Addons, which the program does not need otherwise: where it
is missing, or the system has no Chinese voice, `missing` says what to install.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, cast

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from poetgui.errors import Message
from poetgui.grid import Poem, pauses

REST, LINE, COUPLET = 160, 420, 800
"""Milliseconds: within a line, after one, after a couplet or a sentence of a tune."""
CAESURA = {5: 2, 6: 2, 7: 4}
"""Characters before the rest of a line of verse (王力《汉语诗律学》: 二三, 二二二, 四三)."""
RATE = -0.35
"""Slower than talk; Qt has −1 to 1."""


class Piece(NamedTuple):
    """What is said in one breath, and how long it is quiet after it."""

    text: str
    rest: int


class Voice(Protocol):
    """What is needed of Qt's QTextToSpeech."""

    def say(self, text: str) -> None: ...
    def stop(self) -> None: ...


def pieces(poem: Poem) -> list[Piece]:
    """The breaths of a poem: of a tune by its marks, of verse by the caesura."""
    found = []
    for number, line in enumerate(poem.lines):
        stop = poem.stops[number] if poem.stops else ""
        cuts = pauses(stop) if stop else (CAESURA.get(len(line), len(line)),)
        parts = [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]
        parts = [part for part in parts if part]
        ends = stop.endswith("。") if stop else number % 2 == 1
        rests = [REST] * (len(parts) - 1) + [COUPLET if ends else LINE]
        found += [Piece(part, rest) for part, rest in zip(parts, rests, strict=True)]
    return found


class ReadingAloud(QObject):
    """Reads one poem at a time."""

    changed = Signal(bool)
    """Whether it reads now."""

    def __init__(
        self,
        find: Callable[[Callable[[], None]], Voice | Message] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """find: returns a voice that calls what it is given whenever it has said something, or what
        is missing; it is asked when something is to be read for the first time."""
        super().__init__(parent)
        self._find = find or system_voice
        self._voice: Voice | Message | None = None
        self._left: Sequence[Piece] = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._next)
        self._due = 0

    @property
    def reading(self) -> bool:
        return bool(self._left) or self._rest.isActive() or self._due > 0

    def read(self, poem: Poem) -> Message | None:
        """Begin to read; what is missing, where there is no voice."""
        self.stop()
        if self._voice is None or isinstance(self._voice, Message):
            self._voice = self._find(self._said)
        if isinstance(self._voice, Message):
            return self._voice
        self._left = pieces(poem)
        self.changed.emit(True)
        self._next()
        return None

    def stop(self) -> None:
        """Be quiet."""
        was, self._left, self._due = self.reading, (), 0
        self._rest.stop()
        if self._voice is not None and not isinstance(self._voice, Message):
            self._voice.stop()
        if was:
            self.changed.emit(False)

    def _next(self) -> None:
        if not self._left:
            self.changed.emit(False)
            return
        piece, *self._left = self._left
        self._due = piece.rest
        assert self._voice is not None
        assert not isinstance(self._voice, Message)
        self._voice.say(piece.text)

    def _said(self) -> None:
        """The voice is ready: with what it was given, or after it was stopped."""
        if self._due:
            due, self._due = self._due, 0
            self._rest.start(due)


def system_voice(said: Callable[[], None]) -> Voice | Message:
    """The system's Chinese voice, or what is to be installed for one."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # type: ignore[import-not-found]
    except ImportError:
        return Message("朗读要装 Qt 的语音部分：pip install PySide6-Addons。")
    engine = QTextToSpeech()
    chinese = [x for x in engine.availableLocales() if x.language() is QLocale.Language.Chinese]
    if engine.state() is QTextToSpeech.State.Error or not chinese:
        return Message("系统里没有会说中文的声音：{}。", advice())
    engine.setLocale(chinese[0])
    engine.setRate(RATE)
    ready = QTextToSpeech.State.Ready
    engine.stateChanged.connect(lambda state: said() if state is ready else None)
    return cast(Voice, engine)


def advice() -> Message:
    """Where this system's voices come from."""
    if sys.platform == "win32":
        return Message("请在“设置 → 时间和语言 → 语音”里添加中文语音")
    if sys.platform == "darwin":
        return Message("请在“系统设置 → 辅助功能 → 朗读内容”里添加中文嗓音")
    return Message("请装 speech-dispatcher 和 espeak-ng")
