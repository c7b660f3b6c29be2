"""`check`: says what is right and wrong with a poem's metre."""

from __future__ import annotations

import argparse
import json

from poetgui.files import read_text
from poetgui.prosody.books import BOOKS, CILIN, NO_BOOK, PINGSHUI
from poetgui.prosody.checker import check
from poetgui.prosody.forms import form_of
from poetgui.prosody.pasted import read_poems
from poetgui.prosody.verdict import State, Verdict

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
    add("--json", action="store_true", help="输出 JSON，一首诗一个对象")
    add("file", metavar="文件", help="UTF-8 文本，几首诗之间空一行；- 表示从标准输入读")


def run(args: argparse.Namespace) -> int:
    """0 also for a poem with faults: the command did what it was asked."""
    form = form_of(args.form) if args.form else None
    poems = read_poems(read_text(args.file), form)
    verdicts = [check(poem.lines, poem.form, args.book, strict=args.strict) for poem in poems]
    if args.json:
        print(json.dumps([v.to_json() for v in verdicts], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(report, verdicts)))
    return 0


def report(verdict: Verdict) -> str:
    """A verdict for reading: what the poem is, its lines with a sign a character, the findings."""
    parts = [verdict.form.label if verdict.form else "体裁不明", verdict.pattern]
    parts.append(f"押{verdict.rhyme}韵" if verdict.rhyme else "")
    parts.append("合律" if verdict.passed else f"{len(verdict.faults)}处不合")
    rows = [" · ".join(part for part in parts if part)]
    for i, line in enumerate(verdict.lines):
        signs = "".join(SIGNS[mark.state] for mark in verdict.marks[i]) if verdict.marks else ""
        rows.append(f"  {line}　{signs}".rstrip())
    rows += [f"  {f.severity}：{f.message}{f.repair}" for f in verdict.findings]
    if verdict.marks:
        rows.append(f"  （{LEGEND}）")
    return "\n".join(rows)
