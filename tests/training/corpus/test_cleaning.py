"""From text to lines, and why a text is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpus.cleaning import MAX_LINE, Dropped, clean, form_of

PAIR = ("清雪事消霞", "休阴麻似花")
WHOLE = "，".join(PAIR) + "。"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "\n".join(PAIR),
        "清雪事消霞！休阴麻似花？",
        "清雪事消霞;休阴麻似花.",
        "清雪、事消霞，“休阴”麻·似花……",
        "清雪事消霞（一作雪清），休阴麻似花。",
        "清雪事消霞(注),休阴[又注]麻【题】似花〔一〕。",
        "清雪事消霞（一作雪（一作云）清），休阴麻似花。",
        "清雪事消霞，休阴麻似花。（《全唐诗》卷一，有阙。）",
        "　　清雪 事消霞，\n　　休阴\t麻似花。\n",
        "《清雪》事消霞，《休阴》麻似花。",
    ],
)
def test_marks_and_notes_are_taken_out(text: str) -> None:
    assert clean(text) == PAIR


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Dropped.EMPTY),
        (" \n　", Dropped.EMPTY),
        ("清雪□消霞，休阴麻似花。", Dropped.LOST),
        ("清雪事消霞，休阴麻□□。", Dropped.LOST),
        ("清雪？？霞，休阴麻似花。", Dropped.LOST),
        ("清雪事消霞（一作，休阴麻似花。", Dropped.MARKS),
        ("清雪事消霞），休阴麻似花。", Dropped.MARKS),
        ("清雪事消霞【，休阴麻似花]。", Dropped.MARKS),
        ("清雪abc霞，休阴麻似花。", Dropped.FOREIGN),
        ("清雪１霞，休阴麻似花。", Dropped.FOREIGN),
        ("清雪\ufffd霞，休阴麻似花。", Dropped.FOREIGN),
        ("清雪事消霞。", Dropped.SHORT),
        ("（全是注，没有诗。）", Dropped.SHORT),
        ("，。！", Dropped.SHORT),
        ("清" * (MAX_LINE + 1) + "，休阴麻似花。", Dropped.LONG_LINE),
    ],
)
def test_why_a_text_is_dropped(text: str, reason: Dropped) -> None:
    assert clean(text) is reason


def test_the_longest_line_and_rare_characters_are_kept() -> None:
    line = "㐀" + "𠀀" * (MAX_LINE - 1)
    assert clean(f"{line}，{line}。") == (line, line)


@given(st.text(alphabet="清雪事（）()【】〔〕，。、 \n□a", max_size=40))
def test_what_is_kept_is_lines_of_han_characters(text: str) -> None:
    lines = clean(text)
    if not isinstance(lines, Dropped):
        assert len(lines) >= 2
        assert all(set(line) <= set("清雪事") and 0 < len(line) <= MAX_LINE for line in lines)


@pytest.mark.parametrize(
    ("widths", "kind", "form"),
    [
        ((5,) * 4, "诗", "五绝"),
        ((7,) * 4, "诗", "七绝"),
        ((5,) * 8, "诗", "五律"),
        ((7,) * 8, "诗", "七律"),
        ((5,) * 2, "诗", "五古"),
        ((5,) * 6, "诗", "五古"),
        ((7,) * 32, "诗", "七古"),
        ((5,) * 5, "诗", "其他"),
        ((6,) * 4, "诗", "其他"),
        ((5, 7), "诗", "其他"),
        ((5,) * 4, "词", "词"),
    ],
)
def test_the_form_by_shape(widths: tuple[int, ...], kind: str, form: str) -> None:
    assert form_of(tuple("清" * w for w in widths), kind) == form
