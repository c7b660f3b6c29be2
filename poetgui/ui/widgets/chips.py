"""Theme words as removable chips, with a line to add more."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from poetgui.composer.themes.theme_words import ReadTheme
from poetgui.ui.widgets.flow_layout import FlowLayout

MOST = 8


class ThemeChips(QWidget):
    """Type a word and a space, comma or Enter to add it; click a chip, or Backspace, to remove."""

    changed = Signal()
    submitted = Signal()
    """Enter in the empty line: the person wants the poem, not another word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._read: ReadTheme | None = None
        self._line = _WordLine(self)
        self._line.committed.connect(self._commit)
        self._line.rubbed_out.connect(self._drop_last)
        self._line.submitted.connect(self.submitted)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addWidget(self._holder)
        self._holder.hide()
        self.setFocusProxy(self._line)

    @property
    def words(self) -> tuple[str, ...]:
        """The chips, and what stands in the line unfinished."""
        pending = [word for word in _split(self._line.text()) if word not in self._words]
        return (*self._words, *pending)[:MOST]

    def set_words(self, words: tuple[str, ...]) -> None:
        self._words = list(dict.fromkeys(words))[:MOST]
        self._line.clear()
        self._rebuild()

    def set_reader(self, read: ReadTheme | None) -> None:
        """Split sentences into theme words, and show the words that the model is given."""
        self._read = read
        self._rebuild()

    def retranslate(self) -> None:
        self._line.setPlaceholderText(self.tr("秋夜、思乡，可空"))
        self._line.setAccessibleName(self.tr("主题词"))
        self._line.setToolTip(self.tr("打一个词，按空格添上；点词或按退格键删去"))
        self._rebuild()

    def _commit(self, text: str) -> None:
        for word in self._words_in(text):
            if word not in self._words and len(self._words) < MOST:
                self._words.append(word)
        self._rebuild()
        self.changed.emit()

    def _words_in(self, text: str) -> list[str]:
        """The words as typed where there is no reader, or where it finds nothing."""
        found = []
        for piece in _split(text):
            read = self._read(piece) if self._read else ()
            found += [theme.typed for theme in read] or [piece]
        return found

    def _label(self, word: str) -> str:
        """The word, and the words that the model is given in its place."""
        read = self._read(word) if self._read else ()
        if not read:
            return word
        told = tuple(dict.fromkeys(old for theme in read for old in theme.given))
        if not told:
            return self.tr("%1（模型不识）").replace("%1", word)
        return word if told == (word,) else f"{word} → {'、'.join(told)}"

    def _drop_last(self) -> None:
        if self._words:
            self._remove(self._words[-1])

    def _remove(self, word: str) -> None:
        self._words.remove(word)
        self._rebuild()
        self._line.setFocus()
        self.changed.emit()

    def _rebuild(self) -> None:
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for word in self._words:
            chip = QPushButton(f"{self._label(word)}  ×")
            chip.setProperty("chip", True)
            chip.setAutoDefault(False)
            chip.setAccessibleName(self.tr("删去主题词 %1").replace("%1", word))
            chip.clicked.connect(lambda _checked=False, word=word: self._remove(word))
            self._flow.addWidget(chip)
        self._holder.setVisible(bool(self._words))
        self._holder.updateGeometry()


class _WordLine(QLineEdit):
    committed = Signal(str)
    rubbed_out = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.rubbed_out.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self._finish()
            else:
                self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        if _SEPARATORS.search(text):
            self._finish()

    def _finish(self) -> None:
        text = self.text()
        if text.strip():
            self.clear()
            self.committed.emit(text)


_SEPARATORS = re.compile(r"[\s,，、;；。]+")


def _split(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]
