"""What is done to entries of the history from the list: star, tags, note, deleting with undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from poetgui.history.store import Entry, History


class HistoryEdits(QObject):
    """Each change is stored at once."""

    changed = Signal()
    """The list is to be read again."""
    starred = Signal(int, bool)
    """An entry's number and whether it is starred now."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self._deleted: list[list[int]] = []

    def toggle_stars(self, entries: Sequence[Entry]) -> None:
        """Star all of them, or, where all are starred, none."""
        on = not all(entry.starred for entry in entries)
        for entry in entries:
            self._history.star(entry.id, on)
        self.changed.emit()
        for entry in entries:
            self.starred.emit(entry.id, on)

    def annotate(self, entries: Sequence[Entry], tags: Sequence[str], note: str | None) -> None:
        """Give entries other tags, and another note where there is one."""
        for entry in entries:
            self._history.annotate(entry.id, tags, entry.note if note is None else note)
        self.changed.emit()

    def delete(self, numbers: Sequence[int]) -> None:
        """Hide entries; `undo` brings them back."""
        for number in numbers:
            self._history.delete(number)
        self._deleted.append(list(numbers))
        self.changed.emit()

    def undo(self) -> list[int]:
        """Bring back what was deleted last; returns their numbers, none where nothing was."""
        numbers = self._deleted.pop() if self._deleted else []
        for number in numbers:
            self._history.restore(number)
        if numbers:
            self.changed.emit()
        return numbers
