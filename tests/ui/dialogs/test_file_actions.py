"""Saving never replaces a file that the person was not asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.ui.dialogs import file_actions


class Person:
    """Types names into the dialog, and answers the questions about them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.types: list[str] = []
        self.offered: list[str] = []
        self.answers: list[str] = []
        self.asked: list[str] = []
        self.format = ""
        """What is chosen among the dialog's formats; empty: the first."""
        monkeypatch.setattr(file_actions.QFileDialog, "getSaveFileName", self._type)
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(0)

    def leave(self) -> None:
        self._timer.stop()

    def _type(self, _parent: object, _title: str, start: str, kind: str) -> tuple[str, str]:
        self.offered.append(start)
        offers = kind.split(";;")
        chosen = next((o for o in offers if self.format and self.format in o), offers[0])
        return (self.types.pop(0) if self.types else ""), chosen

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.asked.append(box.text())
            answer = self.answers.pop(0)
            next(button for button in box.buttons() if button.text() == answer).click()


@pytest.fixture
def person(app: App, monkeypatch: pytest.MonkeyPatch):
    person = Person(monkeypatch)
    yield person
    person.leave()


@pytest.fixture(params=["png", "txt"])
def suffix(request: pytest.FixtureRequest) -> str:
    return request.param


def save(app: App, suffix: str) -> None:
    window = app.window.file_actions
    (window.save_picture if suffix == "png" else window.save_text)()


def test_a_name_without_the_suffix_is_asked_about_with_it(
    app: App, person: Person, suffix: str, tmp_path: Path
) -> None:
    there = tmp_path / f"春.{suffix}"
    there.write_text("在", encoding="utf-8")
    person.types = [str(tmp_path / "春")]
    person.answers = ["不换"]
    save(app, suffix)
    assert person.asked == [f"“春.{suffix}”已经有了。要换掉它吗？"]
    assert there.read_text(encoding="utf-8") == "在"
    # The dialog comes once more, with that name in it, and was closed.
    assert person.offered[1:] == [str(there)]

    person.types = [str(tmp_path / "春")]
    person.answers = ["换掉"]
    save(app, suffix)
    assert there.read_bytes() != "在".encode()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [there.name]


def test_what_the_dialog_itself_asked_about_is_not_asked_again(
    app: App, person: Person, suffix: str, tmp_path: Path
) -> None:
    for name in (f"春.{suffix}", f"夏.{suffix.upper()}"):
        there = tmp_path / name
        there.write_text("在", encoding="utf-8")
        person.types = [str(there)]
        save(app, suffix)
        assert there.read_bytes() != "在".encode()
    assert person.asked == []


def test_a_free_name_gets_its_suffix_and_keeps_its_dots(
    app: App, person: Person, suffix: str, tmp_path: Path
) -> None:
    for name in ("春", "春.夏", "3.5", "秋.jpg"):
        person.types = [str(tmp_path / name)]
        save(app, suffix)
        assert (tmp_path / f"{name}.{suffix}").is_file()
        assert not (tmp_path / name).exists()
    assert person.asked == []


HEADS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("kind", HEADS)
def test_the_name_says_the_format(app: App, person: Person, tmp_path: Path, kind: str) -> None:
    person.types = [str(tmp_path / f"春.{kind}")]
    app.window.file_actions.save_picture()
    assert (tmp_path / f"春.{kind}").read_bytes().startswith(HEADS[kind])


@pytest.mark.parametrize("kind", HEADS)
def test_a_bare_name_gets_the_format_that_was_chosen(
    app: App, person: Person, tmp_path: Path, kind: str
) -> None:
    person.types, person.format = [str(tmp_path / "春")], kind.upper()
    app.window.file_actions.save_picture()
    assert (tmp_path / f"春.{kind}").read_bytes().startswith(HEADS[kind])


def test_the_page_is_copied_as_a_picture(app: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.window.file_actions.succeeded):
        app.window.action("copy_picture").trigger()
    image = QGuiApplication.clipboard().image()
    assert not image.isNull()
    assert image.width() >= 1080


def test_the_page_is_printed_from_the_preview(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = tmp_path / "诗.pdf"

    def run(dialog: QPrintPreviewDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        dialog.paintRequested.emit(printer)
        return 0

    monkeypatch.setattr(QPrintPreviewDialog, "exec", run)
    app.window.action("print").trigger()
    assert printed.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("春\u202egpj.exe\u202c", "春gpj.exe 床前"),
        ("a/b\\c:d*e?\x00\n", "abcde 床前"),
        ("\ud800\u200b\ufeff", "床前"),
        ("...", "床前"),
        ("长" * 90, "长" * 40),
    ],
)
def test_an_offered_name_reads_as_it_is(title: str, name: str) -> None:
    assert file_actions.file_name(title, "床前") == name
