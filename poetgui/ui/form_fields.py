"""Form, number of lines, rhyme book and rhyme group."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from poetgui.composer.request import ComposeRequest, Mode
from poetgui.grid import Tone
from poetgui.prosody import books, forms
from poetgui.ui.number_box import NumberBox
from poetgui.ui.picker import Choice, Picker
from poetgui.ui.reading import form_label
from poetgui.ui.theme import Theme

USUAL_LINES = 8


class FormFields(QWidget):
    """Labels at the left, pickers at the right."""

    changed = Signal()
    retranslated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mode = Mode.ACROSTIC
        self._form = Picker(theme)
        self._lines = NumberBox(*forms.OLD_LINES)
        self._lines.setSingleStep(2)
        self._lines.setValue(USUAL_LINES)
        self._book = Picker(theme)
        self._rhyme = Picker(theme, searchable=True)
        self._labels = [QLabel() for _ in range(3)]
        self._arrange()
        self._form.picked.connect(self._settle)
        self._book.picked.connect(self._settle)
        self._rhyme.picked.connect(self.changed)
        self._lines.valueChanged.connect(lambda _value: self.changed.emit())
        theme.changed.connect(self.retranslate)  # the icons are drawn in the theme's colours
        self.retranslate()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._form, 1)
        row.addWidget(self._lines)
        table = QGridLayout(self)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(10)
        table.setVerticalSpacing(8)
        table.setColumnStretch(1, 1)
        table.addLayout(row, 0, 1)
        table.addWidget(self._book, 1, 1)
        table.addWidget(self._rhyme, 2, 1)
        pickers = (self._form, self._book, self._rhyme)
        for i, (label, picker) in enumerate(zip(self._labels, pickers, strict=True)):
            label.setProperty("role", "caption")
            label.setBuddy(picker)
            table.addWidget(label, i, 0)

    # -- what the panel calls -----------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """With hidden characters their number is the number of lines."""
        self._mode = mode
        self._settle()

    def values(self) -> dict[str, Any]:
        """Arguments of ComposeRequest."""
        book = self._book.value
        return {
            "form": self._form.value,
            "lines": self._lines.value() if self._lines_open() else None,
            "book": book or books.NO_BOOK,
            "rhyme": self._rhyme.value if book else None,
        }

    def fill(self, request: ComposeRequest) -> None:
        self._form.choose(request.form)
        self._book.choose(None if request.book == books.NO_BOOK else request.book)
        self._settle()
        self._rhyme.choose(request.rhyme)
        if request.lines:
            self._lines.setValue(request.lines)

    def retranslate(self) -> None:
        names = (self.tr("体裁"), self.tr("韵书"), self.tr("韵部"))
        for label, text in zip(self._labels, names, strict=True):
            label.setText(text)
        self._form.setAccessibleName(names[0])
        self._book.setAccessibleName(names[1])
        self._rhyme.setAccessibleName(self.tr("韵部，可打字搜索"))
        self._lines.setSuffix(self.tr(" 句"))
        self._lines.setAccessibleName(self.tr("句数"))
        self._form.setIconSize(QSize(self._theme.scaled(18), self._theme.scaled(18)))
        self._form.set_choices(
            (
                Choice(None, self.tr("随字数而定")),
                *(Choice(f.name, form_label(f), self._icon(f)) for f in forms.FORMS.values()),
            )
        )
        self._book.set_choices(
            (*(Choice(name, name) for name in books.BOOKS), Choice(None, self.tr("不拘格律")))
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

    def _chosen(self) -> forms.Form | None:
        name = self._form.value
        return forms.FORMS[name] if name else None

    def _lines_open(self) -> bool:
        form = self._chosen()
        return self._mode is not Mode.ACROSTIC and form is not None and form.lines is None

    def _settle(self) -> None:
        """What one choice means for the others."""
        self._lines.setVisible(self._lines_open())
        name = self._book.value
        self._rhyme.setEnabled(name is not None)
        self._rhyme.set_choices((Choice(None, self.tr("随意")), *self._groups(name)))
        self.changed.emit()

    def _groups(self, name: str | None) -> list[Choice]:
        if name is None:
            return []
        form = self._chosen()
        # Regulated verse rhymes on level tones only; old-style verse on any.
        level_only = form is None or form.regulated
        book = books.book(name)
        return [
            # The names of 平水韵's groups, one character each, leave their tone unsaid.
            Choice(group, label if len(group) > 1 else f"{group}（{tone}）")
            for (group, tone), label in zip(book.groups, book.labels, strict=True)
            if tone is Tone.LEVEL or not level_only
        ]

    def _icon(self, form: forms.Form) -> QIcon:
        """The form's shape, drawn: a stroke for each line, as long as its characters."""
        side = 36
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.muted))
        count = form.lines or 6
        pitch = min(7.0, side / count)
        top = (side - pitch * count) / 2
        for i in range(count):
            # Forms of any length fade out.
            painter.setOpacity(1.0 if form.lines else 1 - i / count)
            stroke = QRectF(2, top + i * pitch, (side - 4) * form.width / 7, pitch * 0.5)
            painter.drawRoundedRect(stroke, 1, 1)
        painter.end()
        pixmap.setDevicePixelRatio(2)
        return QIcon(pixmap)
