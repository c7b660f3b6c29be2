"""学我的诗: what is missing is said, the process is followed, ended, and its model put into use."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.grid import Poem
from poetgui.ui.dialogs import learning_dialog
from poetgui.ui.dialogs.learning_dialog import LearningDialog
from poetgui.ui.state.training_process import TrainingProcess, Workshop, workshop

LEARN = """
import json, os, pathlib, sys, time
pathlib.Path("seen.json").write_text(json.dumps(sys.argv[1:]), encoding="utf-8")
poems = [a for a in sys.argv if a.endswith(".txt")]
pathlib.Path("poems.txt").write_text(pathlib.Path(poems[-1]).read_text("utf-8"), "utf-8")
print("从模型接着练", flush=True)
print(json.dumps({"done": 0.25, "left": 130}), flush=True)
print("{no progress", flush=True)
"""
WELL = LEARN + 'print("没学过的那 6 首，困惑度原是 97.7，练后 91.9（少 6%）。")'
BADLY = LEARN + 'print("没有帮助，所以没有写出模型。", file=sys.stderr); sys.exit(1)'
LONG = LEARN + "time.sleep(60)"


@pytest.fixture
def place(tmp_path: Path) -> Workshop:
    return made(tmp_path / "sources", WELL)


def made(folder: Path, program: str) -> Workshop:
    """A folder of sources whose training does as told."""
    (folder / "training").mkdir(parents=True)
    (folder / "training" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "training" / "__main__.py").write_text(program, encoding="utf-8")
    return Workshop(Path(sys.executable), folder)


@pytest.fixture
def dialog(app: App, place: Workshop, monkeypatch: pytest.MonkeyPatch) -> LearningDialog:
    monkeypatch.setattr(learning_dialog, "workshop", lambda *_: place)
    app.window.show()
    for i in range(31):
        line = "一二三四五六七八九十百千万"[i % 13] + "风何处好"
        app.history.add([Poem((line, f"花发{i:02}已成阴"), "五古")], {})
    app.window.action("learn").trigger()
    found = app.window.findChild(LearningDialog)
    assert found is not None
    return found


def test_what_is_missing_is_said(dialog: LearningDialog) -> None:
    dialog.start_button.click()
    assert "请先选诗" in dialog.state.text()
    dialog.name.setText("a/b")
    dialog.start_button.click()
    assert "a/b" in dialog.state.text()
    dialog.name.setText("诗囊")
    dialog.starred.setChecked(True)
    dialog.start_button.click()
    assert not dialog.cancel_button.isEnabled()


def test_too_few_poems_are_said_with_how_many_it_takes(app: App, dialog: LearningDialog) -> None:
    app.history.star(app.history.search(limit=1)[0].id, True)
    dialog.starred.setChecked(True)
    dialog.start_button.click()
    assert dialog.state.text() == "旧作里这样的诗只有1首，至少要30首才学得到什么。"


def test_it_learns_and_puts_its_model_into_use(
    app: App, dialog: LearningDialog, place: Workshop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(type(app.models), "open_by_id", lambda _self, id: opened.append(id))
    dialog.own.setChecked(True)
    dialog.name.setText("老王")
    training = app.window.model_dialogs.training
    seen: list[tuple[float, int]] = []
    training.progressed.connect(lambda done, left: seen.append((done, left)))
    with qtbot.waitSignal(training.finished, timeout=20_000):
        dialog.start_button.click()
        assert training.running
        assert not dialog.start_button.isEnabled()
        assert dialog.cancel_button.isEnabled()
    assert seen == [(0.25, 130)]
    assert opened == ["老王"]
    assert "困惑度原是 97.7" in dialog.state.text()
    assert "{no progress" in dialog.log.toPlainText()
    arguments = json.loads((place.sources / "seen.json").read_text(encoding="utf-8"))
    assert arguments[0] == "finetune"
    assert arguments[2:6] == ["--name", "老王", "--minutes", "10"]
    assert "--install" in arguments
    assert "--replace" not in arguments
    poems = (place.sources / "poems.txt").read_text(encoding="utf-8").strip().split("\n\n")
    assert len(poems) == 31
    assert poems[0].endswith("已成阴。")
    assert not Path(arguments[1]).exists()  # what was written for the run is gone
    assert not training.running


@pytest.mark.parametrize("place", [BADLY], indirect=False)
def test_no_help_is_said_in_its_words(
    app: App, tmp_path: Path, place: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = TrainingProcess()
    with qtbot.waitSignal(process.finished, timeout=20_000) as done:
        process.start(made(tmp_path / "s", place), [poem(tmp_path)], "甲", 1, tmp_path / "run")
    assert done.args is not None
    assert done.args[0] is False
    assert "没有帮助" in str(done.args[1])


def poem(folder: Path) -> Path:
    path = folder / "诗.txt"
    path.write_text("春风何处好，花发已成阴。", encoding="utf-8")
    return path


def test_it_ends_when_asked_to_and_with_the_program(tmp_path: Path, qtbot: QtBot) -> None:
    process = TrainingProcess()
    place = made(tmp_path / "s", LONG)
    with qtbot.waitSignal(process.progressed, timeout=20_000):
        process.start(place, [poem(tmp_path)], "甲", 1, tmp_path / "run")
    with qtbot.waitSignal(process.finished, timeout=20_000) as done:
        process.cancel()
    assert done.args is not None
    assert str(done.args[1]) == "停下了，没有装模型。"
    with qtbot.waitSignal(process.progressed, timeout=20_000):
        process.start(place, [poem(tmp_path)], "甲", 1, tmp_path / "run")
    process.close()
    assert not process.running
    process.close()
    process.cancel()


def test_a_python_that_does_not_start_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    process = TrainingProcess()
    nowhere = Workshop(tmp_path / "没有", tmp_path)
    with qtbot.waitSignal(process.finished) as done:
        process.start(nowhere, [poem(tmp_path)], "甲", 1, tmp_path / "run")
    assert done.args is not None
    assert "打不开" in str(done.args[1])


def test_where_training_can_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert workshop(tmp_path) is None
    made(tmp_path, "")
    assert workshop(tmp_path) is None  # the sources alone are no environment
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    assert workshop(tmp_path) == Workshop(python, tmp_path)
    here = workshop()
    assert here is not None  # the tests run from the sources
    assert (here.sources / "training").is_dir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("poetgui.ui.state.training_process.INTERPRETERS", ())
    assert workshop() is None


def test_without_an_environment_it_says_what_to_install(
    app: App, dialog: LearningDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning_dialog, "workshop", lambda *_: None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.choose_place.click()
    assert "make torch" in dialog.place_label.text()
    assert not dialog.start_button.isEnabled()


def test_files_are_added_once_and_cleared(
    dialog: LearningDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "诗.txt")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([path], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.add_files.click()
    dialog.add_files.click()
    dialog.add_folder.click()
    assert dialog.files.count() == 2
    dialog.clear_files.click()
    assert dialog.files.count() == 0
