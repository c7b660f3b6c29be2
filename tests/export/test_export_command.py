"""`poetgui export`."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from poetgui.commands import export
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.store import History
from poetgui.paths import user_data

POEM = Poem(
    ("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"), "五绝", "静夜思", model="诗囊"
)


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    return export.run(parser.parse_args([str(a) for a in arguments]))


@pytest.fixture
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "家"))
    with closing(History(user_data() / "history.sqlite3")) as history:
        return history.add([POEM], {})[0]


def test_a_poem_of_the_history_becomes_a_file(
    qapp: QGuiApplication, number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "诗.png"
    assert run("--id", number, "--to", target, "--layout", "scroll", "--scale", 1) == 0
    assert capsys.readouterr().out.strip() == str(target)
    image = QImage(str(target))
    assert (image.width(), image.height()) == (900, 2700)
    with pytest.raises(UserError, match="没有第 99 号"):
        run("--id", 99, "--to", target)
    with pytest.raises(UserError, match="上下两句"):
        run("--id", number, "--to", target, "--layout", "couplet")


def test_a_text_becomes_a_file(qapp: QGuiApplication, tmp_path: Path) -> None:
    text = tmp_path / "诗.txt"
    text.write_text("白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。", encoding="utf-8")
    run("--text", text, "--to", tmp_path / "a.pdf", "--dedication", "赠友人")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match="图片可以存为"):
        run("--text", text, "--to", tmp_path / "a.doc")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--seal", "一二三四五"), "印文至多4字"),
        (("--second-seal", "一二三四五"), "闲章至多4字"),
        (("--dedication", "赠" * 25), "上款至多24字"),
        (("--title", "题" * 25), "题目至多24字"),
        (("--margin", 31), "留白要在 0 与 30 之间"),
        (("--spacing", 20), "字距要在 80 与 160 之间"),
        (("--size", "own", "--width", 5), "宽要在 20 与 2000 之间"),
    ],
)
def test_what_the_window_would_not_take_is_refused(
    qapp: QGuiApplication, number: int, tmp_path: Path, arguments: tuple[object, ...], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        run("--id", number, "--to", tmp_path / "a.png", *arguments)
    assert not (tmp_path / "a.png").exists()


def test_size_ink_and_a_second_seal(qapp: QGuiApplication, number: int, tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    options = ("--size", "square", "--margin", 10, "--ink", "blue", "--second-seal", "听雨")
    run("--id", number, "--to", target, "--layout", "plain", "--no-frame", "--no-red", *options)
    image = QImage(str(target))
    assert image.width() == image.height()
