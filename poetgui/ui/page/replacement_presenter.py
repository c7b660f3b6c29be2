"""Replacing characters on the page: connects canvas, popup and keys with `RevisionController`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QSizeF, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from poetgui.errors import UserError
from poetgui.export.script import TRADITIONAL, convert
from poetgui.grid import OPEN, Place, Tone
from poetgui.ui.page.page_canvas import PageCanvas, arrow_step
from poetgui.ui.page.popup_position import popup_position
from poetgui.ui.page.replacement_popup import ReplacementPopup
from poetgui.ui.state.check_result import check_poem
from poetgui.ui.state.revision_controller import Replacements, RevisionController
from poetgui.ui.style.actions import Actions
from poetgui.ui.style.theme import Theme

EDGE = 4
"""Pixels between the popup and the edge of the canvas."""


class ReplacementPresenter(QObject):
    """Owns the popup, a child widget over the canvas."""

    def __init__(
        self, canvas: PageCanvas, actions: Actions, theme: Theme, revision: RevisionController
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._actions, self._revision = canvas, actions, revision
        self._last = Place(0, 0)
        self._page = 0
        self.popup = ReplacementPopup(theme, self._button("lock"), self._button("rewrite_line"))
        self.popup.setParent(canvas)
        QWidget.setTabOrder(canvas, self.popup.field)
        self._connect()
        self._refresh()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setProperty("flat", True)
        # The field keeps the keyboard.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _connect(self) -> None:
        canvas, popup, revision = self._canvas, self.popup, self._revision
        canvas.clicked.connect(self._on_click)
        canvas.opened.connect(self.open)
        canvas.moved.connect(self._move)
        canvas.dismissed.connect(lambda: revision.select(None))
        canvas.laid_out.connect(self._settle)
        popup.closed.connect(self.close)
        popup.chosen.connect(self._on_chosen)
        popup.previewed.connect(self._on_previewed)
        popup.more_wanted.connect(self._on_more)
        popup.moved.connect(self._on_popup_moved)
        revision.selected.connect(self._on_selected)
        revision.locks_changed.connect(self._refresh)
        revision.offered.connect(self._on_offered)
        for name, slot in {
            "revise": self.open,
            "lock": revision.lock,
            "lock_line": revision.lock_line,
            "rewrite_line": self._closing(revision.rewrite_line),
            "rewrite_following": self._closing(revision.rewrite_following),
            "rewrite_open": self._closing(revision.rewrite_open),
            "undo": revision.undo,
            "redo": revision.redo,
        }.items():
            self._actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())

    def _closing(self, action: Callable[[], None]) -> Callable[[], None]:
        """An action after which the popup's choices are out of date: close it first."""

        def close_and_do() -> None:
            self.close()
            action()

        return close_and_do

    # -- the popup ----------------------------------------------------------------------------

    def open(self) -> None:
        """Open the popup at the selected cell, or at the one selected last."""
        sheet = self._revision.sheet
        if sheet is None or self._canvas.page is None:
            return
        if self._revision.place is None:
            lines = sheet.poem.lines
            there = self._last.line < len(lines) and self._last.column < len(lines[self._last.line])
            self._revision.select(self._last if there else Place(0, 0))
        self.popup.show()
        self.popup.raise_()
        self.popup.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._request_replacements()

    def close(self) -> None:
        """Hide the popup; the selection stays."""
        if self.popup.isVisible():
            self._canvas.preview(None)
            self.popup.hide()
            self._canvas.setFocus(Qt.FocusReason.PopupFocusReason)

    def _request_replacements(self) -> None:
        self._page = 0
        self.popup.wait()
        self._settle()
        self._revision.ask()

    def _settle(self) -> None:
        """Move the popup next to its cell."""
        place, page = self._revision.place, self._canvas.page
        if self.popup.isHidden() or place is None or page is None:
            return
        poem = page.poem
        cells = {
            Place(i, j): self._canvas.cell_rect(Place(i, j))
            for i, line in enumerate(poem.lines)
            for j in range(len(line))
        }
        if place not in cells:
            return  # another poem is being shown
        line = cells[place]
        for other, rect in cells.items():
            if other.line == place.line:
                line = line.united(rect)
        self.popup.adjustSize()
        bounds = self._canvas.rect().toRectF().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        size = QSizeF(self.popup.size())
        corner: QPointF = popup_position(bounds, size, cells[place], line, list(cells.values()))
        self.popup.move(corner.toPoint())

    # -- signals of the page ------------------------------------------------------------------

    def _on_click(self, place: Place | None) -> None:
        again = place is not None and place == self._revision.place
        if place is None or (again and self.popup.isVisible()):
            self.close()
            if place is None:
                self._revision.select(None)
            return
        self._revision.select(place)
        sheet = self._revision.sheet
        if sheet is not None and place in sheet.poem.open:
            # An open cell waits for what is typed; Enter asks for a choice.
            self.close()
            self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            self.open()

    def _move(self, lines: int, columns: int) -> None:
        """Move the selection by lines and columns; past a line's end it goes to the next line."""
        sheet, place = self._revision.sheet, self._revision.place
        if sheet is None or place is None:
            return
        shape = [len(line) for line in sheet.poem.lines]
        line = min(max(place.line + lines, 0), len(shape) - 1)
        column = place.column + columns
        if column < 0 and line > 0:
            line, column = line - 1, shape[line - 1] - 1
        elif column >= shape[line] and line + 1 < len(shape):
            line, column = line + 1, 0
        self._revision.select(Place(line, min(max(column, 0), shape[line] - 1)))

    def _on_selected(self) -> None:
        self._canvas.preview(None)
        place = self._revision.place
        if place is None:
            self.close()
        else:
            self._last = place
            if self.popup.isVisible():
                self._request_replacements()
        self._refresh()

    def _refresh(self) -> None:
        """Update the marks on the page and which actions are enabled."""
        revision = self._revision
        sheet, place = revision.sheet, revision.place
        # On a page that nobody works on, red says enough of the pins; and of an unfinished poem
        # what is written is what stays.
        working = place is not None and sheet is not None and not sheet.poem.open
        changed = revision.locked != revision.default_locked
        shown = revision.locked if working or changed else frozenset()
        self._canvas.mark(place, shown, revision.span)
        for name in ("lock", "lock_line", "rewrite_line", "rewrite_following"):
            self._actions[name].setEnabled(place is not None)
        for name in ("revise", "retitle", "rewrite_open"):
            self._actions[name].setEnabled(sheet is not None)
        self._actions["undo"].setEnabled(revision.can_undo)
        self._actions["redo"].setEnabled(revision.can_redo)
        self._describe_cell()

    def _describe_cell(self) -> None:
        """Describe the selected cell for screen readers."""
        sheet, place = self._revision.sheet, self._revision.place
        if sheet is None:
            return
        if place is None:
            self._canvas.setAccessibleDescription("")
            return
        character = sheet.poem.lines[place.line][place.column]
        said = self.tr("第 %1 句第 %2 字：%3")
        if character == OPEN:
            character = self._wanted(place)
        if place in self._revision.locked:
            said = self.tr("第 %1 句第 %2 字：%3，已锁定")
        for mark, value in (("%1", place.line + 1), ("%2", place.column + 1), ("%3", character)):
            said = said.replace(mark, str(value))
        self._canvas.setAccessibleDescription(said)

    def _wanted(self, place: Place) -> str:
        """The tone that an open cell demands, in words."""
        page = self._canvas.page
        demand = page.marks.demands.get(place) if page is not None else None
        return {
            Tone.LEVEL: self.tr("空，宜平声"),
            Tone.OBLIQUE: self.tr("空，宜仄声"),
        }.get(demand or Tone.ANY, self.tr("空，平仄不拘"))

    # -- signals of the popup -----------------------------------------------------------------

    def _on_offered(self, offer: Replacements) -> None:
        if self.popup.isVisible():
            self._page = offer.page
            page = self._canvas.page
            traditional = page is not None and page.style.script == TRADITIONAL
            self.popup.offer(offer.characters, convert if traditional else str)

    def _on_chosen(self, character: str) -> None:
        self.close()
        self._revision.replace(character)

    def _on_previewed(self, character: str) -> None:
        try:
            poem = self._revision.with_character(character) if character else None
        except UserError:
            poem = None
        self._canvas.preview(poem, check_poem(poem).marks if poem else None)

    def _on_more(self, step: int) -> None:
        self._revision.ask(max(0, self._page + step))

    def _on_popup_moved(self, key: int) -> None:
        page = self._canvas.page
        if page is not None and (step := arrow_step(key, page.style.vertical)):
            self._move(*step)
