"""学我的诗: a model that learns from one's own poems, trained while the window goes on writing."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTemporaryDir
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetgui.engine.bundle.ids import checked_id
from poetgui.errors import UserError
from poetgui.export.plain_text import as_text
from poetgui.files import write_text
from poetgui.grid import Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.history.transfer import all_entries
from poetgui.ui.state.model_manager import ModelManager
from poetgui.ui.state.training_process import TrainingProcess, Workshop, workshop
from poetgui.ui.style.messages import translate_message
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.number_box import NumberBox

MINUTES = (1, 600)
USUAL_MINUTES = 10
FEWEST = 30
"""Poems that `training finetune` wants at least."""


class LearningDialog(QDialog):
    """Poems in, a model out. Closing it while it learns asks nothing and ends the run."""

    def __init__(
        self,
        history: History,
        models: ModelManager,
        process: TrainingProcess,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._history, self._models, self._process = history, models, process
        self._place: Workshop | None = workshop()
        self._folder: QTemporaryDir | None = None
        self._counted = len(self._poems(True, False)), len(self._poems(False, True))
        self.why, self.place_label, self.state = QLabel(), QLabel(), QLabel()
        for label in (self.why, self.place_label, self.state):
            label.setWordWrap(True)
        self.why.setProperty("role", "caption")
        self.files = QListWidget()
        self.files.setFixedHeight(theme.scaled(84))
        self.add_files, self.add_folder, self.clear_files = (QPushButton() for _ in range(3))
        self.starred, self.own = QCheckBox(), QCheckBox()
        self.name = QLineEdit()
        self.minutes = NumberBox(*MINUTES)
        self.minutes.setValue(USUAL_MINUTES)
        self.choose_place = QPushButton()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setFixedHeight(theme.scaled(110))
        self.start_button, self.cancel_button, self.close_button = (QPushButton() for _ in range(3))
        self.start_button.setDefault(True)
        for button in (self.add_files, self.add_folder, self.clear_files, self.choose_place):
            button.setAutoDefault(False)
        self._labels = [QLabel() for _ in range(2)]
        self._build()
        self._connect()
        self.retranslate()
        self.setMinimumWidth(theme.scaled(520))
        self._update()

    def _build(self) -> None:
        add = QHBoxLayout()
        for button in (self.add_files, self.add_folder, self.clear_files):
            add.addWidget(button)
        add.addStretch(1)
        form = QFormLayout()
        for label, field in zip(self._labels, (self.name, self.minutes), strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        place = QHBoxLayout()
        place.addWidget(self.place_label, 1)
        place.addWidget(self.choose_place)
        buttons = QHBoxLayout()
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(10)
        column.addWidget(self.why)
        column.addWidget(self.files)
        column.addLayout(add)
        column.addWidget(self.own)
        column.addWidget(self.starred)
        column.addLayout(form)
        column.addLayout(place)
        column.addWidget(self.bar)
        column.addWidget(self.state)
        column.addWidget(self.log)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.clear_files.clicked.connect(self.files.clear)
        self.choose_place.clicked.connect(self._choose_place)
        self.start_button.clicked.connect(self.start)
        self.cancel_button.clicked.connect(self._process.cancel)
        self.close_button.clicked.connect(self.reject)
        self._process.progressed.connect(self._show_progress)
        self._process.said.connect(self.log.appendPlainText)
        self._process.finished.connect(self._on_finished)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("学我的诗"))
        self.why.setText(
            self.tr(
                "从诗囊自带的模型学起，它原来会的都还会。至少要三十首，越多越像；"
                "学的时候可以照常写诗。没有帮助就不装。"
            )
        )
        self.files.setAccessibleName(self.tr("诗的文件"))
        self.add_files.setText(self.tr("加文件…"))
        self.add_folder.setText(self.tr("加文件夹…"))
        self.clear_files.setText(self.tr("清空"))
        own = self.tr("旧作里自己写的（%1 首）")
        starred = self.tr("旧作里收藏的（%1 首）")
        self.own.setText(own.replace("%1", str(self._counted[0])))
        self.starred.setText(starred.replace("%1", str(self._counted[1])))
        for label, text in zip(
            self._labels, (self.tr("模型和风格叫什么"), self.tr("至多几分钟")), strict=True
        ):
            label.setText(text)
        if not self.name.text():
            self.name.setText(self.tr("我的诗"))
        self.choose_place.setText(self.tr("选源码文件夹…"))
        self.start_button.setText(self.tr("开始学"))
        self.cancel_button.setText(self.tr("停下"))
        self.close_button.setText(self.tr("关闭"))
        self._show_place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def start(self) -> None:
        """Begin to learn, or say what is missing."""
        try:
            name = checked_id(self.name.text().strip())
            if name in [card.id for card in self._models.installed()]:
                raise UserError("已经装有模型“{}”，请另取一个名字。", name)
            poems = self._chosen()
        except UserError as error:
            self._say(translate_message(error.message))
            return
        if self._place is None or self._folder is None:
            return
        self.log.clear()
        self._say(self.tr("先读诗、写些温习用的诗，再开始学……"))
        self.bar.setValue(0)
        run = Path(self._folder.path()) / "run"
        self._process.start(self._place, poems, name, self.minutes.value(), run)
        self._update()

    def _chosen(self) -> list[Path]:
        """The files to learn from. Raises UserError where there are none, or too few poems."""
        paths = [Path(self.files.item(i).text()) for i in range(self.files.count())]
        poems = self._poems(self.own.isChecked(), self.starred.isChecked())
        if not paths and not poems:
            raise UserError("请先选诗：加文件或文件夹，或勾上旧作里的。")
        if not paths and len(poems) < FEWEST:
            raise UserError("旧作里这样的诗只有{}首，至少要{}首才学得到什么。", len(poems), FEWEST)
        self._folder = QTemporaryDir()
        if poems:
            file = Path(self._folder.path()) / "旧作.txt"
            write_text(file, "\n\n".join(map(_learned, poems)) + "\n")
            paths.append(file)
        return paths

    def _poems(self, own: bool, starred: bool) -> list[Poem]:
        """Finished poems of the history, each once."""
        wanted = [PoemFilter(own=True)] * own + [PoemFilter(starred=True)] * starred
        found = [entry.poem for each in wanted for entry in all_entries(self._history, each)]
        return list({poem.lines: poem for poem in found if not poem.open}.values())

    def _choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("加文件"), "", "*.txt")
        self._add(paths)

    def _choose_folder(self) -> None:
        if path := QFileDialog.getExistingDirectory(self, self.tr("加文件夹")):
            self._add([path])

    def _add(self, paths: Sequence[str]) -> None:
        there = {self.files.item(i).text() for i in range(self.files.count())}
        self.files.addItems([path for path in paths if path not in there])

    def _choose_place(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("选源码文件夹"))
        if path:
            self._place = workshop(Path(path))
            self._show_place()
            self._update()

    def _show_place(self) -> None:
        if self._place is not None:
            text = self.tr("训练用：%1").replace("%1", str(self._place.sources))
        else:
            text = self.tr(
                "这里没有训练用的环境。请下载诗囊的源码，在那个文件夹里运行 make torch"
                "（Windows：py -m venv .venv，再 .venv\\Scripts\\pip install .[training]），"
                "然后在这里选那个文件夹。"
            )
        self.place_label.setText(text)

    def _show_progress(self, done: float, left: int) -> None:
        self.bar.setValue(round(1000 * done))
        minutes = self.tr("余 %1 分").replace("%1", str(max(1, -(-left // 60))))
        self._say(self.tr("正在学……") + minutes)

    def _on_finished(self, installed: bool, sentence: object) -> None:
        self._folder = None  # and with it the run's files
        if installed:
            self.bar.setValue(1000)
            self._say(str(sentence) + "\n" + self.tr("装好了，正在换上。"))
            self._models.open_by_id(self.name.text().strip())
        else:
            self.bar.setValue(0)
            self._say(translate_message(sentence))  # type: ignore[arg-type]
        self._update()

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)

    def _update(self) -> None:
        running = self._process.running
        self.start_button.setEnabled(not running and self._place is not None)
        self.cancel_button.setEnabled(running)
        self.bar.setVisible(running or self.bar.value() > 0)
        self.log.setVisible(running or bool(self.log.toPlainText()))
        for widget in (self.files, self.add_files, self.add_folder, self.clear_files):
            widget.setEnabled(not running)
        for field in (self.own, self.starred, self.name, self.minutes, self.choose_place):
            field.setEnabled(not running)

    def reject(self) -> None:
        self._process.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._process.cancel()
        super().closeEvent(event)


def _learned(poem: Poem) -> str:
    """A poem as the training reads it; a tune stands under its name."""
    text = as_text(Poem(poem.lines, poem.form, stops=poem.stops, stanzas=poem.stanzas))
    return f"{poem.form}\n{text}" if poem.stops else text
