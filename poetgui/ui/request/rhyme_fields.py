"""What the poem rhymes by: the book, and a group, given characters 限韵, or a poem's own 次韵."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.grid import Tone
from poetgui.prosody.books import rhyme_books
from poetgui.prosody.forms.verse_forms import Form
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.request.preview import not_allowed_in_text
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.input_line import InputLine
from poetgui.ui.widgets.picker import Choice, Picker

GIVEN, ANSWER = "<given>", "<answer>"
"""Choices of the rhyme picker that are no group: 限韵, 次韵."""


class RhymeFields(QWidget):
    """Labels at the left, fields at the right; those for characters and poem come when wanted."""

    changed = Signal()
    submitted = Signal()
    retranslated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tab = ComposeTab.ACROSTIC
        self._form: Form | None = None
        self.book_picker = Picker(theme)
        self.rhyme_picker = Picker(theme, searchable=True)
        self.given = InputLine(not_allowed_in_text, theme)
        self.answer = InputLine(not_allowed_in_text, theme, rows=3)
        self._labels = [QLabel(), QLabel()]
        table = QGridLayout(self)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(10)
        table.setVerticalSpacing(8)
        table.setColumnStretch(1, 1)
        for i, (label, picker) in enumerate(
            zip(self._labels, (self.book_picker, self.rhyme_picker), strict=True)
        ):
            label.setProperty("role", "caption")
            label.setBuddy(picker)
            table.addWidget(label, i, 0)
            table.addWidget(picker, i, 1)
        table.addWidget(self.given, 2, 0, 1, 2)
        table.addWidget(self.answer, 3, 0, 1, 2)
        self.book_picker.picked.connect(self._on_book)
        self.rhyme_picker.picked.connect(self._on_rhyme)
        for line in (self.given, self.answer):
            line.textChanged.connect(self.changed)
            line.submitted.connect(self.submitted)
        self.retranslate()

    # -- what the panel calls -----------------------------------------------------------------

    def set_tab(self, tab: ComposeTab) -> None:
        """A couplet does not rhyme; its tones go by the book all the same."""
        self._tab = tab
        self._settle()

    def set_form(self, form: Form | None) -> None:
        """The groups that are offered are those on which the form can rhyme."""
        self._form = form
        self._settle()

    def values(self) -> dict[str, Any]:
        """Arguments of ComposeRequest."""
        rhyme = self.rhyme_picker.value
        rhymes = self._tab is not ComposeTab.COUPLET
        return {
            "book": self.book_picker.value,
            "rhyme": rhyme if rhymes and rhyme not in (GIVEN, ANSWER) else None,
            "rhyme_characters": self._text(self.given),
            "answer": self._text(self.answer),
        }

    def fill(self, request: ComposeRequest) -> None:
        """To be called after `set_form`."""
        self.book_picker.choose(request.book)
        self._settle()
        special = ANSWER if request.answer else GIVEN if request.rhyme_characters else None
        self.rhyme_picker.choose(special or request.rhyme)
        self.given.setText(request.rhyme_characters)
        self.answer.setText(request.answer)
        self._reveal()

    def retranslate(self) -> None:
        names = (self.tr("韵书"), self.tr("韵部"))
        for label, text in zip(self._labels, names, strict=True):
            label.setText(text)
        self.book_picker.setAccessibleName(names[0])
        self.rhyme_picker.setAccessibleName(self.tr("韵部，可打字搜索"))
        self.given.setPlaceholderText(self.tr("依次作韵脚的字，如 中风空同"))
        self.given.setAccessibleName(self.tr("限韵的字"))
        self.answer.setPlaceholderText(self.tr("把要和的诗贴在这里，用它的韵字"))
        self.answer.setAccessibleName(self.tr("要和的诗"))
        self.book_picker.set_choices(
            (
                Choice(None, self.tr("随体裁")),
                *(Choice(name, name) for name in rhyme_books.BOOKS),
                Choice(rhyme_books.NO_BOOK, self.tr("不拘格律")),
            )
        )
        self._settle()

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """The labels of the first column, which the panel aligns."""
        return tuple(self._labels)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.retranslated.emit()

    # -- within -------------------------------------------------------------------------------

    def _is_tune(self) -> bool:
        return self._form is not None and self._form.tune is not None

    def _text(self, line: InputLine) -> str:
        """What stands in a line that is wanted; one that is hidden says nothing."""
        return line.text().strip() if line.isVisibleTo(self) else ""

    def _on_book(self) -> None:
        self._settle()
        self.changed.emit()

    def _on_rhyme(self) -> None:
        self._reveal()
        for line in (self.given, self.answer):
            if line.isVisibleTo(self):
                line.setFocus()
        self.changed.emit()

    def _settle(self) -> None:
        """What one choice means for the others."""
        special = (
            Choice(None, self.tr("随意")),
            Choice(GIVEN, self.tr("限韵：指定韵字")),
            Choice(ANSWER, self.tr("次韵：和一首诗")),
        )
        own = rhyme_books.CILIN if self._is_tune() else rhyme_books.PINGSHUI
        self.rhyme_picker.set_choices((*special, *self._groups(self.book_picker.value or own)))
        rhymes = self._tab is not ComposeTab.COUPLET
        for widget in (self.rhyme_picker, self._labels[1]):
            widget.setVisible(rhymes)
        self._reveal()

    def _reveal(self) -> None:
        rhymes = self._tab is not ComposeTab.COUPLET
        self.given.setVisible(rhymes and self.rhyme_picker.value == GIVEN)
        self.answer.setVisible(rhymes and self.rhyme_picker.value == ANSWER)

    def _groups(self, name: str) -> list[Choice]:
        if name == rhyme_books.NO_BOOK:
            return []
        book = rhyme_books.load_book(name)
        return [
            # The names of 平水韵's groups, one character each, leave their tone unsaid.
            Choice(group, label if len(group) > 1 else f"{group}（{tone}）")
            for (group, tone), label in zip(book.groups, book.labels, strict=True)
            if self._rhymes_on(tone)
        ]

    def _rhymes_on(self, tone: Tone) -> bool:
        """Regulated verse rhymes on level tones only, old-style verse on any, a tune as it says."""
        form = self._form
        if form is not None and form.tune is not None:
            slots = form.tune.patterns[0].slots
            return not slots or slots[0].tone in (tone, Tone.ANY)
        return tone is Tone.LEVEL or not (form is None or form.regulated)
