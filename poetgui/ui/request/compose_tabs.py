"""The tabs of the composer panel; 填词 is the free mode in the form of a tune."""

from __future__ import annotations

from enum import StrEnum

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.prosody.forms.verse_forms import tune_forms


class ComposeTab(StrEnum):
    """A tab of the composer panel."""

    ACROSTIC = "acrostic"
    CONTINUE = "continue"
    FREE = "free"
    TUNE = "tune"
    COUPLET = "couplet"

    @property
    def mode(self) -> Mode:
        """The composer's mode behind it."""
        return Mode.FREE if self is ComposeTab.TUNE else Mode(self.value)


def tab_of(request: ComposeRequest) -> ComposeTab:
    """The tab in which a request is shown."""
    if request.mode is Mode.FREE and request.form in tune_forms():
        return ComposeTab.TUNE
    return ComposeTab(request.mode.value)
