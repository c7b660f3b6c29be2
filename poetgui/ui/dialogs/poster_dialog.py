"""装裱: a poem as a scroll, a fan or a card, with dedication, date and seals."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.errors import UserError
from poetgui.export.poster.dates import inscribed
from poetgui.export.poster.painting import PosterPage
from poetgui.export.poster.poster import (
    DATES,
    LAYOUTS,
    LONGEST_WORDS,
    PAPERS,
    SEALS,
    Poster,
    fits,
)
from poetgui.export.poster.poster_saving import SCALES, render
from poetgui.grid import Poem
from poetgui.ui.dialogs.poster_preview import PosterPreview
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import speaks_english
from poetgui.ui.widgets.picker import Choice, Picker
from poetgui.ui.widgets.scroll_area import VerticalScrollArea

OWN_PICTURE = "own"
PAUSE_MS = 60
"""The preview is drawn anew when nothing was typed for so long."""
SMALLEST_TEXT = 190
SEAL_LENGTH = 4


class PosterDialog(QDialog):
    """What was chosen last is remembered; title and dedication belong to the poem."""

    save_wanted = Signal(object, int)
    """A PosterPage, and the pixels a unit of its PNG."""
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
        self._poem, self._preferences, self._theme, self._today = poem, preferences, theme, today
        self._picture = ""
        self.page: PosterPage | None = None
        self.preview = PosterPreview()
        self.layouts, self.papers, self.dates, self.seals, self.scales = (
            Picker(theme) for _ in range(5)
        )
        self.title, self.dedication, self.author, self.seal, self.second_seal = (
            QLineEdit() for _ in range(5)
        )
        for line in (self.title, self.dedication, self.author):
            line.setMaxLength(LONGEST_WORDS)
            line.setMinimumWidth(theme.scaled(SMALLEST_TEXT))
        for line in (self.seal, self.second_seal):
            line.setMaxLength(SEAL_LENGTH)
        self.red_heads, self.frame, self.transparent = (QCheckBox() for _ in range(3))
        self.red_heads.setChecked(True)
        self.frame.setChecked(True)
        self.copy_button, self.print_button = QPushButton(), QPushButton()
        self.save_button, self.close_button = QPushButton(), QPushButton()
        self.save_button.setDefault(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        self._build()
        self.retranslate()
        self._fill(title)
        self._connect()
        self.refresh()

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        rows = (
            *(self.layouts, self.papers, self.title, self.dedication, self.author, self.dates),
            *(self.seals, self.seal, self.second_seal, self.scales),
        )
        self._labels = [QLabel() for _ in rows]
        for label, field in zip(self._labels, rows, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        for box in (self.red_heads, self.frame, self.transparent):
            form.addRow(box)
        side = QWidget()
        side.setLayout(form)
        scroll = VerticalScrollArea(side)
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(self.preview, 1)
        upper.addWidget(scroll)
        lower = QHBoxLayout()
        lower.addWidget(self.copy_button)
        lower.addWidget(self.print_button)
        lower.addStretch(1)
        lower.addWidget(self.close_button)
        lower.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(upper, 1)
        column.addLayout(lower)

    def _fill(self, title: str) -> None:
        values = self._preferences.values
        # A poem that was pasted or written by hand is not signed by the program, nor sealed.
        ours = bool(self._poem.model)
        self.title.setText(title[:LONGEST_WORDS])
        self.author.setText(values.poster_author if ours else "")
        self.seal.setText(values.seal)
        self.second_seal.setText(values.poster_second_seal)
        self.layouts.choose(values.poster_layout)
        self.papers.choose(values.poster_paper)
        self.dates.choose(values.poster_date)
        self.seals.choose(values.poster_seal_style if ours else "none")
        self.scales.choose(str(values.poster_scale))

    def _connect(self) -> None:
        for picker in (self.layouts, self.dates, self.seals, self.scales):
            picker.picked.connect(self._later.start)
        self.papers.picked.connect(self._paper_picked)
        for line in (self.title, self.dedication, self.author, self.seal, self.second_seal):
            line.textChanged.connect(self._later.start)
        for box in (self.red_heads, self.frame, self.transparent):
            box.toggled.connect(self._later.start)
        self.save_button.clicked.connect(lambda: self._with_page(self._save))
        self.print_button.clicked.connect(lambda: self._with_page(self.print_wanted.emit))
        self.copy_button.clicked.connect(lambda: self._with_page(self._copy))
        self.close_button.clicked.connect(self.accept)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("装裱"))
        names = (
            *(self.tr("款式"), self.tr("笺纸"), self.tr("题目"), self.tr("上款"), self.tr("落款")),
            *(self.tr("日期"), self.tr("印章"), self.tr("印文"), self.tr("闲章"), self.tr("大小")),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        layouts = {n: words for n, words in LAYOUTS.items() if fits(n, self._poem)}
        self._offer(self.layouts, layouts)
        own = self.tr("自选图片…")
        self._offer(self.papers, {**PAPERS, OWN_PICTURE: (own, own)})
        self._offer(self.dates, DATES)
        self._offer(self.seals, SEALS)
        sizes = {str(scale): (f"{scale}×", f"{scale}×") for scale in SCALES}
        self._offer(self.scales, sizes)
        self.dedication.setPlaceholderText(self.tr("如：赠友人"))
        self.second_seal.setPlaceholderText(self.tr("可空"))
        self.red_heads.setText(self.tr("钉住的字用朱红"))
        self.frame.setText(self.tr("边框"))
        self.transparent.setText(self.tr("不要纸（透明 PNG）"))
        self.copy_button.setText(self.tr("复制图片"))
        self.print_button.setText(self.tr("打印…"))
        self.save_button.setText(self.tr("存为…"))
        self.close_button.setText(self.tr("关闭"))

    def _offer(self, picker: Picker, names: Mapping[str, tuple[str, str]]) -> None:
        second = int(speaks_english())
        picker.set_choices([Choice(value, words[second]) for value, words in names.items()])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def poster(self) -> Poster:
        """What is chosen now."""
        own = self.papers.value == OWN_PICTURE
        return Poster(
            layout=self.layouts.value or "square",
            paper="xuan" if own else self.papers.value or "xuan",
            picture=self._picture if own else "",
            script=self._preferences.values.script,
            title=self.title.text().strip(),
            dedication=self.dedication.text().strip(),
            author=self.author.text().strip(),
            date=inscribed(self._today(), self.dates.value or "none"),
            seal=self.seal.text().strip(),
            second_seal=self.second_seal.text().strip(),
            seal_style=self.seals.value or "none",
            red_heads=self.red_heads.isChecked(),
            frame=self.frame.isChecked(),
            transparent=self.transparent.isChecked(),
        )

    def refresh(self) -> None:
        """Draw the preview anew."""
        try:
            self.page = PosterPage(self._poem, self.poster)
        except UserError as error:
            self._picture = ""
            self.papers.choose(self._preferences.values.poster_paper)
            self._preferences.problem.emit(error.message)
            self.page = PosterPage(self._poem, self.poster)
        self.preview.show_page(self.page)

    def _paper_picked(self) -> None:
        if self.papers.value == OWN_PICTURE:
            path, _ = QFileDialog.getOpenFileName(
                self, self.tr("自选图片"), "", "PNG, JPEG (*.png *.jpg *.jpeg *.webp *.bmp)"
            )
            if path:
                self._picture = path
            elif not self._picture:
                self.papers.choose(self._preferences.values.poster_paper)
        self.refresh()

    def _with_page(self, work: Callable[[PosterPage], object]) -> None:
        """On what is chosen at this moment; and that is remembered."""
        self._later.stop()
        self.refresh()
        self._remember()
        if self.page is not None:
            work(self.page)

    def _save(self, page: PosterPage) -> None:
        self.save_wanted.emit(page, int(self.scales.value or SCALES[0]))

    def _copy(self, page: PosterPage) -> None:
        QGuiApplication.clipboard().setImage(render(page, float(self.scales.value or SCALES[0])))
        self.copied.emit()

    def _remember(self) -> None:
        chosen = {
            "poster_layout": self.layouts.value,
            "poster_paper": None if self.papers.value == OWN_PICTURE else self.papers.value,
            "poster_date": self.dates.value,
            "poster_second_seal": self.second_seal.text().strip(),
            "poster_scale": int(self.scales.value or SCALES[0]),
        }
        if self._poem.model:  # what is left out of another's poem is not left out of the next
            chosen |= {
                "poster_author": self.author.text().strip(),
                "poster_seal_style": self.seals.value,
            }
        self._preferences.remember(**{n: v for n, v in chosen.items() if v is not None})
