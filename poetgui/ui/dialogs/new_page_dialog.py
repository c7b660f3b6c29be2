"""The dialog that asks for the form of a blank page."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from poetgui.prosody.forms.verse_forms import FORMS, OLD_LINES, Form, form_of, grids, tune_forms
from poetgui.ui.style.messages import form_label
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.number_box import NumberBox
from poetgui.ui.widgets.picker import Choice, Picker

DEFAULT_LINES = 8


class NewPageDialog(QDialog):
    """Offers verse forms and tunes; asks for the number of lines or the pattern where needed."""

    chosen = Signal(object, object, object)
    """Form, number of lines or None, pattern or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._pattern = Picker(theme, searchable=True), Picker(theme)
        self.lines_box = NumberBox(*OLD_LINES)
        self.lines_box.setSingleStep(2)
        self.lines_box.setValue(DEFAULT_LINES)
        self._labels = [QLabel() for _ in range(3)]
        self.rows = QFormLayout()
        self.rows.setHorizontalSpacing(24)
        self.rows.setVerticalSpacing(12)
        for label, field in zip(
            self._labels, (self._form, self.lines_box, self._pattern), strict=True
        ):
            field.setMinimumHeight(theme.scaled(30))
            label.setBuddy(field)
            self.rows.addRow(label, field)
        self._legend = QLabel()
        self._legend.setProperty("role", "caption")
        self._legend.setWordWrap(True)
        self._buttons = QDialogButtonBox()
        self.begin_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self._form.picked.connect(self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 22)
        column.setSpacing(16)
        column.addLayout(self.rows)
        column.addWidget(self._legend)
        column.addWidget(self._buttons)
        self.setMinimumWidth(theme.scaled(400))
        self.retranslate()

    @property
    def form(self) -> Form:
        return form_of(self._form.value or next(iter(FORMS)))

    def choose(self, name: str) -> None:
        """Choose a form by its name, as the person does with the picker."""
        self._form.choose(name)
        self._settle()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("新写"))
        names = (self.tr("体裁"), self.tr("句数"), self.tr("格体"))
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        for field, name in zip((self._form, self.lines_box, self._pattern), names, strict=True):
            field.setAccessibleName(name)
        self._legend.setText(
            self.tr(
                "空格里 ○ 是平声，● 是仄声，◐ 可平可仄，红色是韵脚。打字填入，空着的可让机器补。"
            )
        )
        self.begin_button.setText(self.tr("铺纸"))
        self.cancel_button.setText(self.tr("取消"))
        forms = {**FORMS, **tune_forms()}
        self._form.set_choices([Choice(name, form_label(form)) for name, form in forms.items()])
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _settle(self) -> None:
        """Show only the fields that the chosen form needs."""
        form = self.form
        patterns = grids(form) if form.tune is not None else ()
        self._pattern.set_choices([Choice(grid.pattern, grid.pattern) for grid in patterns])
        self.rows.setRowVisible(1, form.tune is None and form.lines is None)
        self.rows.setRowVisible(2, len(patterns) > 1)
        self.adjustSize()

    def _choose(self) -> None:
        form = self.form
        lines = self.lines_box.value() if form.tune is None and form.lines is None else None
        pattern = self._pattern.value if form.tune is not None else None
        self.accept()
        self.chosen.emit(form, lines, pattern)
