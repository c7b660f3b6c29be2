"""A text field of one or more lines that marks characters that are not allowed."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from poetgui.ui.style.theme import Theme

Fault = Callable[[str], bool]
"""Whether one character does not belong in this line."""


class _Marker(QSyntaxHighlighter):
    """Red, wavy underlined: each character that does not belong."""

    def __init__(self, editor: InputLine, fault: Fault, theme: Theme) -> None:
        super().__init__(editor.document())
        self._fault = fault
        self._theme = theme

    def highlightBlock(self, text: str) -> None:
        mark = QTextCharFormat()
        mark.setForeground(QColor(self._theme.tokens.red))
        mark.setUnderlineColor(QColor(self._theme.tokens.red))
        mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        offset = 0
        for character in text:
            units = 2 if ord(character) > 0xFFFF else 1  # Qt counts UTF-16 units
            if self._fault(character):
                self.setFormat(offset, units, mark)
            offset += units


class InputLine(QPlainTextEdit):
    """A plain text edit that behaves as a line: Enter submits, Tab leaves, paste stays in one line.

    It is not a QLineEdit because that cannot mark characters in place while an input method is
    composing; here the preedit text shows as everywhere else. With `rows` over one, pasted line
    ends are kept and Shift+Enter makes one.
    """

    submitted = Signal()

    def __init__(
        self, fault: Fault, theme: Theme, rows: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fault = fault
        self._rows = rows
        self._theme = theme
        self._marker = _Marker(self, fault, theme)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if rows == 1:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(
            QTextOption.WrapMode.NoWrap if rows == 1 else QTextOption.WrapMode.WrapAnywhere
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._show_fault)
        theme.changed.connect(self._rehighlight)

    def text(self) -> str:
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Replaces the text; one undo takes it back."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def first_fault(self) -> tuple[int, str] | None:
        """Zero-based position and the first character that does not belong, or None."""
        for i, character in enumerate(self.text()):
            if self._fault(character):
                return i, character
        return None

    def sizeHint(self) -> QSize:
        # The margins are asked of the style, so that the height follows the type at every scale.
        line = self.fontMetrics().lineSpacing()
        frame = 2 * self.document().documentMargin() + self._theme.scaled(8)
        return QSize(self._theme.scaled(160), int(self._rows * line + frame))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if self._rows == 1 or not shift:
                self.submitted.emit()
                return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        keyed = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if event.reason() in keyed:
            self.selectAll()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if self._rows == 1:
            text = "".join(text.split())
        self.insertPlainText(text.strip())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _show_fault(self) -> None:
        fault = self.first_fault() is not None
        if self.property("fault") != fault:
            self.setProperty("fault", fault)
            self.style().unpolish(self)
            self.style().polish(self)

    def _rehighlight(self) -> None:
        self._marker.rehighlight()
