"""首尾: characters hidden at the heads, and others at the tails as further pins."""

from __future__ import annotations

from dataclasses import replace

from poetgui.composer.layout import lay_out
from poetgui.composer.request import ComposeRequest, Pin
from poetgui.errors import UserError
from poetgui.grid import Place


def with_tails(request: ComposeRequest, tails: str) -> ComposeRequest:
    """The request with `tails` pinned to the line ends, one a line from the top.

    Unchanged where it can't be laid out: what is wrong with it is said elsewhere.
    """
    shape = _shape(request)
    if not tails or not shape:
        return request
    # A tail too many is pinned below the last line, where the composer refuses it in words.
    widths = [shape[min(i, len(shape) - 1)] for i in range(len(tails))]
    pins = tuple(
        Pin(Place(i, width - 1), c) for i, (width, c) in enumerate(zip(widths, tails, strict=True))
    )
    return replace(request, pins=(*request.pins, *pins))


def tails_of(request: ComposeRequest) -> str:
    """The tails of such a request; empty where its pins are anything else."""
    shape = _shape(replace(request, pins=()))
    places = [pin.place for pin in request.pins]
    ends = [Place(i, width - 1) for i, width in enumerate(shape[: len(places)])]
    return "".join(pin.character for pin in request.pins) if places and places == ends else ""


def _shape(request: ComposeRequest) -> tuple[int, ...]:
    try:
        return lay_out(request).grids[0].shape
    except UserError:
        return ()
