"""字帖: the current poem in ruled squares, to be written over with a brush or pen."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.export.copybook.copybook import BLANKS, COLUMNS, GRIDS, INKS, REPEATS, Copybook
from poetgui.export.copybook.copybook_pages import CopybookPages
from poetgui.grid import Poem
from poetgui.ui.dialogs.pages_preview import PagesPreview
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import speaks_english
from poetgui.ui.widgets.number_box import NumberBox
from poetgui.ui.widgets.picker import Choice, Picker


class CopybookDialog(QDialog):
    """Shows what will be saved or printed."""

    save_wanted = Signal(object)
    print_wanted = Signal(object)
    """Pages."""

    def __init__(
        self, poem: Poem, script: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._poem, self._script = poem, script
        self.preview = PagesPreview()
        self.grid, self.ink = Picker(theme), Picker(theme)
        usual = Copybook()
        self.columns = NumberBox(*COLUMNS)
        self.repeats, self.blanks = NumberBox(*REPEATS), NumberBox(*BLANKS)
        self.columns.setValue(usual.columns)
        self._labels = [QLabel() for _ in range(5)]
        self.print_button, self.close_button, self.save_button = (QPushButton() for _ in range(3))
        self.save_button.setDefault(True)
        self._build()
        self.retranslate()
        self.grid.choose(usual.grid)
        self.ink.choose(usual.ink)
        for picker in (self.grid, self.ink):
            picker.picked.connect(self.refresh)
        for number in (self.columns, self.repeats, self.blanks):
            number.valueChanged.connect(self.refresh)
        self.save_button.clicked.connect(lambda: self.save_wanted.emit(self.preview.pages))
        self.print_button.clicked.connect(lambda: self.print_wanted.emit(self.preview.pages))
        self.close_button.clicked.connect(self.accept)
        self.refresh()

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        fields = (self.grid, self.ink, self.columns, self.repeats, self.blanks)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        upper = QHBoxLayout()
        upper.setSpacing(18)
        upper.addWidget(self.preview, 1)
        upper.addLayout(form)
        lower = QHBoxLayout()
        lower.addWidget(self.print_button)
        lower.addStretch(1)
        lower.addWidget(self.close_button)
        lower.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(upper, 1)
        column.addLayout(lower)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("字帖"))
        names = (
            *(self.tr("格子"), self.tr("范字"), self.tr("每行格数")),
            *(self.tr("每字几遍"), self.tr("每字空格")),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        second = int(speaks_english())
        for picker, choices in ((self.grid, GRIDS), (self.ink, INKS)):
            picker.set_choices([Choice(value, words[second]) for value, words in choices.items()])
        self.print_button.setText(self.tr("打印…"))
        self.close_button.setText(self.tr("关闭"))
        self.save_button.setText(self.tr("存为 PDF…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Rule the sheets anew."""
        book = Copybook(
            self.grid.value or "rice",
            self.ink.value or "red",
            self.columns.value(),
            self.repeats.value(),
            self.blanks.value(),
        )
        self.preview.show_pages(CopybookPages(self._poem, book, self._script))
