"""Connects what is done on the page, and the actions of own poems, with `EditController`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from poetgui.grid import Place
from poetgui.ui.page.editable_canvas import EditableCanvas
from poetgui.ui.state.edit_controller import EditController
from poetgui.ui.state.revision_controller import RevisionController
from poetgui.ui.style.actions import Actions


class EditPresenter(QObject):
    """Holds only connections; those of the popup are in `replacement_presenter`."""

    def __init__(
        self,
        canvas: EditableCanvas,
        actions: Actions,
        revision: RevisionController,
        edit: EditController,
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._revision, self._edit = canvas, revision, edit
        canvas.typed.connect(edit.type)
        canvas.erased.connect(edit.erase)
        canvas.extended.connect(self._extend)
        canvas.line_moved.connect(edit.move_line)
        canvas.pasted.connect(self.paste)
        edit.begun.connect(lambda: canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        actions["paste"].triggered.connect(lambda _checked=False: self.paste())

    def paste(self) -> None:
        """Show the poem of the clipboard; a few words go into the selected cells."""
        self._edit.paste(QGuiApplication.clipboard().text())

    def _extend(self, place: Place) -> None:
        self._revision.extend(place)
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
