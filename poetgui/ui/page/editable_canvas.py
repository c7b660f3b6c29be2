"""The page that can be edited: typing with an input method, selecting several cells, moving lines
by mouse or keys.
"""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)

from poetgui.composer.request.han import is_han
from poetgui.grid import Place
from poetgui.ui.page.cell_marks import draw_grip, draw_preedit, draw_shade, draw_target
from poetgui.ui.page.page_canvas import PageCanvas, arrow_step
from poetgui.ui.style.theme import Theme

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class EditableCanvas(PageCanvas):
    """Emits what the person does to the cells; `EditController` changes the poem."""

    typed = Signal(str)
    erased = Signal(bool)
    """Whether backwards."""
    extended = Signal(object)
    """The selection reaches to this Place now."""
    line_moved = Signal(int, int)
    """A line was put at the place of another."""
    pasted = Signal()
    hovered = Signal(object)
    """The Place under the mouse, or None."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._preedit = ""
        self._pressed: Place | None = None
        self._spanning = False
        self._grip: int | None = None
        """The line whose grip is under the mouse, or is held."""
        self._target: int | None = None
        """Where the held line would come to stand."""
        self._hovered: Place | None = None
        self.shades: dict[Place, float] = {}
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    # -- what is shown ------------------------------------------------------------------------

    @property
    def preedit(self) -> str:
        """What an input method is composing in the selected cell."""
        return self._preedit

    @property
    def drag_target(self) -> int | None:
        """The line at whose place the dragged line would be put."""
        return self._target

    def mark(
        self,
        selected: Place | None,
        locked: frozenset[Place],
        span: frozenset[Place] = frozenset(),
    ) -> None:
        super().mark(selected, locked, span)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, selected is not None)
        if selected is None:
            self._preedit = ""
        self.updateMicroFocus()

    def shade(self, washes: dict[Place, float]) -> None:
        """Shade cells: Place -> 0 (none) … 1 (darkest)."""
        if washes != self.shades:
            self.shades = washes
            self.update()

    def grip_rect(self, line: int) -> QRectF:
        """The drag handle of a line: before its first character."""
        cell = self.cell_rect(Place(line, 0))
        page = self._page
        assert page is not None  # it has the cell
        side = 0.34 * cell.width()
        if page.style.vertical:  # clear of pinyin
            centre = QPointF(cell.center().x(), cell.top() - 0.22 * cell.height())
            return _around(centre, 1.6 * side, 0.8 * side)
        centre = QPointF(cell.left() - 0.12 * cell.width(), cell.center().y())
        return _around(centre, 0.8 * side, 1.6 * side)

    def _lines(self) -> int:
        return len(self._page.poem.lines) if self._page is not None else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._page is None:
            return
        painter, tokens = QPainter(self), self._theme.tokens
        for place, depth in self.shades.items():
            if depth > 0:
                draw_shade(painter, self.cell_rect(place), depth, tokens)
        if self._grip is not None and self._grip < self._lines():
            draw_grip(painter, self.grip_rect(self._grip), self._page.style.vertical, tokens)
        if self._target is not None and self._grip is not None:
            for line, held in ((self._grip, True), (self._target, False)):
                draw_target(painter, self._line_rect(line), held, tokens)
        if self._preedit and self._selected is not None:
            room = self.paper_rect()
            draw_preedit(painter, self.cell_rect(self._selected), self._preedit, room, tokens)

    def _line_rect(self, line: int) -> QRectF:
        assert self._page is not None
        rect = self.cell_rect(Place(line, 0))
        return rect.united(self.cell_rect(Place(line, len(self._page.poem.lines[line]) - 1)))

    # -- typing -------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keys that the page needs while a cell is selected, though the window has them too."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._selected is not None
            and (self._moves_line(event) or event.matches(QKeySequence.StandardKey.Paste))
        ):
            event.accept()
            return True
        return super().event(event)

    def _moves_line(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        return bool(alt) and event.key() in _ARROWS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self._target is not None:
            self._end_drag()
            return
        super().keyPressEvent(event)

    def _key_on_cell(self, event: QKeyEvent) -> None:
        key, place = event.key(), self._selected
        vertical = self._page is not None and self._page.style.vertical
        step = arrow_step(key, vertical)
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.erased.emit(key == Qt.Key.Key_Backspace)
        elif step and place is not None and self._moves_line(event):
            # Along the line there is nothing to move by: every arrow would do the same.
            if step[0] and 0 <= place.line + step[0] < self._lines():
                self.line_moved.emit(place.line, place.line + step[0])
        elif step and place is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend(place, step)
        elif event.text() and all(map(is_han, event.text())):
            self.typed.emit(event.text())
        else:
            super()._key_on_cell(event)

    def _extend(self, place: Place, step: tuple[int, int]) -> None:
        assert self._page is not None
        lines = self._page.poem.lines
        line = min(max(place.line + step[0], 0), len(lines) - 1)
        self.extended.emit(Place(line, min(max(place.column + step[1], 0), len(lines[line]) - 1)))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        if event.commitString():
            self.typed.emit(event.commitString())
        event.accept()
        self.update()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query == Qt.InputMethodQuery.ImCursorRectangle and self._selected is not None:
            try:
                return self.cell_rect(self._selected)
            except KeyError:  # another poem is being put on the page
                return QRectF()
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._selected is not None
        return super().inputMethodQuery(query)

    # -- the mouse ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._grip = self._grip_at(event.position())
        if self._grip is not None:
            self._target = self._grip
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            return
        place = self.cell_at(event.position())
        if place is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._spanning = True
            self.extended.emit(place)
            return
        self._pressed, self._spanning = place, False
        if place is None:
            self.clicked.emit(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.cell_at(event.position())
        if self._target is not None:
            self._update_drag_target(event.position())
        elif event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            if place is not None and (place != self._pressed or self._spanning):
                if not self._spanning:
                    self._spanning = True
                    self.dragged_from(self._pressed)
                self.extended.emit(place)
        elif not event.buttons():
            self._hover(event.position(), place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        line, target = self._grip, self._target
        pressed, self._pressed = self._pressed, None
        if target is not None:
            self._end_drag()
            if line is not None and line != target:
                self.line_moved.emit(line, target)
        elif pressed is not None and not self._spanning:
            self.clicked.emit(pressed)
        self._spanning = False

    def dragged_from(self, place: Place) -> None:
        """Start selecting by a drag: drop the old selection first."""
        self.dismissed.emit()
        self.extended.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._target is None:
            self._grip = None
            self.update()
        self._hover_cell(None)

    def _hover(self, point: QPointF, place: Place | None) -> None:
        grip = self._grip_at(point)
        if grip is None and place is not None:
            grip = place.line
        if grip != self._grip:
            self._grip = grip
            self.update()
        over = self._grip_at(point) is not None
        self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
        self._hover_cell(None if over else place)

    def _hover_cell(self, place: Place | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.hovered.emit(place)

    def _grip_at(self, point: QPointF) -> int | None:
        """The line whose drag handle is under a point; a poem of one line has no handles."""
        if self._lines() < 2:
            return None
        lines = (i for i in range(self._lines()) if self.grip_rect(i).contains(point))
        return next(lines, None)

    def _update_drag_target(self, point: QPointF) -> None:
        """The line nearest to the mouse is the place where the dragged one would go."""
        target = min(range(self._lines()), key=lambda i: _distance(self._line_rect(i), point))
        if target != self._target:
            self._target = target
            self.update()

    def _end_drag(self) -> None:
        self._target = self._grip = None
        self.unsetCursor()
        self.update()


def _around(centre: QPointF, width: float, height: float) -> QRectF:
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)


def _distance(rect: QRectF, point: QPointF) -> float:
    across = max(rect.left() - point.x(), 0.0, point.x() - rect.right())
    down = max(rect.top() - point.y(), 0.0, point.y() - rect.bottom())
    return across + down
