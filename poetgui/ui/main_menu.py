"""The menu behind the button beside the name."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QWidget

from poetgui.ui.model_menu import ModelMenu
from poetgui.ui.state.model_manager import Shelf
from poetgui.ui.style.actions import DEEDS, REVISE, VIEW, Actions, spoken


class MainMenu(QMenu):
    """Only what has no button of its own."""

    model_wanted = Signal(object)
    """A Card."""
    import_wanted = Signal()
    models_wanted = Signal()

    def __init__(self, actions: Actions, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        for name in ("new", "paste", "text"):
            self.addAction(actions[name])
        self.addSeparator()
        self._models = ModelMenu(shelf.installed, self)
        self._models.chosen.connect(self.model_wanted)
        self._models.import_wanted.connect(self.import_wanted)
        self._models.panel_wanted.connect(self.models_wanted)
        self.addMenu(self._models)
        self._groups = {group: QMenu(self) for group in (REVISE, VIEW)}
        for group, menu in self._groups.items():
            for deed in DEEDS:
                if deed.group == group:
                    menu.addAction(actions[deed.name])
            self.addMenu(menu)
        self.addSeparator()
        for name in ("rhymes", "words", "settings", "language", "shortcuts", "about"):
            self.addAction(actions[name])
        self.addSeparator()
        self.addAction(actions["quit"])
        self.retranslate()

    def retranslate(self) -> None:
        for group, menu in self._groups.items():
            menu.setTitle(spoken(group))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def set_model(self, name: str | None) -> None:
        self._models.set_current(name)
