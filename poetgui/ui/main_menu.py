"""The main menu of the window, and the menu of models inside it."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from poetgui.ui.dialogs.model_facts import facts
from poetgui.ui.state.model_manager import Card, ModelManager
from poetgui.ui.style.actions import ACTION_SPECS, KEEP, REVISE, VIEW, Actions, action_text


class MainMenu(QMenu):
    """Offers the actions that have no button."""

    model_wanted = Signal(object)
    """A Card."""
    import_wanted = Signal()
    models_wanted = Signal()

    def __init__(self, actions: Actions, models: ModelManager, parent: QWidget) -> None:
        super().__init__(parent)
        for name in ("new", "paste", "poster", "copybook", "booklet"):
            self.addAction(actions[name])
        self.addSeparator()
        self.model_menu = ModelMenu(models.installed, self)
        self.model_menu.chosen.connect(self.model_wanted)
        self.model_menu.import_wanted.connect(self.import_wanted)
        self.model_menu.panel_wanted.connect(self.models_wanted)
        self.addMenu(self.model_menu)
        self.group_menus = {group: QMenu(self) for group in (KEEP, REVISE, VIEW)}
        for group, menu in self.group_menus.items():
            for spec in ACTION_SPECS:
                if spec.group == group:
                    menu.addAction(actions[spec.name])
            self.addMenu(menu)
        self.addSeparator()
        for name in ("learn", "rhymes", "words", "settings", "language", "shortcuts", "about"):
            self.addAction(actions[name])
        self.addSeparator()
        self.addAction(actions["quit"])
        self.retranslate()

    def retranslate(self) -> None:
        for group, menu in self.group_menus.items():
            menu.setTitle(action_text(group))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def set_model(self, name: str | None) -> None:
        self.model_menu.set_current(name)


class ModelMenu(QMenu):
    """Lists the models each time it opens, so that newly installed ones are shown."""

    chosen = Signal(object)
    """The Card to switch to."""
    import_wanted = Signal()
    panel_wanted = Signal()

    def __init__(self, installed: Callable[[], Sequence[Card]], parent: QWidget) -> None:
        super().__init__(parent)
        self._installed = installed
        self._current: str | None = None
        self.aboutToShow.connect(self.refresh)
        self.setToolTipsVisible(True)
        self.retranslate()

    def set_current(self, name: str | None) -> None:
        """The id of the model in use."""
        self._current = name

    def retranslate(self) -> None:
        self.setTitle(self.tr("模型"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        self.clear()
        group = QActionGroup(self)
        cards = self._installed()
        for card in cards:
            action = self.addAction(card.id)
            action.setCheckable(True)
            action.setChecked(card.id == self._current)
            action.setToolTip(describe(card))
            action.triggered.connect(lambda _checked=False, card=card: self.chosen.emit(card))
            group.addAction(action)
        if not cards:
            self.addAction(self.tr("还没有模型")).setEnabled(False)
        self.addSeparator()
        self.addAction(self.tr("导入模型文件夹…")).triggered.connect(
            lambda _checked=False: self.import_wanted.emit()
        )
        self.addAction(self.tr("管理模型…")).triggered.connect(
            lambda _checked=False: self.panel_wanted.emit()
        )


def describe(card: Card) -> str:
    """A few lines of the model's card: when it was made, of what, how well it reads."""
    lines = [card.id, *(f"{label}: {value}" for label, value in facts(card.manifest))]
    return "\n".join([*lines, str(card.folder)])
