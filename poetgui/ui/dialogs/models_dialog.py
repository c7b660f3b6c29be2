"""The dialog of installed models: show their facts, switch, import, remove and restore."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.ui.dialogs.model_facts import facts
from poetgui.ui.state.model_manager import Card, ModelManager
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.notice_bar import NoticeBar
from poetgui.ui.widgets.scroll_area import VerticalScrollArea


class ModelsDialog(QDialog):
    """One card for each model, the open one marked; errors are shown in its notice bar."""

    import_wanted = Signal()
    learning_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        models: ModelManager,
        theme: Theme,
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._workspace, self._models, self._theme = workspace, models, theme
        self.cards: list[ModelCard] = []
        self.setWindowTitle(self.tr("模型"))
        self.notice = NoticeBar()
        self.notice.acted.connect(self._undo)
        self._empty = QLabel(self.tr("还没有模型。请导入一个训练好的模型文件夹。"))
        self._empty.setProperty("role", "caption")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(24, 22, 16, 8)
        self._column.setSpacing(12)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        buttons = QDialogButtonBox()
        bring = buttons.addButton(self.tr("导入模型文件夹…"), QDialogButtonBox.ButtonRole.ResetRole)
        close = buttons.addButton(self.tr("好"), QDialogButtonBox.ButtonRole.AcceptRole)
        bring.clicked.connect(self.import_wanted)
        learn = buttons.addButton(self.tr("学我的诗…"), QDialogButtonBox.ButtonRole.ResetRole)
        learn.clicked.connect(self.learning_wanted)
        close.clicked.connect(self.accept)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(12)
        foot.addWidget(self.notice)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 20)
        whole.addWidget(VerticalScrollArea(self._list), 1)
        whole.addLayout(foot)
        self.setMinimumWidth(theme.scaled(420))
        workspace.model_changed.connect(self.refresh)
        workspace.problem.connect(self._say)
        models.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """List the installed models again."""
        for card in self.cards:
            card.deleteLater()
            self._column.removeWidget(card)
        current = self._workspace.model.id if self._workspace.model else None
        self.cards = []
        for i, card in enumerate(self._models.installed()):
            shown = ModelCard(card, card.id == current, self._models.removable(card))
            shown.use_wanted.connect(self._models.open)
            shown.remove_wanted.connect(self._remove)
            self._column.insertWidget(i, shown)
            self.cards.append(shown)
        self._empty.setVisible(not self.cards)

    def _remove(self, card: Card) -> None:
        if self._models.remove(card):
            self._say(self.tr("已删去“%1”。关闭程序前可以撤销。").replace("%1", card.id))
            self.notice.set_button(self.tr("撤销"))

    def _undo(self) -> None:
        self.notice.hide()
        self._models.undo_remove()

    def _say(self, sentence: str) -> None:
        self.notice.set_button("")
        self.notice.say(sentence)


class ModelCard(QFrame):
    """One model."""

    use_wanted = Signal(object)
    remove_wanted = Signal(object)
    """The Card."""

    def __init__(self, card: Card, current: bool, removable: bool) -> None:
        super().__init__()
        self.setObjectName("modelCard")
        self.setProperty("current", current)
        self.id = card.id
        name = QLabel(card.id)
        name.setProperty("role", "heading")
        self.use = QPushButton(self.tr("正在用") if current else self.tr("用它"))
        self.use.setEnabled(not current)
        self.use.setAccessibleName(self.tr("用模型 %1").replace("%1", card.id))
        self.remove = QPushButton(self.tr("删去"))
        self.remove.setEnabled(removable)
        self.remove.setAccessibleName(self.tr("删去模型 %1").replace("%1", card.id))
        if not removable:
            self.remove.setText(self.tr("自带"))
            self.remove.setToolTip(self.tr("诗囊自带的模型不能删去"))
        self.use.clicked.connect(lambda: self.use_wanted.emit(card))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(card))
        head = QHBoxLayout()
        head.addWidget(name, 1)
        for button in (self.use, self.remove):
            button.setAutoDefault(False)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._table(card))

    @staticmethod
    def _table(card: Card) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(16)
        table.setVerticalSpacing(4)
        table.setColumnStretch(1, 1)
        for i, (label, value) in enumerate(facts(card.manifest)):
            for j, text in enumerate((label, value)):
                cell = QLabel(text)
                cell.setWordWrap(j == 1)
                if j == 0:
                    cell.setProperty("role", "caption")
                else:
                    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
                    cell.setTextInteractionFlags(selectable)
                table.addWidget(cell, i, j, Qt.AlignmentFlag.AlignTop)
        return table
