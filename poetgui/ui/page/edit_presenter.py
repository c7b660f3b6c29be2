"""Connects what is done on the page, and the actions of own poems, with `Editing`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from poetgui.grid import Place
from poetgui.ui.dialogs.new_page_dialog import NewPage
from poetgui.ui.page.editable_canvas import WritingCanvas
from poetgui.ui.state.edit_controller import Editing
from poetgui.ui.state.revision_controller import Revising
from poetgui.ui.style.actions import Actions
from poetgui.ui.style.theme import Theme


class PageEditing(QObject):
    """Owns nothing but the connections; the palette's are in `ui.editor`."""

    def __init__(
        self,
        window: QWidget,
        canvas: WritingCanvas,
        actions: Actions,
        theme: Theme,
        revising: Revising,
        editing: Editing,
    ) -> None:
        super().__init__(canvas)
        self._window, self._canvas, self._theme = window, canvas, theme
        self._revising, self._editing = revising, editing
        canvas.typed.connect(editing.type)
        canvas.erased.connect(editing.erase)
        canvas.extended.connect(self._extend)
        canvas.line_moved.connect(editing.move_line)
        canvas.pasted.connect(self.paste)
        editing.begun.connect(lambda: canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        actions["new"].triggered.connect(lambda _checked=False: self.ask_for_form())
        actions["paste"].triggered.connect(lambda _checked=False: self.paste())

    def ask_for_form(self) -> NewPage:
        """Open the dialog; the page comes when a form was chosen."""
        dialog = NewPage(self._theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._editing.new)
        dialog.open()
        return dialog

    def paste(self) -> None:
        """The clipboard's poem onto the desk; a few words into the selected cells."""
        self._editing.paste(QGuiApplication.clipboard().text())

    def _extend(self, place: Place) -> None:
        self._revising.extend(place)
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
