"""诗集: poems of the history as a booklet, put in order by dragging."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.export.booklet.booklet import LONGEST_TITLE, Booklet, booklet_poem
from poetgui.export.booklet.booklet_pages import BookletPages
from poetgui.export.paged import Pages
from poetgui.history.store import Entry
from poetgui.ui.dialogs.pages_preview import PagesPreview
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.style.theme import Theme

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
PAUSE_MS = 80
"""The preview is laid out anew when nothing was changed for so long."""


class BookletDialog(QDialog):
    """Begins with the entries as they are given."""

    pdf_wanted = Signal(object)
    """Pages."""
    epub_wanted = Signal(object)
    """A Booklet."""
    print_wanted = Signal(object)

    def __init__(
        self, entries: Sequence[Entry], script: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._script = script
        self.preview = PagesPreview()
        self.title, self.author = QLineEdit(), QLineEdit()
        for line in (self.title, self.author):
            line.setMaxLength(LONGEST_TITLE)
        self.contents, self.flowing, self.notes = (QCheckBox() for _ in range(3))
        self.contents.setChecked(len(entries) > 3)
        self.notes.setChecked(True)
        self.list = _PoemList()
        self.list.setMinimumWidth(theme.scaled(260))
        for entry in entries:
            item = QListWidgetItem(self._name(entry))
            item.setData(ENTRY_ROLE, entry)
            item.setToolTip(entry.poem.text)
            self.list.addItem(item)
        self._labels = [QLabel() for _ in range(3)]
        self.print_button, self.close_button = QPushButton(), QPushButton()
        self.epub_button, self.pdf_button = QPushButton(), QPushButton()
        self.pdf_button.setDefault(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        self._build()
        self.retranslate()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        fields: tuple[QWidget, ...] = (self.title, self.author, self.list)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            side.addWidget(label)
            side.addWidget(field, int(field is self.list))
        for box in (self.contents, self.flowing, self.notes):
            side.addWidget(box)
        upper = QHBoxLayout()
        upper.setSpacing(18)
        upper.addWidget(self.preview, 1)
        upper.addLayout(side)
        lower = QHBoxLayout()
        lower.addWidget(self.print_button)
        lower.addStretch(1)
        for button in (self.close_button, self.epub_button, self.pdf_button):
            lower.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(upper, 1)
        column.addLayout(lower)

    def _connect(self) -> None:
        for line in (self.title, self.author):
            line.textChanged.connect(self._later.start)
        for box in (self.contents, self.flowing, self.notes):
            box.toggled.connect(self._later.start)
        self.list.model().rowsMoved.connect(self._later.start)
        self.list.model().rowsRemoved.connect(self._later.start)
        self.pdf_button.clicked.connect(lambda: self.pdf_wanted.emit(self._settled()))
        self.print_button.clicked.connect(lambda: self.print_wanted.emit(self._settled()))
        self.epub_button.clicked.connect(lambda: self.epub_wanted.emit(self.booklet))
        self.close_button.clicked.connect(self.accept)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("诗集"))
        names = (
            self.tr("集名（可空）"),
            self.tr("作者（可空）"),
            self.tr("诗（拖动排序，Delete 去掉）"),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        self.list.setAccessibleName(self.tr("诗"))
        self.contents.setText(self.tr("目录"))
        self.flowing.setText(self.tr("一首接一首，不各占一页"))
        self.notes.setText(self.tr("附记"))
        self.print_button.setText(self.tr("打印…"))
        self.close_button.setText(self.tr("关闭"))
        self.epub_button.setText(self.tr("存为 EPUB…"))
        self.pdf_button.setText(self.tr("存为 PDF…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def booklet(self) -> Booklet:
        """What is chosen now."""
        items = (self.list.item(i) for i in range(self.list.count()))
        entries: list[Entry] = [item.data(ENTRY_ROLE) for item in items]
        return Booklet(
            title=self.title.text().strip(),
            author=self.author.text().strip(),
            poems=tuple(
                booklet_poem(e.poem, title_of(e.poem, e.recipe), e.note, self._script)
                for e in entries
            ),
            contents=self.contents.isChecked(),
            flowing=self.flowing.isChecked(),
            notes=self.notes.isChecked(),
        )

    def refresh(self) -> None:
        """Lay the pages out anew."""
        some = self.list.count() > 0
        for button in (self.print_button, self.epub_button, self.pdf_button):
            button.setEnabled(some)
        self.preview.show_pages(BookletPages(self.booklet) if some else None)

    def _settled(self) -> Pages | None:
        """The pages as everything is chosen at this moment."""
        self._later.stop()
        self.refresh()
        return self.preview.pages

    @staticmethod
    def _name(entry: Entry) -> str:
        return f"{title_of(entry.poem, entry.recipe)}　{entry.poem.lines[0]}"


class _PoemList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes poems out of the booklet; Alt with an arrow moves the current one."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.matches(QKeySequence.StandardKey.Delete):
            for item in self.selectedItems():
                self.takeItem(self.row(item))
        elif alt and step:
            row = self.currentRow()
            if 0 <= row + step < self.count():
                self.insertItem(row + step, self.takeItem(row))
                self.setCurrentRow(row + step)
        else:
            super().keyPressEvent(event)
