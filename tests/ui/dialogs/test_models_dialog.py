"""The model panel: cards, switching, importing, removing and bringing back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from poetgui.app import App
from poetgui.ui.dialogs import file_actions as file_actions
from poetgui.ui.dialogs.model_facts import facts
from poetgui.ui.dialogs.models_dialog import ModelsDialog
from tests.ui.fakes import FakeModels

MANIFEST = {
    "id": "诗囊",
    "created": "2026-11-21T05:00:39+00:00",
    "network": {"weights": 9772322},
    "data": {"kept": {"七绝": 80, "词": 120}, "characters": 16780610, "vocabulary": 6690},
    "training": {"preset": "base", "passes": 3.0, "seconds": 5424},
    "figures": {"perplexity_form": 107.2, "perplexity_prosody": 78.0},
    "files": {"poet.onnx": {"bytes": 3 << 20}, "vocabulary.json": {"bytes": 1 << 19}},
}


def opened(app: App) -> ModelsDialog:
    app.window.action("models").trigger()
    return next(p for p in app.window.findChildren(ModelsDialog) if p.isVisible())


def test_a_card_tells_date_data_perplexity_size_and_weights() -> None:
    said = dict(facts(MANIFEST))
    assert said["日期"] == "2026-11-21"
    assert said["语料"] == "16,780,610 字，200 首：词 120、七绝 80"
    assert said["困惑度"] == "示体裁 107.2，示格律 78.0"
    assert said["参数"] == "9,772,322"
    assert said["训练"] == "base，3 遍，90 分钟"
    assert said["大小"] == "3.5 MiB"


@pytest.mark.parametrize(
    "manifest",
    [{}, {"data": 3, "figures": [], "files": {"a": 1}, "training": "x", "network": None}],
)
def test_a_card_that_says_little_shows_little(manifest: dict[str, object]) -> None:
    assert facts(manifest) == []


def test_models_are_switched_from_the_panel(app: App, models: FakeModels, qtbot: QtBot) -> None:
    models.names.append("large")
    panel = opened(app)
    assert [card.id for card in panel.cards] == ["fake", "large"]
    assert [card.use.isEnabled() for card in panel.cards] == [False, True]
    with qtbot.waitSignal(app.workspace.model_changed):
        panel.cards[1].use.click()
    assert app.workspace.model is not None
    assert app.workspace.model.id == "large"
    assert [card.use.isEnabled() for card in panel.cards] == [True, False]


def test_a_removed_model_comes_back(app: App, models: FakeModels, qtbot: QtBot) -> None:
    models.names.append("large")
    panel = opened(app)
    assert not panel.cards[0].remove.isEnabled()  # the one that is shipped
    panel.cards[1].remove.click()
    assert models.trash == ["large"]
    assert [card.id for card in panel.cards] == ["fake"]
    panel.notice.acted.emit()
    assert [card.id for card in panel.cards] == ["fake", "large"]
    assert panel.notice.isHidden()
    panel.cards[1].remove.click()
    app.close()
    assert models.trash == []


def test_removing_the_model_in_use_opens_another(
    app: App, models: FakeModels, qtbot: QtBot
) -> None:
    models.names.append("large")
    panel = opened(app)
    with qtbot.waitSignal(app.workspace.model_changed):
        panel.cards[1].use.click()
    with qtbot.waitSignal(app.workspace.model_changed):
        panel.cards[1].remove.click()
    assert app.workspace.model is not None
    assert app.workspace.model.id == "fake"


def test_what_cannot_be_removed_or_brought_back_is_said(app: App, models: FakeModels) -> None:
    models.names += ["stuck", "large"]
    panel = opened(app)
    panel.cards[1].remove.click()
    assert "移动不了" in panel.notice.text
    assert len(panel.cards) == 3
    panel.cards[2].remove.click()
    models.names.append("large")
    panel.notice.acted.emit()
    assert "已另装了" in panel.notice.text


def test_a_folder_is_imported_or_refused_in_the_panel(
    app: App, models: FakeModels, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    panel = opened(app)
    chosen = ["broken", "new"]
    monkeypatch.setattr(
        file_actions.QFileDialog,
        "getExistingDirectory",
        lambda *_args: str(tmp_path / chosen.pop(0)),
    )
    with qtbot.waitSignal(app.workspace.problem):
        panel.import_wanted.emit()
    assert "不是诗囊的模型" in panel.notice.text
    with qtbot.waitSignal(app.workspace.model_changed):
        panel.import_wanted.emit()
    assert [card.id for card in panel.cards] == ["fake", "new"]


@pytest.mark.parametrize("answer", ["换掉", "不换"])
def test_replacing_a_model_is_asked_first(
    answer: str, app: App, models: FakeModels, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = opened(app)
    app.models.install(tmp_path / "fake")
    (box,) = (b for b in panel.findChildren(QMessageBox) if b.isVisible())
    assert "已经装有模型“fake”" in box.text()
    assert box.defaultButton().text() == "不换"
    assert models.replaced == []
    (button,) = (b for b in box.buttons() if b.text() == answer)
    if answer == "换掉":
        with qtbot.waitSignal(app.workspace.model_changed):
            button.click()
    else:
        button.click()
    assert models.replaced == (["fake"] if answer == "换掉" else [])
    assert models.names == ["fake"]
