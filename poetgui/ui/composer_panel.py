"""What is asked for: the left side of the window. Turns its fields into a `ComposeRequest`."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.themes.theme_words import ReadTheme
from poetgui.ui.composer_fields import Fields, FreeFields, TextFields, TuneFields, UpperFields
from poetgui.ui.form_fields import FormFields
from poetgui.ui.heads_fields import HeadsFields
from poetgui.ui.rhyme_fields import RhymeFields
from poetgui.ui.segments import Segments
from poetgui.ui.tall_area import TallArea
from poetgui.ui.taste_fields import TasteFields
from poetgui.ui.theme import Theme
from poetgui.ui.ways import Way, way_of
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
        self._choose_way(Way.ACROSTIC)

    def _build(self, theme: Theme) -> None:
        self._name = QLabel()
        self._name.setProperty("role", "title")
        self.menu_button = QToolButton()
        self.menu_button.setObjectName("menu")
        self.menu_button.setProperty("flat", True)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fields: dict[Way, Fields] = {
            Way.ACROSTIC: HeadsFields(theme),
            Way.CONTINUE: TextFields(theme),
            Way.FREE: FreeFields(theme),
            Way.TUNE: TuneFields(theme),
            Way.COUPLET: UpperFields(theme),
        }
        self._ways = Segments(tuple(way.value for way in Way))
        self._form = FormFields(theme)
        self._rhyme = RhymeFields(theme)
        self._taste = TasteFields(theme)
        self._bar = WriteBar()
        body = QFrame()
        body.setObjectName("composerBody")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 0, 20, 8)
        inner.setSpacing(12)
        for fields in self._fields.values():
            inner.addWidget(fields)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self._form)
        rows.addWidget(self._rhyme)
        inner.addLayout(rows)
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
        top.addWidget(self._ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)  # the panel's own edge
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self._ways.chosen.connect(lambda key: self._choose_way(Way(key)))
        self._bar.write.connect(self.submit)
        self._bar.cancel.connect(self.cancel_wanted)
        self._bar.again.connect(self.again_wanted)
        self._bar.example.connect(self.example_wanted)
        self._form.changed.connect(self._on_form)
        self._rhyme.changed.connect(self._preview)
        self._rhyme.submitted.connect(self.submit)
        self._taste.submitted.connect(self.submit)
        for fields in (self._form, self._rhyme, self._taste):
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
        self._ways.set_labels(
            {
                Way.ACROSTIC: self.tr("藏头"),
                Way.CONTINUE: self.tr("续写"),
                Way.FREE: self.tr("自由"),
                Way.TUNE: self.tr("填词"),
                Way.COUPLET: self.tr("对联"),
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
    def way(self) -> Way:
        return Way(self._ways.key)

    def choose_way(self, way: Way) -> None:
        self._ways.choose(way)

    def set_reader(self, read: ReadTheme | None) -> None:
        """How the model at hand reads a theme."""
        self._taste.set_reader(read)

    def set_styles(self, styles: Sequence[str]) -> None:
        """What the model at hand can be told."""
        self._taste.set_styles(styles)

    def focus_input(self) -> None:
        self._fields[self.way].focus_input()

    def request(self) -> ComposeRequest:
        """What the fields say now."""
        fields = self._fields[self.way]
        return ComposeRequest(
            mode=self.way.mode,
            **fields.values(),
            **self._form.values(),
            **self._rhyme.values(),
            **self._taste.values(),
        )

    def fill(self, request: ComposeRequest) -> None:
        """Show a request in the fields."""
        way = way_of(request)
        self._ways.choose(way)
        self._fields[way].fill(request)
        self._form.fill(request)
        self._rhyme.fill(request)
        self._taste.fill(request)
        self._preview()

    def fill_anew(self, request: ComposeRequest) -> None:
        """Show a request that was written before, without its seed: 落笔 writes anew."""
        self.fill(replace(request, seed=None))

    def submit(self) -> None:
        """Write, unless a field has something to mend: then that field is pointed at."""
        request = self.request()
        if self._fields[self.way].ready(request):
            self.write_wanted.emit(request)

    # -- within -------------------------------------------------------------------------------

    def _choose_way(self, way: Way) -> None:
        focused = self.focusWidget()
        moves = any(fields.isAncestorOf(focused) for fields in self._fields.values() if focused)
        for key, fields in self._fields.items():
            fields.setVisible(key is way)
        if moves:
            self.focus_input()
        self._rhyme.set_way(way)
        self._form.set_way(way)

    def _on_form(self) -> None:
        self._rhyme.set_form(self._form.form)
        self._preview()

    def _align(self) -> None:
        """One width for the first column of both tables."""
        labels = (*self._form.labels, *self._rhyme.labels, *self._taste.labels)
        for label in labels:
            label.ensurePolished()
            label.setMinimumWidth(0)
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(width)

    def _preview(self) -> None:
        self._fields[self.way].show_preview(self.request())
