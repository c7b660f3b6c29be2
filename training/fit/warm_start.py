"""Warm start: begin from the weights of a finished bundle, to train on or to learn one's own poems.

The bundle's characters and styles are matched by name, so the vocabulary may be another one; what
the bundle has never seen begins as in a fresh network.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import onnx
import torch
from google.protobuf.message import DecodeError
from torch import Tensor

from poetgui.engine.bundle.bundle_list import read_manifest
from poetgui.engine.model.features import HINT_THEME, HINT_TITLE
from poetgui.errors import UserError
from training.corpus.dataset import Corpus
from training.fit.presets import Preset
from training.network.poet import Poet
from training.network.stored_weights import stored_weights

BY_CHARACTER = ("embedding.weight", "bias")
BY_STYLE = "tables.style.weight"
HINT_KIND = "hint_kind.weight"


def with_widths_of(preset: Preset, bundle: Path) -> Preset:
    """The preset with the widths of a bundle's network, from which it can then begin.

    Raises UserError when the folder holds no bundle.
    """
    try:
        shape = {name: weight.shape for name, weight in _weights(bundle).items()}
        return dataclasses.replace(
            preset,
            embedding=shape["embedding.weight"][1],
            features=shape["tables.form.weight"][1],
            hidden=shape["lower.weight_hh_l0"][1],
            attention=shape["hint_query.weight"][0],
        )
    except (OSError, KeyError, DecodeError) as error:
        raise UserError(f"{bundle} 里没有能接着练的模型：{error}") from error


def begin(network: Poet, bundle: Path, corpus: Corpus) -> tuple[int, dict]:
    """Copy the bundle's weights into `network`.

    Returns how many characters it already knew, and what it was: name, characters read, split.

    Raises UserError when the folder holds no bundle or one of another size.
    """
    try:
        weights = _weights(bundle)
        manifest = read_manifest(bundle)
        text = (bundle / "vocabulary.json").read_text(encoding="utf-8")
        known = {c: i for i, c in enumerate(json.loads(text)["characters"])}
        styles = {s: 1 + i for i, s in enumerate(manifest["styles"])}
    except (UserError, OSError, ValueError, KeyError) as error:
        raise UserError(f"{bundle} 里没有能接着练的模型：{error}") from error
    shared = [(i, known[c]) for i, c in enumerate(corpus.vocabulary["characters"]) if c in known]
    named = [(0, 0)] + [
        (1 + i, styles[s]) for i, s in enumerate(corpus.manifest["styles"]) if s in styles
    ]
    with torch.no_grad():
        for name, target in network.state_dict().items():
            if name not in weights:
                raise UserError(f"{bundle} 的模型是另一种网络（缺 {name}），不能接着练。")
            rows = shared if name in BY_CHARACTER else named if name == BY_STYLE else None
            _copy(name, weights[name], target, rows, bundle)
            if name == HINT_KIND and len(weights[name]) <= HINT_TITLE:
                target[HINT_TITLE] = target[HINT_THEME]  # a title says what a theme says
    before = {
        "id": manifest["id"],
        "characters": manifest.get("training", {}).get("characters", 0),
        "split_sha256": manifest.get("data", {}).get("split_sha256", ""),
    }
    return len(shared), before


def _copy(
    name: str, source: Tensor, target: Tensor, rows: list[tuple[int, int]] | None, bundle: Path
) -> None:
    """Row by row where `rows` pairs (ours, theirs); a table may have grown at its end."""
    if source.shape[1:] != target.shape[1:] or (rows is None and len(source) > len(target)):
        raise UserError(f"{bundle} 的模型尺寸与这个预设不同（{name}），不能接着练。")
    if rows is None:
        target[: len(source)] = source
    else:
        ours, theirs = map(list, zip(*rows, strict=True))
        target[ours] = source[theirs]


def _weights(bundle: Path) -> dict[str, Tensor]:
    """The network's parameters out of both graphs."""
    graphs = (onnx.load(bundle / file) for file in ("poet.onnx", "hints.onnx"))
    return {
        name: torch.from_numpy(weight)
        for graph in graphs
        for name, weight in stored_weights(graph).items()
    }
