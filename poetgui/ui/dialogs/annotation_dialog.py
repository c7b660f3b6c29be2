"""Tags and a note for poems of the history."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from poetgui.history.store import Entry
from poetgui.ui.style.theme import Theme

_BREAKS = re.compile(r"[\s，、,；;#＃]+")


class AnnotationDialog(QDialog):
    """Of several poems only the tags that all of them have are shown, and no note."""

    annotated = Signal(object, object)
    """Tags; a note, None for several poems, which keep their own."""

    def __init__(
        self,
        entries: Sequence[Entry],
        known: Sequence[str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """known: tags that were given before, to be completed."""
        super().__init__(parent)
        self._single = len(entries) == 1
        self.setWindowTitle(self.tr("标签与附记") if self._single else self.tr("标签"))
        self.tags = QLineEdit()
        shared = [t for t in entries[0].tags if all(t in entry.tags for entry in entries)]
        self.tags.setText(" ".join(shared))
        self.tags.setCompleter(QCompleter(list(known), self.tags))
        self.note = QPlainTextEdit(entries[0].note)
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(self.tr("为谁而写，何时何地……"))
        tags_label = QLabel(self.tr("标签之间空一格，搜索和筛选时可用："))
        note_label = QLabel(self.tr("附记："))
        tags_label.setBuddy(self.tags)
        note_label.setBuddy(self.note)
        buttons = QDialogButtonBox()
        keep = buttons.addButton(self.tr("记下"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(10)
        for widget in (tags_label, self.tags, note_label, self.note, buttons):
            column.addWidget(widget)
        note_label.setVisible(self._single)
        self.note.setVisible(self._single)
        self.note.setFixedHeight(theme.scaled(110))
        self.setMinimumWidth(theme.scaled(420))

    def keep(self) -> None:
        """Hand over what was typed, and close."""
        tags = [tag for tag in _BREAKS.split(self.tags.text()) if tag]
        self.annotated.emit(tags, self.note.toPlainText().strip() if self._single else None)
        self.accept()
