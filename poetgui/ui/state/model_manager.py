"""The installed models: list, open, import, remove and restore."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from poetgui.errors import Message, UserError
from poetgui.ui.state.workspace import OpenModel, Workspace


class Card(Protocol):
    """An installed model (engine.bundle.Card)."""

    @property
    def folder(self) -> Path: ...
    @property
    def manifest(self) -> dict[str, Any]: ...
    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Library:
    """What can be done with bundles; app.py hands in the engine's, the tests their own."""

    installed: Callable[[], Sequence[Card]]
    load: Callable[[Path], OpenModel]
    """Slow; raises UserError."""
    install: Callable[[Path, bool], Card]
    """Copies a bundle into the person's models; the second says whether one of that id is replaced.
    Slow; raises UserError."""
    replaces: Callable[[Path], str]
    """The id of the installed model that would be replaced by a bundle, else empty."""
    remove: Callable[[Path], Callable[[], None]]
    """Takes an installed bundle away and returns how to bring it back. Both raise UserError."""
    removable: Callable[[Path], bool]
    """Whether a bundle is the person's own."""
    empty_trash: Callable[[], None]
    """Deletes for good what was removed."""


class ModelManager(QObject):
    """Opens, imports and removes models; loading runs in the worker."""

    changed = Signal()
    """A model was removed or came back."""
    replacing = Signal(object, str)
    """A folder to import and the id of the installed model that it would replace: to be asked."""

    def __init__(self, workspace: Workspace, library: Library, preferred: str = "") -> None:
        """`preferred`: the id of the model that was open last."""
        super().__init__()
        self._workspace = workspace
        self._library = library
        self._preferred = preferred
        self._removed: list[Callable[[], None]] = []

    def installed(self) -> Sequence[Card]:
        return self._library.installed()

    @property
    def empty(self) -> bool:
        return not self.installed()

    def open(self, card: Card) -> None:
        self._workspace.open_model(lambda: self._library.load(card.folder))

    def open_by_id(self, id: str) -> None:
        """Open a model that has just been installed; nothing where it is not there."""
        self.changed.emit()
        for card in self.installed():
            if card.id == id:
                self.open(card)

    def open_preferred(self) -> None:
        """The model that was open last, or the first; nothing where none is installed.

        Where the one that was open last cannot be opened, the first takes its place and this is
        said.
        """
        cards = self.installed()
        if cards:
            card = next((c for c in cards if c.id == self._preferred), cards[0])
            self._workspace.open_model(lambda: self._load_or_first(card, cards[0]))

    def _load_or_first(self, card: Card, first: Card) -> OpenModel:
        """Runs in the worker."""
        try:
            return self._library.load(card.folder)
        except UserError as error:
            if card is first:
                raise
            model = self._library.load(first.folder)
            said = Message("模型“{}”打不开，先用“{}”。{}", card.id, first.id, error.message)
            self._workspace.problem.emit(said)
            return model

    def install(self, folder: Path, replace: bool = False) -> None:
        """Import a folder and open it; emits `replacing` first where a model would be replaced."""
        library = self._library
        if not replace and (id := library.replaces(folder)):
            self.replacing.emit(folder, id)
            return
        self._workspace.open_model(lambda: library.load(library.install(folder, replace).folder))

    def removable(self, card: Card) -> bool:
        return self._library.removable(card.folder)

    def remove(self, card: Card) -> bool:
        """Take a model away; the one in use gives way to the first that is left.

        An error is emitted by the workspace's `problem`. Where no other model is left, the open one
        stays in use until the program closes.
        """
        try:
            self._removed.append(self._library.remove(card.folder))
        except UserError as error:
            self._workspace.problem.emit(error.message)
            return False
        left = self.installed()
        if self._workspace.model is not None and self._workspace.model.id == card.id and left:
            self.open(left[0])
        self.changed.emit()
        return True

    def undo_remove(self) -> None:
        """Bring back what was removed last."""
        if self._removed:
            restore = self._removed.pop()
            try:
                restore()
            except UserError as error:
                self._workspace.problem.emit(error.message)
            self.changed.emit()

    def close(self) -> None:
        """Delete for good what was removed."""
        self._library.empty_trash()
