"""Taking an installed bundle away so that it can come back: a folder beside the others."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from poetgui.errors import UserError
from poetgui.paths import models_folder

TRASH = ".removed"
"""Inside the models' folder: moving there copies nothing, and `list_bundles` skips its name."""


def removable(folder: Path) -> bool:
    """Whether the person installed it: the bundle that the program ships stays."""
    return folder.parent == models_folder()


def remove(folder: Path) -> Callable[[], None]:
    """Move an installed bundle to the trash; the function returned brings it back.

    Both raise UserError where the disk does not allow it, the second also when a model of that
    name has been installed meanwhile or the trash has been emptied.
    """
    if not removable(folder):
        raise UserError("“{}”是诗囊自带的模型，不能删去。", folder.name)
    kept = models_folder() / TRASH / uuid.uuid4().hex
    kept.parent.mkdir(exist_ok=True)
    _move(folder, kept)

    def restore() -> None:
        if folder.exists():
            raise UserError("已另装了“{}”，删去的那个不再放回。", folder.name)
        _move(kept, folder)

    return restore


def empty_trash() -> None:
    """Remove for good what was taken away. What the system still holds is left for next time."""
    shutil.rmtree(models_folder() / TRASH, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("模型“{}”移动不了：{}。", source.name, reason) from error
