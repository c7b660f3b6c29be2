"""The window's three columns, composer, page and history, and which of them are shown."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from poetgui.ui.style.theme import Theme

WIDTHS = (280, 730, 270)
COMPOSER, PAGE, HISTORY = 262, 400, 190
"""Least widths at 100%; the composer may need more."""


class WindowColumns(QSplitter):
    """Where three columns do not fit (a small window, large type), the history is hidden; shown on
    request, it replaces the composer.
    """

    history_shown = Signal(bool)

    def __init__(self, composer: QWidget, page: QWidget, history: QWidget, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._composer, self._page, self._history = composer, page, history
        self._theme = theme
        self._wanted = True
        self._narrow = False
        self.setHandleWidth(5)
        for widget in (composer, page, history):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)
        for i in (0, 1, 2):
            self.setCollapsible(i, False)
        self.setSizes(list(WIDTHS))
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._settle)
        composer.installEventFilter(self)
        theme.changed.connect(self._measure)
        self._measure()

    def show_history(self, on: bool) -> None:
        """Show or hide the history; in a narrow window it replaces the composer."""
        self._wanted = on
        self._history.setVisible(on)
        self._composer.setVisible(not (on and self._narrow))
        self.history_shown.emit(on)

    def show_composer(self) -> None:
        """Show the composer again where the history has replaced it."""
        if self._narrow and not self._composer.isVisibleTo(self):
            self.show_history(False)

    @property
    def state(self) -> str:
        """The column widths, to be saved."""
        return bytes(self.saveState().toBase64().data()).decode()

    def restore(self, state: str) -> None:
        self.restoreState(QByteArray.fromBase64(state.encode()))
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another language or larger type needs another width, once it has been laid out."""
        if watched is self._composer and event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _measure(self) -> None:
        self._page.setMinimumWidth(PAGE)
        self._history.setMinimumWidth(self._theme.scaled(HISTORY))
        self._settle()

    def _scaled(self, pixels: float, share: float) -> int:
        """Pixels that grow by `share` of what the type grows by."""
        return round(pixels * (1 + (self._theme.scale - 1) * share))

    def _settle(self) -> None:
        """Hide or show the history when three columns stop or start to fit."""
        handles = 2 * self.handleWidth()
        # Words need room in proportion to the type; the page shrinks better.
        composer = max(self._scaled(COMPOSER, 0.6), self._composer.minimumSizeHint().width())
        self._composer.setMinimumWidth(composer)
        page = self._scaled(PAGE, 0.3)
        needed = composer + page + self._history.minimumWidth() + handles
        narrow = self.width() < needed
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_history(not narrow)
