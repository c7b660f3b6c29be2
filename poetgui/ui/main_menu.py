"""The menu behind the button beside the name."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QWidget

from poetgui.ui.actions import DEEDS, REVISE, Actions, spoken
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
        self._revising = QMenu(self)
        for deed in DEEDS:
            if deed.group == REVISE:
                self._revising.addAction(actions[deed.name])
        self.addMenu(self._revising)
        self.addSeparator()
        for name in ("settings", "language", "shortcuts", "about"):
            self.addAction(actions[name])
        self.addSeparator()
        self.addAction(actions["quit"])
        self.retranslate()

    def retranslate(self) -> None:
        self._revising.setTitle(spoken(REVISE))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def set_model(self, name: str | None) -> None:
        self._models.set_current(name)
