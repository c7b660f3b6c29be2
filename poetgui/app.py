"""Builds everything and hands it down: the only place that does.

The window comes first; the model is loaded in the worker while the person looks at it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from poetgui import __version__, paths, settings
from poetgui.bug_report import report_bug
from poetgui.errors import UserError
from poetgui.export import poem_fonts
from poetgui.files import remove_leftovers
from poetgui.history.backups import back_up, folder_of
from poetgui.history.store import History
from poetgui.start_profile import BUILT, MODEL, QT, WINDOW, StartProfile
from poetgui.ui.state.analysis_controller import AnalysisController
from poetgui.ui.state.edit_controller import EditController
from poetgui.ui.state.model_manager import Card, Library, ModelManager
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.revision_controller import RevisionController
from poetgui.ui.state.worker import Worker
from poetgui.ui.state.workspace import OpenModel, Workspace
from poetgui.ui.style import icons
from poetgui.ui.style.messages import translate_message
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import Translation
from poetgui.ui.window import Window

PATIENCE_MS = 60_000
"""After which a start that is profiled is given up: a model that does not load never comes."""
REFUSED = 1
"""The exit code where the person or the system is at fault (`__main__`)."""
_NO_WINDOW = (
    "窗口打不开：连不上图形界面（DISPLAY、WAYLAND_DISPLAY 指的地方不在，或缺系统库，见上）。"
    "不用窗口也能写：poetgui compose --mode acrostic --heads 春花秋月"
)
"""Said before anything is built that could translate it."""


class App:
    """Everything that is built, and the order in which it is let go of."""

    def __init__(self, application: QApplication, library: Library) -> None:
        """Raises UserError when the history can't be opened.

        Whatever hinders it, nothing is left running then.
        """
        application.setApplicationName("poetgui")
        application.setApplicationDisplayName("诗囊")
        application.setApplicationVersion(__version__)
        application.setDesktopFileName("poetgui")
        application.setWindowIcon(icons.icon())
        self.theme = Theme(application, poem_fonts.register(), poem_fonts.FALLBACKS)
        self.translation = Translation(application)
        self.preferences = Preferences(settings.settings_path(), self.theme, self.translation)
        self.history = History(paths.user_data() / "history.sqlite3")
        self.worker = Worker()
        self._backup = threading.Thread(target=self._keep, name="backup")
        self._open = True
        try:
            self._build(library)
        except BaseException:
            # A thread that is destroyed while it runs would abort the process.
            self._stop()
            raise

    def _build(self, library: Library) -> None:
        """Everything that stands on the history and the worker."""
        self.workspace = Workspace(self.worker, self.history)
        self.models = ModelManager(self.workspace, library, self.preferences.values.model)
        preferences = self.preferences
        self.revision = RevisionController(
            self.workspace, self.worker, lambda: preferences.values.avoid
        )
        self.edit = EditController(self.workspace, self.revision, lambda: preferences.default_book)
        self.analysis = AnalysisController(self.workspace, self.worker, preferences)
        self.window = Window(
            self.workspace,
            self.history,
            self.models,
            self.preferences,
            self.theme,
            self.revision,
            self.edit,
            self.analysis,
        )
        self.window.closing.connect(self.close)

    def start(self) -> None:
        self.window.show()
        self.window.start()
        self.history.tell = self.workspace.problem.emit
        if self.preferences.notice:
            self.workspace.problem.emit(self.preferences.notice)
        if self.history.notice:
            self.workspace.problem.emit(self.history.notice)
        if self.history.stored:
            self._backup.start()

    def _keep(self) -> None:
        """Check and copy beside the window: with a long history that takes seconds."""
        try:
            if self.history.check():
                self.workspace.history_changed.emit()
            back_up(self.history.path, date.today())
            for folder in (self.history.path.parent, folder_of(self.history.path)):
                remove_leftovers(folder)
        except UserError as error:
            self.workspace.problem.emit(error.message)

    def close(self) -> None:
        """Drain the worker before anything that it might still speak to goes. Safe to repeat."""
        if self._open:
            self.window.hide()  # what is seen reads the history
            self._stop()
            self.models.close()

    def _stop(self) -> None:
        self._open = False
        if self._backup.ident is not None:  # it was started
            self._backup.join()
        self.worker.close()
        self.history.close()


def engine_library() -> Library:
    """The real bundles. onnxruntime is imported only when one is loaded, in the worker."""
    from poetgui.engine.bundle import bundle_list, bundle_trash

    return Library(
        bundle_list.list_bundles,
        _load,
        _install,
        _replaces,
        bundle_trash.remove,
        bundle_trash.removable,
        bundle_trash.empty_trash,
    )


def _install(folder: Path, replace: bool) -> Card:
    from poetgui.engine.bundle import bundles

    return bundles.install(folder, replace)


def _replaces(folder: Path) -> str:
    from poetgui.engine.bundle import bundles

    return bundles.replaces(folder)


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
    read, analysis = composer.read_theme, PoemAnalysis(model, composer)
    return OpenModel(composer, model.id, styles, bundle.copies, reviser, common, read, analysis)


class _StartWatch(QObject):
    """Marks when the window is painted and when the model is ready, and then closes the window."""

    def __init__(self, profile: StartProfile, app: App) -> None:
        super().__init__(app.window)
        self._profile, self._app = profile, app
        self._awaited = {WINDOW} if app.models.empty else {WINDOW, MODEL}
        app.window.installEventFilter(self)
        app.workspace.model_changed.connect(lambda: self._done(MODEL))
        QTimer.singleShot(PATIENCE_MS, app.window.close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: self._done(WINDOW))  # when it has been painted
        return False

    def _done(self, step: str) -> None:
        if step in self._awaited:
            self._awaited.discard(step)
            self._profile.mark(step)
            if not self._awaited:
                self._app.window.close()


def main(profile: StartProfile | None = None) -> int:
    """Open the window and stay until it is closed. Returns the exit code.

    What the person can mend and hinders the start is said in a message box; the code is then 1.
    profile: gets the steps of the start; the window is closed after the last of them.
    """
    application = _application()
    if profile is not None:
        profile.mark(QT)
    try:
        app = App(application, engine_library())
    except UserError as error:
        return _refuse(error.message)
    if profile is not None:
        profile.mark(BUILT)
        _StartWatch(profile, app)
    sys.excepthook = _show_bug
    # Qt's loop never returns to Python by itself: without this Ctrl+C in a terminal does nothing.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        app.start()
        return application.exec()
    finally:
        app.close()


def _application() -> QApplication:
    """Qt's application. Where no window can show Qt ends the process itself: in our words then."""
    if isinstance(existing := QApplication.instance(), QApplication):
        return existing
    qInstallMessageHandler(_heard)
    try:
        return QApplication(sys.argv)
    finally:
        qInstallMessageHandler(None)


def _heard(kind: QtMsgType, _context: object, message: str) -> None:
    """What Qt says while it starts; after a fatal message it would abort the process."""
    if sys.stderr is not None:
        print(message, file=sys.stderr)
    if kind is QtMsgType.QtFatalMsg:
        if sys.stderr is not None:
            print(_NO_WINDOW, file=sys.stderr, flush=True)
        os._exit(REFUSED)


def _refuse(sentence: str) -> int:
    """Before the person's eyes, and to stderr for who started it from a terminal."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    QMessageBox(QMessageBox.Icon.Critical, "诗囊", translate_message(sentence)).exec()
    return REFUSED


def _show_bug(_kind: object, error: BaseException, _trace: object) -> None:
    """`sys.excepthook` of the window: a bug in a slot is logged and shown."""
    report = report_bug(error)
    box = QMessageBox(
        QMessageBox.Icon.Critical, "诗囊", "这是诗囊自己的错，请把下面的文字告诉我们。"
    )
    box.setDetailedText(report)
    box.exec()
