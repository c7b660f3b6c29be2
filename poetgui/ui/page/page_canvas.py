"""The page on screen, painted by the exporters' painter at the window's size."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from poetgui.export.page import Page
from poetgui.export.page_style import Marks, PageStyle
from poetgui.grid import Place, Poem
from poetgui.ui.page.cell_marks import draw_lock, draw_selection
from poetgui.ui.style.theme import Theme

SHADOW = 12
"""Room around the paper for its shadow."""


class PageCanvas(QWidget):
    """Paints one page, finds the cell under a point, and marks selected and locked cells."""

    step_wanted = Signal(int)
    clicked = Signal(object)
    """The Place under the mouse, or None outside the poem."""
    moved = Signal(int, int)
    """Arrows, while a cell is selected: by so many lines and columns."""
    opened = Signal()
    """Enter or the space bar: the replacement popup is wanted."""
    dismissed = Signal()
    """Escape, while a cell is selected."""
    title_opened = Signal()
    """A double-click on the title."""
    laid_out = Signal()
    """Cells stand elsewhere now: another page, or another size."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: Page | None = None
        self._preview: Page | None = None
        self._picture: QPixmap | None = None
        self._shadow_cache: tuple[object, QPixmap] | None = None
        self._selected: Place | None = None
        self._locked: frozenset[Place] = frozenset()
        self._span: frozenset[Place] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_poem(self, poem: Poem, style: PageStyle, marks: Marks) -> None:
        self._page = Page(poem, style, marks)
        self._preview = self._picture = None
        self.update()
        self.laid_out.emit()

    def preview(self, poem: Poem | None, marks: Marks | None = None) -> None:
        """Show a poem of the same shape instead, for the moment; None: the real one again."""
        if self._page is not None and (poem is not None or self._preview is not None):
            self._preview = None if poem is None else Page(poem, self._page.style, marks)
            self._picture = None
            self.update()

    def mark(
        self,
        selected: Place | None,
        locked: frozenset[Place],
        span: frozenset[Place] = frozenset(),
    ) -> None:
        """Which cell is selected, which are to be marked as locked, which are selected with it."""
        self._selected, self._locked, self._span = selected, locked, span
        self.update()

    @property
    def page_shown(self) -> Page | None:
        """The page, or its preview."""
        return self._preview or self._page

    @property
    def page(self) -> Page | None:
        return self._page

    @property
    def selected(self) -> Place | None:
        """The cell that is marked as selected."""
        return self._selected

    @property
    def locked(self) -> frozenset[Place]:
        """The cells that are marked as locked."""
        return self._locked

    @property
    def picture(self) -> QPixmap | None:
        """The drawn page, cached; None until it is painted again."""
        return self._picture

    def paper_rect(self) -> QRectF:
        """The rectangle of the paper in the widget; empty without a page."""
        if self._page is None:
            return QRectF()
        return self._page.transform(self._room()).mapRect(QRectF(QPointF(0, 0), self._page.size))

    def cell_at(self, point: QPointF) -> Place | None:
        """The cell under a point of the widget."""
        if self._page is None:
            return None
        back, possible = self._page.transform(self._room()).inverted()
        return self._page.cell_at(back.map(point)) if possible else None

    def cell_rect(self, place: Place) -> QRectF:
        """The square around a character in the widget. Raises KeyError for no such cell."""
        if self._page is None:
            raise KeyError(place)
        return self._page.transform(self._room()).mapRect(self._page.cell_rect(place))

    def title_rect(self) -> QRectF:
        """The rectangle around the title in the widget; empty without one."""
        if self._page is None:
            return QRectF()
        return self._page.transform(self._room()).mapRect(self._page.title_rect())

    def sizeHint(self) -> QSize:
        return QSize(640, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 240)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the selection; without one they show the next or the previous poem.

        A vertical page is read from right to left."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        if self._selected is not None:
            self._key_on_cell(event)
            return
        vertical = self._page is not None and self._page.style.vertical
        ahead = Qt.Key.Key_Left if vertical else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if vertical else Qt.Key.Key_Left
        steps = {ahead: 1, Qt.Key.Key_Down: 1, back: -1, Qt.Key.Key_Up: -1}
        step = steps.get(key)
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step_wanted.emit(step)

    def _key_on_cell(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
            return
        vertical = self._page is not None and self._page.style.vertical
        if step := arrow_step(event.key(), vertical):
            self.moved.emit(*step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.cell_at(event.position()))
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.title_rect().contains(event.position()):
            self.title_opened.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)
        self.laid_out.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        page = self.page_shown
        if page is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn(page))
        for place in self._locked:
            draw_lock(painter, self.cell_rect(place), self._theme.tokens)
        alone = frozenset[Place]() if self._selected is None else frozenset({self._selected})
        for place in self._span | alone:
            draw_selection(painter, self.cell_rect(place), self._theme.tokens)
        if self.hasFocus():
            # A thin green edge, as every other focused field has.
            painter.setPen(QColor(self._theme.tokens.green))
            painter.drawRect(self.paper_rect().adjusted(-0.5, -0.5, 0.5, 0.5))

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def _drawn(self, page: Page) -> QPixmap:
        """The paper with its shadow, kept until the page or the size changes."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            picture = self._shadow(ratio).copy()
            painter = QPainter(picture)
            painter.setTransform(page.transform(self._room()), True)
            page.paint(painter)
            painter.end()
            self._picture = picture
        return self._picture

    def _shadow(self, ratio: float) -> QPixmap:
        """The shadow alone, kept while the paper keeps its place: every change of the poem is
        painted on it."""
        key = (self.size(), ratio, self.paper_rect(), self._theme.tokens.shadow)
        if self._shadow_cache is None or self._shadow_cache[0] != key:
            picture = QPixmap(QSize(self.size()) * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self._paint_shadow(painter, self.paper_rect())
            painter.end()
            self._shadow_cache = key, picture
        return self._shadow_cache[1]

    def _paint_shadow(self, painter: QPainter, paper: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(self._theme.tokens.shadow)
        for i in range(SHADOW, 0, -1):
            colour.setAlphaF(0.03 * (1 - i / (SHADOW + 1)) ** 2)
            painter.setBrush(colour)
            # Light falls from above: the shadow lies a little lower than the paper.
            painter.drawRoundedRect(paper.adjusted(-i, -i + 3, i, i + 2), i, i)


def arrow_step(key: int, vertical: bool) -> tuple[int, int] | None:
    """Lines and columns that an arrow key moves by; None for other keys."""
    if vertical:
        return {
            Qt.Key.Key_Left: (1, 0),
            Qt.Key.Key_Right: (-1, 0),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Up: (0, -1),
        }.get(Qt.Key(key))
    return {
        Qt.Key.Key_Down: (1, 0),
        Qt.Key.Key_Up: (-1, 0),
        Qt.Key.Key_Right: (0, 1),
        Qt.Key.Key_Left: (0, -1),
    }.get(Qt.Key(key))
