"""From a checkpoint to a bundle: one step and the memory of the hints as ONNX, with a manifest.

Weights are stored in half precision (checkpoint.network_of rounds them) and widened when the app
loads them: half the size, and the perplexity moves in the fourth digit only. Those of the step may
be stored in eight bits instead (`quantisation`).
"""

from __future__ import annotations

import json
import random
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from poetgui.engine.bundle import copy_filter
from poetgui.engine.bundle.bundles import STOCK_PHRASES, TITLES
from poetgui.engine.bundle.ids import checked_id
from poetgui.engine.model.features import (
    FEATURES,
    FORMS,
    HINT_KINDS,
    MAX_COLUMN,
    MAX_LINE,
    RHYME_FIRST,
    UNK,
)
from poetgui.errors import UserError
from poetgui.files import sha256_of, with_checksum
from training.bundle import quantisation
from training.bundle.quantisation import STEP_INPUTS, STEP_OUTPUTS, cross_entropy, session
from training.corpus import lexicon
from training.corpus.conditioning import PROSODY
from training.corpus.dataset import Corpus
from training.corpus.human_poems import distinct_lines
from training.corpus.splits import Split, split_of_characters
from training.corpus.stock_phrases import stock_phrases
from training.corpus.title_list import title_counts
from training.evaluation import schools
from training.fit.held_out_loss import sample
from training.network.poet import Poet, feature_values
from training.network.poet import places as cells
from training.network.stored_weights import HALF, SCALE

SCHEMA = 1
"""Version of the bundle's format, as `engine.bundle.bundles` checks it."""
EIGHT_BITS = 8
MEASURED_POEMS = 96
"""By which the cost of eight bits is measured."""
TOLERANCE = 1e-3
"""Largest difference allowed between the logits of torch and of the exported step."""
DATA = ("commit", "kept", "characters", "vocabulary", "types", "unseen_types", "split_sha256")
"""What the bundle's manifest tells of the data."""

SECOND = dict.fromkeys(("hints", "keys", "values", "mask"), "hints") | dict.fromkeys(
    ("written", "places"), "read"
)
"""What the second axis counts, where its length may be any."""


class Step(nn.Module):
    """One cell of the poem: what was unrolled over time in training, a step at a time."""

    def __init__(self, network: Poet) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, written: Tensor, places: Tensor, features: Tensor, keys: Tensor, values: Tensor,
        mask: Tensor, h1: Tensor, c1: Tensor, h2: Tensor, c2: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        """[B, S], [B, S, 2], [B, F], [B, M, A] twice, [B, M], [B, H] four times
        -> [B, V], [B, H] four times.

        written: all characters read so far, the start of the poem first; places: theirs.
        """
        net = self.network
        conditioning = net.condition(features)
        embedded = net.embedding(written)
        h1, c1 = _cell(net.lower, torch.cat((embedded[:, -1], conditioning), -1), h1, c1)
        lower, (_, here) = h1.unsqueeze(1), cells(features.unsqueeze(1))
        attended = net.self_attention(lower, embedded, places, here)
        between = net.attend(lower, (keys, values, mask)) + net.self_attention.to_hidden(attended)
        h2, c2 = _cell(net.upper, between[:, 0], h2, c2)
        return net.logits(net.output(h2, conditioning, attended[:, 0])), h1, c1, h2, c2


class Remember(nn.Module):
    """The memory of the hints, computed once a poem."""

    def __init__(self, network: Poet) -> None:
        super().__init__()
        self.network = network

    def forward(self, hints: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """int64 [B, M, 4] -> [B, M, A], [B, M, A], [B, M]."""
        return self.network.remember(hints)


def _cell(lstm: nn.LSTM, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """One step of torch's LSTM in plain products (its gates are input, forget, cell, output)."""
    weights = dict(lstm.named_parameters())
    gates = (
        nn.functional.linear(x, weights["weight_ih_l0"], weights["bias_ih_l0"])
        + nn.functional.linear(h, weights["weight_hh_l0"], weights["bias_hh_l0"])
    )  # fmt: skip
    i, f, g, o = gates.chunk(4, -1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def export(
    network: Poet,
    corpus: Corpus,
    out: Path,
    *,
    name: str,
    training: dict,
    figures: dict,
    titles: bool = False,
    bits: int = 16,
) -> Path:
    """Write the bundle into the folder `out` and return it.

    training: what the manifest says of it (see `pipeline`). figures: what `evaluate` measured; the
    schools that it found become styles of the bundle. titles: whether the network was trained with
    titles as hints; only then does the manifest have the key. bits: of a weight, 16 or 8.

    Raises UserError when the name is none that a bundle may have, or the exported graphs do not
    give the logits of the network.
    """
    checked_id(name)
    found = [name for name, gain in figures.get("schools", {}).items() if gain["exists"]]
    network, styles = schools.with_schools(network.float().cpu(), corpus, found)
    network.eval()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        temporary = Path(folder)
        figures = figures | _write_graphs(network, corpus, temporary, bits)
        _write_lists(corpus, temporary, titles)
        manifest = {
            "schema": SCHEMA,
            "id": name,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "features": list(FEATURES),
            "styles": styles,
            "books": list(RHYME_FIRST),
            "forms": list(FORMS),
            "network": {
                "embedding": network.size.embedding,
                "hidden": network.size.hidden,
                "attention": network.size.attention,
                "weights": sum(p.numel() for p in network.parameters()),
                "bits": bits,
            },
            "data": {key: corpus.manifest[key] for key in DATA if key in corpus.manifest},
            "training": training,
            **({"titles": True} if titles else {}),
            "figures": figures,
        }
        write_manifest(temporary, manifest)
        out.mkdir(exist_ok=True)
        for file in temporary.iterdir():
            file.replace(out / file.name)
    return out


def _write_graphs(network: Poet, corpus: Corpus, folder: Path, bits: int) -> dict[str, float]:
    """Both graphs; how far they are from the network: `compare`, and `quantised` for eight bits."""
    _export_graphs(network, folder)
    difference = max(compare(network, folder, batch) for batch in (1, 7))
    if not difference <= TOLERANCE:  # not a number is no agreement either
        raise UserError(f"导出的模型与训练的模型不一致（差 {difference:.2g}），没有写出。")
    measured = {"onnx_difference": float(f"{difference:.2g}")}
    if bits == EIGHT_BITS:
        measured["eight_bit_loss"] = quantised(network, corpus, folder)
    for graph in ("poet.onnx", "hints.onnx"):
        _halve(folder / graph)
    return measured


def _write_lists(corpus: Corpus, folder: Path, titles: bool) -> None:
    """What comes with the network: characters, words, phrases, titles, and the copy filter."""
    _write_json(folder / "vocabulary.json", corpus.vocabulary)
    _write_json(folder / "lexicon.json", _lexicon(corpus))
    _write_json(folder / STOCK_PHRASES, {"phrases": stock_phrases(corpus)})
    if titles:
        _write_json(folder / TITLES, _titles(corpus))
    copy_filter.build(distinct_lines(corpus)).save(folder / "lines.filter")


def _titles(corpus: Corpus) -> dict:
    counts = title_counts(corpus)
    return {"titles": list(counts), "counts": list(counts.values())}


def write_manifest(folder: Path, manifest: dict) -> None:
    """Write manifest.json with the size and hash of every other file of the bundle."""
    files = {
        file.name: {"sha256": sha256_of(file), "bytes": file.stat().st_size}
        for file in sorted(folder.iterdir())
        if file.is_file()
        and file.suffix != ".tmp"
        and file.name not in ("manifest.json", "CARD.md")
    }
    _write_json(folder / "manifest.json", with_checksum(manifest | {"files": files}))


def random_features(network: Poet, batch: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """[batch, len(FEATURES)] every value that the network has a vector for, all alike often."""
    values = feature_values(network.size)
    return np.stack([chance.integers(0, values[name], batch) for name in FEATURES], -1)


def compare(network: Poet, folder: Path, batch: int) -> float:
    """Largest difference of the logits on random input, over three steps in a row."""
    step, remember = session(folder / "poet.onnx"), session(folder / "hints.onnx")
    chance = np.random.default_rng(batch)
    size = network.size
    hints = np.stack(
        [
            chance.integers(0, size.vocabulary, (batch, 5)),
            chance.integers(0, HINT_KINDS, (batch, 5)),
            chance.integers(0, MAX_LINE + 2, (batch, 5)),
            chance.integers(0, MAX_COLUMN + 2, (batch, 5)),
        ],
        -1,
    )
    keys, values, mask = remember.run(None, {"hints": hints})
    state = [np.zeros((batch, size.hidden), np.float32) for _ in range(4)]
    torch_state = [torch.from_numpy(s) for s in state]
    worst = 0.0
    for read in range(1, 4):
        written = chance.integers(1, size.vocabulary, (batch, read))
        places = chance.integers(0, MAX_COLUMN + 1, (batch, read, 2))
        features = random_features(network, batch, chance)
        cell = written, places, features
        logits, *state = step.run(
            None,
            dict(
                zip(
                    STEP_INPUTS,
                    (written, places, features, keys, values, mask, *state),
                    strict=True,
                )
            ),
        )
        with torch.no_grad():
            expected, *torch_state = Step(network)(
                *map(torch.from_numpy, cell),
                *network.remember(torch.from_numpy(hints)), *torch_state,
            )  # fmt: skip
        worst = np.maximum(worst, np.abs(logits - expected.numpy()).max())
    return float(worst)


def quantised(network: Poet, corpus: Corpus, folder: Path) -> float:
    """Round the step in `folder` to eight bits; what that adds to the cross entropy, in nats.

    Measured on poems of the validation split, and of the others where it has few. Raises UserError
    where it is too much.
    """
    rows = np.concatenate(
        [sample(corpus, split, None) for split in (Split.VALID, Split.TEST, Split.TRAIN)]
    )
    lengths = corpus.pieces["length"][rows]
    rows = rows[lengths == np.bincount(lengths).argmax()][:MEASURED_POEMS]
    batch = corpus.batch(rows, PROSODY, random.Random(0))
    exact = cross_entropy(folder, batch, network.size.hidden)
    quantisation.quantise(folder / "poet.onnx")
    added = cross_entropy(folder, batch, network.size.hidden) - exact
    if not added <= quantisation.LARGEST_LOSS:
        raise UserError(f"八位的模型比原来的差得多（每字多 {added:.2g} 奈特），没有写出。")
    return float(f"{added:.2g}")


def _lexicon(corpus: Corpus) -> dict:
    """Words of old poetry and how often each stands at a rhythm place, doubled characters 叠字 and
    how often each stands anywhere; the commonest first.
    """
    words = dict(zip(corpus.lexicon["words"], corpus.lexicon["counts"], strict=True))
    found = sorted((words | _doubled(corpus)).items(), key=lambda counted: -counted[1])
    return {"words": [word for word, _ in found], "counts": [count for _, count in found]}


def _doubled(corpus: Corpus) -> dict[str, int]:
    """What stands twice in a row in a line often enough to be a word, in the training split."""
    text, characters = corpus.text, corpus.vocabulary["characters"]
    begins = np.cumsum(corpus.widths.astype(np.int64))[:-1]
    again = np.zeros(len(text), bool)
    again[1:] = (text[1:] == text[:-1]) & (text[1:] > UNK)
    again[begins] = False
    again &= split_of_characters(corpus.poems, len(text)) == Split.TRAIN
    counts = np.bincount(text[again], minlength=len(characters))
    often = np.flatnonzero(counts >= lexicon.fewest(text))
    return {2 * characters[i]: int(counts[i]) for i in often}


def _export_graphs(network: Poet, folder: Path) -> None:
    size = network.size
    b, m, n = 3, 5, 7  # unlike each other and unlike 1: no size may be taken for a constant
    memory = network.remember(torch.ones(b, m, 4, dtype=torch.long))
    state = tuple(torch.zeros(b, size.hidden) for _ in range(4))
    written = torch.ones(b, n, dtype=torch.long)
    places = torch.zeros(b, n, 2, dtype=torch.long)
    cell = (written, places, torch.zeros(b, len(FEATURES), dtype=torch.long))
    memory_names = ("keys", "values", "mask")
    _export(
        Step(network), (*cell, *memory, *state), STEP_INPUTS, STEP_OUTPUTS, folder / "poet.onnx"
    )
    _export(Remember(network), (torch.ones(b, m, 4, dtype=torch.long),), ("hints",), memory_names,
            folder / "hints.onnx")  # fmt: skip


def _export(
    module: nn.Module, inputs: tuple, names: tuple[str, ...], outputs: tuple[str, ...], path: Path
) -> None:
    """The tracing exporter: for a graph of one step it gives the same as the new one, in a second
    instead of a minute, and needs no further package. Nothing is folded, so that every weight keeps
    its name (`start` reads them); the runtime folds when it loads.
    """
    axes = {n: {0: "batch"} | ({1: SECOND[n]} if n in SECOND else {}) for n in (*names, *outputs)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            module.eval(), inputs, path, input_names=list(names), output_names=list(outputs),
            dynamic_axes=axes, dynamo=False, opset_version=18, do_constant_folding=False,
        )  # fmt: skip


def _halve(path: Path) -> None:
    """Store large weights in half precision behind a Cast, which the runtime folds on loading."""
    model = onnx.load(path)
    for tensor in list(model.graph.initializer):
        small = np.prod(tensor.dims) < 4096 or tensor.name.endswith(SCALE)
        if tensor.data_type != TensorProto.FLOAT or small:
            continue
        half = numpy_helper.to_array(tensor).astype(np.float16)
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(numpy_helper.from_array(half, tensor.name + HALF))
        model.graph.node.insert(
            0,
            helper.make_node("Cast", [tensor.name + HALF], [tensor.name], to=TensorProto.FLOAT),
        )
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
