"""Characters and their ids, and the nearest character for one that the model does not know."""

from __future__ import annotations

import json

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.request_layout import lay_out
from poetgui.composer.writing.composer import Composer
from poetgui.engine.model import features as f
from poetgui.engine.model import inputs
from poetgui.engine.model.features import MARKERS
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.grid import Place
from poetgui.paths import resource
from poetgui.prosody.books.near_characters import near_characters
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import CHARACTERS, ToyModel
from training.evaluation.personal_names import names

MARKS = ("", "<s>", "<unk>")


def test_an_unknown_character_has_the_id_of_the_nearest_known_one() -> None:
    assert near_characters("爹") == "爷父"
    assert Vocabulary((*MARKS, "父", "爷")).id("爹") == MARKERS + 1
    assert Vocabulary((*MARKS, "父")).id("爹") == MARKERS
    assert Vocabulary((*MARKS, "母")).id("爹") == f.UNK
    assert Vocabulary((*MARKS, "父", "爹")).id("爹") == MARKERS + 1  # known itself


def test_nearest_does_not_mean_known() -> None:
    vocabulary = Vocabulary((*MARKS, "哲"))
    assert "喆" not in vocabulary
    assert vocabulary.ids("喆哲").tolist() == [MARKERS]


@pytest.mark.parametrize(
    ("character", "nearest"), ["喆哲", "堃坤", "翀冲", "鑫金", "钰玉", "爸父", "妈母", "姐姊"]
)
def test_names_and_kin_are_given_as_what_they_mean(character: str, nearest: str) -> None:
    assert near_characters(character)[0] == nearest
    vocabulary = _shipped()
    assert vocabulary.characters[vocabulary.id(character)] == nearest


def test_of_two_hundred_names_no_character_is_given_as_unknown() -> None:
    vocabulary = _shipped()
    assert {c for name in names() for c in name if vocabulary.id(c) == f.UNK} == set()


def test_hints_and_features_have_the_nearest_character() -> None:
    vocabulary, grid = Vocabulary((*MARKS, "春", "哲")), grids(form_of("五绝"))[0]
    pins = {Place(0, 0): "春", Place(1, 0): "喆"}
    rows = inputs.cell_features(grid, pins, vocabulary, book=None, groups=(), known=())
    assert rows[0, f.FEATURES.index("next_character")] == vocabulary.id("哲")
    assert inputs.hints(grid, pins, (), vocabulary)[:, 0].tolist() == [3, 4]


def test_a_head_is_shown_as_typed_and_judged_as_itself() -> None:
    """Masks and checker read `seen`, where 爸 stays 爸, though the model reads 父."""
    request = ComposeRequest(Mode.ACROSTIC, heads="爸天人山", form="五绝", count=2, seed=1)
    assert lay_out(request).seen[Place(0, 0)] == "爸"
    poems = Composer(ToyModel((*CHARACTERS, "父"))).compose(request)
    assert ["".join(line[0] for line in poem.lines) for poem in poems] == ["爸天人山"] * 2


def _shipped() -> Vocabulary:
    text = resource("model", "vocabulary.json").read_text(encoding="utf-8")
    return Vocabulary(json.loads(text)["characters"])
