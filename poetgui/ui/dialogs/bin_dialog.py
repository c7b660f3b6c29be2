"""The bin: what was deleted in the last thirty days, to be brought back or removed for good."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.style.theme import Theme

MOST = 1000
NUMBER_ROLE = int(Qt.ItemDataRole.UserRole)


class BinDialog(QDialog):
    """Several may be chosen at once."""

    restored = Signal(object)
    """The numbers of the entries that came back."""

    def __init__(self, history: History, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self.setWindowTitle(self.tr("已删去的"))
        self.note = QLabel(self.tr("删去三十天之内都可以放回。"))
        self.note.setProperty("role", "caption")
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("已删去的"))
        self.list.setMinimumSize(theme.scaled(420), theme.scaled(260))
        self.empty_button = QPushButton(self.tr("清空…"))
        self.restore_button = QPushButton(self.tr("放回"))
        close = QPushButton(self.tr("关闭"))
        for button in (self.empty_button, close):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.empty_button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.restore_button.clicked.connect(self.restore)
        self.empty_button.clicked.connect(self.empty)
        self.list.itemDoubleClicked.connect(lambda _item: self.restore())
        self.list.itemSelectionChanged.connect(self._update)
        close.clicked.connect(self.accept)
        self.reload()

    def reload(self) -> None:
        self.list.clear()
        for entry in self._history.search(PoemFilter(deleted=True), MOST):
            title = title_of(entry.poem, entry.recipe)
            item = QListWidgetItem(f"{title}　{'，'.join(entry.poem.lines[:2])}")
            item.setData(NUMBER_ROLE, entry.id)
            item.setToolTip(entry.poem.text)
            self.list.addItem(item)
        self._update()

    def restore(self) -> None:
        """Bring the chosen ones back."""
        numbers = [item.data(NUMBER_ROLE) for item in self.list.selectedItems()]
        for number in numbers:
            self._history.restore(number)
        if numbers:
            self.restored.emit(numbers)
            self.reload()

    def empty(self) -> None:
        """Remove all of them for good, once the person has said so."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.windowTitle())
        box.setText(
            self.tr("永远去掉这 %1 首吗？此后不能放回。").replace("%1", str(self.list.count()))
        )
        yes = box.addButton(self.tr("永远去掉"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(self.tr("不"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        if box.clickedButton() is yes:
            self._history.purge(timedelta(0))
            self.reload()
        box.deleteLater()

    def _update(self) -> None:
        self.restore_button.setEnabled(bool(self.list.selectedItems()))
        self.empty_button.setEnabled(self.list.count() > 0)
