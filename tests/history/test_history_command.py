"""`poetgui history export|import`."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

import pytest

from poetgui.commands import history as command
from poetgui.errors import UserError
from poetgui.history import transfer
from poetgui.history.store import History
from poetgui.paths import user_data
from tests.history.poems import RECIPE, SPRING


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(a) for a in arguments]))


def test_out_and_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(transfer, "PAGE", 2)
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "a"))
    with closing(History(user_data() / "history.sqlite3")) as history:
        numbers = history.add([SPRING] * 5, RECIPE)
        history.star(numbers[0], True)
    run("export", tmp_path / "all.json")
    run("export", tmp_path / "some.md", "--starred")
    assert (tmp_path / "some.md").read_text(encoding="utf-8").count("## ") == 1
    with pytest.raises(UserError, match="json、txt、md、csv"):
        run("export", tmp_path / "a.doc")
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "b"))
    run("import", tmp_path / "all.json")
    run("import", tmp_path / "all.json")
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["导出 5 首。", "导出 1 首。"]
    assert said[3] == "导入 0 首，已有 5 首。"
    with pytest.raises(UserError, match="不是诗囊导出的旧作"):
        run("import", tmp_path / "some.md")
