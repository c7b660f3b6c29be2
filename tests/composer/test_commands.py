"""The commands that write, score and list, from their arguments to what they print."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from poetgui.commands import compose, models, score
from poetgui.engine.bundle import bundle_list, bundles
from poetgui.engine.bundle.bundles import Bundle
from poetgui.errors import UserError
from tests.tiny_bundle import write_bundle
from tests.toy import ToyModel


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "home"))
    for module in (bundles, bundle_list):
        monkeypatch.setattr(module, "resource", lambda *parts: tmp_path.joinpath("none", *parts))
    loaded = Bundle(ToyModel(), {}, tmp_path)
    monkeypatch.setattr(bundles, "default_bundle", lambda: loaded)


def run(module: ModuleType, *arguments: object) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return module.run(parser.parse_args([str(a) for a in arguments]))


def printed(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


KEYS = {
    "lines",
    "text",
    "form",
    "book",
    "rhyme",
    "title",
    "score",
    "seed",
    "model",
    "violations",
    "seconds",
}


def test_compose_prints_a_list_of_poems_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--mode", "acrostic", "--heads", "春花秋月", "--seed", 1, "--count", 3, "--json")
    assert run(compose, *arguments) == 0
    poems = json.loads(capsys.readouterr().out)
    assert len(poems) == 3
    for poem in poems:
        assert set(poem) >= KEYS
        assert [line[0] for line in poem["lines"]] == list("春花秋月")
        assert poem["text"].count("。") == 2
        assert (poem["seed"], poem["model"], poem["violations"]) == (1, "toy", [])


def test_every_flag_reaches_the_poem(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pins = tmp_path / "钉 字.json"
    pins.write_text('[{"line": 2, "column": 1, "character": "山"}]', encoding="utf-8")
    flags = ("--form", "wugu", "--lines", 6, "--rhyme", "东", "--style", "李白", "--count", 1)
    more = ("--theme", "秋风", "--theme", "明月", "--avoid", "花", "--daring", 0.2, "--json")
    assert run(compose, "--mode", "free", *flags, *more, "--pins", pins) == 0
    (poem,) = json.loads(capsys.readouterr().out)
    assert (poem["form"], len(poem["lines"]), poem["rhyme"]) == ("五古", 6, "东")
    assert poem["lines"][2][1] == "山"
    assert poem["pins"] == [[2, 1]]
    assert poem["themes"] == ["秋风", "明月"]
    assert "花" not in poem["text"]


def test_compose_prints_poems_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(compose, "--text", "白日依山尽，", "--count", 2, "--seed", 5) == 0
    out = capsys.readouterr().out
    assert out.count("《续·白日依山尽…》　五绝 · ") == 2
    assert "白日依山尽，" in out
    assert "种子5" in out
    assert run(compose, "--heads", "月", "--position", "tail", "--form", "五古", "--lines", 2) == 0
    assert run(compose, "--heads", "春月", "--position", "tail", "--form", "五绝") == 0
    assert "※ 第2句第5字“月”是仄声" in capsys.readouterr().out


def test_the_book_may_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(compose, "--book", "none", "--count", 1) == 0
    assert "七绝 · 种子" in capsys.readouterr().out


def test_input_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不是汉字"):
        run(compose, "--heads", "abc")
    with pytest.raises(UserError, match="请输入要藏的字"):
        run(compose, "--mode", "acrostic")
    with pytest.raises(UserError, match="读不了"):
        run(compose, "--pins", tmp_path / "gone")
    bad = tmp_path / "bad.json"
    for content, words in [(b"{", "不是 JSON"), (b"{}", "JSON 数组"), (b"\xff", "不是 UTF-8")]:
        bad.write_bytes(content)
        with pytest.raises(UserError, match=words):
            run(compose, "--pins", bad)


def test_a_batch_answers_line_by_line_in_order(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    requests = [
        '{"mode": "free", "form": "五绝", "count": 2, "seed": 1}',
        "",
        '{"mode": "acrostic", "heads": "x"}',
        "nonsense",
        "[" * 100_000,
        '{"title": "\\ud800"}',
        json.dumps({"themes": ["秋" * 1_000_000]}),
        '{"mode": "continue", "text": "春", "count": 1}',
    ]
    path = tmp_path / "请求.jsonl"
    path.write_text("﻿" + "\n".join(requests), encoding="utf-8")
    assert run(compose, "--batch", path) == 1
    results = printed(capsys)
    assert [type(r) for r in results] == [list, dict, dict, dict, dict, dict, list]
    assert len(results[0]) == 2
    assert "不是汉字" in results[1]["error"]
    assert all("不是 JSON" in results[i]["error"] for i in (2, 3, 4))
    assert "太长了（1000000字）" in results[5]["error"]
    assert results[6][0]["lines"][0][0] == "春"
    path.write_text(requests[0], encoding="utf-8")
    assert run(compose, "--batch", path) == 0
    (alone,) = printed(capsys)
    assert [p["lines"] for p in alone] == [p["lines"] for p in results[0]]


def test_poems_are_scored_character_by_character(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "poems.jsonl"
    quatrain = ["白日依山尽", "黃河入海流", "欲穷千里目", "更上一层楼"]
    records = [
        {"lines": quatrain},
        {"lines": quatrain, "told": "prosody"},
        {"lines": ["春眠不觉", "晓"]},
        {"lines": quatrain, "form": "七绝"},
        {"lines": quatrain, "told": "all"},
        {"lines": []},
        7,
    ]
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text(text + "\nnonsense\n", encoding="utf-8")
    assert run(score, "--json", path) == 1
    plain, told, shapeless, *wrong = printed(capsys)
    assert [len(row) for row in plain["logp"]] == [5] * 4
    assert plain["lines"][1] == "黄河入海流"
    assert plain["form"] == "五绝"
    assert "层" in plain["unknown"]
    assert plain["perplexity"] > 1
    assert told["logp"] != plain["logp"]
    assert [len(row) for row in shapeless["logp"]] == [4, 1]
    words = ["五绝", "told", "lines", "lines", "JSON"]
    assert all("error" in r for r in wrong)
    assert len(wrong) == 5
    assert all(w in r["error"] for w, r in zip(words[1:], wrong[1:], strict=True))
    assert run(score, "--json", path, "--told", "prosody") == 1
    assert printed(capsys)[0]["told"] == "prosody"
    with pytest.raises(UserError, match="读不了"):
        run(score, "--json", tmp_path / "gone")


def test_models_are_listed_and_installed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="没有安装模型"):
        run(models)
    folder = write_bundle(tmp_path / "bundle")
    assert run(models, "install", folder) == 0
    assert "已安装模型 tiny" in capsys.readouterr().out
    with pytest.raises(UserError, match="--replace"):
        run(models, "install", folder)
    assert run(models, "install", folder, "--replace") == 0
    assert "已安装模型 tiny" in capsys.readouterr().out
    assert run(models, "list") == 0
    out = capsys.readouterr().out
    assert out.startswith("tiny  2024-01-01")
    assert "perplexity 99.5" in out
    assert run(compose, "--model", "tiny", "--count", 1, "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["model"] == "tiny"


def test_a_couplet_is_written_for_an_upper_line(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--mode", "couplet", "--text", "海内存知己", "--seed", 1, "--count", 2, "--json")
    assert run(compose, *arguments) == 0
    poems = json.loads(capsys.readouterr().out)
    assert len(poems) == 2
    for poem in poems:
        assert (poem["form"], poem["lines"][0], len(poem["lines"][1])) == ("对联", "海内存知己", 5)
        assert poem["text"] == f"海内存知己，\n{poem['lines'][1]}。"
        assert poem["pins"] == [[0, column] for column in range(5)]


def test_a_poem_is_answered_from_a_file_and_given_rhymes_from_a_flag(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    original = tmp_path / "原 诗.txt"
    original.write_text("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", encoding="utf-8")
    assert run(compose, "--answer", original, "--seed", 1, "--count", 1, "--json") == 0
    (poem,) = json.loads(capsys.readouterr().out)
    assert [poem["lines"][i][-1] for i in (1, 3)] == ["流", "楼"]
    assert (poem["form"], poem["title"]) == ("五绝", "次韵·白日依山尽")
    flags = ("--form", "qijue", "--rhyme-characters", "中风", "--seed", 1, "--count", 1, "--json")
    assert run(compose, *flags) == 0
    (poem,) = json.loads(capsys.readouterr().out)
    assert [poem["lines"][i][-1] for i in (1, 3)] == ["中", "风"]


def test_a_batch_takes_couplets_answers_and_rhymes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    batch = tmp_path / "requests.jsonl"
    requests = (
        {"mode": "couplet", "text": "明月松间照", "seed": 1, "count": 1},
        {"answer": "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", "seed": 1, "count": 1},
        {"form": "五绝", "rhyme_characters": "中风", "seed": 1, "count": 1},
        {"form": "五绝", "rhyme_characters": "中花", "seed": 1, "count": 1},
    )
    batch.write_text("\n".join(map(json.dumps, requests)), encoding="utf-8")
    assert run(compose, "--batch", batch) == 1
    couplet, answer, rhymed, refused = printed(capsys)
    assert couplet[0]["lines"][0] == "明月松间照"
    assert answer[0]["lines"][3][-1] == "楼"
    assert rhymed[0]["lines"][1][-1] == "中"
    assert "不同韵" in refused["error"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--mode", "free", "--heads", "春花"), "自由的写法用不上藏头的字“春花”"),
        (("--heads", "春花", "--text", "床前明月光"), "藏头的写法用不上要续写的开头或上联"),
        (("--mode", "couplet", "--heads", "春花"), "对联的写法用不上藏头的字"),
    ],
)
def test_what_the_mode_has_no_use_for_is_refused(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(UserError, match=words):
        run(compose, *arguments)


def test_a_blank_theme_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    run(compose, "--mode", "free", "--theme", "  ", "--form", "五绝", "--json", "--count", 1)
    (poem,) = json.loads(capsys.readouterr().out)
    assert poem["themes"] == []
    assert poem["title"].strip()
