"""Generated poems beside human ones: each measure on poems whose figure is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_poems
from poetgui.engine.search.lanes import Lane
from poetgui.errors import UserError
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import ToyModel
from training.__main__ import main
from training.bundle import card
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import (
    acrostic_fit,
    diversity,
    evaluation_requests,
    generated_poems,
    human_comparison,
    metre_accuracy,
    overlap,
)
from training.evaluation.personal_names import NAMES, names
from training.evaluation.style_classifier import NaiveBayes


def poem(*lines: str, **more: Any) -> dict:
    """A generated poem, as far as it is measured."""
    usual = {"form": "五绝", "book": "平水韵", "pattern": "仄起首句不入韵", "pins": []}
    return {"lines": list(lines)} | usual | more


CLIMB = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼")


class TestAccuracy:
    def test_a_poem_in_metre(self) -> None:
        good = poem(*CLIMB)
        assert metre_accuracy.shaped(good)
        assert metre_accuracy.rhymed(good)
        assert metre_accuracy.toned(good)
        assert metre_accuracy.of_human(CLIMB, "五绝") == (True, True)

    def test_faults_are_seen_unless_they_are_pinned(self) -> None:
        off = ("白日依山尽", "黄河入海东", "欲穷千里目", "更上一层月")
        assert not metre_accuracy.shaped(poem(*CLIMB[:3], "更上层楼"))
        assert not metre_accuracy.rhymed(poem(*off))
        assert not metre_accuracy.toned(poem(*off))
        assert metre_accuracy.of_human(off, "五绝") == (False, False)
        pinned = poem(*off, pins=[[3, 4]])
        assert metre_accuracy.rhymed(pinned)
        assert metre_accuracy.toned(pinned)


class TestSameness:
    def test_distinct_pairs_stay_inside_lines(self) -> None:
        assert diversity.distinct([["春风春风"]]) == pytest.approx(2 / 3)
        assert diversity.distinct([["春风", "风春"], ["春风"]]) == pytest.approx(2 / 3)

    def test_the_commonest_words_stand_at_the_rhythm_places(self) -> None:
        counted = diversity.words([["白日依山尽", "不知何处去来人"]])
        assert set(counted) == {"白日", "依山", "山尽", "不知", "何处", "去来", "来人"}
        top, share = diversity.commonest([["春风一一一"]] * 3 + [["秋月二二二"]])
        assert top[0] in ("春风", "一一")
        assert share == 1

    def test_self_bleu_counts_what_one_other_poem_has(self) -> None:
        assert diversity.self_bleu([["春风"], ["春风"]]) == pytest.approx(1)
        assert diversity.self_bleu([["春风"], ["秋月"]]) == 0
        # 春春 has two 春, the others one each: one of two characters, none of its pairs.
        assert diversity.self_bleu([["春春"], ["春风"], ["春风"]]) == pytest.approx(2 / 3)


class TestCopying:
    def test_runs_of_the_corpus_are_found_and_others_not(self, corpus: Corpus) -> None:
        runs = overlap.Runs(corpus, 7)
        forms = (human_poems.of_form(corpus, Split.TEST, form) for form in ("七绝", "七律"))
        line = next(poem for poems in forms for poem in poems).lines[0]
        assert runs.share([line[:5], line[1:6], line[2:7]]) == 1
        assert runs.share([line[:5], "鼐" * 5]) == 0.5
        assert runs.share([line[4::-1]]) in (0, 1)

    def test_a_poet_is_compared_with_the_others(
        self, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(overlap, "FEWEST_POEMS", 3)
        rows = corpus.rows(Split.TRAIN, {"五绝": 1})
        first, second = rows[::2], rows[1::2]
        altered = corpus.poems.copy()
        altered["style"] = 0
        altered["style"][first], altered["style"][second] = 1, 2
        monkeypatch.setattr(corpus, "poems", altered)
        before = overlap.Runs(corpus, 5).of_poets()
        assert set(before) == set(corpus.manifest["styles"][:2])
        # A poem of the one is given to the other as well.
        text = corpus.text.copy()
        at, to = (int(altered["start"][row]) for row in (first[0], second[0]))
        text[to : to + 20] = text[at : at + 20]
        monkeypatch.setattr(corpus, "text", text)
        after = overlap.Runs(corpus, 5).of_poets()
        assert all(after[poet] > before[poet] for poet in before)

    def test_pins_are_not_the_programs(self) -> None:
        written = poem("白日依山尽", "黄河入海流", pins=[[0, i] for i in range(5)] + [[1, 0]])
        assert overlap.own_lines(written) == ["黄河入海流"]
        assert overlap.runs_of(written) == ["黄河入海流"]
        assert overlap.copied([written], ["黄河入海流", "白日依山尽"]) == (1, 1)


def test_the_fit_is_that_of_the_two_characters_after_each_head() -> None:
    model = ToyModel()
    lane = Lane(grids(form_of("五绝"))[0])
    logp = score_poems(model, Vocabulary(model.characters), [(lane, CLIMB)])[0].reshape(4, 5)
    fitted = acrostic_fit.fit(model, [("五绝", CLIMB, 3)])
    assert fitted == pytest.approx(float(logp[:3, 1:3].mean()), rel=1e-5)
    assert np.isnan(acrostic_fit.fit(model, []))


def test_the_classifier_names_whoever_writes_like_that() -> None:
    judge = NaiveBayes({"甲": [["春风春风"]] * 2, "乙": [["秋月秋月"]] * 2})
    assert judge.name(["春风"]) == "甲"
    assert judge.name(["秋月无"]) == "乙"
    assert judge.right([("甲", ["春风"]), ("甲", ["秋月"])]) == 0.5


class TestAsked:
    def test_no_request_is_like_another(self, corpus: Corpus) -> None:
        asks = evaluation_requests.requests(corpus, Split.TRAIN, ["mixed"], share=0.04)
        assert len(asks) == 10 * len(REGULATED_FORMS)
        assert len({json.dumps(a["request"], sort_keys=True) for a in asks}) == len(asks)
        assert {a["request"]["form"] for a in asks} == set(REGULATED_FORMS)
        assert {a["request"]["mode"] for a in asks} == {"acrostic", "continue", "free"}
        assert asks == evaluation_requests.requests(corpus, Split.TRAIN, ["mixed"], share=0.04)

    def test_words_and_heads_are_those_of_one_poem(self, corpus: Corpus) -> None:
        texts = {
            form: ["/".join(p.lines) for p in human_poems.of_form(corpus, Split.TRAIN, form)]
            for form in REGULATED_FORMS
        }
        for ask in evaluation_requests.requests(
            corpus, Split.TRAIN, ["themes", "heads"], share=0.02
        ):
            request = ask["request"]
            found = texts[request["form"]]
            if ask["kind"] == "heads":
                assert any(request["heads"] == "".join(x[0] for x in t.split("/")) for t in found)
            else:
                assert len(request["themes"]) == 2

    def test_two_hundred_names(self, corpus: Corpus) -> None:
        assert len(names()) == len(set(names())) == NAMES
        asks = evaluation_requests.requests(corpus, Split.TEST, ["names"])
        assert [a["request"]["heads"] for a in asks] == names()


ANSWERS = [
    {"kind": "themes", "request": {"themes": ["黄昏", "一层"]}, "poem": poem(*CLIMB)},
    {"kind": "themes", "request": {"themes": ["黄昏", "春风"]}, "poem": poem(*CLIMB)},
    {"kind": "themes", "request": {"themes": ["黄昏"]}, "error": "不成"},
]


def test_themes_are_shown_when_a_character_of_each_stands(corpus: Corpus) -> None:
    found = human_comparison.figures(ANSWERS, corpus, ToyModel(), Split.TEST)
    assert found["theme_both"] == {"ours": 0.5}
    assert found["theme_share"] == {"ours": 0.75}
    assert found["failed"] == {"ours": 1}


def test_lines_are_looked_for_in_all_poems_that_were_written(corpus: Corpus) -> None:
    known = next(human_poems.poems(corpus, corpus.rows(Split.TRAIN, {"五绝": 1.0})))
    own = poem("春风花草香", "山水月明中", "人家天上来", "日出江花红")
    answers = [
        {"kind": "mixed", "request": {}, "poem": own},
        {"kind": "many", "request": {"count": 2}, "poem": own, "others": [poem(*known.lines)]},
    ]
    found = human_comparison.figures(answers, corpus, ToyModel(), Split.TEST)
    assert found["poems"] == {"ours": 3}
    assert found["lines_copied"] == {"ours": "4 / 12"}


class TestCommand:
    @pytest.fixture(scope="class")
    def written(self, bundle: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
        out = tmp_path_factory.mktemp("written") / "generated.jsonl"
        command = ["write", "--model", str(bundle), "--data", str(data), "--out", str(out)]
        assert main(["generated-poems", *command, "--share", "0.01"]) == 0
        return out

    def test_everything_is_written_and_measured(
        self, written: Path, bundle: Path, data: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        answers = generated_poems.read(written)
        assert {a["kind"] for a in answers} >= {"mixed", "themes", "heads", "names", "many"}
        for answer in answers:
            wanted = answer["request"]["count"]
            assert "poem" not in answer or len(answer.get("others", ())) == wanted - 1
        assert any("poem" in a for a in answers)
        command = ["figures", str(written), "--model", str(bundle), "--data", str(data)]
        assert main(["generated-poems", *command]) == 0
        out = capsys.readouterr().out
        assert out.startswith("| figure | generated | human |")
        assert "| form accuracy · 合形 | 1.000 |" in out
        assert "藏头贴合" in out

    def test_what_stands_there_is_kept(self, written: Path, bundle: Path, data: Path) -> None:
        whole = written.read_text(encoding="utf-8")
        half = "".join(line + "\n" for line in whole.splitlines()[:2])
        part = written.with_name("part.jsonl")
        part.write_text(half, encoding="utf-8")
        command = ["write", "--model", str(bundle), "--data", str(data), "--out", str(part)]
        assert main(["generated-poems", *command, "--share", "0.01"]) == 0
        again = [json.loads(x) for x in part.read_text(encoding="utf-8").splitlines()]
        first = [json.loads(x) for x in whole.splitlines()]
        assert [a.get("poem", {}).get("lines") for a in again] == [
            a.get("poem", {}).get("lines") for a in first
        ]

    def test_the_card_shows_both_sides(self, written: Path, bundle: Path, corpus: Corpus) -> None:
        manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
        found = human_comparison.figures(
            generated_poems.read(written), corpus, ToyModel(), Split.TEST
        )
        text = card.card(manifest | {"figures": manifest["figures"] | {"generated": found}})
        assert "## Poems that it wrote, beside human ones" in text
        assert all(line in text for line in human_comparison.table(found))

    def test_wrong_input_is_told(
        self, data: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        usual = ["--model", str(bundle), "--data", str(data)]
        assert main(["generated-poems", "figures", *usual]) == 1
        assert main(["generated-poems", "figures", str(tmp_path / "none"), *usual]) == 1
        (tmp_path / "other").write_text("[]\n", encoding="utf-8")
        assert main(["generated-poems", "figures", str(tmp_path / "other"), *usual]) == 1
        assert main(["generated-poems", "write", "--kinds", "limericks", *usual]) == 1
        assert "limericks" in capsys.readouterr().err


def test_a_card_is_put_only_into_the_bundle_it_was_counted_for(
    bundle: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "bundle"
    copy.mkdir()
    for file in bundle.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    text = card.put({"perplexity_5gram": 321.5}, 1, copy)
    assert "| 321.5 |" in text
    assert (copy / "CARD.md").read_text(encoding="utf-8") == text
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["figures"]["perplexity_5gram"] == 321.5
    with pytest.raises(UserError, match="不是从这个存档导出的"):
        card.put({}, 2, copy)


def test_poems_with_unknown_characters_are_passed_over(corpus: Corpus) -> None:
    for form in REGULATED_FORMS:
        for found in human_poems.of_form(corpus, Split.TRAIN, form):
            assert "<unk>" not in "".join(found.lines)
            assert tuple(map(len, found.lines)) == grids(form_of(form))[0].shape
