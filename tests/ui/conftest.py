"""The whole window on a composer without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.export import poem_fonts
from poetgui.history.store import History
from poetgui.ui.page.replacement_presenter import ReplacementPresenter
from poetgui.ui.state import preferences
from poetgui.ui.state.worker import Worker
from poetgui.ui.state.workspace import Workspace
from poetgui.ui.style.theme import Theme
from poetgui.ui.style.translation import Translation
from tests.ui.fakes import FakeComposer, FakeModels, FakeReviser


@pytest.fixture
def composer() -> Iterator[FakeComposer]:
    fake = FakeComposer()
    yield fake
    fake.gate.set()


@pytest.fixture
def models(composer: FakeComposer) -> Iterator[FakeModels]:
    models = FakeModels(composer)
    yield models
    models.reviser.gate.set()


@pytest.fixture
def reviser(models: FakeModels) -> FakeReviser:
    return models.reviser


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(qapp, poem_fonts.register())
    made.apply("light")
    return made


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "history.sqlite3")
    yield made
    made.close()


@pytest.fixture
def workspace(worker: Worker, history: History) -> Workspace:
    return Workspace(worker, history)


@pytest.fixture(autouse=True)
def _chinese_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first start in Chinese, whatever the machine of the tests speaks."""
    monkeypatch.setattr(preferences, "system_language", lambda: "zh")


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    made.use("zh")
    yield made
    made.use("zh")


@pytest.fixture
def make_app(qapp: QApplication, qtbot: QtBot, models: FakeModels) -> Iterator[Callable[[], App]]:
    """Builds the program; each one built is closed at the end."""
    made: list[App] = []

    def make() -> App:
        app = App(qapp, models.library())
        qtbot.addWidget(app.window)
        made.append(app)
        return app

    yield make
    for app in made:
        app.close()
        app.translation.use("zh")


@pytest.fixture
def app(make_app: Callable[[], App], qtbot: QtBot) -> App:
    """Started for the first time: five poems are shown."""
    made = make_app()
    with qtbot.waitSignal(made.workspace.sheets_changed):
        made.start()
    return made


@pytest.fixture
def replacement(app: App) -> ReplacementPresenter:
    """The window, active, and the presenter of its replacement popup."""
    app.window.activateWindow()
    return app.window.replacement
