"""Where things live. The only module that knows about a frozen build or an installed wheel."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`: in a checkout, a wheel or the packaged program."""
    return _resources().joinpath(*parts)


def _resources() -> Path:
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def licence_folders() -> list[Path]:
    """Where licence texts lie: ours, and in the packaged program those of all that is in it."""
    folders = [resource("licences")]
    if getattr(sys, "frozen", False):
        folders.append(Path(sys.executable).parent / "licences")
    return [folder for folder in folders if folder.is_dir()]


def user_data() -> Path:
    """The person's own folder (history, settings, installed models). It may be missing: who writes
    there makes it (`files.make_folder`).

    `POETGUI_HOME` overrides it: the tests use that, and a portable copy on a stick can.
    """
    if home := os.environ.get("POETGUI_HOME"):
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "poetgui"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "poetgui"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "poetgui"


def models_folder() -> Path:
    """Where `training export --install` puts bundles and the app looks for them. As `user_data`."""
    return user_data() / "models"


def cache_folder() -> Path:
    """Where libraries keep what can be made again. As `user_data`."""
    return user_data() / "cache"
