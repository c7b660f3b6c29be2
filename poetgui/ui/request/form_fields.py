"""The form, and the number of lines where that is free."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.prosody.forms import verse_forms
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.request.form_cards import tune_cards, verse_cards
from poetgui.ui.request.form_picker import FormPicker
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.number_box import NumberBox

DEFAULT_LINES = 8


class FormFields(QWidget):
    """A label at the left, the picker at the right."""

    changed = Signal()
    retranslated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tab = ComposeTab.ACROSTIC
        self.picker = FormPicker(theme)
        self._last: dict[bool, str | None] = {}
        self._lines = NumberBox(*verse_forms.OLD_LINES)
        self._lines.setSingleStep(2)
        self._lines.setValue(DEFAULT_LINES)
        self._label = QLabel()
        self._label.setProperty("role", "caption")
        self._label.setBuddy(self.picker)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.picker, 1)
        row.addWidget(self._lines)
        table = QGridLayout(self)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(10)
        table.setColumnStretch(1, 1)
        table.addWidget(self._label, 0, 0)
        table.addLayout(row, 0, 1)
        self.picker.picked.connect(self._settle)
        self._lines.valueChanged.connect(lambda _value: self.changed.emit())
        self.retranslate()

    # -- what the panel calls -----------------------------------------------------------------

    @property
    def form(self) -> verse_forms.Form | None:
        """None: as the input asks."""
        return verse_forms.form_of(self.picker.value) if self.picker.value else None

    def set_tab(self, tab: ComposeTab) -> None:
        """Tunes have a tab of their own, which offers nothing else; both remember their choice."""
        self._last[self._tab is ComposeTab.TUNE] = self.picker.value
        self._tab = tab
        self._update_cards()
        self.picker.choose(self._last.get(tab is ComposeTab.TUNE, self.picker.value))
        self.setVisible(tab is not ComposeTab.COUPLET)
        self._settle()

    def values(self) -> dict[str, Any]:
        """Arguments of ComposeRequest."""
        if self._tab is ComposeTab.COUPLET:
            return {"form": None, "lines": None}
        lines = self._lines.value() if self._lines_open() else None
        return {"form": self.picker.value, "lines": lines}

    def fill(self, request: ComposeRequest) -> None:
        self.picker.choose(request.form)
        if request.lines:
            self._lines.setValue(request.lines)
        self._settle()

    def retranslate(self) -> None:
        name = self.tr("词牌") if self._tab is ComposeTab.TUNE else self.tr("体裁")
        self._label.setText(name)
        self.picker.setAccessibleName(name)
        self._lines.setSuffix(self.tr(" 句"))
        self._lines.setAccessibleName(self.tr("句数"))
        self._update_cards()
        self._settle()

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """The labels of the first column, which the panel aligns."""
        return (self._label,)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.retranslated.emit()

    # -- within -------------------------------------------------------------------------------

    def _update_cards(self) -> None:
        tunes = tune_cards()
        self.picker.set_cards(tunes if self._tab is ComposeTab.TUNE else [*verse_cards(), *tunes])
        self._label.setText(self.tr("词牌") if self._tab is ComposeTab.TUNE else self.tr("体裁"))

    def _lines_open(self) -> bool:
        """With hidden characters their number is the number of lines."""
        form = self.form
        return self._tab is not ComposeTab.ACROSTIC and form is not None and form.lines is None

    def _settle(self) -> None:
        if (form := self.form) is not None and self._lines_open():
            self._lines.setMinimum(form.fewest)
        self._lines.setVisible(self._lines_open())
        self.changed.emit()
