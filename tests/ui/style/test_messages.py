"""Every sentence of the rooms below the window has an English one, and no English one is left."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pytestqt.qtbot import QtBot

from poetgui import paths
from poetgui.app import App
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import refusal
from poetgui.composer.request.request_layout import lay_out
from poetgui.errors import Message, UserError
from poetgui.grid import Tone
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.tune_patterns import tune_of
from poetgui.prosody.forms.verse_forms import OPENINGS, form_of, pattern_name
from poetgui.ui.style.messages import sentences, translate_message
from poetgui.ui.style.translation import Translation

PACKAGE = Path(paths.__file__).parent
CONSOLE = {"commands", "__main__.py", "libraries.py"}
"""What only says something where there is no window: in Chinese alone."""
HAN = re.compile("[\u4e00-\u9fff]")
TEMPLATE_AT = {"Message": 0, "UserError": 0, "NotHan": 1}
"""Which argument the template is."""
PASSED_ON = {"errors.py", "ui/style/messages.py", "composer/request/han.py"}
"""Where a template comes from a caller."""
TERMS = {tone.value for tone in Tone} | {
    pattern_name(first, width) for width, firsts in OPENINGS.items() for first in firsts
}
"""Words that are no template: the enumeration of the tones, and patterns as poems store them."""


class Call(NamedTuple):
    """A call that makes a message: where, its template, how many arguments."""

    place: str
    template: str | None
    """None: not written out in the call."""
    arguments: int


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.split("/")[0] not in CONSOLE:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls() -> list[Call]:
    found = []
    for name, tree in modules():
        for node, position in carriers(tree):
            first = node.args[position] if len(node.args) > position else None
            constant = first.value if isinstance(first, ast.Constant) else None
            template = constant if isinstance(constant, str) else None
            if template is not None or name not in PASSED_ON:
                place = f"{name}:{node.lineno}"
                found.append(Call(place, template, len(node.args) - position - 1))
    return found


def carriers(tree: ast.Module) -> Iterator[tuple[ast.Call, int]]:
    """Calls of Message and of errors; in errors of another signature that of the parent."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in TEMPLATE_AT:
                yield node, TEMPLATE_AT[node.func.id]
        elif isinstance(node, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id in TEMPLATE_AT for base in node.bases
        ):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "super().__init__":
                    yield inner, 0


def test_every_message_is_written_out_with_its_arguments() -> None:
    found = calls()
    assert len(found) > 130
    assert [call for call in found if call.template is None] == []
    assert [
        c for c in found if c.template is not None and c.template.count("{}") != c.arguments
    ] == []


def test_every_message_has_an_english_one_and_none_is_left_over() -> None:
    used = {call.template for call in calls() if call.template} | TERMS
    assert sorted(used - set(sentences())) == []
    assert sorted(set(sentences()) - used) == []


def test_every_argument_is_in_the_english() -> None:
    for chinese, english in sentences().items():
        numbers = {int(n) for n in re.findall(r"\{(\d+)\}", english)}
        assert numbers == set(range(1, chinese.count("{}") + 1)), chinese
        assert "{}" not in english


def test_no_sentence_is_a_plain_string() -> None:
    """A Chinese sentence with a full stop stands in a message, a docstring or a widget's `tr`."""
    plain = []
    for name, tree in modules():
        if name.startswith("ui/") or name == "app.py":
            continue
        known = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        for call, _ in carriers(tree):
            known |= {id(argument) for argument in call.args}
        plain += [
            f"{name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in known
            if isinstance(node.value, str) and HAN.search(node.value) and node.value.endswith("。")
        ]
    assert plain == []


def said_of(request: ComposeRequest) -> Message:
    with pytest.raises(UserError) as caught:
        lay_out(request)
    return caught.value.message


def first_finding(*lines: str, form: str) -> Message:
    return check(lines, form_of(form)).findings[0].message


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (refusal("3", 1).message, "Character 2, “3”, is a digit. Write “三”, or remove it."),
        (
            said_of(ComposeRequest(Mode.ACROSTIC, heads="春夏秋冬又一年", form="五绝")),
            "五绝 has only 4 lines, too few for 7 characters. "
            "Type fewer, or choose old-style verse (五古, 七古).",
        ),
        (
            said_of(ComposeRequest(Mode.FREE, answer="白日依山尽，黄河。")),
            "The form of the poem to answer is not clear: "
            "2 lines of 5, 2 characters: no known form.",
        ),
        (
            said_of(ComposeRequest(Mode.FREE, form="五排", lines=9)),
            "五言排律 has an even number of 10 to 32 lines and cannot have 9.",
        ),
        (UserError("没有“{}”这个词牌。", "平").message, "There is no tune “平”."),
        ("仄起首句不入韵", "Oblique opening, first line unrhymed"),
        (
            UserError("旧作“{}”存取不了：{}。", "/a/平", Message("磁盘满了")).message,
            "The history “/a/平” cannot be read or written: the disk is full.",
        ),
        (
            first_finding("天增岁月人增寿", "春到乾坤福满堂", form="对联"),
            "Character 2 and character 6 of the upper line are both “增”, "
            "and the lower line does not repeat in the same places.",
        ),
        ("这句话没有人说过。", "这句话没有人说过。"),
        ("没有“平”这个词牌。", "没有“平”这个词牌。"),
        ("", ""),
    ],
)
def test_sentences_are_told_in_english(
    translation: Translation, sentence: str, english: str
) -> None:
    assert translate_message(sentence) == sentence
    translation.use("en")
    assert translate_message(sentence) == english


def test_a_message_stands_as_a_clause_within_another(translation: Translation) -> None:
    strict = check(
        ("黄河远上白云间", "一片孤城万仞山", "羌笛何须怨杨柳", "春风不度玉门关"), strict=True
    )
    translation.use("en")
    told = [translate_message(finding.message) for finding in strict.findings]
    assert any(sentence.endswith("; strict rules forbid it.") for sentence in told), told
    assert not any(".;" in sentence for sentence in told)


def test_findings_are_told_in_english(translation: Translation) -> None:
    verdict = check(("白日依山尽", "黄河入海天", "欲穷千里目", "更上一层楼"))
    translation.use("en")
    told = [translate_message(finding.message) for finding in verdict.findings]
    assert told
    for sentence in told:
        assert not re.search("[\u4e00-\u9fff]{4}", sentence)  # characters and groups only
    assert any("does not rhyme" in sentence for sentence in told)


def test_a_notice_follows_the_language(app: App, qtbot: QtBot) -> None:
    notice = app.window.poem_view.notice
    with pytest.raises(UserError) as refused:
        tune_of("古风")
    app.workspace.problem.emit(refused.value.message)
    assert notice.text == "没有“古风”这个词牌。"
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: notice.text == "There is no tune “古风”.")
