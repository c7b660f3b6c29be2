"""The licence texts, from the box about the program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from poetgui.app import App
from poetgui.ui.dialogs.licences_dialog import LicencesDialog, texts


def test_the_texts_are_shown_from_the_box(app: App) -> None:
    app.window.show()
    app.window.action("about").trigger()
    box = app.window.findChild(QMessageBox)
    assert box is not None
    assert not box.iconPixmap().isNull()
    next(button for button in box.buttons() if button.text() == "许可文本…").click()
    dialog = app.window.findChild(LicencesDialog)
    assert dialog is not None
    names = [dialog.list.item(i).text() for i in range(dialog.list.count())]
    assert "Qt-LGPL-3.0.txt" in names
    dialog.list.setCurrentRow(names.index("Qt-LGPL-3.0.txt"))
    assert "LESSER GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()


def test_the_package_has_those_of_its_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "licences" / "numpy"
    folder.mkdir(parents=True)
    (folder / "LICENSE.txt").write_text("BSD", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "poetgui"))
    assert texts()["numpy/LICENSE.txt"] == folder / "LICENSE.txt"
