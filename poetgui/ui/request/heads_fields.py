"""藏头: the characters to hide and where in each line they stand; 首尾: heads and tails at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from poetgui.composer.request.compose_request import BOTH, DIAGONAL, HEAD, TAIL, ComposeRequest
from poetgui.prosody.forms.verse_forms import FORMS
from poetgui.ui.request.preview import not_allowed_as_head
from poetgui.ui.request.tab_fields import InputFields
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.input_line import InputLine
from poetgui.ui.widgets.picker import Choice, Picker

WIDEST = max(form.width for form in FORMS.values())


class HeadsFields(InputFields):
    """藏头: the characters to hide, and where in each line they stand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, not_allowed_as_head, rows=1)
        self._position_label = QLabel()
        self._position_label.setProperty("role", "caption")
        self._position = Picker(theme)
        self._position_label.setBuddy(self._position)
        self.tails = InputLine(not_allowed_as_head, theme)
        self.tails.submitted.connect(self.submitted)
        self.tails.textChanged.connect(self.changed)
        self._position.picked.connect(self._settle)
        self._position.picked.connect(self.changed)
        row = QHBoxLayout()
        row.addWidget(self._position_label)
        row.addStretch(1)
        row.addWidget(self._position)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self.input)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addWidget(self.tails)
        column.addSpacing(2)
        column.addWidget(self.placement)
        self.retranslate()

    def values(self) -> dict[str, Any]:
        position = self._position.value or HEAD
        return {
            "heads": self.input.text().strip(),
            "position": position,
            "tails": "".join(self.tails.text().split()) if position == BOTH else "",
        }

    def fill(self, request: ComposeRequest) -> None:
        self.input.setText(request.heads)
        self.tails.setText(request.tails)
        self._position.choose(request.position)
        self._settle()

    def retranslate(self) -> None:
        super().retranslate()
        self._label.setText(self.tr("藏头字"))
        self.input.setPlaceholderText(self.tr("一至三十二个汉字"))
        self.input.setAccessibleName(self.tr("藏头字"))
        self._position_label.setText(self.tr("落位"))
        self._position.setAccessibleName(self.tr("落位"))
        self.tails.setPlaceholderText(self.tr("句尾的字"))
        self.tails.setAccessibleName(self.tr("藏在句尾的字"))
        nth = self.tr("第 %1 字")
        self._position.set_choices(
            (
                Choice(HEAD, self.tr("句首")),
                Choice(TAIL, self.tr("句尾")),
                Choice(BOTH, self.tr("首尾")),
                Choice(DIAGONAL, self.tr("斜行")),
                *(Choice(str(i), nth.replace("%1", str(i))) for i in range(2, WIDEST + 1)),
            )
        )
        self._settle()

    def _settle(self) -> None:
        self.tails.setVisible(self._position.value == BOTH)

    def _missing(self) -> str:
        return self.tr("请先打几个要藏的字，如 春花秋月；或按“随机一例”。")
