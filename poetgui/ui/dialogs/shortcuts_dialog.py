"""The list of shortcuts, made from the table of all actions."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import math
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from poetgui.ui.style.actions import ACTION_SPECS, ActionSpec, action_text, keys_text
from poetgui.ui.widgets.scroll_area import VerticalScrollArea

MARGINS = 150
"""Pixels at the sides of the two columns and between them."""


class ShortcutsDialog(QDialog):
    """Two columns of groups. Any of Esc, Enter, F1 and ? closes it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(action_text("快捷键"))
        tables = [
            self._group(name, list(specs)) for name, specs in groupby(ACTION_SPECS, _group_of)
        ]
        tables.append(self._elsewhere())
        parts = _halves(tables)
        room = parent.width() if parent else math.inf
        if sum(max(t.sizeHint().width() for t in part) for part in parts) + MARGINS > room:
            parts = [tables]  # large type: one below the other
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(32, 26, 24, 28)
        columns.setSpacing(48)
        for part in parts:
            column = QVBoxLayout()
            column.setSpacing(22)
            for table in part:
                column.addWidget(table)
            column.addStretch(1)
            columns.addLayout(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(VerticalScrollArea(sheet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F1, Qt.Key.Key_Question, Qt.Key.Key_Return):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _group(self, name: str, specs: list[ActionSpec]) -> QWidget:
        rows = [(action_text(spec.text), keys_text(spec)) for spec in specs if spec.keys]
        return self._table(action_text(name), rows)

    def _elsewhere(self) -> QWidget:
        """Keys that belong to one place, not to the window."""
        return self._table(
            self.tr("各处"),
            [
                (self.tr("输入处：落笔"), self.tr("回车")),
                (self.tr("纸上：翻看各首；选了字则移动"), "← → ↑ ↓"),
                (self.tr("纸上：选字、换字"), self.tr("回车")),
                (self.tr("纸上：多选几字"), "Shift ← → ↑ ↓"),
                (self.tr("纸上：移动此句"), "Alt ← → ↑ ↓"),
                (self.tr("纸上：清空所选"), "Backspace / Delete"),
                (self.tr("并排：选用"), "1-4 ← → ↑ ↓"),
                (self.tr("换字：选用"), "1-9 ← → ↑ ↓"),
                (self.tr("换字：移到邻字"), "Shift ← → ↑ ↓"),
                (self.tr("换字：更多"), "PgDn / PgUp"),
                (self.tr("换字：收起"), "Esc"),
                (self.tr("旧作：打开"), self.tr("回车")),
                (self.tr("旧作：收藏"), "S"),
                (self.tr("旧作：复制"), "Ctrl+C"),
                (self.tr("旧作：删去"), "Delete"),
            ],
        )

    def _table(self, title: str, rows: list[tuple[str, str]]) -> QWidget:
        whole = QWidget()
        table = QGridLayout(whole)
        table.setContentsMargins(0, 0, 0, 0)
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
        return whole


def _group_of(spec: ActionSpec) -> str:
    return spec.group


def _halves(tables: list[QWidget]) -> list[list[QWidget]]:
    """The tables in order as two columns of about one height."""

    def tallest(at: int) -> int:
        return max(sum(t.sizeHint().height() for t in part) for part in (tables[:at], tables[at:]))

    at = min(range(1, len(tables)), key=tallest)
    return [tables[:at], tables[at:]]
