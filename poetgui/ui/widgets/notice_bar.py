"""A bar with one sentence, a close button and at most one action, such as undo."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from poetgui.ui.style.messages import translate_message


class NoticeBar(QFrame):
    """Hidden until `say` is called; stays until it is closed or shows another sentence."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._sentence: Callable[[], str] = str
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QToolButton()
        self._button.setProperty("flat", True)
        self._button.clicked.connect(self.acted)
        self._button.hide()
        self._close = QToolButton()
        self._close.setProperty("flat", True)
        self._close.setText("×")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._update()
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def set_button(self, label: str) -> None:
        """What can be done about it; empty for nothing."""
        self._button.setText(label)
        self._button.setVisible(bool(label))

    def say(self, sentence: str | Callable[[], str]) -> None:
        """Show a sentence; one that is given as a function is asked again in a new language."""
        self._sentence = sentence if callable(sentence) else lambda: translate_message(sentence)
        self._update()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._update()

    def _update(self) -> None:
        close = self.tr("知道了")
        self._close.setAccessibleName(close)
        self._close.setToolTip(close)
        self._text.setText(self._sentence())
        self.setAccessibleName(self._sentence())
