"""The fields of a poster: how it is mounted, what is inscribed, how large it is."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from poetgui.export.poster.brush import SPEEDS
from poetgui.export.poster.dates import inscribed
from poetgui.export.poster.poster import (
    DATES,
    DIRECTIONS,
    INKS,
    LAYOUTS,
    LONGEST_SEAL,
    LONGEST_WORDS,
    MARGINS,
    PAPERS,
    SEALS,
    SIDES,
    SIZES,
    SPACINGS,
    TURNABLE,
    Poster,
    fits,
)
from poetgui.export.poster.poster_saving import SCALES
from poetgui.grid import Poem
from poetgui.settings import Settings
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import speaks_english
from poetgui.ui.widgets.number_box import NumberBox
from poetgui.ui.widgets.picker import Choice, Picker

OWN_PICTURE = "own"
SMALLEST_TEXT = 190


class PosterFields(QWidget):
    """Everything that is chosen of a poster, but the script."""

    changed = Signal()

    def __init__(self, poem: Poem, theme: Theme, today: date) -> None:
        super().__init__()
        self._poem, self._today = poem, today
        self._picture = ""
        self.layouts, self.papers, self.inks, self.directions = (Picker(theme) for _ in range(4))
        self.dates, self.seals, self.sizes, self.scales = (Picker(theme) for _ in range(4))
        self.title, self.dedication, self.author = (QLineEdit() for _ in range(3))
        self.seal, self.second_seal = QLineEdit(), QLineEdit()
        for line in (self.title, self.dedication, self.author):
            line.setMaxLength(LONGEST_WORDS)
            line.setMinimumWidth(theme.scaled(SMALLEST_TEXT))
        for line in (self.seal, self.second_seal):
            line.setMaxLength(LONGEST_SEAL)
        self.margin, self.spacing = _spin(MARGINS, " %"), _spin(SPACINGS, " %")
        self.wide, self.high = _spin(SIDES, ""), _spin(SIDES, "")
        self.speed = _spin(SPEEDS, "")
        self.red_heads, self.frame, self.transparent = (QCheckBox() for _ in range(3))
        self._build()
        self.retranslate()
        self._connect()

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setVerticalSpacing(9)
        form.setHorizontalSpacing(14)
        self._own = QWidget()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        for widget in (self.wide, QLabel("×"), self.high):
            own.addWidget(widget)
        own.addStretch(1)
        rows: tuple[QWidget, ...] = (
            *(self.layouts, self.directions, self.papers, self.inks, self.spacing),
            *(self.title, self.dedication, self.author, self.dates),
            *(self.seals, self.seal, self.second_seal),
            *(self.sizes, self._own, self.margin, self.scales, self.speed),
        )
        self._labels = [QLabel() for _ in rows]
        for label, field in zip(self._labels, rows, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        for box in (self.red_heads, self.frame, self.transparent):
            form.addRow(box)
        self._form = form

    def _connect(self) -> None:
        for picker in (self.layouts, self.inks, self.directions, self.dates, self.seals):
            picker.picked.connect(self._change)
        for picker in (self.sizes, self.scales):
            picker.picked.connect(self._change)
        self.papers.picked.connect(self._paper_picked)
        for line in (self.title, self.dedication, self.author, self.seal, self.second_seal):
            line.textChanged.connect(self._change)
        for spin in (self.margin, self.spacing, self.wide, self.high):
            spin.valueChanged.connect(self._change)
        for box in (self.red_heads, self.frame, self.transparent):
            box.toggled.connect(self._change)

    def retranslate(self) -> None:
        names = (
            *(self.tr("款式"), self.tr("排向"), self.tr("笺纸"), self.tr("墨色"), self.tr("字距")),
            *(self.tr("题目"), self.tr("上款"), self.tr("落款"), self.tr("日期")),
            *(self.tr("印章"), self.tr("印文"), self.tr("闲章")),
            *(self.tr("幅面"), self.tr("宽 × 高"), self.tr("留白"), self.tr("图片大小")),
            self.tr("挥毫每秒几字"),
        )
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        _offer(self.layouts, {n: words for n, words in LAYOUTS.items() if fits(n, self._poem)})
        own = self.tr("自选图片…")
        _offer(self.papers, {**PAPERS, OWN_PICTURE: (own, own)})
        _offer(self.scales, {str(scale): (f"{scale}×", f"{scale}×") for scale in SCALES})
        for picker, names_of in (
            *((self.directions, DIRECTIONS), (self.inks, INKS), (self.dates, DATES)),
            *((self.seals, SEALS), (self.sizes, SIZES)),
        ):
            _offer(picker, names_of)
        self.dedication.setPlaceholderText(self.tr("如：赠友人"))
        self.second_seal.setPlaceholderText(self.tr("可空"))
        self.red_heads.setText(self.tr("钉住的字用朱红"))
        self.frame.setText(self.tr("边框"))
        self.transparent.setText(self.tr("不要纸（透明 PNG）"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def scale(self) -> int:
        """Pixels a unit of a PNG."""
        return int(self.scales.value or SCALES[0])

    def poster(self, script: str) -> Poster:
        """What is chosen now."""
        own = self.papers.value == OWN_PICTURE
        return Poster(
            layout=self.layouts.value or "square",
            paper="xuan" if own else self.papers.value or "xuan",
            picture=self._picture if own else "",
            script=script,
            direction=self.directions.value or "auto",
            ink=self.inks.value or "own",
            size=self.sizes.value or "natural",
            millimetres=(self.wide.value(), self.high.value()),
            margin=self.margin.value(),
            spacing=self.spacing.value(),
            title=self.title.text().strip(),
            dedication=self.dedication.text().strip(),
            author=self.author.text().strip(),
            date=inscribed(self._today, self.dates.value or "none"),
            seal=self.seal.text().strip(),
            second_seal=self.second_seal.text().strip(),
            seal_style=self.seals.value or "none",
            red_heads=self.red_heads.isChecked(),
            frame=self.frame.isChecked(),
            transparent=self.transparent.isChecked(),
        )

    def fill(self, values: Settings, title: str) -> None:
        """With what was chosen last. A poem that was pasted or written by hand is signed by its
        author, not by the program, nor sealed by it."""
        ours = bool(self._poem.model)
        self._picture = values.poster_picture
        self.title.setText(title[:LONGEST_WORDS])
        self.author.setText(values.poster_author if ours else self._poem.author[:LONGEST_WORDS])
        self.seal.setText(values.seal)
        self.second_seal.setText(values.poster_second_seal)
        # A layout that this poem does not fit stays remembered: see `chosen`.
        self._remembered = values.poster_layout
        self.layouts.choose(values.poster_layout)
        self.papers.choose(OWN_PICTURE if self._picture else values.poster_paper)
        self.seals.choose(values.poster_seal_style if ours else "none")
        for picker, value in (
            *((self.inks, values.poster_ink), (self.directions, values.poster_direction)),
            *((self.dates, values.poster_date), (self.sizes, values.poster_size)),
            (self.scales, str(values.poster_scale)),
        ):
            picker.choose(value)
        for spin, number in (
            *((self.margin, values.poster_margin), (self.spacing, values.poster_spacing)),
            *((self.wide, values.poster_width), (self.high, values.poster_height)),
            (self.speed, values.poster_speed),
        ):
            spin.setValue(number)
        self.red_heads.setChecked(values.poster_red_heads)
        self.frame.setChecked(values.poster_frame)
        self.transparent.setChecked(values.poster_transparent)
        self._update()

    def chosen(self) -> dict[str, Any]:
        """What is to be remembered, as settings. Title and dedication belong to the poem; what is
        left out of another's poem is not left out of the next."""
        poster = self.poster("simplified")
        chosen = {
            "poster_layout": poster.layout,
            "poster_paper": poster.paper,
            "poster_picture": poster.picture,
            "poster_ink": poster.ink,
            "poster_direction": poster.direction,
            "poster_size": poster.size,
            "poster_width": poster.millimetres[0],
            "poster_height": poster.millimetres[1],
            "poster_margin": poster.margin,
            "poster_spacing": poster.spacing,
            "poster_date": self.dates.value,
            "poster_second_seal": poster.second_seal,
            "poster_scale": self.scale,
            "poster_speed": self.speed.value(),
            "poster_red_heads": poster.red_heads,
            "poster_frame": poster.frame,
            "poster_transparent": poster.transparent,
        }
        if not fits(self._remembered, self._poem) and self.layouts.currentIndex() == 0:
            del chosen["poster_layout"]
        if self._poem.model:
            chosen |= {"poster_author": poster.author, "poster_seal_style": poster.seal_style}
        return chosen

    def forget_picture(self, paper: str) -> None:
        """Another paper, where the picture cannot be read."""
        self._picture = ""
        self.papers.choose(paper)

    def _paper_picked(self) -> None:
        if self.papers.value == OWN_PICTURE:
            path, _ = QFileDialog.getOpenFileName(
                self, self.tr("自选图片"), "", "PNG, JPEG (*.png *.jpg *.jpeg *.webp *.bmp)"
            )
            self._picture = path or self._picture
            if not self._picture:
                self.papers.choose("xuan")
        self._change()

    def _change(self) -> None:
        self._update()
        self.changed.emit()

    def _update(self) -> None:
        """What has no effect cannot be chosen, or is not shown."""
        self._form.setRowVisible(self._own, self.sizes.value == "own")
        self.directions.setEnabled(self.layouts.value in TURNABLE)
        sealed = self.seals.value != "none"
        self.seal.setEnabled(sealed)
        self.second_seal.setEnabled(sealed)


def _spin(bounds: tuple[int, int], suffix: str) -> NumberBox:
    spin = NumberBox(*bounds)
    spin.setSuffix(suffix)
    return spin


def _offer(picker: Picker, names: Mapping[str, tuple[str, str]]) -> None:
    second = int(speaks_english())
    picker.set_choices([Choice(value, words[second]) for value, words in names.items()])
