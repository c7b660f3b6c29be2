"""`score`: how likely the model finds given poems, character by character."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

from poetgui.composer.request.han import simplified_text
from poetgui.engine.bundle.bundles import choose_bundle
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_poems
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.rhyme_choice import split_rhyme
from poetgui.errors import UserError
from poetgui.files import parse_json, read_text
from poetgui.grid import Cell, Grid
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import Form, form_of, grids, infer_form

NOTHING, PROSODY = "none", "prosody"
TOLD = (NOTHING, PROSODY)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json",
        type=Path,
        required=True,
        metavar="文件",
        help='JSONL，一行一首：{"lines": [...], "form": "七绝", "told": "none"}',
    )
    parser.add_argument(
        "--told", choices=TOLD, default=NOTHING, help="告诉模型什么：只有体裁，或平仄与韵部"
    )
    parser.add_argument("--model", metavar="模型", help="模型的名字或文件夹")


def run(args: argparse.Namespace) -> int:
    """One line of JSON for each poem, in order; 1 when some could not be scored."""
    lines = read_text(args.json).split("\n")
    bundle = choose_bundle(args.model)
    failed = False
    for line in filter(str.strip, lines):
        try:
            result = score_record(bundle.model, parse_json(line), args.told)
        except UserError as error:
            result, failed = {"error": str(error)}, True
        except ValueError as error:
            result, failed = {"error": f"这一行不是 JSON：{error}。"}, True
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return int(failed)


def score_record(model: LanguageModel, record: object, told: str) -> dict[str, Any]:
    """Score {"lines", "form"?, "told"?}. Raises UserError for a record that is no poem.

    `logp` has one list a line, in nats; `unknown` are the characters outside the vocabulary, whose
    figure is that of the nearest known character, or of <unk> as a whole where there is none.
    """
    if not isinstance(record, dict) or not _is_lines(record.get("lines")):
        raise UserError('每行应是 {"lines": ["…", "…"]}。')
    told = record.get("told", told)
    if told not in TOLD:
        raise UserError("told 可选：{}。", TOLD)
    lines = tuple(simplified_text(line) for line in record["lines"])
    shape = tuple(map(len, lines))
    form = form_of(str(record["form"])) if record.get("form") else infer_form(shape)
    grid, groups = _grid(lines, form), ()
    table = load_book(PINGSHUI) if told == PROSODY else None
    if table is not None:
        verdict = check(lines, form)
        grid = next((g for g in _grids(form, len(lines)) if g.pattern == verdict.pattern), grid)
        groups = split_rhyme(verdict.rhyme)
    if grid.shape != shape:
        raise UserError("{}的字数应是{}，这里是{}。", grid.form, grid.shape, shape)
    vocabulary = Vocabulary(model.characters)
    logp = score_poems(model, vocabulary, [(Lane(grid, groups), lines)], book=table)[0]
    at = iter(logp.tolist())
    mean = float(logp.mean())
    return {
        "lines": list(lines),
        "form": grid.form,
        "told": told,
        "logp": [[round(next(at), 4) for _ in line] for line in lines],
        "mean": round(mean, 4),
        "perplexity": round(math.exp(-mean), 2),
        "unknown": sorted({c for c in "".join(lines) if c not in vocabulary}),
    }


def _is_lines(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(line, str) and line for line in value)
    )


def _grids(form: Form | None, lines: int) -> tuple[Grid, ...]:
    return () if form is None else grids(form, lines)


def _grid(lines: tuple[str, ...], form: Form | None) -> Grid:
    """The form's first grid, or bare cells where the lines are of no known form."""
    for grid in _grids(form, len(lines)):
        return grid
    cells = tuple(tuple(Cell(i, j) for j in range(len(ln))) for i, ln in enumerate(lines))
    return Grid("其他", "", cells)
