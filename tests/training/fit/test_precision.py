"""Which precision a run computes in."""

from __future__ import annotations

import pytest
import torch

from tests.training.conftest import CPU
from training.fit import precision


@pytest.mark.parametrize(("speed", "low"), [(0.4, False), (1.1, False), (1.9, True)])
def test_bfloat16_is_taken_where_it_was_measured_to_be_faster(
    speed: float, low: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "bfloat16_speed", lambda: speed)
    with precision.autocast(CPU):
        assert torch.is_autocast_enabled("cpu") is low
    said = precision.describe(CPU)
    assert f"精度 {'bfloat16' if low else 'float32'}" in said
    assert f"{speed:.1f} 倍" in said


def test_both_are_measured() -> None:
    seconds = {kind: precision._seconds(kind) for kind in (torch.float32, torch.bfloat16)}
    assert all(taken > 0 for taken in seconds.values())
    assert precision.bfloat16_speed() > 0


def test_a_card_needs_no_measuring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "bfloat16_speed", lambda: pytest.fail("measured"))
    assert "显卡" in precision.describe(torch.device("cuda"))
