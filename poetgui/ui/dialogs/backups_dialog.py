"""The daily backups of the history: what they have that is here no longer can be put back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.errors import UserError
from poetgui.history.backups import available
from poetgui.history.restoring import day_of, records
from poetgui.history.store import History
from poetgui.ui.style.theme import Theme

PATH_ROLE = int(Qt.ItemDataRole.UserRole)


class BackupsDialog(QDialog):
    """Nothing that is in the history is changed by it."""

    restored = Signal()
    said = Signal(object)
    """What was done, or why it was not: a sentence."""

    def __init__(self, history: History, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self.setWindowTitle(self.tr("备份"))
        self.note = QLabel(
            self.tr("每天第一次打开时备份一次，留七份。放回的只是现在没有的诗，现有的不动。")
        )
        self.note.setWordWrap(True)
        self.note.setProperty("role", "caption")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("备份"))
        self.list.setMinimumSize(theme.scaled(420), theme.scaled(200))
        self.restore_button, close = (
            QPushButton(self.tr("放回缺少的")),
            QPushButton(self.tr("关闭")),
        )
        close.setAutoDefault(False)
        buttons = QHBoxLayout()
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
        self.list.itemDoubleClicked.connect(lambda _item: self.restore())
        close.clicked.connect(self.accept)
        self._fill()

    def _fill(self) -> None:
        for path in available(self._history.path):
            count = self.tr("%1 首").replace("%1", str(len(records(path))))
            item = QListWidgetItem(f"{day_of(path).isoformat()}　{count}")
            item.setData(PATH_ROLE, path)
            self.list.addItem(item)
        if not self.list.count():
            self.list.addItem(self.tr("还没有备份。"))
        self.list.setCurrentRow(0)
        self.restore_button.setEnabled(self.list.item(0).data(PATH_ROLE) is not None)

    def restore(self) -> None:
        """Put back what the chosen backup has and the history has not."""
        item = self.list.currentItem()
        path = item.data(PATH_ROLE) if item else None
        if path is None:
            return
        try:
            added = self._history.adopt(records(path))
        except UserError as error:
            self.said.emit(error.message)
            return
        self.restored.emit()
        self.said.emit(self.tr("从备份放回了 %1 首。").replace("%1", str(added)))
        self.accept()
