"""Where the characters that are given would stand, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import ends_line, is_han, stands_inside
from poetgui.composer.request.request_layout import lay_out
from poetgui.errors import UserError
from poetgui.grid import Place


@dataclass(frozen=True)
class Preview:
    """`shape`: characters in each line; `pins`: what stands where, as typed."""

    shape: tuple[int, ...] = ()
    pins: dict[Place, str] = field(default_factory=dict)
    stanzas: tuple[int, ...] = ()
    """Lines in each stanza of a tune."""
    problem: str = ""
    """Why the request can't be laid out; empty when it can."""


def preview(request: ComposeRequest) -> Preview:
    """The composer's own layout of the request; the bare form where it can't be laid out."""
    try:
        layout = lay_out(request)
    except UserError as error:
        return replace(_form_only(request), problem=error.message)
    grid = layout.grids[0]
    # The sides of a couplet stand one below the other, as lines do.
    stanzas = grid.stanzas if layout.form.tune is not None else ()
    return Preview(grid.shape, layout.typed, stanzas)


def _form_only(request: ComposeRequest) -> Preview:
    """The form alone."""
    if request.mode is Mode.COUPLET:
        return Preview()
    try:
        empty = replace(
            request, mode=Mode.FREE, lines=None, pins=(), answer="", rhyme_characters=""
        )
        grid = lay_out(empty).grids[0]
    except UserError:
        return Preview()
    return Preview(grid.shape, {}, grid.stanzas)


def not_allowed_as_head(character: str) -> bool:
    """Whether a character can't be hidden in a poem."""
    return not is_han(character)


def not_allowed_in_text(character: str) -> bool:
    """Whether a character can't stand in an opening: neither Han nor a mark."""
    return not (is_han(character) or ends_line(character) or stands_inside(character))
