"""Print a page or a document, with a preview."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from poetgui.export.page import Page
from poetgui.export.paged import Pages, paint_all
from poetgui.export.poster.painting import PosterPage


def preview(page: Page | PosterPage, window: QWidget, title: str) -> None:
    """Show the page on the printer's paper; the dialog prints it."""
    upright = page.size.height() >= page.size.width()
    _preview(lambda paper: paint(page, paper), upright, window, title)


def preview_pages(pages: Pages, window: QWidget) -> None:
    """Show all pages of a document on the printer's paper; the dialog prints them."""
    _preview(lambda paper: paint_all(pages, paper), True, window, pages.title)


def _preview(draw: Callable[[QPrinter], None], upright: bool, window: QWidget, title: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageOrientation(
        QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    )
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(title)
    dialog.paintRequested.connect(draw)
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
