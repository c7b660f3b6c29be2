"""The list of the history: its keys and clicks."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from poetgui.history.store import Entry
from poetgui.ui.history.history_delegate import HistoryDelegate
from poetgui.ui.history.history_model import ENTRY_ROLE, MEMBERS_ROLE


class HistoryView(QListView):
    """Several rows may be chosen; the signals are about the chosen ones."""

    opened = Signal(object)
    """The Entry to show."""
    star_wanted = Signal()
    delete_wanted = Signal()
    undo_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)
    unfold_wanted = Signal(QModelIndex, bool)
    """Whether the poems that belong to a row are to be listed under it."""

    def __init__(self, delegate: HistoryDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(self._open)

    def chosen(self) -> list[Entry]:
        """The entries of the chosen rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        entries = (self.model().index(row, 0).data(ENTRY_ROLE) for row in rows)
        return [entry for entry in entries if entry is not None]

    def choose(self, index: QModelIndex) -> None:
        """Choose this row alone, whatever modifier the person holds down at the moment."""
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def choose_all(self, indexes: Sequence[QModelIndex]) -> None:
        """Choose these rows, the first of them the current one."""
        if indexes:
            self.choose(indexes[0])
        for index in indexes[1:]:
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def event(self, event: QEvent) -> bool:
        """PgUp and PgDn scroll here; elsewhere in the window they change the poem. Undo brings back
        what was deleted here, where it elsewhere undoes a change of the poem."""
        paging = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        override = event.type() == QEvent.Type.ShortcutOverride
        if (
            override
            and isinstance(event, QKeyEvent)
            and (event.key() in paging or event.matches(QKeySequence.StandardKey.Undo))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif event.matches(QKeySequence.StandardKey.Delete) or key == Qt.Key.Key_Backspace:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif key == Qt.Key.Key_S and not event.modifiers():
            self.star_wanted.emit()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.unfold_wanted.emit(index, key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The count of the poems that belong to a row lists them, and chooses nothing."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        fold = self._delegate.fold_rect(self.visualRect(index))
        members = index.data(MEMBERS_ROLE)
        if event.button() == Qt.MouseButton.LeftButton and members and fold.contains(point):
            self.unfold_wanted.emit(index, members > 0)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        star = self._delegate.star_rect(self.visualRect(index))
        if event.button() == Qt.MouseButton.LeftButton and star.contains(point):
            self.choose(index)
            self.star_wanted.emit()

    def _open(self, index: QModelIndex) -> None:
        if (entry := index.data(ENTRY_ROLE)) is not None:
            self.opened.emit(entry)

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.data(ENTRY_ROLE) is None:
            return
        if index not in self.selectedIndexes():
            self.choose(index)
        self.menu_wanted.emit(self.viewport().mapToGlobal(point))
