"""The popup next to a selected character: characters that could replace it."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout

from poetgui.ui.page.replacement_field import ReplacementField
from poetgui.ui.style.theme import Theme

COLUMNS, ROWS = 4, 3
BUTTON = 38
"""Side of a choice at 100%."""


class ReplacementPopup(QFrame):
    """Shows up to twelve choices and emits the one that is taken. The field keeps the keyboard
    focus, so that an input method can write into it; it hands its keys for choosing on."""

    chosen = Signal(str)
    """A choice, as it was given; or a character that was typed."""
    previewed = Signal(str)
    """The choice under the mouse or the arrows; empty: none."""
    more_wanted = Signal(int)
    """Another page: 1 the next, -1 the one before."""
    moved = Signal(int)
    """Shift and an arrow key: the key."""
    closed = Signal()
    """Escape."""

    def __init__(self, theme: Theme, lock: QToolButton, rewrite: QToolButton) -> None:
        """lock, rewrite: buttons of the actions that the foot offers as well."""
        super().__init__()
        self.setObjectName("replacementPopup")
        self._theme, self._given = theme, tuple[str, ...]()
        self._at: int | None = None
        self.buttons = [self._choice(i) for i in range(COLUMNS * ROWS)]
        self.field = ReplacementField()
        self.more_button = QToolButton()
        self.more_button.setProperty("flat", True)
        self.more_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange(lock, rewrite)
        self._connect()
        self.retranslate()
        self._resize_choices()
        self.hide()

    def _choice(self, index: int) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setProperty("choice", True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.installEventFilter(self)
        button.clicked.connect(lambda _on=False: self._choose(index))
        return button

    def _arrange(self, lock: QToolButton, rewrite: QToolButton) -> None:
        grid = QGridLayout()
        grid.setSpacing(2)
        for i, button in enumerate(self.buttons):
            grid.addWidget(button, i // COLUMNS, i % COLUMNS)
        foot = QHBoxLayout()
        foot.setSpacing(2)
        for button in (lock, rewrite, self.more_button):
            foot.addWidget(button)
            foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self.field)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.more_button.clicked.connect(lambda: self.more_wanted.emit(1))
        self.field.numbered.connect(self._choose)
        self.field.arrow.connect(self._move_highlight)
        self.field.shifted_arrow.connect(self.moved)
        self.field.paged.connect(self.more_wanted)
        self.field.entered.connect(self._enter)
        self.field.typed.connect(self.chosen)
        self.field.closed.connect(self.closed)
        self._theme.changed.connect(self._resize_choices)

    def _resize_choices(self) -> None:
        side = self._theme.scaled(BUTTON)
        for button in self.buttons:
            button.setFixedSize(QSize(side, side))

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("换字"))
        self.more_button.setText(self.tr("更多"))
        self.more_button.setToolTip(self.tr("再看十二个字  PgDn"))
        self.field.setPlaceholderText(self.tr("或直接打一个字"))
        self._name_field()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- what is shown ------------------------------------------------------------------------

    def wait(self) -> None:
        """Clear the choices until `offer` is called."""
        self._fill((), str)
        self.field.clear()

    def offer(self, characters: Sequence[str], shown: Callable[[str], str] = str) -> None:
        """The choices, at most twelve; `shown` puts them into the script of the page."""
        self._fill(tuple(characters[: len(self.buttons)]), shown)

    def _fill(self, characters: tuple[str, ...], shown: Callable[[str], str]) -> None:
        self._given = characters
        for i, button in enumerate(self.buttons):
            given = characters[i] if i < len(characters) else ""
            button.setText(shown(given) if given else "")
            button.setAccessibleName(button.text())
            button.setToolTip(str(i + 1) if i < 9 else "")
            button.setEnabled(bool(given))
        self.more_button.setEnabled(bool(characters))
        self._highlight(None)

    @property
    def characters(self) -> tuple[str, ...]:
        """The choices as given."""
        return self._given

    def _highlight(self, index: int | None) -> None:
        before, self._at = self._at, index
        for i, button in enumerate(self.buttons):
            button.setChecked(i == index)
        self._name_field()
        if before != index:
            self.previewed.emit("" if index is None else self._given[index])

    def _name_field(self) -> None:
        """Name the highlighted choice for screen readers."""
        name = self.tr("换字：打一个字，或按 1 至 9")
        if self._at is not None:
            name = f"{self._at + 1} {self.buttons[self._at].text()}"
        self.field.setAccessibleName(name)

    # -- choosing -----------------------------------------------------------------------------

    def _choose(self, index: int) -> None:
        if index < len(self._given):
            self.chosen.emit(self._given[index])

    def _move_highlight(self, step: int) -> None:
        """Arrows: 1 and -1 along a row, 4 and -4 along a column."""
        if not self._given:
            return
        at = 0 if self._at is None else self._at + step
        if 0 <= at < len(self._given):
            self._highlight(at)

    def _enter(self) -> None:
        if self._at is not None:
            self._choose(self._at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse over a choice previews it."""
        if watched in self.buttons and isinstance(watched, QToolButton):
            index = self.buttons.index(watched)
            if event.type() == QEvent.Type.Enter and index < len(self._given):
                self._highlight(index)
            elif event.type() == QEvent.Type.Leave and index == self._at:
                self._highlight(None)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop keys that the field ignores, so that the page below does not get them."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.ignore()
