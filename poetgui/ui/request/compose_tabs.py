"""The ways of writing that the panel offers; 填词 is free writing in the form of a tune."""

from __future__ import annotations

from enum import StrEnum

from poetgui.composer.request import ComposeRequest, Mode
from poetgui.prosody.forms import tune_forms


class Way(StrEnum):
    """A tab of the composer panel."""

    ACROSTIC = "acrostic"
    CONTINUE = "continue"
    FREE = "free"
    TUNE = "tune"
    COUPLET = "couplet"

    @property
    def mode(self) -> Mode:
        """The composer's mode behind it."""
        return Mode.FREE if self is Way.TUNE else Mode(self.value)


def way_of(request: ComposeRequest) -> Way:
    """Where a request belongs."""
    if request.mode is Mode.FREE and request.form in tune_forms():
        return Way.TUNE
    return Way(request.mode.value)
