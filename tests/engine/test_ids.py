"""What a model may be called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetgui.engine.bundle.bundle_list import read_manifest
from poetgui.engine.bundle.ids import checked_id
from poetgui.errors import UserError
from poetgui.paths import resource

GOOD = [
    "诗囊·唐宋",
    "诗囊 base",
    "我的 模型",
    "tiny",
    "Poet-2.1_b",
    "〇一",
    "（试）唐",
    "é",
    "コン",
    "console",
]
WRONG = [
    *("", ".", "..", ".removed", ".hidden", "末尾.", " 前", "后 "),
    *("a/b", "a\\b", "/etc", "C:", "a:b*?"),
    *("CON", "con", "nul.onnx", "NUL .x", "COM1", "lpt9", "Aux"),
    *("a\n", "a\tb", "a\0", "a\x7f", "a\u202eb", "a\u200b", "a\ud800"),
    *("-x", "e\u0301", "字" * 65, "𠀀" * 51),
    *(None, True, 1, 1.5, float("nan"), [], ["a"], {}),
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_name(name: str) -> None:
    assert checked_id(name) == name


@pytest.mark.parametrize("name", WRONG)
def test_no_name(name: object) -> None:
    with pytest.raises(UserError, match="模型的名字") as refusal:
        checked_id(name)
    assert str(refusal.value).isprintable()


@given(st.text())
def test_whatever_passes_is_a_folder_name_on_every_system(name: str) -> None:
    try:
        checked_id(name)
    except UserError:
        return
    assert 0 < len(name.encode()) <= 200
    assert name.strip(" .") == name.rstrip(" .") == name
    assert not re.search(r'[\\/:*?"<>|]', name)
    assert name.isprintable()


def test_the_shipped_model_has_one() -> None:
    assert checked_id(read_manifest(resource("model"))["id"]) == "诗囊·唐宋"
