"""The menu behind the button beside the name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from poetgui.ui.actions import Actions
from poetgui.ui.model_menu import ModelMenu
from poetgui.ui.shelf import Shelf


class MainMenu(QMenu):
    """Only what has no button of its own."""

    model_wanted = Signal(object)
    """A Card."""
    import_wanted = Signal()

    def __init__(self, actions: Actions, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._models = ModelMenu(shelf.installed, self)
        self._models.chosen.connect(self.model_wanted)
        self._models.import_wanted.connect(self.import_wanted)
        self.addMenu(self._models)
        self.addSeparator()
        for name in ("settings", "language", "shortcuts", "about"):
            self.addAction(actions[name])
        self.addSeparator()
        self.addAction(actions["quit"])

    def set_model(self, name: str | None) -> None:
        self._models.set_current(name)
