"""What a person writes in traditional script gives a poem wholly in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import in_script_of
from poetgui.composer.request.request_layout import Layout, lay_out
from poetgui.composer.revision.replaced import replaced
from poetgui.composer.revision.reviser import Reviser
from poetgui.composer.writing.composer import Composer
from poetgui.composer.writing.traditional_poem import shown_lines
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.task import Candidate
from poetgui.export.script import shown_title
from poetgui.grid import Cell, Grid, Place, Poem, Tone
from poetgui.prosody.forms.verse_forms import form_of
from poetgui.script_conversion import is_traditional, script_of
from tests.toy import ToyModel

BULL = ("牛渚西江夜", "青天無片雲", "登舟望秋月", "余亦能高詠")


def written(mode: Mode, **more: Any) -> Poem:
    request = ComposeRequest(mode, **{"seed": 5, "count": 1, "book": "none"} | more)
    return Composer(ToyModel()).compose(request)[0]


def scripts(poem: Poem) -> set[str]:
    return {script_of(c) for line in poem.lines for c in line} - {""}


@pytest.mark.parametrize(
    ("mode", "more"),
    [
        (Mode.ACROSTIC, {"heads": "風華雲後", "form": "五绝"}),
        (Mode.CONTINUE, {"text": "余亦能高詠，"}),
        (Mode.FREE, {"form": "五绝", "title": "夜歸"}),
        (Mode.FREE, {"form": "五绝", "themes": ("歸雲",)}),
    ],
)
def test_the_poem_is_in_the_script_of_the_request(mode: Mode, more: dict[str, Any]) -> None:
    poem = written(mode, **more)
    assert "simplified" not in scripts(poem)
    assert "simplified" not in {script_of(c) for c in shown_title(poem, "simplified")}


def test_what_was_typed_stays_as_it_came() -> None:
    poem = written(Mode.CONTINUE, text="余亦能高詠，")
    assert poem.lines[0] == "余亦能高詠"
    assert poem.title == "續·余亦能高詠…"


def test_a_request_that_could_be_either_gives_simplified_script() -> None:
    layout = lay_out(ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝"))
    assert layout.shown(("春风来时好", "花发一枝新"))[0] == "春风来时好"
    both = lay_out(ComposeRequest(Mode.ACROSTIC, heads="春風后余", form="五绝"))
    assert both.shown(("春风来时好", "风起一枝云", "后人来时好", "余发一枝新")) == (
        "春風來時好",
        "風起一枝雲",
        "后人來時好",
        "余發一枝新",
    )


def test_a_character_is_replaced_in_the_script_of_the_poem() -> None:
    poem = Poem(BULL, "五绝", book="平水韵")
    assert replaced(poem, Place(0, 4), "阴").lines[0] == "牛渚西江陰"
    assert replaced(poem, Place(1, 2), "云").lines[1] == "青天雲片雲"
    assert replaced(poem, Place(0, 4), "說").lines[0] == "牛渚西江說"
    assert in_script_of(("牛渚西江夜",), Place(0, 4), "陰") == "阴"


def test_what_is_rewritten_stays_in_the_script_of_the_poem() -> None:
    model = ToyModel()
    poem = Poem(BULL, "五绝", book="none")
    locked = {Place(3, column) for column in range(3)}
    (fresh,) = Reviser(model, Composer(model)).rewrite(poem, locked, seed=3)
    assert fresh.lines[3].startswith("余亦能")
    assert "simplified" not in scripts(fresh)
    assert is_traditional("".join(poem.lines))


def test_a_character_is_the_one_that_the_metre_allows() -> None:
    """幹 (oblique) for 干 where the place is oblique, though the words would make it 乾."""
    grid = Grid(
        "五绝",
        "",
        (
            (Cell(0, 0, Tone.LEVEL), Cell(0, 1, Tone.OBLIQUE), Cell(0, 2, Tone.LEVEL)),
            (Cell(1, 0, Tone.LEVEL), Cell(1, 1), Cell(1, 2, Tone.LEVEL, 0)),
            (Cell(2, 0, Tone.LEVEL), Cell(2, 1), Cell(2, 2, Tone.OBLIQUE)),
        ),
    )
    lines = ("风干干", "风干征", "风天风")
    found = Candidate(Lane(grid, ("蒸",)), 0, lines, 0.0, 0.0, 0)
    typed = {Place(0, 0): "風"}
    layout = Layout(form_of("五绝"), (grid,), "平水韵", typed, typed, "", traditional=True)
    assert shown_lines(layout, found) == ("風幹乾", "風乾徵", "風天風")
    assert shown_lines(replace(layout, traditional=False), found) == ("風干干", "风干征", "风天风")
    assert shown_lines(replace(layout, book="none"), found)[1] == "風乾征"
