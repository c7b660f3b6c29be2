"""The cheat sheet: every key, read from the same table as the actions themselves."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from poetgui.ui.actions import DEEDS, Deed, shown_keys, spoken


class ShortcutsDialog(QDialog):
    """Two columns of groups. Any of Esc, Enter, F1 and ? closes it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(spoken("快捷键"))
        groups = [(name, list(deeds)) for name, deeds in groupby(DEEDS, lambda deed: deed.group)]
        columns = QHBoxLayout(self)
        columns.setContentsMargins(32, 26, 32, 28)
        columns.setSpacing(48)
        for last, part in enumerate((groups[0::2], groups[1::2])):
            column = QVBoxLayout()
            column.setSpacing(22)
            for name, deeds in part:
                column.addLayout(self._group(name, deeds))
            if last:
                column.addLayout(self._elsewhere())
            column.addStretch(1)
            columns.addLayout(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F1, Qt.Key.Key_Question, Qt.Key.Key_Return):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _group(self, name: str, deeds: list[Deed]) -> QGridLayout:
        rows = [(spoken(deed.text), shown_keys(deed)) for deed in deeds if deed.keys]
        return self._table(spoken(name), rows)

    def _elsewhere(self) -> QGridLayout:
        """Keys that belong to one place, not to the window."""
        return self._table(
            self.tr("各处"),
            [
                (self.tr("输入处：落笔"), self.tr("回车")),
                (self.tr("纸上：翻看各首；选了字则移动"), "← → ↑ ↓"),
                (self.tr("纸上：选字、换字"), self.tr("回车")),
                (self.tr("换字：选用"), "1-9 ← → ↑ ↓"),
                (self.tr("换字：移到邻字"), "Shift ← → ↑ ↓"),
                (self.tr("换字：更多"), "PgDn / PgUp"),
                (self.tr("换字：收起"), "Esc"),
                (self.tr("旧作：打开"), self.tr("回车")),
                (self.tr("旧作：收藏"), "S"),
                (self.tr("旧作：删去"), "Delete"),
            ],
        )

    def _table(self, title: str, rows: list[tuple[str, str]]) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(28)
        table.setVerticalSpacing(7)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        table.addWidget(heading, 0, 0, 1, 2)
        for i, (text, keys) in enumerate(rows, 1):
            table.addWidget(QLabel(text), i, 0)
            label = QLabel(keys)
            label.setProperty("role", "caption")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.addWidget(label, i, 1)
        table.setColumnStretch(0, 1)
        return table
