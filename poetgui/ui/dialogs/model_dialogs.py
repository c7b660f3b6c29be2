"""The dialogs about models: which are there, which takes another's place, and learning one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from poetgui.history.store import History
from poetgui.ui.dialogs.learning_dialog import LearningDialog
from poetgui.ui.dialogs.models_dialog import ModelsDialog
from poetgui.ui.dialogs.opening import open_over
from poetgui.ui.state.model_manager import ModelManager
from poetgui.ui.state.training_process import TrainingProcess
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.style.theme import Theme


class ModelDialogs(QObject):
    """Opens each over the window."""

    import_wanted = Signal()
    """A model's folder is to be chosen."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        history: History,
        models: ModelManager,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._workspace, self._history = window, workspace, history
        self._models, self._theme = models, theme
        self.training = TrainingProcess(self)
        models.replacing.connect(self.ask_to_replace)

    def models(self) -> None:
        """Show the models that are installed."""
        panel = ModelsDialog(self._workspace, self._models, self._theme, self._window)
        panel.import_wanted.connect(self.import_wanted)
        panel.learning_wanted.connect(self.learning)
        open_over(panel, self._window)

    def learning(self) -> None:
        """Let a model learn one's own poems."""
        over = QApplication.activeModalWidget() or self._window
        dialog = LearningDialog(self._history, self._models, self.training, self._theme, over)
        open_over(dialog, self._window)

    def ask_to_replace(self, folder: Path, id: str) -> None:
        """Ask before an installed model is replaced by the one in `folder`."""
        # The panel of models may be open, and is modal.
        box = QMessageBox(QApplication.activeModalWidget() or self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("导入模型"))
        box.setText(self.tr("已经装有模型“%1”。要换掉它吗？").replace("%1", id))
        yes = box.addButton(self.tr("换掉"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(self.tr("不换"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self._models.install(folder, replace=True))
        open_over(box, self._window)
