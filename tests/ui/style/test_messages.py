"""Every sentence of the rooms below the window has an English one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from poetgui import paths
from poetgui.app import App
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import refusal
from poetgui.composer.request.request_layout import lay_out
from poetgui.errors import UserError
from poetgui.prosody.checker.poem_checker import check
from poetgui.ui.style.messages import catalogue, translate_message
from poetgui.ui.style.translation import Translation

PACKAGE = Path(paths.__file__).parent
ROOMS = ("composer", "prosody", "engine", "history", "export")
HAN = re.compile("[\u4e00-\u9fff]")
NOT_SHOWN = {
    '钉字应写作 {"line": 0, "column": 0, "character": "春"}（从0数起），这里是 {}。',
}
"""What only the command line says."""


def templates(source: str) -> set[str]:
    """Texts of a module with a full stop in Chinese, f-strings with `{}` for their arguments."""
    tree = ast.parse(source)
    skipped = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in node.values}
            found.add(
                "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
            )
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in skipped:
            found.add(text)
    return {text for text in found if HAN.search(text) and text.endswith("。")}


def action_text() -> set[str]:
    files = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    files += [PACKAGE / "settings.py", PACKAGE / "files.py"]
    return set().union(*(templates(path.read_text(encoding="utf-8")) for path in files))


def test_every_sentence_has_an_english_one() -> None:
    wanted = action_text() - NOT_SHOWN
    assert len(wanted) > 100
    assert sorted(wanted - set(catalogue())) == []


def test_every_argument_is_used_that_exists() -> None:
    for chinese, english in catalogue().items():
        used = {int(n) for n in re.findall(r"\{(\d)\}", english)}
        assert used <= set(range(1, chinese.count("{}") + 1)), chinese
        assert "{}" not in english


def said_of(request: ComposeRequest) -> str:
    with pytest.raises(UserError) as caught:
        lay_out(request)
    return str(caught.value)


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (str(refusal("3", 1)), "Character 2, “3”, is a digit. Write “三”, or remove it."),
        (
            said_of(ComposeRequest(Mode.ACROSTIC, heads="春夏秋冬又一年", form="五绝")),
            "五绝 has only 4 lines, too few for 7 characters. "
            "Type fewer, or choose old-style verse (五古, 七古).",
        ),
        (
            said_of(ComposeRequest(Mode.FREE, answer="白日依山尽，黄河。")),
            "The form of the poem to answer is not clear: ",
        ),
        ("没有“平”这个词牌。", "There is no tune “平”."),
        ("仄起首句不入韵", "Oblique opening, first line unrhymed"),
        ("旧作“/a/b”存取不了：磁盘满了。", "The history “/a/b” cannot be read or written: "),
        ("这句话没有人说过。", "这句话没有人说过。"),
    ],
)
def test_sentences_are_told_in_english(
    translation: Translation, sentence: str, english: str
) -> None:
    assert translate_message(sentence) == sentence
    translation.use("en")
    assert translate_message(sentence).startswith(english)
    if "：" not in sentence:
        assert translate_message(sentence) == english


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
    app.workspace.problem.emit("没有“古风”这个词牌。")
    assert notice.text == "没有“古风”这个词牌。"
    app.preferences.set(language="en")
    qtbot.waitUntil(lambda: notice.text == "There is no tune “古风”.")
