"""The parts of the network that are written by hand, beside the library's own."""

from __future__ import annotations

import copy
import math
import random

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from poetgui.engine.model.features import HINT_PAD, UNK
from training.corpus.conditioning import TRAINING
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.fit.held_out_loss import tensors
from training.network import fused_lstm
from training.network.fused_cross_entropy import FusedCrossEntropy
from training.network.poet import Poet, Size, locked_dropout, loss_sum
from training.network.self_attention import PoemSelfAttention, causal_mask

CPU = torch.device("cpu")


def low() -> torch.autocast:
    return torch.autocast("cpu", torch.bfloat16)


def close(ours: Tensor, theirs: Tensor, tolerance: float) -> None:
    """Within a share of the largest value: bfloat16 keeps eight bits of each number."""
    assert ours.shape == theirs.shape
    difference = (ours.float() - theirs.float()).abs().max() / theirs.float().abs().max()
    assert difference < tolerance, difference


class TestLayer:
    B, T, INPUTS, H = 5, 9, 12, 16

    def layer(self) -> tuple[nn.LSTM, Tensor]:
        torch.manual_seed(0)
        layer = nn.LSTM(self.INPUTS, self.H, batch_first=True)
        return layer, torch.randn(self.B, self.T, self.INPUTS)

    def test_values_are_those_of_the_library(self) -> None:
        layer, x = self.layer()
        expected = layer(x)[0]
        with low():
            close(fused_lstm.run(layer, x), expected, 0.02)

    def test_gradients_are_those_of_the_library(self) -> None:
        layer, x = self.layer()
        seen = torch.randn(self.B, self.T, self.H)
        wanted = [x.requires_grad_(), *layer.parameters()]
        theirs = torch.autograd.grad((layer(x)[0] * seen).sum(), wanted)
        with low():
            ours = torch.autograd.grad((fused_lstm.run(layer, x) * seen).sum(), wanted)
        for mine, library in zip(ours, theirs, strict=True):
            close(mine, library, 0.04)
            assert mine.dtype == library.dtype

    def test_a_wrong_gate_would_be_noticed(self) -> None:
        """The tolerance must not hide a mistake: two gates changed places are far outside."""
        layer, x = self.layer()
        expected = layer(x)[0]
        weights = dict(layer.named_parameters())["weight_ih_l0"]
        i, f, g, o = weights.data.chunk(4)
        weights.data = torch.cat((f, i, g, o))
        with low(), pytest.raises(AssertionError):
            close(fused_lstm.run(layer, x), expected, 0.02)

    def test_without_bfloat16_it_is_the_library(self) -> None:
        layer, x = self.layer()
        assert torch.equal(fused_lstm.run(layer, x), layer(x)[0])

    def test_one_cell_and_one_poem(self) -> None:
        layer, _ = self.layer()
        x = torch.randn(1, 1, self.INPUTS)
        expected = layer(x)[0]  # in float32: not every processor has the library's in bfloat16
        with low():
            close(fused_lstm.run(layer, x), expected, 0.02)


class TestCrossEntropy:
    V, E = 50, 8

    def inputs(self, cells: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        torch.manual_seed(cells)
        return (
            torch.randn(cells, self.E, requires_grad=True),
            torch.randn(self.V, self.E, requires_grad=True),
            torch.randn(self.V, requires_grad=True),
            torch.randint(0, self.V, (cells,)),
        )

    @pytest.mark.parametrize("cells", [1, 1023, 1024, 1025, 2500])
    def test_value_and_gradients_in_full_precision(self, cells: int) -> None:
        output, weight, bias, target = self.inputs(cells)
        wanted = (output, weight, bias)
        expected = functional.cross_entropy(
            functional.linear(output, weight, bias), target, reduction="sum"
        )
        ours: Tensor = FusedCrossEntropy.apply(output, weight, bias, target)  # type: ignore
        assert ours.item() == pytest.approx(expected.item(), rel=1e-5)
        theirs = torch.autograd.grad(expected * 3, wanted)
        for mine, library in zip(torch.autograd.grad(ours * 3, wanted), theirs, strict=True):
            close(mine, library, 1e-4)

    def test_value_and_gradients_in_half_precision(self) -> None:
        output, weight, bias, target = self.inputs(1500)
        wanted = (output, weight, bias)
        expected = functional.cross_entropy(
            functional.linear(output, weight, bias), target, reduction="sum"
        )
        theirs = torch.autograd.grad(expected, wanted)
        with low():
            ours: Tensor = FusedCrossEntropy.apply(output, weight, bias, target)  # type: ignore
        assert ours.item() == pytest.approx(expected.item(), rel=0.01)
        for mine, library in zip(torch.autograd.grad(ours, wanted), theirs, strict=True):
            close(mine, library, 0.05)
            assert mine.dtype == torch.float32

    def test_the_gradient_is_that_of_the_smoothed_target(self) -> None:
        output, weight, bias, target = self.inputs(1500)
        wanted = (output, weight, bias)
        logits = functional.linear(output, weight, bias)
        smoothed = functional.cross_entropy(logits, target, reduction="sum", label_smoothing=0.1)
        plain = functional.cross_entropy(logits, target, reduction="sum")
        ours: Tensor = FusedCrossEntropy.apply(output, weight, bias, target, 0.1)  # type: ignore
        assert ours.item() == pytest.approx(plain.item(), rel=1e-5)
        theirs = torch.autograd.grad(smoothed, wanted)
        for mine, library in zip(torch.autograd.grad(ours, wanted), theirs, strict=True):
            close(mine, library, 1e-4)

    def test_a_hopeless_guess_is_no_infinity(self) -> None:
        output = torch.tensor([[100.0]], requires_grad=True)
        weight = torch.tensor([[10.0], [-10.0]], requires_grad=True)
        loss: Tensor = FusedCrossEntropy.apply(
            output, weight, torch.zeros(2, requires_grad=True), torch.tensor([1])
        )  # type: ignore
        assert 60 < loss.item() < 100
        (gradient,) = torch.autograd.grad(loss, output)
        assert gradient.isfinite().all()


def small_size(corpus: Corpus, dropout: float = 0.0) -> Size:
    return Size(
        vocabulary=len(corpus.vocabulary["characters"]), styles=len(corpus.manifest["styles"]),
        embedding=16, features=8, hidden=24, attention=8, heads=2, dropout=dropout,
    )  # fmt: skip


@pytest.fixture(scope="module")
def poet(corpus: Corpus) -> Poet:
    torch.manual_seed(0)
    network = Poet(small_size(corpus))
    for weight in (
        network.self_attention.to_hidden.weight,
        network.self_attention.to_output.weight,
    ):
        nn.init.normal_(weight)  # as if it had learned to look back
    return network.eval()


@pytest.fixture(scope="module")
def batch(corpus: Corpus) -> tuple[Tensor, ...]:
    rows = corpus.rows(Split.TRAIN)[:12]
    return tensors(corpus.batch(rows, TRAINING, random.Random(2)), CPU)


@torch.no_grad()
def test_the_rows_of_a_batch_do_not_see_each_other(poet: Poet, batch: tuple[Tensor, ...]) -> None:
    previous, features, hints = batch[:3]
    together = poet(previous, features, hints)
    for i in range(len(previous)):
        alone = poet(previous[i : i + 1], features[i : i + 1], hints[i : i + 1])
        torch.testing.assert_close(together[i : i + 1], alone, rtol=1e-4, atol=1e-5)


@torch.no_grad()
def test_a_cell_sees_nothing_after_it(poet: Poet, batch: tuple[Tensor, ...]) -> None:
    previous, features, hints = batch[:3]
    whole = poet(previous, features, hints)
    for cells in (1, 7, 20):
        part = poet(previous[:, :cells], features[:, :cells], hints)
        torch.testing.assert_close(whole[:, :cells], part, rtol=1e-4, atol=1e-5)


@torch.no_grad()
def test_what_stands_far_back_is_seen_past_the_state(poet: Poet, batch: tuple[Tensor, ...]) -> None:
    """With the recurrent weights at zero nothing but attention can carry a character onwards."""
    deaf = copy.deepcopy(poet)
    for layer in (deaf.lower, deaf.upper):
        for name, weight in layer.named_parameters():
            if "hh" in name or "bias" in name:
                weight.zero_()
    previous, features, hints = (part[:1] for part in batch[:3])
    other = previous.clone()
    other[0, 1] = previous[0, 1] % 5 + UNK + 1
    whole, changed = deaf(previous, features, hints), deaf(other, features, hints)
    assert not torch.equal(previous, other)
    assert (whole - changed)[0, 9].abs().max() > 1e-4


@torch.no_grad()
def test_a_fresh_network_says_the_same_whatever_it_looks_back_at() -> None:
    attention = PoemSelfAttention(16, 24, 8, 2)
    lower, said = torch.randn(3, 4, 24), torch.randn(3, 4, 16)
    here = torch.zeros(3, 4, 2, dtype=torch.long)
    attended = attention(lower, said, here, here, causal_mask(4, CPU))
    assert attended.abs().max() > 0
    assert not attention.to_hidden(attended).any()
    assert not attention.to_output(attended).any()


@torch.no_grad()
def test_it_begins_with_its_eyes_on_the_place_above() -> None:
    """Two lines of five; at the third cell of the second: the third and the fourth of the first."""
    attention = PoemSelfAttention(16, 24, 8, 2)
    attention.query.weight.zero_()
    attention.query.bias.zero_()
    attention.value.copy_(torch.eye(8, 16))
    there = torch.tensor([[[i // 5, i % 5] for i in range(7)]])
    here = torch.tensor([[[1, 2]]])
    said = torch.zeros(1, 7, 16)
    said[0, 2, 0] = said[0, 3, 4] = 1.0  # each head reads half of the values
    seen = attention(torch.zeros(1, 1, 24), said, there, here)[0, 0]
    share = math.exp(4) / (math.exp(4) + 6)
    torch.testing.assert_close(seen[[0, 4]], torch.tensor([share, share]))
    assert not seen[[1, 2, 3, 5, 6, 7]].any()


@torch.no_grad()
def test_without_hints_attention_adds_a_constant(poet: Poet) -> None:
    """Only the bias of `hint_attention_out`, whatever the lower layer gives, and no infinity."""
    lower = torch.randn(3, 5, poet.size.hidden)
    hints = torch.full((3, 2, 4), HINT_PAD)
    added = poet.attend(lower, poet.remember(hints)) - lower
    torch.testing.assert_close(
        added, poet.hint_attention_out.bias.expand_as(added), rtol=1e-4, atol=1e-5
    )


@torch.no_grad()
def test_rows_of_padding_among_the_hints_change_nothing(
    poet: Poet, batch: tuple[Tensor, ...]
) -> None:
    previous, features, hints = batch[:3]
    padded = torch.cat((hints, torch.full((len(hints), 3, 4), HINT_PAD)), 1)
    torch.testing.assert_close(
        poet(previous, features, hints), poet(previous, features, padded), rtol=1e-4, atol=1e-5
    )


@torch.no_grad()
def test_hints_are_heard_and_their_order_is_not(poet: Poet, batch: tuple[Tensor, ...]) -> None:
    previous, features, hints = batch[:3]
    whole = poet(previous, features, hints)
    turned = poet(previous, features, hints.flip(1))
    torch.testing.assert_close(whole, turned, rtol=1e-4, atol=1e-5)
    hinted = (hints[:, :, 1] != HINT_PAD).any(1)
    assert hinted.any()
    without = poet(previous, features, torch.full_like(hints, HINT_PAD))
    changed = (whole - without).abs().amax((1, 2)) > 1e-4
    assert changed.tolist() == hinted.tolist()


def test_the_loss_counts_the_open_cells_alone(poet: Poet, batch: tuple[Tensor, ...]) -> None:
    previous, features, hints, target, weight = batch
    with torch.no_grad():
        output = poet(previous, features, hints)
        losses = functional.cross_entropy(
            poet.logits(output).flatten(0, 1), target.flatten(), reduction="none"
        )
    expected = losses[weight.flatten()].sum().item()
    cells = weight.flatten().nonzero()[:, 0]
    assert loss_sum(poet, output, target, cells).item() == pytest.approx(expected, rel=1e-5)


def test_every_weight_learns(poet: Poet, batch: tuple[Tensor, ...]) -> None:
    """A layer that no gradient reaches would sit there unseen."""
    previous, features, hints, target, weight = batch
    with torch.no_grad():
        for parameter in poet.parameters():  # a layer that starts at zero hides what is before it
            parameter.add_(torch.randn_like(parameter) * 0.05)
    poet.zero_grad()
    cells = weight.flatten().nonzero()[:, 0]
    loss_sum(poet, poet(previous, features, hints), target, cells).backward()
    silent = [n for n, p in poet.named_parameters() if p.grad is None or not p.grad.any()]
    assert silent == []


def test_one_mask_of_dropout_for_all_cells() -> None:
    torch.manual_seed(0)
    dropped = locked_dropout(torch.ones(40, 6, 50), 0.25)
    assert (dropped == dropped[:, :1]).all()
    values, counts = dropped[:, 0].unique(return_counts=True)
    assert values.tolist() == pytest.approx([0, 1 / 0.75])
    assert counts[0].item() / counts.sum().item() == pytest.approx(0.25, abs=0.05)
    assert len({tuple(row.tolist()) for row in dropped[:, 0]}) > 1
    x = torch.randn(2, 3, 4)
    assert locked_dropout(x, 0.0) is x


def test_evaluation_drops_nothing(corpus: Corpus, batch: tuple[Tensor, ...]) -> None:
    network = Poet(small_size(corpus, dropout=0.5))
    inputs = batch[:3]
    with torch.no_grad():
        assert not torch.equal(network.train()(*inputs), network(*inputs))
        assert torch.equal(network.eval()(*inputs), network(*inputs))
    assert np.isfinite(network(*inputs).detach().numpy()).all()
