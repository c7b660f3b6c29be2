"""The user's list of words that poems must not contain."""

from __future__ import annotations

import re

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from poetgui.ui.state.preferences import Preferences
from poetgui.ui.style.theme import Theme

_SEPARATORS = re.compile(r"[\s，、,；;。]+")


class WordsDialog(QDialog):
    """One word a line; saved however the dialog is closed."""

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._preferences = preferences
        self.setWindowTitle(self.tr("避用的字词"))
        intro = self._label(
            self.tr("这里列的字词，写诗、重写与换字时都不会用。一行一个，繁简皆可。")
        )
        self.list = QPlainTextEdit("\n".join(preferences.values.avoid))
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(self.tr("避用的字词，一行一个"))
        self.list.setPlaceholderText(self.tr("不知\n何处\n愁"))
        self.list.setMinimumHeight(theme.scaled(180))
        self.count_label = self._label("")
        note = self._label(
            self.tr(
                "您自己钉的字（藏头、起句、锁住的字）照写不误。在世者的姓名、骂人的话，"
                "程序一概不判断：只避开列在这里的。"
            )
        )
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("好"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(12)
        for widget in (intro, self.list, self.count_label, note, buttons):
            column.addWidget(widget, 1 if widget is self.list else 0)
        self.setMinimumWidth(theme.scaled(380))
        self.list.textChanged.connect(self._update_count)
        self._update_count()

    def words(self) -> tuple[str, ...]:
        """What is listed, each once."""
        found = _SEPARATORS.split(self.list.toPlainText())
        return tuple(dict.fromkeys(word for word in found if word))

    def done(self, result: int) -> None:
        self._preferences.set(avoid=self.words())
        super().done(result)

    def _update_count(self) -> None:
        self.count_label.setText(self.tr("共 %1 个").replace("%1", str(len(self.words()))))

    @staticmethod
    def _label(text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "caption")
        label.setWordWrap(True)
        return label
