"""The middle of the window: notice bar, page, buttons and status line."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.export.page_style import PageStyle
from poetgui.ui.page.candidates_panel import CandidatesPanel
from poetgui.ui.page.editable_canvas import EditableCanvas
from poetgui.ui.page.side_by_side import SideBySide
from poetgui.ui.page.surprise_legend import SurpriseLegend
from poetgui.ui.state.check_result import CheckResult
from poetgui.ui.state.sheet_stack import Sheet
from poetgui.ui.style.actions import Actions
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.drawn_symbols import UndoRedoButton
from poetgui.ui.widgets.flow_layout import FlowLayout
from poetgui.ui.widgets.notice_bar import NoticeBar

PAGE_TOGGLES = ("vertical", "traditional", "tones", "pinyin")
FILE_ACTIONS = ("star", "picture", "copy")


class PoemView(QFrame):
    """Shows one sheet of several; every button is one of the window's actions."""

    step_wanted = Signal(int)

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("poemView")
        self._actions, self._theme = actions, theme
        self._result: CheckResult | None = None
        self._at = (0, 0)
        self.canvas = EditableCanvas(theme)
        self.side = SideBySide(theme)
        self.side.hide()
        self.candidates = CandidatesPanel(theme)
        self.legend = SurpriseLegend(theme)
        self.notice = NoticeBar()
        self.position_label = QLabel()
        self.position_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.position_label.setMinimumWidth(46)
        self.status_label = QLabel()
        self.status_label.setProperty("role", "caption")
        self.status_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.status_label.setWordWrap(True)
        self.status_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status_label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange()
        self.canvas.step_wanted.connect(self.step_wanted)
        self.retranslate()

    def _arrange(self) -> None:
        back, on = self._button("previous", "‹"), self._button("next", "›")
        bar = QWidget()
        groups = FlowLayout(bar, spacing=8, spread=True)
        for widgets in (
            [self._button(name) for name in PAGE_TOGGLES],
            [back, self.position_label, on],
            [
                self._undo_redo_button("undo", False),
                self._undo_redo_button("redo", True),
                *(self._button(name) for name in FILE_ACTIONS),
            ],
        ):
            group = QWidget()
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            for widget in widgets:
                row.addWidget(widget)
            groups.addWidget(group)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.notice)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.side, 1)
        column.addWidget(self.legend)
        column.addWidget(self.candidates)
        column.addWidget(bar)
        column.addWidget(self.status_label)

    def _undo_redo_button(self, name: str, mirrored: bool) -> UndoRedoButton:
        button = UndoRedoButton(self._theme, mirrored)
        button.setDefaultAction(self._actions[name])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _button(self, name: str, glyph: str = "") -> QToolButton:
        button = _GlyphButton(glyph) if glyph else QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        if glyph:
            button.setProperty("flat", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    # -- what the window calls ----------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, style: PageStyle, result: CheckResult) -> None:
        """Show a sheet. `result`: what the checker found in its poem."""
        self._result = result
        self.canvas.show_poem(sheet.poem, style, result.marks)
        self.canvas.setAccessibleName(sheet.poem.text)
        self._say()

    def set_place(self, index: int, count: int) -> None:
        """Sheet `index` (from 0) of `count` is on top."""
        self._at = (index, count)
        self.position_label.setText(f"{index + 1} / {count}" if count else "")
        self.position_label.setAccessibleName(
            self.tr("第 %1 首，共 %2 首").replace("%1", str(index + 1)).replace("%2", str(count))
        )
        self._actions["previous"].setEnabled(index > 0)
        self._actions["next"].setEnabled(index + 1 < count)

    def retranslate(self) -> None:
        self.set_place(*self._at)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _say(self) -> None:
        if self._result is not None:
            self.status_label.setText(" · ".join(self._result.sentences()))
            self.status_label.setToolTip("\n".join(self._result.details))


class _GlyphButton(QToolButton):
    """Shows a sign where the action's text would be too long; its name stays the action's."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def actionEvent(self, event: QEvent) -> None:
        super().actionEvent(event)  # type: ignore[arg-type]
        name = self.defaultAction().text() if self.defaultAction() else ""
        self.setText(self._glyph)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.height(), hint.height())
