"""Connects what is done on the page, and the actions of own poems, with `Editing`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from poetgui.grid import Place
from poetgui.ui.page.editable_canvas import WritingCanvas
from poetgui.ui.state.edit_controller import Editing
from poetgui.ui.state.revision_controller import Revising
from poetgui.ui.style.actions import Actions


class PageEditing(QObject):
    """Owns nothing but the connections; the palette's are in `replacement_presenter`."""

    def __init__(
        self,
        canvas: WritingCanvas,
        actions: Actions,
        revising: Revising,
        editing: Editing,
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._revising, self._editing = canvas, revising, editing
        canvas.typed.connect(editing.type)
        canvas.erased.connect(editing.erase)
        canvas.extended.connect(self._extend)
        canvas.line_moved.connect(editing.move_line)
        canvas.pasted.connect(self.paste)
        editing.begun.connect(lambda: canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        actions["paste"].triggered.connect(lambda _checked=False: self.paste())

    def paste(self) -> None:
        """The clipboard's poem onto the desk; a few words into the selected cells."""
        self._editing.paste(QGuiApplication.clipboard().text())

    def _extend(self, place: Place) -> None:
        self._revising.extend(place)
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
