"""What the program says too often: counted where it is the program's, and priced by the bundle."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.request_layout import lay_out
from poetgui.engine.bundle.bundles import OVERUSE, load_bundle
from poetgui.engine.model import habit_penalty
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.task import Candidate
from training.__main__ import main
from training.bundle import overuse
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.evaluation import evaluation_requests

LINES = ("天风吹古木", "山月照空林", "独倚柴门久", "无人知此心")


def candidate(lane: int, lines: tuple[str, ...], request: ComposeRequest) -> Candidate:
    return Candidate(Lane(lay_out(request).grids[0], ()), lane, lines, 0.0, 0.0, 0)


def test_only_what_is_the_programs_own_is_counted() -> None:
    request = ComposeRequest(Mode.CONTINUE, form="五绝", text="天风", themes=("空林",))
    first, other = (candidate(n, LINES, request) for n in (0, 1))
    worse = candidate(1, ("天风" * 2 + "天",) * 4, request)  # of a lane's poems the best counts
    rates = overuse.pair_rates(request, [first, other, worse])
    assert "天风" not in rates  # given
    assert "空林" not in rates  # named
    assert rates["风吹"] == rates["无人"] == 1.0
    assert "久无" not in rates  # no neighbours: a line ends between them


def test_the_mean_of_the_lanes_is_taken() -> None:
    request = ComposeRequest(Mode.FREE, form="五绝")
    another = ("春雨湿江花", *LINES[1:])
    rates = overuse.pair_rates(
        request, [candidate(0, LINES, request), candidate(1, another, request)]
    )
    assert rates["春雨"] == rates["天风"] == 0.5


def test_shares_sum_to_one(corpus: Corpus) -> None:
    shares = overuse.shares(corpus)
    assert sum(shares.values()) == pytest.approx(1.0)
    poem = human_poems.of_form(corpus, Split.TRAIN, "五绝")[0]
    assert shares[poem.lines[0][:2]] > 0


def test_a_pair_is_overused_by_as_much_as_it_is_said_oftener() -> None:
    rates = [{"无人": 1.0, "春风": 1.0, "一见": 0.1}] * 50
    people = {"无人": 0.1, "春风": 0.5}
    found = overuse.overused(rates, people)
    assert list(found) == ["一见", "无人"]
    assert found["无人"] == pytest.approx(math.log(50.5 / (0.1 * 105 + 0.5)))
    assert "一见" not in overuse.overused(rates[:1], people)  # a tenth of a time may be chance


def test_a_bundle_is_heard_again_with_what_it_has(bundle: Path, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(bundle, copy)
    command = ["--model", str(copy), "--data", str(data), "--requests", "4"]
    assert main(["overuse", *command]) == 0
    assert not (copy / OVERUSE).exists()  # nothing is written unasked
    assert main(["overuse", *command, "--write"]) == 0
    loaded, listed = load_bundle(copy), listed_by(copy)
    assert list(listed.values()) == sorted(listed.values(), reverse=True)
    pair, most = next(iter(listed.items()))
    first, second = map(list(loaded.model.characters).index, pair)
    usual = load_bundle(bundle).model.habit_penalty.after(np.array([first]))
    dearer = loaded.model.habit_penalty.after(np.array([first])) - usual
    assert dearer[0, second] == pytest.approx(most * habit_penalty.OVERUSE, abs=1e-4)
    overuse.write(loaded, {pair: 0.5})
    assert listed_by(copy) == listed | {pair: pytest.approx(most + 0.5)}
    load_bundle(copy)


def listed_by(bundle: Path) -> dict[str, float]:
    listed = json.loads((bundle / OVERUSE).read_text(encoding="utf-8"))
    return dict(zip(listed["pairs"], listed["nats"], strict=True))


def test_only_forms_that_people_wrote_are_asked_for(
    corpus: Corpus, bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_form = human_poems.of_form

    def quatrains(corpus: Corpus, split: Split, form: str) -> list[human_poems.HumanPoem]:
        return of_form(corpus, split, form) if form == "五绝" else []

    monkeypatch.setattr(human_poems, "of_form", quatrains)
    asked_for = evaluation_requests.requests(corpus, Split.VALID, ["mixed"], 0.02)
    assert {listed["request"]["form"] for listed in asked_for} == {"五绝"}
    monkeypatch.setattr(human_poems, "of_form", lambda *_: [])
    assert main(["overuse", "--model", str(bundle), "--data", str(data)]) == 1


def test_no_data_is_the_users_matter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overuse", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err
