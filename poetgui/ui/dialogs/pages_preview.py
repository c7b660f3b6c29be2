"""A document of several pages, seen page by page."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from poetgui.export.paged import Pages, transform

INSET = 14


class PagesPreview(QWidget):
    """The page as large as there is room; arrows, PgUp, PgDn and the wheel turn it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._number = 0
        self._page = _Page(self)
        self._place = QLabel()
        self._back, self._forth = QToolButton(), QToolButton()
        self._back.setText("<")
        self._forth.setText(">")
        row = QHBoxLayout()
        row.addStretch(1)
        for widget in (self._back, self._place, self._forth):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page, 1)
        column.addLayout(row)
        self._back.clicked.connect(lambda: self.turn(-1))
        self._forth.clicked.connect(lambda: self.turn(1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    @property
    def pages(self) -> Pages | None:
        return self._pages

    @property
    def number(self) -> int:
        """Of the page that is seen, from 0."""
        return self._number

    def show_pages(self, pages: Pages | None) -> None:
        """Show a document, at the page that was seen before, if it has so many; None: nothing."""
        self._pages = pages
        self.turn(0)

    def turn(self, step: int) -> None:
        """Go so many pages forward, as far as there are such."""
        count = self._pages.count if self._pages else 0
        self._number = min(max(self._number + step, 0), max(count - 1, 0))
        self._place.setText(f"{self._number + 1} / {count}" if count else "")
        self._back.setEnabled(self._number > 0)
        self._forth.setEnabled(self._number < count - 1)
        self._page.update()

    def retranslate(self) -> None:
        self._back.setToolTip(self.tr("前一页"))
        self._back.setAccessibleName(self.tr("前一页"))
        self._forth.setToolTip(self.tr("后一页"))
        self._forth.setAccessibleName(self.tr("后一页"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageDown: 1,
        }
        if (step := steps.get(Qt.Key(event.key()))) is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.turn(-1 if event.angleDelta().y() > 0 else 1)


class _Page(QWidget):
    def __init__(self, preview: PagesPreview) -> None:
        super().__init__(preview)
        self._preview = preview
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 300)

    def sizeHint(self) -> QSize:
        return QSize(460, 600)

    def paintEvent(self, event: QPaintEvent) -> None:
        pages = self._preview.pages
        if pages is None:
            return
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        painter.setTransform(transform(pages, room), combine=True)
        pages.paint(painter, self._preview.number)
