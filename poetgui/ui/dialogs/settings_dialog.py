"""The settings dialog, generated from the settings' declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from poetgui.errors import UserError
from poetgui.settings import OPTIONS, Option
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.style.messages import translate_message
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import speaks_english
from poetgui.ui.widgets.number_box import NumberBox
from poetgui.ui.widgets.picker import Choice, Picker
from poetgui.ui.widgets.scroll_area import VerticalScrollArea

STEPS = 100
"""A fraction's slider has so many steps over its range."""


class SettingsDialog(QDialog):
    """A row for each option; changes apply at once, 复原 restores the values from before."""

    words_wanted = Signal()
    """The list of words to avoid, which has a dialog of its own."""

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None):
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._before = preferences.values
        self.problem_label = QLabel()
        self.problem_label.setProperty("role", "problem")
        self.problem_label.setWordWrap(True)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(12)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.rows = {o.name: self._add(o) for o in OPTIONS if o.shown}
        self._buttons = QDialogButtonBox()
        self.reset_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.ResetRole)
        self.close_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.reset_button.clicked.connect(self._reset_all)
        self.close_button.clicked.connect(self.accept)
        rows = QWidget()
        rows.setLayout(self._form)
        self._form.setContentsMargins(32, 28, 28, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 22)
        column.setSpacing(16)
        column.addWidget(VerticalScrollArea(rows), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(32, 0, 32, 0)
        foot.addWidget(self.problem_label)
        foot.addWidget(self._buttons)
        column.addLayout(foot)
        self.setMinimumWidth(460)
        preferences.changed.connect(self._fill)
        self._fill()

    def field(self, name: str) -> QWidget:
        """The widget of an option."""
        return self.rows[name][1]

    # -- building -----------------------------------------------------------------------------

    def _add(self, option: Option) -> tuple[QLabel, QWidget]:
        label = QLabel()
        make: Callable[[Option], QWidget] = {
            bool: self._check_box,
            int: self._spin_box,
            float: self._slider,
            tuple: self._words,
            str: self._picker if option.choices else self._line,
        }[option.kind]
        field = make(option)
        field.setMinimumHeight(self._theme.scaled(30))
        label.setBuddy(field)
        self._form.addRow(label, field)
        return label, field

    def _check_box(self, option: Option) -> QCheckBox:
        box = QCheckBox()
        box.clicked.connect(lambda on: self._set(option, on))
        return box

    def _spin_box(self, option: Option) -> NumberBox:
        box = NumberBox(int(option.low), int(option.high))
        box.valueChanged.connect(lambda value: self._set(option, value))
        return box

    def _slider(self, option: Option) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, STEPS)
        width = option.high - option.low
        slider.valueChanged.connect(lambda at: self._set(option, option.low + at * width / STEPS))
        return slider

    def _picker(self, option: Option) -> Picker:
        picker = Picker(self._theme)
        picker.picked.connect(lambda: self._set(option, picker.value))
        return picker

    def _line(self, option: Option) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(int(option.high) or 200)
        line.editingFinished.connect(lambda: self._set(option, line.text().strip()))
        return line

    def _words(self, _option: Option) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.clicked.connect(self.words_wanted)
        return button

    # -- filling ------------------------------------------------------------------------------

    def _fill(self) -> None:
        english = speaks_english()
        self.setWindowTitle(self.tr("设置"))
        self.reset_button.setText(self.tr("复原"))
        self.close_button.setText(self.tr("好"))
        for option in OPTIONS:
            if option.shown:
                label, field = self.rows[option.name]
                name = option.en if english else option.zh
                label.setText(name)
                field.setAccessibleName(name)
                field.blockSignals(True)
                self._show(field, option, getattr(self._preferences.values, option.name))
                field.blockSignals(False)

    def _show(self, field: QWidget, option: Option, value: Any) -> None:
        if isinstance(field, Picker):
            second = int(speaks_english())
            field.set_choices([Choice(v, names[second]) for v, names in option.choices.items()])
            field.choose(value)
        elif isinstance(field, QCheckBox):
            field.setChecked(value)
        elif isinstance(field, NumberBox):
            field.setValue(value)
        elif isinstance(field, QSlider):
            field.setValue(round((value - option.low) / (option.high - option.low) * STEPS))
        elif isinstance(field, QPushButton):
            field.setText(self.tr("编辑…（共 %1 个）").replace("%1", str(len(value))))
        elif isinstance(field, QLineEdit):
            field.setText(value)

    def _set(self, option: Option, value: Any) -> None:
        try:
            self._preferences.set(**{option.name: value})
            self.problem_label.clear()
        except UserError as error:
            self.problem_label.setText(translate_message(error.message))

    def _reset_all(self) -> None:
        before = {o.name: getattr(self._before, o.name) for o in OPTIONS if o.shown}
        self._preferences.set(**before)
