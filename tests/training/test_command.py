"""`python -m training` as a person meets it who trains on poems of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import load_bundle
from tests.training import poems
from training.__main__ import main
from training.command_list import COMMANDS, GROUPS
from training.corpus import fetch, prepare
from training.fit import presets, training_run
from training.fit.presets import Preset

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is called in."""
    folder = tmp_path / "书 桌"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return poems.write_texts(poems.make(120, seed=5), tmp_path / "我的诗")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What went to stderr, which must be a sentence and no traceback."""
    error = capsys.readouterr().err
    assert "Traceback" not in error
    return error


def test_from_a_folder_of_poems_to_a_model_in_the_program(
    own: Path, desk: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["all", "--corpus", str(own), "--preset", "tiny", "--device", "cpu"]
    command += ["--passes", "4"]
    assert main([*command, "--install", "--name", "我的 模型"]) == 0
    out = capsys.readouterr().out
    for sentence in (
        "读入 120 首",
        "字表",
        "只练 8 步",
        "4 遍",
        "验证困惑度",
        "perplexity_form",
        "写好了",
        "装好了",
    ):
        assert sentence in out
    run = desk / "runs" / "tiny"
    assert {f.name for f in (run / "bundle").iterdir()} >= {"poet.onnx", "manifest.json", "CARD.md"}
    figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    card = (run / "bundle" / "CARD.md").read_text(encoding="utf-8")
    assert card.startswith("# 我的 模型\n")
    assert f"| {figures['perplexity_form']} |" in card
    installed = {c.id: c.folder for c in list_bundles()}["我的 模型"]
    assert installed.is_relative_to(home)
    loaded = load_bundle(installed)
    assert loaded.manifest["training"]["preset"] == "tiny"
    assert loaded.manifest["figures"]["test_poems"] == figures["test_poems"] > 0

    # Nor does a second model of the name replace the first unasked.
    again = ["export", "--preset", "tiny", "--install", "--name", "我的 模型"]
    assert main(again) == 1
    assert "--replace" in said(capsys)
    assert main([*again, "--replace"]) == 0
    assert main(["export", "--preset", "tiny", "--name", "../模型"]) == 1
    assert "模型的名字" in said(capsys)

    # A second call does not overwrite the run; asked to go on, it finds it finished.
    assert main(command) == 1
    assert "--resume" in said(capsys)
    command = ["train", "--preset", "tiny", "--device", "cpu", "--resume"]
    assert main([*command, "--passes", "4"]) == 0
    assert "已经练完" in capsys.readouterr().out
    assert main(command) == 1
    assert "另一套参数" in said(capsys)

    # Figures of another checkpoint are not put on the card.
    write = figures | {"steps": figures["steps"] + 1}
    (run / "figures.json").write_text(json.dumps(write), encoding="utf-8")
    assert main(["export", "--preset", "tiny", "--out", str(desk / "出 处")]) == 0
    assert "Not measured." in (desk / "出 处" / "CARD.md").read_text(encoding="utf-8")


def test_an_interrupted_run_goes_on_with_resume(
    own: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prepare", "--corpus", str(own)]) == 0
    command = ["train", "--preset", "tiny", "--device", "cpu", "--run", "练"]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(training_run, "loss_of", stop)
        assert main(command) == 1
    assert "--resume" in said(capsys)
    assert not (desk / "练" / "best.pt").exists()
    assert main(command) == 1
    assert "已有一次训练" in said(capsys)
    assert main([*command, "--resume"]) == 0
    assert (desk / "练" / "best.pt").exists()
    assert said(capsys) == ""


def test_evaluate_can_train_the_baseline_first(
    finished: Path, data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run/best.pt").write_bytes((finished / "best.pt").read_bytes())
    command = ["evaluate", "--data", str(data), "--run", str(tmp_path / "run"), "--device", "cpu"]
    assert main([*command, "--tutorial-minutes", "1e-9"]) == 0
    assert '"share_of_tutorial"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("prepare --corpus nowhere", "找不到语料：nowhere"),
        ("prepare", "python -m training fetch"),
        ("all --corpus nowhere --preset tiny", "找不到语料：nowhere"),
        ("all --corpus . --preset huge", "没有“huge”这个预设"),
        ("prepare --corpus .", "没有可读的诗"),
        ("train --preset tiny", "python -m training prepare"),
        ("evaluate --preset tiny", "python -m training prepare"),
        ("export --preset tiny", "python -m training prepare"),
        ("train --preset huge", "可选：tiny、small、base、further、onward、large"),
        ("train --passes 0", "--passes 要大于零"),
        ("train --minutes 0", "--minutes 要大于零"),
        ("train --start . --resume", "只能用一个"),
        ("train --start . --anneal .", "只能用一个"),
        ("train --anneal . --steps 0", "--steps 要大于零"),
    ],
)
def test_what_a_person_can_mend_is_said_in_chinese(
    command: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command.split()) == 1
    assert sentence in said(capsys)


def test_training_goes_on_from_a_bundle_for_a_while(
    data: Path, bundle: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, micro: Preset,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setitem(presets.PRESETS, "micro", micro)
    command = ["train", "--data", str(data), "--preset", "micro", "--minutes", "0.02"]
    assert main([*command, "--start", str(bundle)]) == 0
    assert f"从 {bundle} 接着练" in capsys.readouterr().out
    assert (desk / "runs" / "micro" / "best.pt").exists()


@pytest.mark.parametrize("step", ["evaluate", "export"])
def test_a_missing_checkpoint_is_said(
    step: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([step, "--data", str(data)]) == 1
    assert "找不到训练存档：" in said(capsys)
    assert main(["train", "--data", str(data), "--preset", "tiny", "--resume"]) == 1
    assert "找不到训练存档：" in said(capsys)


def test_what_would_stop_the_training_is_said_before_anything_is_done(
    own: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "runs" / "tiny").mkdir(parents=True)
    (desk / "runs" / "tiny" / "last.pt").touch()
    assert main(["all", "--corpus", str(own), "--preset", "tiny"]) == 1
    assert "--resume" in said(capsys)
    assert not (desk / "data").exists()


def test_fetching_is_left_out_where_a_corpus_is_given(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []
    monkeypatch.setattr(fetch, "fetch", lambda path: done.append(("fetch", path)))
    monkeypatch.setattr(prepare, "prepare", lambda corpus, out: done.append(("prepare", corpus)))
    for step in ("train", "evaluate", "export"):
        monkeypatch.setattr(f"training.pipeline._{step}", lambda *_, s=step: done.append((s,)))
    assert main(["all", "--corpus", str(own)]) == 0
    assert [item[0] for item in done] == ["prepare", "train", "evaluate", "export"]
    assert done[0][1] == own
    done.clear()
    assert main(["fetch", "--data", "别处"]) == 0
    assert done == [("fetch", Path("别处") / fetch.ARCHIVE)]


@pytest.mark.parametrize("command", ["dance", "train --unknown", "train --device gpu"])
def test_wrong_usage(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(command.split())
    assert caught.value.code == 2
    assert "usage" in said(capsys)


@pytest.mark.parametrize("command", ["", "--help"])
def test_without_a_command_all_are_listed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(command.split())
    assert caught.value.code == (0 if command else 2)
    said = capsys.readouterr()
    shown = said.out + said.err
    lines = [line.split() for line in shown.splitlines()]
    for group, commands in GROUPS.items():
        assert f"{group}：" in shown
        for one in commands:
            assert [one.name, *one.summary.split()] in lines


def test_every_module_with_a_command_is_listed() -> None:
    """A command that nobody finds is none."""
    root = ROOT / "training"
    found = {
        "training." + ".".join(path.relative_to(root).with_suffix("").parts)
        for path in root.rglob("*.py")
        if "\ndef add_options(parser: argparse.ArgumentParser) -> None:" in path.read_text("utf-8")
    }
    assert found | {"training.pipeline"} == {command.module for command in COMMANDS.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_its_own_options(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert COMMANDS[name].summary in "".join(out.split("\n"))
    assert out.startswith(f"usage: python -m training {name} ")


def test_a_step_shows_its_own_options_and_takes_those_of_the_others(
    own: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["prepare", "--help"])
    out = capsys.readouterr().out
    assert "--corpus" in out
    assert "--anneal" not in out
    assert "--preset" not in out
    every = ["--preset", "tiny", "--device", "cpu", "--resume", "--corpus", str(own)]
    assert main(["prepare", *every]) == 0
    assert (desk / "data" / "manifest.json").exists()


def test_all_presets_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(presets.SUMMARIES) == list(presets.PRESETS)
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    out = capsys.readouterr().out
    assert all(line in out for line in presets.SUMMARIES.values())


def test_our_own_fault_shows_where(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(prepare, "prepare", fail)
    assert main(["prepare", "--corpus", str(own)]) == 3
    error = capsys.readouterr().err
    assert "RuntimeError: a bug" in error
    assert "程序出错了" in error


def call(*command: str, missing: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with a library that is not there."""
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({missing.split()!r}))\n"
        "from training.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, "-c", code, *command],
        env=environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("missing", "step"), [("torch", "train"), ("matplotlib", "train"), ("opencc", "prepare")]
)
def test_a_missing_library_is_named_with_the_way_to_install_it(
    missing: str, step: str, own: Path
) -> None:
    result = call(step, "--corpus", str(own), missing=missing)
    assert result.returncode == 1, result.stderr
    assert f"{missing} 没有装" in result.stderr
    assert ".[training]" in result.stderr
    assert "Traceback" not in result.stderr


def test_fetching_and_preparing_need_no_torch(own: Path, desk: Path) -> None:
    result = call("prepare", "--corpus", str(own), missing="torch onnx onnxruntime matplotlib")
    assert result.returncode == 0, result.stderr
    assert "读入 120 首" in result.stdout
    assert (desk / "data" / "manifest.json").exists()
    result = call("fetch", "--corpus", str(own), missing="torch onnx onnxruntime matplotlib opencc")
    assert result.returncode == 1
    assert "与所定的版本不符" in result.stderr


def test_a_bug_in_an_import_is_no_missing_library(own: Path) -> None:
    result = call("prepare", "--corpus", str(own), missing="training.corpus.lexicon")
    assert result.returncode == 3
    assert "Traceback" in result.stderr
