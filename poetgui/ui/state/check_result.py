"""What the checker finds in a poem, as the window shows it: marks on the page, a status line."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from poetgui.composer.request.han import simplified_lines
from poetgui.export.page_style import Marks
from poetgui.grid import OPEN, Place, Poem, Tone
from poetgui.prosody.books.rhyme_books import NO_BOOK
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Mark, State, Verdict
from poetgui.prosody.forms.verse_forms import form_of
from poetgui.ui.style.messages import form_label, translate_message

translate = QCoreApplication.translate


@dataclass(frozen=True)
class CheckResult:
    """A poem and its verdict.

    `copied`: zero-based numbers of the lines that are in the corpus too; None where the bundle has
    no copy filter.
    """

    poem: Poem
    verdict: Verdict
    marks: Marks
    copied: tuple[int, ...] | None
    author: str = ""

    @property
    def details(self) -> tuple[str, ...]:
        """Every finding as one sentence, in the interface's language."""
        return tuple(translate_message(finding.message) for finding in self.verdict.findings)

    def sentences(self) -> list[str]:
        """Parts of the status line under the page: form, pattern, rhyme, verdict, originality."""
        poem = self.poem
        form = self.verdict.form if poem.form else None
        parts = [self.author, form_label(form) if form else "", translate_message(poem.pattern)]
        if poem.book != NO_BOOK:
            rhyme = poem.rhyme or self.verdict.rhyme
            named = (
                translate("CheckResult", "%1 %2韵").replace("%1", poem.book).replace("%2", rhyme)
            )
            parts.append(named if rhyme else poem.book)
            parts.append(self._verdict_text())
        else:
            parts.append(translate("CheckResult", "不拘格律"))
        parts.append(self._originality())
        if poem.model:
            parts.append(translate("CheckResult", "种子 %1").replace("%1", str(poem.seed)))
        return [part for part in parts if part]

    def _verdict_text(self) -> str:
        violations = self.verdict.violations()
        if self.poem.open and not violations:
            return translate("CheckResult", "还空 %1 字").replace("%1", str(len(self.poem.open)))
        if violations:
            more = translate("CheckResult", "（共 %1 处）").replace("%1", str(len(violations)))
            return translate_message(violations[0].clause()) + (more if len(violations) > 1 else "")
        if self.verdict.passed:
            return translate("CheckResult", "合律")
        return translate("CheckResult", "除所定之字外合律")

    def _originality(self) -> str:
        if self.copied is None or self.author or (self.poem.open and not self.copied):
            return ""
        if not self.copied:
            return translate("CheckResult", "无一句见于前人")
        numbers = "、".join(str(i + 1) for i in self.copied)
        return translate("CheckResult", "第 %1 句见于前人").replace("%1", numbers)


def check_poem(poem: Poem, copies: Container[str] | None = None, author: str = "") -> CheckResult:
    """Check a poem. `copies`: the copy filter of the bundle, if it has one."""
    form = form_of(poem.form) if poem.form else None
    verdict = check(poem.lines, form, poem.book, poem.pins)
    return CheckResult(poem, verdict, _marks(verdict), _copied(poem, copies), author)


def _copied(poem: Poem, copies: Container[str] | None) -> tuple[int, ...] | None:
    """Lines that the corpus has. What the person gave whole is theirs to quote: it is left out."""
    if copies is None:
        return None
    given = {
        i
        for i, line in enumerate(poem.lines)
        if all(Place(i, j) in poem.pins for j in range(len(line)))
    }
    lines = simplified_lines(poem.lines)
    return tuple(i for i, line in enumerate(lines) if i not in given and line in copies)


def _marks(verdict: Verdict) -> Marks:
    marks = [mark for row in verdict.marks for mark in row]
    return Marks(
        tones={mark.place: tone for mark in marks if (tone := _tone(mark)) is not None},
        entering=frozenset(m.place for m in marks if m.entering and _tone(m) is Tone.OBLIQUE),
        rhymes=frozenset(m.place for m in marks if m.state in (State.RHYMES, State.MISSED_RHYME)),
        demands={m.place: m.demand for m in marks if m.character == OPEN},
        faults=frozenset(m.place for m in marks if m.state in (State.WRONG, State.MISSED_RHYME)),
    )


def _tone(mark: Mark) -> Tone | None:
    """The tone that the character has here: of several readings the one that the place wants."""
    tones = {reading.tone for reading in mark.readings}
    if mark.demand in tones:
        return mark.demand
    if len(tones) == 1:
        return next(iter(tones))
    return Tone.ANY if tones else None
