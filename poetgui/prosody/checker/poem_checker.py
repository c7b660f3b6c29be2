"""格律检测: shape, rhyme and tone of a poem, each fault with its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from poetgui.errors import Message
from poetgui.grid import OPEN, Grid, Place
from poetgui.prosody.books.rhyme_books import CILIN, NO_BOOK, PINGSHUI, load_book
from poetgui.prosody.books.tones import lookup_for
from poetgui.prosody.books.written_words import written_words
from poetgui.prosody.checker.base_checker import at
from poetgui.prosody.checker.couplet_checker import judge
from poetgui.prosody.checker.tune_checker import TuneChecker
from poetgui.prosody.checker.verdict import Finding, Kind, Severity, Verdict
from poetgui.prosody.checker.verse_checker import VerseChecker
from poetgui.prosody.checker.verse_text import parse_text
from poetgui.prosody.forms import tune_fit
from poetgui.prosody.forms.verse_forms import COUPLET, FORMS, Form, grids, infer_form

__all__ = ["check", "parse_text"]

_SURELY = 2
"""With so few faults lines of the shape of verse are taken for the tune of that shape."""
_OLD_STYLE = 3
"""With so many faults verse that rhymes may be meant for old style; it is where three lines of
four have one."""
_SIDE = 4
"""Characters that a side of a couplet has at least."""
_MOST = 4
_QUATRAIN = 4
_KEPT = 4
"""Ten lines and more are 排律 with faults where no more than a fourth of the lines has one: of old
verse two lines in three do."""
_FOREIGN = 6
"""With so many faults, and one a line, lines have the shape of a tune by chance, or one of its
patterns that the table lacks."""
_NEAREST = 3
_NEAR = 3
"""A form is named as near where no more than a third of the characters are too many or few."""


def check(
    lines: Sequence[str],
    form: Form | None = None,
    book: str | None = None,
    pins: Collection[Place] = (),
    strict: bool = False,
) -> Verdict:
    """Judge lines of Han characters, in either script, against a form and a rhyme book: traditional
    characters by their own readings, simplified ones by those of all that they stand for in verse.

    Without a form the one of this shape is taken: a couplet 对联 for two sides that answer each
    other, then regulated forms (排律 from ten lines on); a
    tune of the same shape is preferred where the lines keep it and not the regulated form. What
    rhymes in 仄, changes its rhyme or breaks three lines of four is old verse: 古绝 and 古风 pass
    as 五古 and 七古, with a note that says why. Without a book it is 平水韵 for verse and
    词林正韵 for tunes. Findings in which a cell of `pins` takes part are marked as pinned. With
    the book "none" only shape and repeated characters are looked at. Open cells (`grid.OPEN`)
    break no rule; their marks say what they want. With `strict` regulated verse has no licence:
    拗救, 小拗 and 邻韵 in line 1 are faults. Raises UserError for an unknown book.
    """
    lines, pins = tuple(lines), frozenset(pins)
    shape = tuple(map(len, lines))
    if form is not None:
        return _check_as(form, lines, book, pins, strict)
    if (couplet := _as_couplet(lines, book, pins)) is not None:
        return couplet
    verse = infer_form(shape)
    if verse is not None and verse.tune is None:
        return _as_verse(verse, lines, book, pins, strict)
    found = _as_tunes(tune_fit.tunes_that_fit(shape), lines, book, pins)
    if found is not None and len(found.faults) >= max(_FOREIGN, len(shape)):
        return _no_pattern(found)
    return found or Verdict(lines, None, book or PINGSHUI, "", "", (_no_form(shape),), ())


def _as_couplet(lines: tuple[str, ...], book: str | None, pins: frozenset[Place]) -> Verdict | None:
    """The verdict on two sides of one shape that no other form has, or on two lines that end as a
    couplet does; None where too much is wrong with it for one."""
    shape, half = tuple(map(len, lines)), len(lines) // 2
    alike = shape[:half] == shape[half:] and sum(shape[:half]) >= _SIDE
    alone = half == 1 or not (infer_form(shape) or tune_fit.tunes_that_fit(shape))
    if not (alike and alone):
        return None
    verdict = _check_as(COUPLET, lines, book, pins)
    ends = any(fault.kind is Kind.ENDING for fault in verdict.faults)
    verse = infer_form(shape) is not None
    return None if ends or len(verdict.faults) > (1 if verse else 2 * half) else verdict


def _check_as(
    form: Form,
    lines: tuple[str, ...],
    book: str | None,
    pins: frozenset[Place],
    strict: bool = False,
) -> Verdict:
    if form.tune is not None:
        fitting = tune_fit.fitting(tuple(map(len, lines)), [form])
        found = _as_tunes(fitting, lines, book, pins)
        return found or Verdict(
            lines, form, book or CILIN, "", "", tuple(_shape(tuple(map(len, lines)), form)), ()
        )
    book = book or PINGSHUI
    table = None if book == NO_BOOK else load_book(book)
    if form is COUPLET:
        return judge(lines, table, pins)
    findings = _shape(tuple(map(len, lines)), form)
    repeated = _repeated(lines, pins) if form.regulated else []
    if findings or table is None:
        return Verdict(lines, form, book, "", "", (*findings, *repeated), ())
    checker = VerseChecker(lines, form, lookup_for(table, lines), pins, strict)
    checker.regulated() if form.regulated else checker.old_style()
    checker.unknown()
    return Verdict(
        lines,
        form,
        book,
        checker.pattern,
        checker.rhyme,
        (*checker.ordered(), *repeated),
        checker.marks(),
    )


def _as_verse(
    verse: Form, lines: tuple[str, ...], book: str | None, pins: frozenset[Place], strict: bool
) -> Verdict:
    """Lines of the shape of verse, as the form that they keep."""
    verdict = _check_as(verse, lines, book, pins, strict)
    if verdict.passed and verse.regulated:
        return verdict
    long = FORMS["五排" if verse.width == 5 else "七排"]
    if not verse.regulated and long.takes(len(lines)) and book != NO_BOOK:
        regulated = _check_as(long, lines, book, pins, strict)
        if len(_broken_lines(regulated)) <= len(lines) // _KEPT:
            return regulated
    tune = _rather_a_tune(verdict, lines, book, pins)
    return _perhaps_old_style(verdict, pins) if tune is verdict else tune


def _broken_lines(verdict: Verdict) -> set[int]:
    return {fault.place.line for fault in verdict.faults if fault.place is not None}


def _perhaps_old_style(verdict: Verdict, pins: frozenset[Place]) -> Verdict:
    """Old verse as what it is; with a note where the lines may be meant for it."""
    form, count = verdict.form, len(verdict.lines)
    if form is None or not form.regulated or verdict.passed or verdict.book == NO_BOOK:
        return verdict
    old = _check_as(FORMS["五古" if form.width == 5 else "七古"], verdict.lines, verdict.book, pins)
    if not old.passed:
        return verdict
    kind = "古绝" if count == _QUATRAIN else "古风"
    many = len(verdict.faults) >= _OLD_STYLE
    if any(f.kind is Kind.OLD_STYLE for f in verdict.notes):
        message = Message("全诗押仄声{}韵，是{}，不拘平仄。", verdict.rhyme, kind)
    elif many and any(f.kind is Kind.RHYME_CHANGES for f in old.notes):
        message = Message("中途换韵，是{}，不拘平仄。", kind)
    elif many and _MOST * len(_broken_lines(verdict)) >= (_MOST - 1) * count:
        message = Message(
            "作{}看有{}处不合，是{}，不拘平仄。", form.name, len(verdict.faults), kind
        )
    elif many:
        message = Message(
            "不合处甚多，作古体（{}）看则押{}韵，不拘平仄。", old.form and old.form.name, old.rhyme
        )
        note = Finding(Kind.OLD_STYLE, message, severity=Severity.NOTE)
        return replace(verdict, findings=(*verdict.findings, note))
    else:
        return verdict
    note = Finding(Kind.OLD_STYLE, message, severity=Severity.NOTE)
    return replace(old, findings=(note, *old.findings))


def _no_pattern(verdict: Verdict) -> Verdict:
    """One fault in place of a dozen: lines of the shape of a tune in tones that no pattern has."""
    assert verdict.form is not None
    message = Message("句式与{}同，平仄韵脚与所收各体皆不合，或是未收的体。", verdict.form.name)
    return replace(verdict, findings=(Finding(Kind.SHAPE, message),), marks=())


def _rather_a_tune(
    verse: Verdict, lines: tuple[str, ...], book: str | None, pins: frozenset[Place]
) -> Verdict:
    """The verdict on a tune of the same shape if it finds next to no fault, else the verse's."""
    shape = tuple(map(len, lines))
    same = [fit for fit in tune_fit.tunes_that_fit(shape) if fit[1].shape == shape]
    tune = _as_tunes(same, lines, book, pins)
    if tune is None or len(tune.faults) > _SURELY:
        return verse
    free = verse.form is not None and not verse.form.regulated
    return tune if free or len(tune.faults) < len(verse.faults) else verse


def _as_tunes(
    fitting: Sequence[tuple[Form, Grid]],
    lines: tuple[str, ...],
    book: str | None,
    pins: frozenset[Place],
) -> Verdict | None:
    """The verdict on the pattern with the fewest faults, those that pins bring about counted last;
    of equals the one with the fewest doubtful readings, then with the most of the same breaks."""
    shape = tuple(map(len, lines))
    verdicts = [
        (_as_pattern(form, grid, lines, book or CILIN, pins), tune_fit.moved(shape, grid))
        for form, grid in fitting
    ]
    best = min(verdicts, key=lambda x: (*_weight(x[0]), x[1]), default=None)
    return best and best[0]


def _weight(verdict: Verdict) -> tuple[int, int, int]:
    """What is wrong with a verdict, the worst first: faults outside the pins, all, doubts."""
    doubts = sum(note.kind is Kind.UNLIKELY for note in verdict.notes)
    return len(verdict.violations()), len(verdict.faults), doubts


def _as_pattern(
    form: Form, grid: Grid, lines: tuple[str, ...], book: str, pins: frozenset[Place]
) -> Verdict:
    broken, moved = tune_fit.broken_as(lines, pins, grid)
    if book == NO_BOOK:
        return Verdict(broken, form, book, grid.pattern, "", (), ())
    checker = TuneChecker(broken, grid, lookup_for(load_book(book), lines), moved)
    checker.run()
    if broken != lines:
        checker.add(Kind.PHRASING, Message("断句与谱不同，依谱重断。"), note=True)
    for old, reason in form.tune.former if form.tune else ():
        if old is grid:
            checker.add(Kind.FORMER, Message("谱书不载此体：{}", reason), note=True)
    return Verdict(
        broken,
        form,
        book,
        checker.pattern,
        checker.rhyme,
        tuple(checker.ordered()),
        checker.marks(),
    )


def _no_form(shape: tuple[int, ...]) -> Finding:
    message = Message("共{}句，字数为{}，不合任何一种已知体裁。", len(shape), shape)
    if near := _nearest(shape):
        names = tuple(_difference(shape, name, far) for name, far in near)
        message = Message("{}；最近的是{}。", message.clause(), names)
    return Finding(Kind.SHAPE, message)


def _difference(shape: tuple[int, ...], name: str, far: int) -> Message:
    """五古（第3句少1字）where one line of a verse form is too short or too long; else how many."""
    form = FORMS.get(name)
    if form is not None and form.takes(len(shape)):
        off = [(i, form.width - width) for i, width in enumerate(shape) if width != form.width]
        if len(off) == 1:
            (line, lacking), *_ = off
            if lacking > 0:
                return Message("{}（第{}句少{}字）", name, line + 1, lacking)
            return Message("{}（第{}句多{}字）", name, line + 1, -lacking)
    return Message("{}（差{}字）", name, far)


def _nearest(shape: tuple[int, ...]) -> list[tuple[str, int]]:
    """The three nearest verse forms and tunes, with the characters too many or too few."""
    most, found = sum(shape) // _NEAR, list[tuple[str, int]]()
    for form in FORMS.values():
        counts = [n for n in range(2, 33) if form.takes(n)]
        count = min(counts, key=lambda n: abs(n - len(shape)))
        if abs(form.width * count - sum(shape)) <= most:
            found.append((form.name, tune_fit.distance(shape, (form.width,) * count)))
    found += [(grid.form, far) for far, grid in tune_fit.nearest(shape, most)]
    near = sorted(found, key=lambda item: item[1])
    return [(name, far) for name, far in near[:_NEAREST] if far <= most]


def _shape(shape: tuple[int, ...], form: Form) -> list[Finding]:
    """Lines that are too many, too few, too long or too short."""
    found = []
    if form.tune is not None:
        return _tune_shape(shape, form)
    if not form.takes(len(shape)):
        found.append(
            Finding(
                Kind.SHAPE, Message("{}应为{}句，这里有{}句。", form.label, form.counts, len(shape))
            )
        )
    for i, width in enumerate(shape):
        if width != form.width:
            message = Message(
                "第{}句有{}字，{}每句应为{}字。", i + 1, width, form.label, form.width
            )
            found.append(Finding(Kind.SHAPE, message, Place(i, max(width, 1) - 1)))
    return found


def _tune_shape(shape: tuple[int, ...], form: Form) -> list[Finding]:
    """The same against the pattern that comes nearest: line by line if there are as many."""
    grid = min(grids(form), key=lambda g: tune_fit.distance(shape, g.shape))
    name = f"{form.name}（{grid.pattern}）"
    if len(shape) != len(grid.lines):
        message = Message(
            "{}应为{}句，字数为{}，这里有{}句。", name, len(grid.lines), grid.shape, len(shape)
        )
        return [Finding(Kind.SHAPE, message)]
    return [
        Finding(
            Kind.SHAPE,
            Message("第{}句有{}字，{}应为{}字。", i + 1, width, name, wanted),
            Place(i, width - 1),
        )
        for i, (width, wanted) in enumerate(zip(shape, grid.shape, strict=True))
        if width != wanted
    ]


def _repeated(lines: tuple[str, ...], pins: Collection[Place]) -> list[Finding]:
    """Words that stand twice, doubled ones (叠字) aside: worth a look, no fault."""
    places: dict[str, list[Place]] = {}
    for i, line in enumerate(written_words(lines)):
        for j, character in enumerate(line):
            if character != OPEN and (j == 0 or line[j - 1] != character):
                places.setdefault(character, []).append(Place(i, j))
    return [
        Finding(
            Kind.REPEATED,
            Message(
                "“{}”字重出：{}。",
                lines[found[0].line][found[0].column],
                tuple(at(*place) for place in found),
            ),
            found[1],
            Severity.NOTE,
            any(place in pins for place in found),
        )
        for found in places.values()
        if len(found) > 1
    ]
