"""What is asked for: the left side of the window. Turns its fields into a `ComposeRequest`."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from poetgui.composer.request import ComposeRequest, Mode
from poetgui.ui.composer_fields import FreeFields, HeadsFields, TextFields
from poetgui.ui.form_fields import FormFields
from poetgui.ui.segments import Segments
from poetgui.ui.tall_area import TallArea
from poetgui.ui.taste_fields import TasteFields
from poetgui.ui.theme import Theme
from poetgui.ui.write_bar import WriteBar


class ComposerPanel(QFrame):
    """Emits what the person wants; holds no poem and starts nothing itself."""

    write_wanted = Signal(object)
    """A ComposeRequest."""
    cancel_wanted = Signal()
    again_wanted = Signal(bool)
    """Whether with a new seed."""
    example_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("composerPanel")
        self._theme = theme
        self._build(theme)
        self._connect()
        self.retranslate()
        self._align()
        self._choose_mode(Mode.ACROSTIC)

    def _build(self, theme: Theme) -> None:
        self._name = QLabel()
        self._name.setProperty("role", "title")
        self.menu_button = QToolButton()
        self.menu_button.setObjectName("menu")
        self.menu_button.setProperty("flat", True)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fields = {
            Mode.ACROSTIC: HeadsFields(theme),
            Mode.CONTINUE: TextFields(theme),
            Mode.FREE: FreeFields(theme),
        }
        self._modes = Segments(tuple(mode.value for mode in self._fields))
        self._form = FormFields(theme)
        self._taste = TasteFields(theme)
        self._bar = WriteBar()
        body = QFrame()
        body.setObjectName("composerBody")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 0, 20, 8)
        inner.setSpacing(12)
        for fields in self._fields.values():
            inner.addWidget(fields)
        inner.addWidget(self._form)
        inner.addWidget(self._taste)
        inner.addStretch(1)
        self._scroll = TallArea(body)
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.menu_button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 18, 20, 12)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self._modes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)  # the panel's own edge
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self._modes.chosen.connect(lambda key: self._choose_mode(Mode(key)))
        self._bar.write.connect(self.submit)
        self._bar.cancel.connect(self.cancel_wanted)
        self._bar.again.connect(self.again_wanted)
        self._bar.example.connect(self.example_wanted)
        self._form.changed.connect(self._preview)
        self._taste.submitted.connect(self.submit)
        for fields in (self._form, self._taste):
            fields.retranslated.connect(self._align)
        self._theme.changed.connect(self._align)
        for fields in self._fields.values():
            fields.changed.connect(self._preview)
            fields.submitted.connect(self.submit)

    def retranslate(self) -> None:
        self._name.setText(self.tr("诗囊"))
        self.menu_button.setText("≡")
        self.menu_button.setAccessibleName(self.tr("菜单"))
        self.menu_button.setToolTip(self.tr("菜单：模型、设置、快捷键"))
        self._modes.set_labels(
            {
                Mode.ACROSTIC: self.tr("藏头"),
                Mode.CONTINUE: self.tr("续写"),
                Mode.FREE: self.tr("自由"),
            }
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- what the window calls ----------------------------------------------------------------

    @property
    def bar(self) -> WriteBar:
        return self._bar

    @property
    def mode(self) -> Mode:
        return Mode(self._modes.key)

    def choose_mode(self, mode: Mode) -> None:
        self._modes.choose(mode)

    def set_styles(self, styles: Sequence[str]) -> None:
        """What the model at hand can be told."""
        self._taste.set_styles(styles)

    def focus_input(self) -> None:
        self._fields[self.mode].focus_input()

    def request(self) -> ComposeRequest:
        """What the fields say now."""
        own = self._fields[self.mode].values()
        return ComposeRequest(mode=self.mode, **own, **self._form.values(), **self._taste.values())

    def fill(self, request: ComposeRequest) -> None:
        """Show a request in the fields."""
        self._modes.choose(request.mode)
        self._fields[request.mode].fill(request)
        self._form.fill(request)
        self._taste.fill(request)
        self._preview()

    def fill_anew(self, request: ComposeRequest) -> None:
        """Show a request that was written before, without its seed: 落笔 writes anew."""
        self.fill(replace(request, seed=None))

    def submit(self) -> None:
        """Write, unless a field has something to mend: then that field is pointed at."""
        request = self.request()
        if self._fields[self.mode].ready(request):
            self.write_wanted.emit(request)

    # -- within -------------------------------------------------------------------------------

    def _choose_mode(self, mode: Mode) -> None:
        focused = self.focusWidget()
        moves = any(fields.isAncestorOf(focused) for fields in self._fields.values() if focused)
        for key, fields in self._fields.items():
            fields.setVisible(key is mode)
        if moves:
            self.focus_input()
        self._form.set_mode(mode)
        self._preview()

    def _align(self) -> None:
        """One width for the first column of both tables."""
        labels = (*self._form.labels, *self._taste.labels)
        for label in labels:
            label.ensurePolished()
            label.setMinimumWidth(0)
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(width)

    def _preview(self) -> None:
        self._fields[self.mode].show_preview(self.request())
