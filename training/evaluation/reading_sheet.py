"""The sheet that a blind reader fills in: a table for a spreadsheet, and a page for a browser."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from poetgui.errors import UserError
from training.evaluation.reading_figures import HIGHEST, LOWEST, Mark

_COLUMNS = ("编号", "诗", "人作H或机作M", "流畅", "连贯", "意义", "总分", "评语")
_HUMAN, _MACHINE = ("H", "人"), ("M", "机")
_EXPLAINED = (
    "有的诗是唐宋人写的，有的是程序写的。请只凭诗句判断，不要查找。"
    "流畅：句句是通顺的古汉语；连贯：四句属于同一景、同一时、同一事；"
    "意义：有话要说，末句有着落。各给 1 到 5 分（可用半分）："
    "4 分以上可入选本，3 分尚可，2 分弱，1 分不通。"
)


def couplets(lines: Sequence[str]) -> list[str]:
    """The lines two by two with their marks, as a reader is used to see them."""
    return ["，".join(lines[i : i + 2]) + "。" for i in range(0, len(lines), 2)]


def table(poems: Sequence[Sequence[str]]) -> str:
    """CSV with a row for each poem and columns to be filled in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for number, lines in enumerate(poems, 1):
        writer.writerow([number, "".join(couplets(lines)), *[""] * (len(_COLUMNS) - 2)])
    return out.getvalue()


def mark_of(row: Sequence[str]) -> Mark | None:
    """The mark in a row of the table, with or without the column of the poem; None if it is empty.

    Raises UserError where a guess or a mark is missing or out of range.
    """
    cells = [cell.strip() for cell in row]
    if len(cells) > 1 and "。" in cells[1]:
        del cells[1]
    guess, *rest = (*cells[1:], *[""] * 5)[: max(6, len(cells) - 1)]
    if not guess and not any(rest[:4]):
        return None
    try:
        values = tuple(float(cell) for cell in rest[:4])
    except ValueError as error:
        raise UserError(f"第 {cells[0]} 首的评分要填四个数。") from error
    if not all(LOWEST <= value <= HIGHEST for value in values):
        raise UserError(f"第 {cells[0]} 首的评分要在 {LOWEST:g} 与 {HIGHEST:g} 之间。")
    if guess[:1].upper() not in _HUMAN + _MACHINE:
        raise UserError(f"第 {cells[0]} 首请填 H（人作）或 M（机作）。")
    return Mark(guess[:1].upper() in _HUMAN, values, " ".join(cell for cell in rest[4:] if cell))


def page(poems: Sequence[Sequence[str]]) -> str:
    """One HTML page that needs no network: it keeps what is marked and saves it as CSV."""
    rows = "\n".join(_row(number, lines) for number, lines in enumerate(poems, 1))
    return _PAGE.replace("{{explained}}", _EXPLAINED).replace("{{rows}}", rows)


def _row(number: int, lines: Sequence[str]) -> str:
    poem = "<br>".join(map(html.escape, couplets(lines)))
    fields = "".join(
        f'<label>{name}<input type="number" min="{LOWEST:g}" max="{HIGHEST:g}" step="0.5"></label>'
        for name in _COLUMNS[3:7]
    )
    return (
        f'<section data-number="{number}"><h2>{number}</h2><p>{poem}</p><div>'
        f"<label>{_COLUMNS[2]}<select><option></option><option>H</option><option>M</option></select>"
        f'</label>{fields}<label>{_COLUMNS[7]}<input type="text"></label></div></section>'
    )


_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>评读</title><style>
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; background: #fbf7ee; color: #222;
  font: 16px/1.7 serif; }
section { border-top: 1px solid #d8cdb8; padding: 1rem 0; }
h2 { font-size: 1rem; color: #8a2a1c; margin: 0; }
p { font-size: 1.4rem; margin: .4rem 0 .8rem; }
label { margin-right: .8rem; white-space: nowrap; }
input[type=number], select { width: 3.6rem; margin-left: .3rem; }
button { position: sticky; bottom: 1rem; font: inherit; padding: .4rem 1.2rem; }
</style></head><body><h1>评读</h1><p style="font-size:1rem">{{explained}}</p>
{{rows}}
<button>存为 CSV</button><script>
const sections = [...document.querySelectorAll("section")];
const fields = section => [...section.querySelectorAll("select, input")];
const quoted = text => '"' + text.replaceAll('"', '""') + '"';
const text = sections.map(s => s.querySelector("p").textContent).join("");
const key = "blind-reading:" + text.slice(0, 400);
const kept = JSON.parse(localStorage.getItem(key) || "[]");
sections.flatMap(fields).forEach((field, i) => { field.value = kept[i] || ""; });
document.addEventListener("input", () => localStorage.setItem(
  key, JSON.stringify(sections.flatMap(fields).map(field => field.value))));
document.querySelector("button").onclick = () => {
  const row = s => [s.dataset.number, ...fields(s).map(f => quoted(f.value))].join(",");
  const text = "\\ufeff" + sections.map(row).join("\\n") + "\\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
  link.download = "marks.csv";
  link.click();
};
</script></body></html>
"""
