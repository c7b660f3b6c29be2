"""The licence texts of everything that ships."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.paths import licence_folders
from poetgui.ui.style.theme import Theme


class LicencesDialog(QDialog):
    """Names at the left, the chosen text at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("许可文本"))
        self._files = texts()
        self.list = QListWidget()
        self.list.addItems(list(self._files))
        self.list.setAccessibleName(self.tr("许可文本"))
        self.list.setFixedWidth(theme.scaled(230))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMinimumSize(theme.scaled(480), theme.scaled(360))
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.accept)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list)
        middle.addWidget(self.text, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addLayout(bottom)
        self.list.currentTextChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _show(self, name: str) -> None:
        if file := self._files.get(name):
            self.text.setPlainText(file.read_text(encoding="utf-8", errors="replace"))


def texts() -> dict[str, Path]:
    """What each text is called -> its file: our own first, then those of the libraries."""
    return {
        file.relative_to(folder).as_posix(): file
        for folder in licence_folders()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
