"""Generated poems beside human ones: every definition that a program can count.

A figure is {"ours": …, "human": …}; "human" is left out where human poems have none.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from poetgui.composer.writing.ranking import coverage
from poetgui.engine.model.language_model import LanguageModel
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.human_poems import HumanPoem, distinct_lines
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import acrostic_fit, diversity, evaluation_requests, metre_accuracy
from training.evaluation.overlap import Runs, copied, runs_of
from training.evaluation.style_classifier import NaiveBayes

Figures = dict[str, dict]
HUMAN_FORM = 2000
"""Human poems whose form is checked, at most."""


def figures(answers: Sequence[dict], corpus: Corpus, model: LanguageModel, split: Split) -> Figures:
    """Whatever the kinds of answers at hand allow. split: where the human poems are taken from."""
    kinds: dict[str, list[dict]] = defaultdict(list)
    for answer in answers:
        if "poem" in answer:
            kinds[answer["kind"]].append(answer)
    written = [poem for found in kinds.values() for poem in _all(found)]
    result: Figures = {"poems": {"ours": len(written)}}
    failed = sum("poem" not in answer for answer in answers)
    if failed:
        result["failed"] = {"ours": failed}
    if mixed := [a["poem"] for a in kinds["mixed"]]:
        result |= _form(mixed, corpus, split) | _diversity(mixed, corpus)
        result |= _overlap(mixed + _all(kinds["many"]), corpus)
    if kinds["themes"]:
        result |= _themes(kinds["themes"])
    result |= _fit(kinds["heads"], kinds["names"], corpus, model, split)
    if kinds["styles"]:
        result |= _styles(kinds["styles"], corpus, split)
    return result


def _all(answers: list[dict]) -> list[dict]:
    return [poem for a in answers for poem in (a["poem"], *a.get("others", ()))]


def table(found: Figures) -> Iterator[str]:
    """Lines of a Markdown table, generated and human side by side."""
    yield "| figure | generated | human |"
    yield "|---|---|---|"
    for name, sides in found.items():
        label = LABELS.get(name.partition(" ")[0], name) + name[len(name.partition(" ")[0]) :]
        yield f"| {label} | {_cell(sides['ours'])} | {_cell(sides.get('human', ''))} |"


LABELS = {
    "poems": "poems · 首数",
    "failed": "requests not met · 未成",
    "form": "form accuracy · 合形",
    "rhyme": "rhyme accuracy · 押韵",
    "tone": "tone accuracy · 合律",
    "distinct_2": "distinct-2",
    "self_bleu_2": "Self-BLEU-2",
    "top_ten": "share of the ten commonest words · 前十常用词占",
    "words": "the ten · 前十",
    "lines_copied": "lines copied, of all · 抄句",
    "runs_copied": "5-character runs that stand in the corpus · 五字同文",
    "theme_both": "both theme words shown · 两词皆见",
    "theme_share": "theme words shown · 主题词见",
    "acrostic_fit": "acrostic fit, human heads (nats) · 藏头贴合",
    "acrostic_fit_names": "acrostic fit, names (nats) · 人名贴合",
    "style_two": "poet named of two · 二选一辨诗人",
    "style_many": "poet named of many · 多选一辨诗人",
    "style_factor": "times as often as by chance · 为偶然的几倍",
}


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return " ".join(value) if isinstance(value, list) else str(value)


def _form(poems: list[dict], corpus: Corpus, split: Split) -> Figures:
    people = [p for form in REGULATED_FORMS for p in human_poems.of_form(corpus, split, form)][
        :HUMAN_FORM
    ]
    kept = (
        np.array([metre_accuracy.of_human(p.lines, p.form) for p in people]).reshape(-1, 2).mean(0)
    )
    return {
        "form": {"ours": _share(metre_accuracy.shaped, poems)},
        "rhyme": {"ours": _share(metre_accuracy.rhymed, poems), "human": float(kept[0])},
        "tone": {"ours": _share(metre_accuracy.toned, poems), "human": float(kept[1])},
    }


def _share(judge, poems: list[dict]) -> float:
    return float(np.mean([judge(poem) for poem in poems]))


def _diversity(poems: list[dict], corpus: Corpus) -> Figures:
    """Over all forms, and form by form; human poems as many, of the same forms.

    Of the training split, for the held-out parts have too few quatrains: nothing is learned here.
    """
    result: Figures = {}
    groups = {f: [p["lines"] for p in poems if p["form"] == f] for f in REGULATED_FORMS}
    people = {f: _sample(corpus, f, len(group)) for f, group in groups.items()}
    ours, theirs = ([p for g in side.values() for p in g] for side in (groups, people))
    words, share = diversity.commonest(ours)
    their_words, their_share = diversity.commonest(theirs)
    for form, group in groups.items():
        if group:
            result[f"distinct_2 {form} ×{len(group)}"] = {
                "ours": diversity.distinct(group),
                "human": diversity.distinct(people[form]),
            }
    return result | {
        f"distinct_2 ×{len(ours)}": {
            "ours": diversity.distinct(ours),
            "human": diversity.distinct(theirs),
        },
        "self_bleu_2": {"ours": diversity.self_bleu(ours), "human": diversity.self_bleu(theirs)},
        "top_ten": {"ours": share, "human": their_share},
        "words": {"ours": words, "human": their_words},
    }


def _sample(corpus: Corpus, form: str, count: int) -> list[Sequence[str]]:
    rows = corpus.rows(Split.TRAIN, {form: 1.0})
    drawn = np.random.default_rng(1).permutation(rows)
    found: list[Sequence[str]] = []
    for poem in human_poems.poems(corpus, drawn):
        if len(found) == count:
            break
        found.append(poem.lines)
    return found


def _overlap(poems: list[dict], corpus: Corpus) -> Figures:
    lines, of = copied(poems, distinct_lines(corpus))
    result: Figures = {"lines_copied": {"ours": f"{lines} / {of}"}}
    for width, name in ((5, "五言"), (7, "七言")):
        group = [p for p in poems if len(p["lines"][0]) == width]
        if group:
            runs, own = Runs(corpus, width), [run for p in group for run in runs_of(p)]
            poets = list(runs.of_poets().values())
            result[f"runs_copied {name}"] = {"ours": runs.share(own)} | (
                {"human": float(np.mean(poets))} if poets else {}
            )
    return result


def _themes(answers: list[dict]) -> Figures:
    shares = [coverage(a["poem"]["lines"], a["request"]["themes"]) for a in answers]
    return {
        "theme_both": {"ours": float(np.mean([h == 1 for h in shares]))},
        "theme_share": {"ours": float(np.mean(shares))},
    }


def _fit(
    heads: list[dict], names: list[dict], corpus: Corpus, model: LanguageModel, split: Split
) -> Figures:
    result: Figures = {}
    if heads:
        wanted = {(a["request"]["form"], a["request"]["heads"]) for a in heads}
        people = [p for form in REGULATED_FORMS for p in human_poems.of_form(corpus, split, form)]
        people = [p for p in people if (p.form, _heads(p)) in wanted]
        result["acrostic_fit"] = {
            "ours": acrostic_fit.fit(model, [_acrostic(a) for a in heads]),
            "human": acrostic_fit.fit(model, [(p.form, p.lines, len(p.lines)) for p in people]),
        }
    if names:
        fit = acrostic_fit.fit(model, [_acrostic(a) for a in names])
        result["acrostic_fit_names"] = {"ours": fit}
    return result


def _heads(poem: HumanPoem) -> str:
    return "".join(line[0] for line in poem.lines)


def _acrostic(answer: dict) -> tuple[str, Sequence[str], int]:
    poem = answer["poem"]
    return poem["form"], poem["lines"], len(answer["request"]["heads"])


def _styles(answers: list[dict], corpus: Corpus, split: Split) -> Figures:
    result: Figures = {}
    ours = [(a["request"]["style"], a["poem"]) for a in answers]
    for form, poets in evaluation_requests.STYLED.items():
        own = [(s, p["lines"]) for s, p in ours if p["form"] == form and s in poets]
        if own:
            result["style_two " + " ".join(poets)] = _named(poets, own, corpus, split)
    own = [(s, p["lines"]) for s, p in ours if p["form"] == evaluation_requests.MANY_FORM]
    many = tuple(dict.fromkeys(style for style, _ in own))
    if len(many) > 1:
        named = _named(many, own, corpus, split)
        result[f"style_many ×{len(many)}"] = named
        result["style_factor"] = {side: share * len(many) for side, share in named.items()}
    return result


def _named(
    poets: Sequence[str], own: list[tuple[str, Sequence[str]]], corpus: Corpus, split: Split
) -> dict[str, float]:
    """Share of poems whose poet the classifier names: asked for, and human ones held out."""
    styles = corpus.poems["style"]
    number = {poet: 1 + corpus.manifest["styles"].index(poet) for poet in poets}
    rows = {p: corpus.rows(Split.TRAIN, REGULATED_FORMS) for p in poets}
    judge = NaiveBayes(
        {
            p: [h.lines for h in human_poems.poems(corpus, found[styles[found] == number[p]])]
            for p, found in rows.items()
        }
    )
    held = corpus.rows(split, REGULATED_FORMS)
    people = [
        (h.poet, h.lines)
        for h in human_poems.poems(corpus, held[np.isin(styles[held], list(number.values()))])
    ]
    random.Random(1).shuffle(people)
    named = {"ours": judge.right(own)}
    return named | ({"human": judge.right(people)} if people else {})
