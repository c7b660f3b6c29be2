"""`check`: says what is right and wrong with a poem's metre."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from poetgui.errors import UserError
from poetgui.files import read_legacy_text
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import BOOKS, CILIN, NO_BOOK, PINGSHUI
from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import State, Verdict
from poetgui.prosody.forms.verse_forms import form_of

if TYPE_CHECKING:
    from poetgui.commands.replacements import Replacement, ReplacementFinder

SIGNS = {
    State.RIGHT: "○",
    State.SEVERAL: "◇",
    State.WRONG: "×",
    State.UNKNOWN: "？",
    State.OPEN: "□",
    State.RHYMES: "◎",
    State.MISSED_RHYME: "⊗",
}
LEGEND = "○合 ◇多音而合 ×出律 ◎押韵 ⊗失韵 ？韵书未收"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--form",
        metavar="体裁",
        help="五绝 七绝 五律 七律 五古 七古 或词牌名，或拼音 wujue …（默认由字数推断）",
    )
    add(
        "--book",
        metavar="韵书",
        help=f"{'、'.join(BOOKS)}，或 {NO_BOOK}（只看字数）；默认诗用{PINGSHUI}，词用{CILIN}",
    )
    add("--strict", action="store_true", help="从严：拗救、小拗、首句邻韵也算错")
    add("--replacements", action="store_true", help="每个误处列出可换的字：合律，按模型读全诗排序")
    add("--model", metavar="模型", help="排序用的模型：名字或文件夹（默认第一个装好的）")
    add("--json", action="store_true", help="输出 JSON，一首诗一个对象")
    add(
        "file",
        metavar="文件",
        help="UTF-8 文本（也读 GB18030、Big5），几首诗之间空一行；- 表示从标准输入读",
    )


def run(args: argparse.Namespace) -> int:
    """0 also for a poem with faults: the command did what it was asked."""
    form = form_of(args.form) if args.form else None
    text, legacy = read_legacy_text(args.file)
    if legacy:
        print(f"不是 UTF-8，按 {legacy} 编码来读。", file=sys.stderr)
    poems = read_poems(text, form)
    verdicts = [check(poem.lines, poem.form, args.book, strict=args.strict) for poem in poems]
    finder = _finder(args.model) if args.replacements else None
    replacements = [finder.find(verdict) if finder else () for verdict in verdicts]
    left_out = [(*poem.heading, *poem.notes) for poem in poems]
    if args.json:
        found = [
            {**verdict.to_json(), "left_out": list(rows)}
            for verdict, rows in zip(verdicts, left_out, strict=True)
        ]
        if args.replacements:
            for record, cells in zip(found, replacements, strict=True):
                record["replacements"] = (
                    None if finder is None else [_cell_json(cell) for cell in cells]
                )
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        reports = map(report, verdicts, replacements)
        print("\n\n".join(map(_with_left_out, reports, left_out)))
    return 0


def _with_left_out(report: str, rows: Sequence[str]) -> str:
    """The report, and which rows of the text were taken for no verse."""
    told = "、".join(f"“{row.strip()}”" for row in rows)
    return f"{report}\n不作诗句：{told}" if told else report


def _finder(model: str | None) -> ReplacementFinder | None:
    """None, and a word on stderr, where no model is installed: the check itself needs none."""
    # Imported only here: a check alone loads no engine.
    from poetgui.commands.replacements import ReplacementFinder

    try:
        return ReplacementFinder(model)
    except UserError as error:
        if model is not None:
            raise
        print(f"不列可换的字：{error}", file=sys.stderr)
        return None


def _cell_json(cell: Replacement) -> dict[str, Any]:
    return {**cell.place._asdict(), "characters": list(cell.characters)}


def _entering(verdict: Verdict) -> list[str]:
    """A row that names the characters of the entering tone, which the ear no longer hears."""
    lines = [
        "".join(m.character for m in row if m.entering and m.likely is not Tone.LEVEL)
        for row in verdict.marks
    ]
    told = "、".join(f"第{i + 1}句{found}" for i, found in enumerate(lines) if found)
    return [f"  入声：{told}"] if told else []


def report(verdict: Verdict, replacements: Sequence[Replacement] = ()) -> str:
    """A verdict for reading: what the poem is, its lines with a sign a character, the findings."""
    parts = [verdict.form.label if verdict.form else "体裁不明", verdict.pattern]
    parts.append(f"押{verdict.rhyme}韵" if verdict.rhyme else "")
    parts.append("合律" if verdict.passed else f"{len(verdict.faults)}处不合")
    rows = [" · ".join(part for part in parts if part)]
    for i, line in enumerate(verdict.lines):
        signs = "".join(SIGNS[mark.state] for mark in verdict.marks[i]) if verdict.marks else ""
        rows.append(f"  {line}　{signs}".rstrip())
    rows += _entering(verdict)
    rows += [f"  {f.severity}：{f.message}{f.repair}" for f in verdict.findings]
    for place, characters in replacements:
        own = verdict.lines[place.line][place.column]
        others = " ".join(characters) or "没有别的字合律"
        rows.append(f"  换：第{place.line + 1}句第{place.column + 1}字“{own}” → {others}")
    if verdict.marks:
        rows.append(f"  （{LEGEND}）")
    return "\n".join(rows)
