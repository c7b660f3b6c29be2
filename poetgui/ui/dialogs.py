"""The dialogs that the window opens. None blocks; each goes when it is closed."""

from __future__ import annotations

import traceback

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from poetgui import __version__
from poetgui.ui.desk import Desk
from poetgui.ui.preferences import Preferences
from poetgui.ui.settings_dialog import SettingsDialog
from poetgui.ui.shortcuts import ShortcutsDialog
from poetgui.ui.theme import Theme

MARGIN = 24
"""Pixels of the window that stay visible beside a large dialog."""


class Dialogs(QObject):
    """Opens them over the window."""

    def __init__(self, window: QWidget, desk: Desk, preferences: Preferences, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._preferences, self._theme = preferences, theme

    def settings(self) -> None:
        self._open(SettingsDialog(self._preferences, self._theme, self._window))

    def shortcuts(self) -> None:
        self._open(ShortcutsDialog(self._window))

    def about(self) -> None:
        model = self._desk.model.id if self._desk.model else self.tr("无")
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("关于诗囊"))
        box.setText(self.tr("诗囊") + f" {__version__}")
        box.setInformativeText(
            self.tr("离线写旧体诗。诗由模型写成，格律由规则保证。\n模型：%1").replace("%1", model)
        )
        self._open(box)

    def bug(self, error: Exception) -> None:
        """A bug is loud: the traceback is shown, to be copied and told."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(self.tr("程序出错"))
        box.setText(self.tr("这是诗囊自己的错，不是您的。请把下面的文字告诉我们。"))
        box.setDetailedText("".join(traceback.format_exception(error)))
        self._open(box)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Large type makes some taller than the screen: inside they scroll.
        room = self._window.size() - QSize(MARGIN, MARGIN)
        dialog.resize(dialog.sizeHint().boundedTo(room))
        dialog.open()
