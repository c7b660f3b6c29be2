"""Old names of parameters: each finds its place, and no current name is taken for an old one."""

from __future__ import annotations

from torch import nn

from poetgui.engine.model.features import FEATURES
from training.corpus.dataset import Corpus
from training.network.parameter_names import OLD_NAMES, current_name, with_current_names
from training.network.poet import Poet, Size, feature_values

OF_THE_FIRST_RELEASE = [
    "bias",
    "embedding.weight",
    "tables.form.weight",
    "tables.line.weight",
    "tables.lines_left.weight",
    "tables.column.weight",
    "tables.left.weight",
    "tables.tone.weight",
    "tables.tone_after.weight",
    "tables.rhyme.weight",
    "tables.rhyming.weight",
    "tables.style.weight",
    "tables.next_distance.weight",
    "ahead.weight",
    "lower.weight_ih_l0",
    "lower.weight_hh_l0",
    "lower.bias_ih_l0",
    "lower.bias_hh_l0",
    "upper.weight_ih_l0",
    "upper.weight_hh_l0",
    "upper.bias_ih_l0",
    "upper.bias_hh_l0",
    "kind.weight",
    "hint_line.weight",
    "hint_column.weight",
    "query.weight",
    "query.bias",
    "key.weight",
    "key.bias",
    "value.weight",
    "value.bias",
    "listen.weight",
    "listen.bias",
    "recall.key",
    "recall.value",
    "recall.query.weight",
    "recall.query.bias",
    "recall.place.weight",
    "recall.tell.weight",
    "recall.echo.weight",
    "project.weight",
    "project.bias",
    "echo.weight",
    "scored_by.weight",
]
"""The parameters of an untied network, in their order, as the shipped model was saved."""


def untied() -> Poet:
    return Poet(
        Size(vocabulary=20, styles=3, embedding=16, features=8, hidden=24, attention=8, heads=2,
             tied=False)
    )  # fmt: skip


def test_the_old_names_are_those_of_today_in_the_same_order() -> None:
    names = [name for name, _ in untied().named_parameters()]
    assert list(with_current_names(dict.fromkeys(OF_THE_FIRST_RELEASE))) == names


def test_current_names_stay() -> None:
    for name, _ in untied().named_parameters():
        assert current_name(name) == name


def test_every_old_name_of_the_table_was_one() -> None:
    for old in OLD_NAMES:
        assert any(name.startswith(old) for name in OF_THE_FIRST_RELEASE)


def test_the_features_have_as_many_values_as_their_tables(network: Poet, corpus: Corpus) -> None:
    values = feature_values(network.size)
    assert set(values) == set(FEATURES)
    assert values["next_character"] == len(corpus.vocabulary["characters"])
    for name, table in network.tables.items():
        assert isinstance(table, nn.Embedding)
        assert table.num_embeddings == values[name]
