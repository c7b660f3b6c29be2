"""Connects the panels around the page: what the model weighed, what surprises it, results side by
side.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from poetgui.engine.weighing import Glimpse
from poetgui.export.page import Page
from poetgui.export.script import TRADITIONAL, convert
from poetgui.grid import Place
from poetgui.ui.page.poem_view import PoemView
from poetgui.ui.page.side_by_side import MOST
from poetgui.ui.state.analysis_controller import Insight
from poetgui.ui.state.check_result import read
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.revision_controller import Revising
from poetgui.ui.state.workspace import Desk
from poetgui.ui.style.actions import Actions


class Reflecting(QObject):
    """Owns nothing but the connections."""

    def __init__(
        self,
        view: PoemView,
        desk: Desk,
        preferences: Preferences,
        actions: Actions,
        revising: Revising,
        insight: Insight,
    ) -> None:
        super().__init__(view)
        self._view, self._desk, self._preferences = view, desk, preferences
        self._compare, self._revising, self._insight = actions["compare"], revising, insight
        insight.shaded.connect(view.canvas.shade)
        insight.seen.connect(self._on_seen)
        view.canvas.hovered.connect(self._on_hovered)
        revising.selected.connect(lambda: self._on_hovered(None))
        view.side.chosen.connect(self._choose)
        view.side.turned.connect(self._turn)
        view.side.dismissed.connect(lambda: self._compare.setChecked(False))
        self._compare.toggled.connect(self._show_side)
        desk.sheets_changed.connect(self._on_sheets)
        desk.leafed.connect(self._on_sheets)
        preferences.changed.connect(self._on_preferences)
        self._on_preferences()
        self._on_sheets()

    # -- what the model weighed ---------------------------------------------------------------

    def _on_seen(self, glimpse: Glimpse | None) -> None:
        traditional = self._preferences.values.script == TRADITIONAL
        self._view.candidates.show_glimpse(glimpse, convert if traditional else str)

    def _on_hovered(self, place: Place | None) -> None:
        """The mouse comes first; without it the selected cell is looked at."""
        self._insight.look_at(place or self._revising.place)

    def _on_preferences(self) -> None:
        values = self._preferences.values
        self._view.candidates.setVisible(values.candidates)
        self._view.legend.setVisible(values.surprise)
        if self._compare.isChecked():
            self._show_side(True)

    # -- side by side -------------------------------------------------------------------------

    def _on_sheets(self) -> None:
        several = len(self._desk.sheets) > 1
        self._compare.setEnabled(several)
        if not several:
            self._compare.setChecked(False)
        elif self._compare.isChecked():
            self._show_side(True)

    def _first(self) -> int:
        return self._desk.index // MOST * MOST

    def _show_side(self, on: bool) -> None:
        """The four results among which the one on top is; or the page alone again."""
        view = self._view
        if on:
            first, style = self._first(), self._preferences.page_style()
            pages = [
                Page(sheet.poem, style, read(sheet.poem).marks)
                for sheet in self._desk.sheets[first : first + MOST]
            ]
            view.side.show_pages(pages, first, self._desk.index - first)
        view.canvas.setVisible(not on)
        view.side.setVisible(on)
        (view.side if on else view.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: int) -> None:
        self._compare.setChecked(False)
        self._desk.leaf(self._first() + index - self._desk.index)

    def _turn(self, step: int) -> None:
        self._desk.leaf(self._first() + step * MOST - self._desk.index)
