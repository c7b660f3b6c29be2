"""韵部检索: type a character, see how it is read and what rhymes with it."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from poetgui.errors import UserError
from poetgui.prosody.books.character_lookup import Entry, Sound, look_up
from poetgui.prosody.books.rhyme_books import BOOKS
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.segments import Segments

FIRST = "东"
"""What is looked up when the dialog opens with nothing chosen."""


class RhymeDialog(QDialog):
    """Each character of a group is a link that looks itself up; Tab walks along them."""

    def __init__(
        self,
        theme: Theme,
        common: Sequence[str],
        character: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """common: the characters that the model knows, the commonest first; empty: all."""
        super().__init__(parent)
        self._theme, self._common = theme, common
        self._entry: Entry | None = None
        self.line = QLineEdit()
        self.line.setMaxLength(8)
        self.books = Segments(BOOKS)
        self.books.set_labels({name: name for name in BOOKS})
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(theme.scaled(14))
        self.copy_button = QPushButton()
        self.close_button = QPushButton()
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.line)
        top.addWidget(self.books, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.copy_button)
        bottom.addStretch(1)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.page, 1)
        column.addLayout(bottom)
        self.line.setFixedWidth(theme.scaled(96))
        self.resize(self.sizeHint())
        self.line.textChanged.connect(self._typed)
        self.books.chosen.connect(lambda _key: self._show())
        self.page.anchorClicked.connect(self._followed)
        self.copy_button.clicked.connect(self.copy_group)
        self.close_button.clicked.connect(self.accept)
        theme.changed.connect(self._show)
        self.retranslate()
        self.look_up(character or FIRST)

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown; None where the text is no character."""
        return self._entry

    def look_up(self, character: str) -> None:
        self.line.setText(character)
        self.line.selectAll()
        self.line.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(620), self._theme.scaled(520))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("韵部检索"))
        self.line.setPlaceholderText(self.tr("一个字"))
        self.line.setAccessibleName(self.tr("要查的字"))
        self.page.setAccessibleName(self.tr("读音与同韵的字"))
        self.copy_button.setText(self.tr("复制同韵字"))
        self.close_button.setText(self.tr("好"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show()

    def _typed(self, text: str) -> None:
        """Keep only the last character typed, so that the old one need not be deleted first."""
        last = text.strip()[-1:]
        if last and text != last and not self.line.hasSelectedText():
            self.line.setText(last)
        else:
            self._show()

    def _followed(self, link: QUrl) -> None:
        self.line.setText(link.path())

    def _show(self) -> None:
        try:
            (self._entry,) = look_up(self.line.text(), (self.books.key,), self._common)
        except UserError:
            self._entry = None
        self.copy_button.setEnabled(self._entry is not None and bool(self._entry.sounds))
        self.page.setHtml(self._html())

    def _html(self) -> str:
        tokens, size = self._theme.tokens, self._theme.scaled
        style = (
            f"body {{ color: {tokens.ink}; font-size: {size(15)}px; }}"
            f"a {{ color: {tokens.ink}; text-decoration: none; font-size: {size(20)}px; }}"
            f".quiet {{ color: {tokens.muted}; font-size: {size(13)}px; }}"
            f".tone {{ color: {tokens.gold if tokens.name == 'dark' else tokens.green};"
            f" font-size: {size(17)}px; }}"
        )
        if self._entry is None:
            body = self._muted(self.tr("打一个汉字，繁简皆可。"))
        elif not self._entry.sounds:
            body = self._muted(self.tr("这部韵书没有收这个字。"))
        else:
            sounds = self._entry.sounds
            body = "".join([*map(self._reading, sounds), *map(self._group, sounds)])
        return f"<html><head><style>{style}</style></head><body>{body}</body></html>"

    @staticmethod
    def _muted(text: str) -> str:
        return f"<p class=quiet>{escape(text)}</p>"

    def _reading(self, sound: Sound) -> str:
        """One line that says how the character is read, above all the groups."""
        notes = [self.tr("常读此声")] if sound.usual else []
        if sound.words:
            words = " ".join(f"<span style='white-space: nowrap'>{w}</span>" for w in sound.words)
            notes.append(self.tr("如 %1").replace("%1", words))
        return (
            f"<p><span class=tone>{sound.tone}　{escape(sound.label)}</span>　"
            f"<span class=quiet>{' · '.join(notes)}</span></p>"
        )

    def _group(self, sound: Sound) -> str:
        members = " ".join(f'<a href="{c}">{c}</a>' for c in sound.members)
        count = self.tr("同韵 %1 字").replace("%1", str(len(sound.members)))
        return (
            f"<p class=quiet>{escape(sound.label)}　{count}</p>"
            f"<p style='line-height: 135%'>{members}</p>"
        )

    def copy_group(self) -> None:
        if self._entry is not None:
            text = "\n".join(f"{s.label}：{''.join(s.members)}" for s in self._entry.sounds)
            QGuiApplication.clipboard().setText(text)
