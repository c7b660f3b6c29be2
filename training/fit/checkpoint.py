"""Checkpoints: one dictionary, written beside and then put in place, loaded with weights only."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from pickle import UnpicklingError

import torch

from poetgui.engine.model.features import HINT_TITLE
from poetgui.errors import UserError
from training.corpus.dataset import Corpus
from training.fit import learning_curve
from training.fit.presets import Preset
from training.network.parameter_names import with_current_names
from training.network.poet import Poet, Size


def save(state: dict, path: Path) -> None:
    """Write `state` so that a crash leaves the old checkpoint or the new one, never half of one."""
    temporary = path.with_name(path.name + ".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def load(path: Path, corpus: Corpus) -> dict:
    """The dictionary of a checkpoint, its weights by the names of today (`parameter_names`).

    Raises UserError when it is missing, damaged or of another vocabulary.
    """
    if not path.exists():
        raise UserError(f"找不到训练存档：{path}")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, EOFError, RuntimeError, UnpicklingError) as error:
        raise UserError(f"训练存档 {path} 读不出来，可能已损坏。") from error
    if not isinstance(state, dict) or "vocabulary" not in state:
        raise UserError(f"{path} 不是训练存档。")
    if state["vocabulary"] != vocabulary_hash(corpus):
        raise UserError(f"{path} 是用另一份数据训练的，字表不同。")
    if "network" in state:
        state["network"] = with_current_names(state["network"])
    return state


def facts(state: dict, folder: Path) -> dict:
    """What a bundle's manifest says of the training of a checkpoint of the run in `folder`."""
    told = {
        "preset": state["preset"]["name"],
        "steps": state["step"],
        "characters": state["characters"],
        "seconds": round(state["seconds"]),
        "passes": learning_curve.point_at(folder, state["step"]).passes,
        "device": state["device"],
    }
    return told | ({"began": state["began"]} if state.get("began") else {})


def with_widths_of(preset: Preset, path: Path, corpus: Corpus) -> Preset:
    """The preset with the widths of a checkpoint's: of a run that began with a bundle they are the
    bundle's. Raises UserError as `load` does.
    """
    size = load(path, corpus)["size"]
    return dataclasses.replace(
        preset, **{name: size[name] for name in ("embedding", "features", "hidden", "attention")}
    )


def trained_with_titles(state: dict, corpus: Corpus) -> bool:
    """Whether the network of a checkpoint has read titles as hints.

    Checkpoints have said how they were conditioned since the network could be; of one that does
    not, the table of kinds tells: it has a row for titles since titles are trained with.
    """
    if not corpus.poems["titled"].any():
        return False
    if "conditioning" in state:
        return state["conditioning"]["title"] > 0
    return len(state["network"]["hint_kind.weight"]) > HINT_TITLE


def network_of(state: dict) -> Poet:
    """The network of a checkpoint as a bundle stores it: weights rounded to half precision.

    It is rounded here, before it is evaluated and exported, so that the figures on the card and the
    logits compared are those of the weights that ship.
    """
    network = Poet(Size(**state["size"]))
    network.load_state_dict({k: w.half().float() for k, w in state["network"].items()})
    return network.eval()


def vocabulary_hash(corpus: Corpus) -> str:
    """sha256 over the characters in their order: weights fit no other vocabulary."""
    return hashlib.sha256("".join(corpus.vocabulary["characters"]).encode()).hexdigest()
