from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.errors import Message
from poetgui.grid import Poem
from poetgui.ui.state import reading_aloud
from poetgui.ui.state.reading_aloud import COUPLET, LINE, REST, ReadingAloud, pieces

VERSE = Poem(("床前明月光", "疑是地上霜"), "五绝")
TUNE = Poem(("谁怕", "一蓑烟雨任平生"), "定风波", stops=("，", "4、。"), stanzas=(2,))


class FakeVoice:
    """Says everything at once, and remembers it."""

    def __init__(self, said: Callable[[], None]) -> None:
        self.said, self.words, self.stopped = said, list[str](), 0

    def say(self, text: str) -> None:
        self.words.append(text)
        self.said()

    def stop(self) -> None:
        self.stopped += 1
        self.said()


def test_rests_are_where_the_metre_has_them() -> None:
    assert pieces(VERSE) == [("床前", REST), ("明月光", LINE), ("疑是", REST), ("地上霜", COUPLET)]
    assert [piece.text for piece in pieces(Poem(("朝辞白帝彩云间",), "七绝"))] == [
        "朝辞白帝",
        "彩云间",
    ]
    assert pieces(TUNE) == [("谁怕", LINE), ("一蓑烟雨", REST), ("任平生", COUPLET)]


def test_a_poem_is_read_to_its_end(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REST", "LINE", "COUPLET"):
        monkeypatch.setattr(reading_aloud, name, 1)
    voices: list[FakeVoice] = []
    aloud = ReadingAloud(lambda said: voices.append(FakeVoice(said)) or voices[-1])  # type: ignore[func-returns-value]
    seen: list[bool] = []
    aloud.changed.connect(seen.append)
    assert aloud.read(VERSE) is None
    qtbot.waitUntil(lambda: seen == [True, False])
    assert voices[0].words == ["床前", "明月光", "疑是", "地上霜"]
    assert not aloud.reading


def test_it_is_quiet_at_once_when_asked_to(qtbot: QtBot) -> None:
    voices: list[FakeVoice] = []
    aloud = ReadingAloud(lambda said: voices.append(FakeVoice(said)) or voices[-1])  # type: ignore[func-returns-value]
    aloud.read(VERSE)
    assert aloud.reading
    aloud.stop()
    assert not aloud.reading
    assert voices[0].words == ["床前"]
    aloud.stop()
    assert voices[0].stopped == 2


def test_without_a_voice_it_says_what_to_install(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Message("朗读要装 Qt 的语音部分：pip install PySide6-Addons。")
    aloud = ReadingAloud(lambda _said: missing)
    assert aloud.read(VERSE) == missing
    monkeypatch.setattr(app.window.aloud, "_find", lambda _said: missing)
    app.window.show()
    app.window.action("aloud").trigger()
    assert "PySide6-Addons" in app.window.poem_view.notice.text
    assert not app.window.action("aloud").isChecked()


@pytest.mark.parametrize(
    ("system", "word"), [("win32", "语音"), ("darwin", "嗓音"), ("linux", "espeak-ng")]
)
def test_the_advice_is_the_systems(monkeypatch: pytest.MonkeyPatch, system: str, word: str) -> None:
    monkeypatch.setattr(reading_aloud.sys, "platform", system)
    assert word in str(reading_aloud.advice())


def test_the_action_reads_and_stops(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.window.aloud, "_find", FakeVoice)
    app.window.show()
    action = app.window.action("aloud")
    action.trigger()
    assert action.isChecked()
    assert app.window.aloud.reading
    action.trigger()
    assert not app.window.aloud.reading
    assert not action.isChecked()
