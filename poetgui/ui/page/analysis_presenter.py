"""Connects the page with the analysis: candidates, surprise shades, and results side by side."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from poetgui.engine.search.step_trace import StepTrace
from poetgui.export.page import Page
from poetgui.export.script import TRADITIONAL, convert
from poetgui.grid import Place
from poetgui.ui.page.poem_view import PoemView
from poetgui.ui.page.side_by_side import MOST
from poetgui.ui.state.analysis_controller import AnalysisController
from poetgui.ui.state.check_result import check_poem
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.revision_controller import RevisionController
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.style.actions import Actions


class AnalysisPresenter(QObject):
    """Holds only connections."""

    def __init__(
        self,
        view: PoemView,
        workspace: Workspace,
        preferences: Preferences,
        actions: Actions,
        revision: RevisionController,
        analysis: AnalysisController,
    ) -> None:
        super().__init__(view)
        self._view, self._workspace, self._preferences = view, workspace, preferences
        self._compare, self._revision, self._analysis = actions["compare"], revision, analysis
        analysis.surprise_changed.connect(view.canvas.shade)
        analysis.trace_changed.connect(self._on_trace)
        view.canvas.hovered.connect(self._on_hovered)
        revision.selected.connect(lambda: self._on_hovered(None))
        view.side.chosen.connect(self._choose)
        view.side.turned.connect(self._turn)
        view.side.dismissed.connect(lambda: self._compare.setChecked(False))
        self._compare.toggled.connect(self._show_side)
        workspace.sheets_changed.connect(self._on_sheets)
        workspace.current_changed.connect(self._on_sheets)
        preferences.changed.connect(self._on_preferences)
        self._on_preferences()
        self._on_sheets()

    # -- what the model weighed ---------------------------------------------------------------

    def _on_trace(self, glimpse: StepTrace | None) -> None:
        traditional = self._preferences.values.script == TRADITIONAL
        self._view.candidates.show_glimpse(glimpse, convert if traditional else str)

    def _on_hovered(self, place: Place | None) -> None:
        """Analyse the cell under the mouse, else the selected one."""
        self._analysis.look_at(place or self._revision.place)

    def _on_preferences(self) -> None:
        values = self._preferences.values
        self._view.candidates.setVisible(values.candidates)
        self._view.legend.setVisible(values.surprise)
        if self._compare.isChecked():
            self._show_side(True)

    # -- side by side -------------------------------------------------------------------------

    def _on_sheets(self) -> None:
        several = len(self._workspace.sheets) > 1
        self._compare.setEnabled(several)
        if not several:
            self._compare.setChecked(False)
        elif self._compare.isChecked():
            self._show_side(True)

    def _first(self) -> int:
        return self._workspace.index // MOST * MOST

    def _show_side(self, on: bool) -> None:
        """Show the group of up to four results with the current one; off: the page alone."""
        view = self._view
        if on:
            first, style = self._first(), self._preferences.page_style()
            pages = [
                Page(sheet.poem, style, check_poem(sheet.poem).marks)
                for sheet in self._workspace.sheets[first : first + MOST]
            ]
            view.side.show_pages(pages, first, self._workspace.index - first)
        view.canvas.setVisible(not on)
        view.side.setVisible(on)
        (view.side if on else view.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: int) -> None:
        self._compare.setChecked(False)
        self._workspace.step(self._first() + index - self._workspace.index)

    def _turn(self, step: int) -> None:
        self._workspace.step(self._first() + step * MOST - self._workspace.index)
