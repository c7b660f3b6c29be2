"""Messages are Chinese text that keeps its template; errors carry one."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from poetgui.composer.request.han import NotHan, refusal
from poetgui.engine.bundle.bundles import AlreadyInstalledError
from poetgui.errors import Message, UserError


def test_a_message_is_its_finished_text() -> None:
    place = Message("第{}句", 2)
    message = Message("{}出律，可用{}。", place, ("东", Message("第{}部", 1)))
    assert message == "第2句出律，可用东、第1部。"
    assert message.template == "{}出律，可用{}。"
    assert message.arguments[0] is place


def test_text_without_arguments_is_taken_as_it_stands() -> None:
    assert str(UserError("{} 里的 {}")) == "{} 里的 {}"
    assert Message("说{}", "{}") == "说{}"


def test_the_number_of_arguments_is_that_of_the_template() -> None:
    with pytest.raises(ValueError, match="zip"):
        Message("第{}句第{}字", 1)
    with pytest.raises(ValueError, match="zip"):
        UserError("第{}句", 1, 2)


def test_a_clause_has_no_full_stop() -> None:
    clause = Message("第{}句失对。", 3).clause()
    assert (clause, clause.template, clause.arguments) == ("第3句失对", "第{}句失对", (3,))
    assert clause.clause() == clause


@pytest.mark.parametrize("copied", [lambda x: pickle.loads(pickle.dumps(x)), copy.deepcopy])
def test_copies_keep_the_template(copied: Callable[[Any], Any]) -> None:
    message = Message("{}，{}。", Message("第{}句", 2), "东")
    again = copied(message)
    assert (again, again.template, again.arguments) == (message, message.template, ("第2句", "东"))
    assert again.arguments[0].template == "第{}句"


@pytest.mark.parametrize(
    "error",
    [UserError("没有“{}”这个词牌。", "古风"), refusal("3", 1), AlreadyInstalledError("tiny")],
)
def test_errors_survive_pickle(error: UserError) -> None:
    again: UserError = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.message.arguments == error.message.arguments
    if isinstance(error, NotHan):
        assert isinstance(again, NotHan)
        assert again.index == error.index
