"""Which optimiser takes which parameter."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from training.fit.optimisers import optimisers_for
from training.fit.presets import PRESETS
from training.network.poet import Poet, Size

BASE = PRESETS["base"]
MATRICES = [
    "next_pin_projection.weight",
    "lower.weight_ih_l0",
    "lower.weight_hh_l0",
    "upper.weight_ih_l0",
    "upper.weight_hh_l0",
    "hint_query.weight",
    "hint_key.weight",
    "hint_value.weight",
    "hint_attention_out.weight",
    "self_attention.key",
    "self_attention.value",
    "self_attention.query.weight",
    "self_attention.to_hidden.weight",
    "self_attention.to_output.weight",
    "output_projection.weight",
    "conditioning_to_output.weight",
]


def small(tied: bool) -> Poet:
    return Poet(
        Size(vocabulary=20, styles=3, embedding=16, features=8, hidden=24, attention=8, heads=2,
             tied=tied)
    )  # fmt: skip


def taken(optimiser: torch.optim.Optimizer, network: Poet) -> list[str]:
    names = {id(p): name for name, p in network.named_parameters()}
    return [names[id(p)] for group in optimiser.param_groups for p in group["params"]]


@pytest.mark.parametrize("tied", [True, False])
def test_muon_takes_the_matrices_in_the_order_that_checkpoints_have(tied: bool) -> None:
    network = small(tied)
    muon, adamw = optimisers_for(network, BASE)
    assert isinstance(muon, torch.optim.Muon)
    assert taken(muon, network) == MATRICES
    others = [name for name, _ in network.named_parameters() if name not in MATRICES]
    assert taken(adamw, network) == others
    assert ("output_embedding.weight" in others) is not tied


@pytest.mark.parametrize("optimiser", ["muon", "adamw"])
def test_every_parameter_is_in_exactly_one_group(optimiser: str) -> None:
    network = small(False)
    preset = dataclasses.replace(BASE, optimiser=optimiser)
    found = [name for one in optimisers_for(network, preset) for name in taken(one, network)]
    assert sorted(found) == sorted(name for name, _ in network.named_parameters())


def test_each_group_keeps_its_top_rate() -> None:
    muon, adamw = optimisers_for(small(True), BASE)
    assert [g["top"] for g in muon.param_groups] == [BASE.rate]
    assert [g["top"] for g in adamw.param_groups] == [BASE.rate_tables]
