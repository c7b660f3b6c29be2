"""Builds everything and hands it down: the only place that does.

The window comes first; the model is loaded in the worker while the person looks at it.
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from poetgui import __version__, paths, settings
from poetgui.bug_report import report_bug
from poetgui.export import poem_fonts
from poetgui.history.store import History
from poetgui.ui import icons
from poetgui.ui.desk import Desk, OpenModel
from poetgui.ui.editing import Editing
from poetgui.ui.insight import Insight
from poetgui.ui.preferences import Preferences
from poetgui.ui.revising import Revising
from poetgui.ui.shelf import Library, Shelf
from poetgui.ui.theme import Theme
from poetgui.ui.translation import Translation
from poetgui.ui.window import Window
from poetgui.ui.worker import Worker


class App:
    """Everything that is built, and the order in which it is let go of."""

    def __init__(self, application: QApplication, library: Library) -> None:
        """Raises UserError when the history or the settings can't be opened."""
        application.setApplicationName("poetgui")
        application.setApplicationDisplayName("诗囊")
        application.setApplicationVersion(__version__)
        application.setDesktopFileName("poetgui")
        application.setWindowIcon(icons.icon())
        self.worker = Worker()
        self.theme = Theme(application, poem_fonts.register(), poem_fonts.FALLBACKS)
        self.translation = Translation(application)
        self.preferences = Preferences(settings.settings_path(), self.theme, self.translation)
        self.history = History(paths.user_data() / "history.sqlite3")
        self.desk = Desk(self.worker, self.history)
        self.shelf = Shelf(self.desk, library, self.preferences.values.model)
        preferences = self.preferences
        self.revising = Revising(self.desk, self.worker, lambda: preferences.values.avoid)
        self.editing = Editing(self.desk, self.revising, lambda: preferences.usual_book)
        self.insight = Insight(self.desk, self.worker, preferences)
        self.window = Window(
            self.desk,
            self.history,
            self.shelf,
            self.preferences,
            self.theme,
            self.revising,
            self.editing,
            self.insight,
        )
        self.window.closing.connect(self.close)
        self._open = True

    def start(self) -> None:
        self.window.show()
        self.window.start()
        if self.history.notice:
            self.desk.problem.emit(self.history.notice)

    def close(self) -> None:
        """Drain the worker before anything that it might still speak to goes. Safe to repeat."""
        if self._open:
            self._open = False
            self.worker.close()
            self.history.close()
            self.shelf.close()


def engine_library() -> Library:
    """The real bundles. onnxruntime is imported only when one is loaded, in the worker."""
    from poetgui.engine.bundle import bundle_trash, bundles

    return Library(
        bundles.list_bundles,
        _load,
        bundles.install,
        bundle_trash.remove,
        bundle_trash.removable,
        bundle_trash.empty_trash,
    )


def _load(folder: Path) -> OpenModel:
    from poetgui.composer.revision.analysis import PoemAnalysis
    from poetgui.composer.revision.reviser import Reviser
    from poetgui.composer.themes.theme_words import warm_up
    from poetgui.composer.writing.composer import Composer
    from poetgui.engine.bundle.bundles import commonest, load_bundle

    bundle = load_bundle(folder)
    model, copies = bundle.model, bundle.copies or frozenset()
    composer = Composer.of(bundle)
    reviser = Reviser(model, composer, copies)
    styles, common = tuple(model.styles), commonest(folder)
    # Its dictionary takes a second, which nobody should wait for who types a sentence.
    threading.Thread(target=warm_up, daemon=True).start()
    read, reflection = composer.read_theme, PoemAnalysis(model, composer)
    return OpenModel(composer, model.id, styles, bundle.copies, reviser, common, read, reflection)


def main() -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv)
    app = App(application, engine_library())
    sys.excepthook = _show_bug
    # Qt's loop never returns to Python by itself: without this Ctrl+C in a terminal does nothing.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app.start()
    code = application.exec()
    app.close()
    return code


def _show_bug(_kind: object, error: BaseException, _trace: object) -> None:
    """`sys.excepthook` of the window: a bug in a slot is logged and shown."""
    report = report_bug(error)
    box = QMessageBox(
        QMessageBox.Icon.Critical, "诗囊", "这是诗囊自己的错，请把下面的文字告诉我们。"
    )
    box.setDetailedText(report)
    box.exec()
