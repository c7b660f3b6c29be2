"""Print the page, with a preview."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from poetgui.export.page import Page
from poetgui.export.poster.painting import PosterPage


def preview(page: Page | PosterPage, window: QWidget, title: str) -> None:
    """Show the page on the printer's paper; the dialog prints it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    upright = page.size.height() >= page.size.width()
    printer.setPageOrientation(
        QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    )
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(title)
    dialog.paintRequested.connect(lambda paper: paint(page, paper))
    dialog.exec()
    dialog.deleteLater()


def paint(page: Page | PosterPage, printer: QPrinter) -> None:
    """Paint the page as large as the paper's printable part allows, in the middle of it."""
    painter = QPainter(printer)
    painter.setTransform(page.transform(QRectF(painter.viewport())))
    if isinstance(page, PosterPage):
        page.paint(painter)
    else:
        page.paint(painter, vectors=True)
    painter.end()
