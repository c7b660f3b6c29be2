"""The fields that differ from tab to tab: an opening, an upper line, or nothing."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.request.han import refusal
from poetgui.ui.request.placement import Placement
from poetgui.ui.request.preview import not_allowed_in_text, preview
from poetgui.ui.style.messages import translate_message
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.input_line import InputLine


class Fields(QWidget):
    """What every mode's fields can do. `values` are arguments of ComposeRequest."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.placement = Placement(theme)
        self.sentence = QLabel()
        self.sentence.setProperty("role", "problem")
        self.sentence.setWordWrap(True)
        self.sentence.hide()

    def values(self) -> dict[str, Any]:
        raise NotImplementedError

    def fill(self, request: ComposeRequest) -> None:
        raise NotImplementedError

    def ready(self, request: ComposeRequest) -> bool:
        """Whether the request can be written; where not, it has been said why."""
        return not preview(request).problem

    def focus_input(self) -> None:
        """Where typing should go."""

    def retranslate(self) -> None:
        raise NotImplementedError

    def show_preview(self, request: ComposeRequest) -> None:
        """Show where the pins would stand."""
        seen = preview(request)
        self.placement.show_pins(seen.shape, seen.pins, seen.stanzas)

    def _say(self, sentence: str) -> None:
        self.sentence.setText(translate_message(sentence))
        self.sentence.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class InputFields(Fields):
    """Fields with one input, whose first wrong character is named in a sentence under it."""

    def __init__(self, theme: Theme, fault: Callable[[str], bool], rows: int) -> None:
        super().__init__(theme)
        self.input = InputLine(fault, theme, rows)
        self._label = QLabel()
        self._label.setProperty("role", "caption")
        self._label.setBuddy(self.input)
        self.input.submitted.connect(self.submitted)
        self.input.textChanged.connect(self.changed)

    def ready(self, request: ComposeRequest) -> bool:
        problem = preview(request).problem
        if not self.input.text().strip():
            problem = self._missing()
        if problem:
            self.input.setFocus()
            if self.input.first_fault() is None:  # else the sentence stands there already
                self._say(problem)
        return not problem

    def show_preview(self, request: ComposeRequest) -> None:
        super().show_preview(request)
        # Heads that don't fit the form are reported while typing; an empty line is no mistake yet.
        self._check()
        if self.input.text().strip() and self.input.first_fault() is None:
            self._say(preview(request).problem)

    def focus_input(self) -> None:
        self.input.setFocus()
        self.input.selectAll()

    def retranslate(self) -> None:
        self._check()

    def _missing(self) -> str:
        raise NotImplementedError

    def _check(self) -> None:
        fault = self.input.first_fault()
        if fault is None:
            self._say("")
        else:
            self._say(refusal(fault[1], fault[0]).message)

    def _say(self, sentence: str) -> None:
        super()._say(sentence)
        self.input.setAccessibleDescription(translate_message(sentence))


class TextFields(InputFields):
    """续写: an opening, from one character to several lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, not_allowed_in_text, rows=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self.input)
        column.addWidget(self.sentence)
        column.addSpacing(2)
        column.addWidget(self.placement)
        self.retranslate()

    def values(self) -> dict[str, Any]:
        return {"text": self.input.text().strip()}

    def fill(self, request: ComposeRequest) -> None:
        self.input.setText(request.text)

    def retranslate(self) -> None:
        super().retranslate()
        self._label.setText(self.tr("起句"))
        self.input.setPlaceholderText(self.tr("一个字、一句或几句，标点可有可无，繁简皆可"))
        self.input.setAccessibleName(self.tr("起句"))

    def _missing(self) -> str:
        return self.tr("请先打起首的字句，如 白日依山尽；或按“随机一例”。")


class UpperFields(TextFields):
    """对联: the upper line, to which the lower is written."""

    def retranslate(self) -> None:
        super().retranslate()
        self._label.setText(self.tr("上联"))
        self.input.setPlaceholderText(self.tr("四至十一字；长联用标点分开"))
        self.input.setAccessibleName(self.tr("上联"))

    def _missing(self) -> str:
        return self.tr("请先打上联，如 春风大雅能容物；或按“随机一例”。")


class FreeFields(Fields):
    """自由: only the shape of what will come; the theme words stand further down."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._note = QLabel()
        self._note.setProperty("role", "caption")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._note)
        column.addWidget(self.sentence)
        column.addWidget(self.placement)
        self.retranslate()

    def ready(self, request: ComposeRequest) -> bool:
        self._say(preview(request).problem)
        return super().ready(request)

    def show_preview(self, request: ComposeRequest) -> None:
        super().show_preview(request)
        self._say(preview(request).problem)

    def values(self) -> dict[str, Any]:
        return {}

    def fill(self, request: ComposeRequest) -> None:
        """Nothing of its own."""

    def retranslate(self) -> None:
        self._note.setText(self.tr("不设一字，随题目或主题而写。"))


class TuneFields(FreeFields):
    """填词: the shape of the tune that is chosen further down."""

    def retranslate(self) -> None:
        self._note.setText(self.tr("按词牌填词，随题目或主题而写。"))
