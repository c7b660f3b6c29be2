"""Style, title, themes, daring, how many, and the seed."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QWidget,
)

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.themes.theme_words import ReadTheme
from poetgui.ui.request.compose_tabs import ComposeTab
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.chips import ThemeChips
from poetgui.ui.widgets.number_box import NumberBox
from poetgui.ui.widgets.picker import Choice, Picker

DEFAULT_COUNT, MOST = 5, 20


class OptionFields(QWidget):
    """Labels at the left, fields at the right."""

    submitted = Signal()
    retranslated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._style = Picker(theme, searchable=True)
        self._title = QLineEdit()
        self._chips = ThemeChips()
        self._daring = QSlider(Qt.Orientation.Horizontal)
        self._daring.setRange(0, 100)
        self._daring.setPageStep(10)
        self._daring.setValue(0)
        self._plain_label, self._bold_label = QLabel(), QLabel()
        self._count = NumberBox(1, MOST)
        self._count.setValue(DEFAULT_COUNT)
        self._seed = QLineEdit()
        digits = QRegularExpression(r"\d{0,18}")
        self._seed.setValidator(QRegularExpressionValidator(digits, self._seed))
        self._labels = {name: QLabel() for name in ("style", "title", "themes", "count", "seed")}
        for label in (*self._labels.values(), self._plain_label, self._bold_label):
            label.setProperty("role", "caption")
        self._arrange()
        self._title.returnPressed.connect(self.submitted)
        self._chips.submitted.connect(self.submitted)
        self._seed.returnPressed.connect(self.submitted)
        self.retranslate()

    def _arrange(self) -> None:
        slider_row = QHBoxLayout()
        slider_row.setSpacing(10)
        slider_row.addWidget(self._daring, 1)
        slider_row.addWidget(self._bold_label)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        numbers.addWidget(self._count)
        numbers.addWidget(self._labels["seed"])
        numbers.addWidget(self._seed, 1)
        table = QGridLayout(self)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(10)
        table.setVerticalSpacing(8)
        table.setColumnStretch(1, 1)
        self._labels["themes"].setContentsMargins(0, 6, 0, 0)
        table.addWidget(self._labels["style"], 0, 0)
        table.addWidget(self._style, 0, 1)
        table.addWidget(self._labels["title"], 1, 0)
        table.addWidget(self._title, 1, 1)
        table.addWidget(self._labels["themes"], 2, 0, Qt.AlignmentFlag.AlignTop)
        table.addWidget(self._chips, 2, 1)
        table.addWidget(self._plain_label, 3, 0)
        table.addLayout(slider_row, 3, 1)
        table.addWidget(self._labels["count"], 4, 0)
        table.addLayout(numbers, 4, 1)
        for name, field in (
            ("style", self._style),
            ("title", self._title),
            ("themes", self._chips),
            ("count", self._count),
            ("seed", self._seed),
        ):
            self._labels[name].setBuddy(field)

    # -- what the panel calls -----------------------------------------------------------------

    def set_styles(self, styles: Sequence[str]) -> None:
        self._names = tuple(styles)
        self._style.set_choices(
            (Choice(None, self.tr("不拘")), *(Choice(name, name) for name in self._names))
        )
        self._style.setEnabled(bool(self._names))

    def set_tab(self, tab: ComposeTab) -> None:
        """A couplet has no title."""
        for widget in (self._labels["title"], self._title):
            widget.setVisible(tab is not ComposeTab.COUPLET)

    def set_reader(self, read: ReadTheme | None) -> None:
        self._chips.set_reader(read)

    def values(self) -> dict[str, Any]:
        """Arguments of ComposeRequest."""
        seed = self._seed.text()
        return {
            "style": self._style.value,
            "title": self._title.text().strip() if self._title.isVisibleTo(self) else "",
            "themes": self._chips.words,
            "daring": self._daring.value() / 100,
            "count": self._count.value(),
            "seed": int(seed) if seed else None,
        }

    def fill(self, request: ComposeRequest) -> None:
        self._style.choose(request.style)
        self._title.setText(request.title)
        self._chips.set_words(request.themes)
        self._daring.setValue(round(request.daring * 100))
        self._count.setValue(request.count)
        self._seed.setText("" if request.seed is None else str(request.seed))

    def retranslate(self) -> None:
        for name, text in (
            ("style", self.tr("风格")),
            ("title", self.tr("题目")),
            ("themes", self.tr("主题")),
            ("count", self.tr("首数")),
            ("seed", self.tr("种子")),
        ):
            self._labels[name].setText(text)
        self._plain_label.setText(self.tr("平实"))
        self._bold_label.setText(self.tr("奇崛"))
        self._style.setAccessibleName(self.tr("风格，可打字搜索"))
        self._title.setPlaceholderText(self.tr("中秋寄弟，可空"))
        self._title.setAccessibleName(self.tr("题目"))
        self._title.setToolTip(self.tr("为何事而作，也是诗的题目：送友人归江南、中秋寄弟；可空"))
        self._daring.setAccessibleName(self.tr("从平实到奇崛"))
        self._daring.setToolTip(self.tr("平实最耐读：读者盲评，给分最高；越往右用字越少见，也越险"))
        self._count.setAccessibleName(self.tr("首数"))
        self._seed.setPlaceholderText(self.tr("随机"))
        self._seed.setAccessibleName(self.tr("种子"))
        self._seed.setToolTip(
            self.tr("同样的要求与种子写出同样的诗；空着则每次不同，也不重复近来写过的话")
        )
        self._chips.retranslate()
        self.set_styles(self._names)

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """The labels of the first column, which the panel aligns."""
        first = ("style", "title", "themes", "count")
        return (*(self._labels[name] for name in first), self._plain_label)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.retranslated.emit()
