"""The foot of the composer: write, stop, once more."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from poetgui.ui.widgets.flow_layout import FlowLayout


class WriteBar(QFrame):
    """One large button that writes and, while writing, stops; three small ones."""

    write = Signal()
    cancel = Signal()
    again = Signal(bool)
    """Whether with a new seed."""
    example = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        self.write_button = QPushButton()
        self.write_button.setObjectName("write")
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        # The bar keeps its place while it has nothing to show, so that nothing jumps.
        policy = self.progress_bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress_bar.setSizePolicy(policy)
        self.example_button, self.same_button, self.other_button = (
            QPushButton(),
            QPushButton(),
            QPushButton(),
        )
        self._seed: int | None = None
        holder = QWidget()
        small = FlowLayout(holder, spacing=2, spread=True)
        for button in (self.example_button, self.other_button, self.same_button):
            button.setProperty("flat", True)
            small.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 6, 20, 12)
        column.setSpacing(6)
        column.addWidget(self.progress_bar)
        column.addWidget(self.write_button)
        column.addWidget(holder)
        self.write_button.clicked.connect(self._clicked)
        self.example_button.clicked.connect(self.example)
        self.same_button.clicked.connect(lambda: self.again.emit(False))
        self.other_button.clicked.connect(lambda: self.again.emit(True))
        self.set_repeatable(False)
        self.set_busy(False)

    def retranslate(self) -> None:
        # Only the word: the arrow of the Enter key is missing from many fonts.
        self.write_button.setText(self.tr("停笔") if self._busy else self.tr("落笔"))
        self.write_button.setToolTip("Esc" if self._busy else self.tr("回车，或 Ctrl+回车"))
        self.example_button.setText(self.tr("随机一例"))
        self.other_button.setText(self.tr("另作"))
        self.other_button.setToolTip(self.tr("同样的题，换一个种子再写"))
        self.same_button.setText(self.tr("同题再作"))
        same = self.tr("同样的题、同一个种子：得到同样的诗")
        seed = self.tr("种子 %1").replace("%1", str(self._seed))
        self.same_button.setToolTip(same if self._seed is None else f"{same}\n{seed}")
        self.progress_bar.setAccessibleName(self.tr("写诗的进度"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def set_seed(self, seed: int | None) -> None:
        """The seed of the current poem, shown in the tool tip."""
        self._seed = seed
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.progress_bar.setVisible(busy)
        self.set_progress(0, 1)
        self.retranslate()

    def set_progress(self, done: int, total: int) -> None:
        self.progress_bar.setRange(0, max(1, total))
        self.progress_bar.setValue(done)

    def set_repeatable(self, on: bool) -> None:
        """Whether the current poem has a request that can be written again."""
        self.same_button.setEnabled(on)
        self.other_button.setEnabled(on)

    def _clicked(self) -> None:
        if self._busy:
            self.cancel.emit()
        else:
            self.write.emit()
