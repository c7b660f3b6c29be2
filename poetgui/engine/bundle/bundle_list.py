"""Which bundles are installed. Read while the window opens: without numpy and onnxruntime."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poetgui.engine.bundle.contents import Contents
from poetgui.errors import UserError
from poetgui.paths import models_folder, resource


@dataclass(frozen=True)
class Card:
    """What a list of models shows of an installed bundle, without loading it."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        return self.manifest["id"]


def list_bundles() -> list[Card]:
    """Installed bundles: the shipped one first, then the person's own by name."""
    own = list[Path]()
    with suppress(OSError):  # there is no folder yet, or it cannot be read
        found = models_folder().iterdir()
        own = sorted(path for path in found if path.is_dir() and path.name[0] != ".")
    cards = []
    for folder in (resource("model"), *own):
        try:
            cards.append(Card(folder, read_manifest(folder)))
        except UserError:
            continue  # a folder that is no bundle is not offered
    return cards


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest alone, of a schema that this program reads. Raises UserError otherwise."""
    return Contents(folder).manifest()
