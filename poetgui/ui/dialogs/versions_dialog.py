"""The versions of a poem: one beside the one it was made from, with what changed marked."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from poetgui.history.store import Entry
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.style.theme import Theme


class VersionsDialog(QDialog):
    """Any of them can be opened, or made the newest again."""

    opened = Signal(object)
    """The Entry to show."""
    brought_back = Signal(object)
    """The Entry that is to be the newest version."""

    def __init__(
        self,
        family: Sequence[Entry],
        chosen: Entry,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._family, self._theme = list(family), theme
        self.list = QListWidget()
        self.list.setFixedWidth(theme.scaled(250))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.before, self.after = QTextBrowser(), QTextBrowser()
        self._before_side, self._after_side = QWidget(), QWidget()
        self.before_label, self.after_label = QLabel(), QLabel()
        self.open_button, self.back_button, self.close_button = (QPushButton() for _ in range(3))
        for button in (self.back_button, self.close_button):
            button.setAutoDefault(False)
        self._build()
        self.retranslate()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.itemDoubleClicked.connect(lambda _item: self._open())
        self.open_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self._bring_back)
        self.close_button.clicked.connect(self.reject)
        numbers = [entry.id for entry in self._family]
        self.list.setCurrentRow(numbers.index(chosen.id) if chosen.id in numbers else 0)

    def _build(self) -> None:
        pages = QHBoxLayout()
        pages.addWidget(self.list)
        for side, label, page in (
            (self._before_side, self.before_label, self.before),
            (self._after_side, self.after_label, self.after),
        ):
            label.setProperty("role", "caption")
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(label)
            column.addWidget(page, 1)
            pages.addWidget(side, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(pages, 1)
        column.addLayout(buttons)
        self.setMinimumSize(self._theme.scaled(720), self._theme.scaled(400))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("各稿对照"))
        self.list.setAccessibleName(self.tr("各稿"))
        self.open_button.setText(self.tr("打开这一稿"))
        self.back_button.setText(self.tr("以这一稿为准"))
        self.close_button.setText(self.tr("关闭"))
        row = self.list.currentRow()
        self.list.clear()
        self.list.addItems([self._name(entry) for entry in self._family])
        self.list.setCurrentRow(row)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def chosen(self) -> Entry | None:
        row = self.list.currentRow()
        return self._family[row] if 0 <= row < len(self._family) else None

    def _name(self, entry: Entry) -> str:
        time = f"{entry.created.astimezone():%m-%d %H:%M}"
        star = " ★" if entry.starred else ""
        if entry.parent is None:
            return f"{time}　{entry.poem.lines[0]}{star}"
        revision = entry.recipe["revision"]
        by = revision.get("by")
        kind = self.tr("手改") if by == "hand" else self.tr("改写")
        return f"{time}　　{kind}{star}"

    def _show(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        parent = next((e for e in self._family if e.id == entry.parent), None)
        self._before_side.setVisible(parent is not None)
        ground = self._theme.tokens.chosen
        if parent is None:
            self.after.setHtml(_page(entry, ["" for _ in entry.poem.lines], ground))
        else:
            self.before_label.setText(self.tr("改前"))
            self.before.setHtml(_page(parent, entry.poem.lines, ground))
            self.after.setHtml(_page(entry, parent.poem.lines, ground))
        self.after_label.setText(self.tr("改后") if parent else self.tr("初稿"))
        self.back_button.setEnabled(entry is not self._family[-1])

    def _open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen)
            self.accept()

    def _bring_back(self) -> None:
        if self.chosen is not None:
            self.brought_back.emit(self.chosen)
            self.accept()


def changed(line: str, other: str) -> list[bool]:
    """Which characters of a line are not in another, at the place where they correspond."""
    if not other:
        return [False] * len(line)
    if len(line) == len(other):
        return [a != b for a, b in zip(line, other, strict=True)]
    marks = [True] * len(line)
    for block in SequenceMatcher(None, other, line, autojunk=False).get_matching_blocks():
        marks[block.b : block.b + block.size] = [False] * block.size
    return marks


def _page(entry: Entry, others: Sequence[str], ground: str) -> str:
    rows = []
    for i, line in enumerate(entry.poem.lines):
        marks = changed(line, others[i] if i < len(others) else "")
        rows.append(
            "".join(
                f'<span style="background-color:{ground}"><b>{escape(c)}</b></span>'
                if mark
                else escape(c)
                for c, mark in zip(line, marks, strict=True)
            )
        )
    title = escape(title_of(entry.poem, entry.recipe))
    body = f'<p style="line-height:160%; font-size:large">{"<br>".join(rows)}</p>'
    return f"<p><b>{title}</b></p>{body}"
