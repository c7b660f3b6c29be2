"""Removing a bundle and bringing it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetgui.engine.bundle import bundle_trash
from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import install, load_bundle
from poetgui.errors import UserError
from poetgui.paths import models_folder, resource
from tests.tiny_bundle import write_bundle


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "家"))
    return install(write_bundle(tmp_path / "tiny")).folder


def test_removed_and_restored(installed: Path) -> None:
    names = [card.id for card in list_bundles()]
    assert bundle_trash.removable(installed)
    restore = bundle_trash.remove(installed)
    assert [card.id for card in list_bundles()] == [n for n in names if n != "tiny"]
    restore()
    assert [card.id for card in list_bundles()] == names
    assert load_bundle(installed).model.id == "tiny"


def test_the_shipped_model_stays() -> None:
    assert not bundle_trash.removable(resource("model"))
    with pytest.raises(UserError, match="自带"):
        bundle_trash.remove(resource("model"))


def test_one_that_was_installed_anew_is_not_overwritten(installed: Path, tmp_path: Path) -> None:
    restore = bundle_trash.remove(installed)
    install(tmp_path / "tiny")
    with pytest.raises(UserError, match="已另装了"):
        restore()
    assert installed.is_dir()


def test_the_trash_is_emptied(installed: Path) -> None:
    restore = bundle_trash.remove(installed)
    bundle_trash.empty_trash()
    bundle_trash.empty_trash()
    assert list(models_folder().iterdir()) == []
    with pytest.raises(UserError, match="移动不了"):
        restore()
