"""装裱: a poem as a scroll, a fan or a card, with dedication, date and seals."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from poetgui.errors import UserError
from poetgui.export.poster.painting import PosterPage
from poetgui.export.poster.poster import Poster
from poetgui.export.poster.poster_saving import render
from poetgui.grid import Poem
from poetgui.ui.dialogs.poster_fields import PosterFields
from poetgui.ui.dialogs.poster_preview import PosterPreview
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.scroll_area import VerticalScrollArea

PAUSE_MS = 60
"""The preview is drawn anew when nothing was typed for so long."""


class PosterDialog(QDialog):
    """What was chosen last is remembered; title and dedication belong to the poem."""

    save_wanted = Signal(object, int, int)
    """A PosterPage, the pixels a unit of its PNG, and the characters a second of its animation."""
    print_wanted = Signal(object)
    copied = Signal()

    def __init__(
        self,
        poem: Poem,
        title: str,
        preferences: Preferences,
        theme: Theme,
        parent: QWidget | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """title: what the poster is called at first."""
        super().__init__(parent)
        self._poem, self._preferences = poem, preferences
        self.page: PosterPage | None = None
        self.preview = PosterPreview()
        self.fields = PosterFields(poem, theme, today())
        self.copy_button, self.print_button, self.play_button = (QPushButton() for _ in range(3))
        self.save_button, self.close_button = QPushButton(), QPushButton()
        self.save_button.setDefault(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        self._build()
        self.retranslate()
        self.fields.fill(preferences.values, title)
        self.fields.changed.connect(self._later.start)
        self.save_button.clicked.connect(lambda: self._with_page(self._save))
        self.print_button.clicked.connect(lambda: self._with_page(self.print_wanted.emit))
        self.copy_button.clicked.connect(lambda: self._with_page(self._copy))
        self.play_button.clicked.connect(lambda: self.preview.play(self.fields.speed.value()))
        self.close_button.clicked.connect(self.accept)
        self.refresh()

    def _build(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(self.preview, 1)
        upper.addWidget(VerticalScrollArea(self.fields))
        lower = QHBoxLayout()
        lower.addWidget(self.copy_button)
        lower.addWidget(self.print_button)
        lower.addWidget(self.play_button)
        lower.addStretch(1)
        lower.addWidget(self.close_button)
        lower.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(upper, 1)
        column.addLayout(lower)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("装裱"))
        self.copy_button.setText(self.tr("复制图片"))
        self.print_button.setText(self.tr("打印…"))
        self.play_button.setText(self.tr("看挥毫"))
        self.play_button.setToolTip(self.tr("一字一字写出来；存为 .apng 就是动画"))
        self.save_button.setText(self.tr("存为…"))
        self.close_button.setText(self.tr("关闭"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def poster(self) -> Poster:
        """What is chosen now."""
        return self.fields.poster(self._preferences.values.script)

    def refresh(self) -> None:
        """Draw the preview anew."""
        try:
            self.page = PosterPage(self._poem, self.poster)
        except UserError as error:
            self.fields.forget_picture(self._preferences.values.poster_paper)
            self._preferences.problem.emit(error.message)
            self.page = PosterPage(self._poem, self.poster)
        self.preview.show_page(self.page)

    def _with_page(self, work: Callable[[PosterPage], object]) -> None:
        """On what is chosen at this moment; and that is remembered."""
        self._later.stop()
        self.refresh()
        self._preferences.remember(**self.fields.chosen())
        if self.page is not None:
            work(self.page)

    def _save(self, page: PosterPage) -> None:
        self.save_wanted.emit(page, self.fields.scale, self.fields.speed.value())

    def _copy(self, page: PosterPage) -> None:
        QGuiApplication.clipboard().setImage(render(page, float(self.fields.scale)))
        self.copied.emit()
