"""The left side of the window: its fields become a `ComposeRequest`."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.themes.theme_words import ReadTheme
from poetgui.ui.request.compose_tabs import ComposeTab, tab_of
from poetgui.ui.request.form_fields import FormFields
from poetgui.ui.request.heads_fields import HeadsFields
from poetgui.ui.request.option_fields import OptionFields
from poetgui.ui.request.rhyme_fields import RhymeFields
from poetgui.ui.request.tab_fields import Fields, FreeFields, TextFields, TuneFields, UpperFields
from poetgui.ui.request.write_bar import WriteBar
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.scroll_area import VerticalScrollArea
from poetgui.ui.widgets.segments import Segments


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
        self._choose_tab(ComposeTab.ACROSTIC)

    def _build(self, theme: Theme) -> None:
        self._name = QLabel()
        self._name.setProperty("role", "title")
        self.menu_button = QToolButton()
        self.menu_button.setObjectName("menu")
        self.menu_button.setProperty("flat", True)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tab_fields: dict[ComposeTab, Fields] = {
            ComposeTab.ACROSTIC: HeadsFields(theme),
            ComposeTab.CONTINUE: TextFields(theme),
            ComposeTab.FREE: FreeFields(theme),
            ComposeTab.TUNE: TuneFields(theme),
            ComposeTab.COUPLET: UpperFields(theme),
        }
        self._tabs = Segments(tuple(tab.value for tab in ComposeTab))
        self.form_fields = FormFields(theme)
        self.rhyme_fields = RhymeFields(theme)
        self.option_fields = OptionFields(theme)
        self.bar = WriteBar()
        body = QFrame()
        body.setObjectName("composerBody")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 0, 20, 8)
        inner.setSpacing(12)
        for fields in self.tab_fields.values():
            inner.addWidget(fields)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self.form_fields)
        rows.addWidget(self.rhyme_fields)
        inner.addLayout(rows)
        inner.addWidget(self.option_fields)
        inner.addStretch(1)
        self.scroll_area = VerticalScrollArea(body)
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.menu_button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 18, 20, 12)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self._tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)  # the panel's own edge
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.scroll_area, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self._tabs.chosen.connect(lambda key: self._choose_tab(ComposeTab(key)))
        self.bar.write.connect(self.submit)
        self.bar.cancel.connect(self.cancel_wanted)
        self.bar.again.connect(self.again_wanted)
        self.bar.example.connect(self.example_wanted)
        self.form_fields.changed.connect(self._on_form)
        self.rhyme_fields.changed.connect(self._preview)
        self.rhyme_fields.submitted.connect(self.submit)
        self.option_fields.submitted.connect(self.submit)
        for fields in (self.form_fields, self.rhyme_fields, self.option_fields):
            fields.retranslated.connect(self._align)
        self._theme.changed.connect(self._align)
        for fields in self.tab_fields.values():
            fields.changed.connect(self._preview)
            fields.submitted.connect(self.submit)

    def retranslate(self) -> None:
        self._name.setText(self.tr("诗囊"))
        self.menu_button.setText("≡")
        self.menu_button.setAccessibleName(self.tr("菜单"))
        self.menu_button.setToolTip(self.tr("菜单：模型、设置、快捷键"))
        self._tabs.set_labels(
            {
                ComposeTab.ACROSTIC: self.tr("藏头"),
                ComposeTab.CONTINUE: self.tr("续写"),
                ComposeTab.FREE: self.tr("自由"),
                ComposeTab.TUNE: self.tr("填词"),
                ComposeTab.COUPLET: self.tr("对联"),
            }
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- what the window calls ----------------------------------------------------------------

    @property
    def tab(self) -> ComposeTab:
        return ComposeTab(self._tabs.key)

    def choose_tab(self, tab: ComposeTab) -> None:
        self._tabs.choose(tab)

    def set_reader(self, read: ReadTheme | None) -> None:
        """The function by which the open model reads a theme; None without one."""
        self.option_fields.set_reader(read)

    def set_styles(self, styles: Sequence[str]) -> None:
        """The styles that the open model knows."""
        self.option_fields.set_styles(styles)

    def focus_input(self) -> None:
        self.tab_fields[self.tab].focus_input()

    def request(self) -> ComposeRequest:
        """What the fields say now."""
        fields = self.tab_fields[self.tab]
        return ComposeRequest(
            mode=self.tab.mode,
            **fields.values(),
            **self.form_fields.values(),
            **self.rhyme_fields.values(),
            **self.option_fields.values(),
        )

    def fill(self, request: ComposeRequest) -> None:
        """Show a request in the fields."""
        tab = tab_of(request)
        self._tabs.choose(tab)
        self.tab_fields[tab].fill(request)
        self.form_fields.fill(request)
        self.rhyme_fields.fill(request)
        self.option_fields.fill(request)
        self._preview()

    def fill_anew(self, request: ComposeRequest) -> None:
        """Show a request that was written before, without its seed: 落笔 writes anew."""
        self.fill(replace(request, seed=None))

    def submit(self) -> None:
        """Write, unless a field has something to mend: then that field is pointed at."""
        request = self.request()
        if self.tab_fields[self.tab].ready(request):
            self.write_wanted.emit(request)

    # -- private ------------------------------------------------------------------------------

    def _choose_tab(self, tab: ComposeTab) -> None:
        focused = self.focusWidget()
        moves = any(fields.isAncestorOf(focused) for fields in self.tab_fields.values() if focused)
        for key, fields in self.tab_fields.items():
            fields.setVisible(key is tab)
        if moves:
            self.focus_input()
        self.rhyme_fields.set_tab(tab)
        self.form_fields.set_tab(tab)
        self.option_fields.set_tab(tab)

    def _on_form(self) -> None:
        self.rhyme_fields.set_form(self.form_fields.form)
        self._preview()

    def _align(self) -> None:
        """One width for the first column of both tables."""
        labels = (*self.form_fields.labels, *self.rhyme_fields.labels, *self.option_fields.labels)
        for label in labels:
            label.ensurePolished()
            label.setMinimumWidth(0)
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(width)

    def _preview(self) -> None:
        self.tab_fields[self.tab].show_preview(self.request())
