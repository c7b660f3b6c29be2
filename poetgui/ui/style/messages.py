"""English for the sentences of the other packages, which are in Chinese only.

`resources/translations/messages_en.json` has every template of theirs, an argument written `{}`,
and its English with the arguments by number. A sentence is recognised by its template, most
literal text first, so that neither errors nor findings carry anything for the sake of the window.
A test reads the templates out of the code and demands an English one for each.
"""

from __future__ import annotations

import json
import re
from functools import cache

from poetgui import paths
from poetgui.prosody.forms.verse_forms import Form
from poetgui.ui.style.translation import speaks_english

STOP = "。"


def translate_message(sentence: str) -> str:
    """The sentence in the interface's language; as it stands where no template fits."""
    if not sentence or not speaks_english():
        return sentence
    result = _english(sentence)
    return sentence if result is None else result[:1].upper() + result[1:]


@cache
def catalogue() -> dict[str, str]:
    """Chinese template -> English one."""
    path = paths.resource("translations", "messages_en.json")
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, tuple[bool, ...]], ...]:
    """Each template as a pattern, its English, and which arguments are quoted as typed."""
    found = []
    for chinese in sorted(catalogue(), key=lambda text: -len(text.replace("{}", ""))):
        parts = chinese.split("{}")
        pattern = re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
        quoted = tuple(part.endswith("“") for part in parts[:-1])
        found.append((pattern, catalogue()[chinese], quoted))
    return tuple(found)


@cache
def _english(sentence: str) -> str | None:
    for text, ending in ((sentence, ""), (sentence + STOP, ".")):
        for pattern, english, quoted in _patterns():
            if match := pattern.fullmatch(text):
                result = english
                for i, argument in enumerate(match.groups()):
                    result = result.replace(
                        f"{{{i + 1}}}", argument if quoted[i] else _part(argument)
                    )
                return result.removesuffix(ending) if ending else result
    return _piecewise(sentence)


def _piecewise(sentence: str) -> str | None:
    """Several sentences, or a finding with what is added to it after a ；: each by itself."""
    for mark, between in (("。", " "), ("；", "; ")):
        parts = [part for part in sentence.removesuffix(mark).split(mark) if part]
        if len(parts) > 1:
            result = [_english(part) for part in parts]
            if all(result):
                return between.join(filter(None, result)) + ("." if sentence.endswith(STOP) else "")
    return None


def _part(argument: str) -> str:
    """An argument: a term, a place, a sentence of its own, or several set apart by 、."""
    if (result := _english(argument)) is not None:
        return result
    if "、" in argument:
        return ", ".join(_english(part) or part for part in argument.split("、"))
    return argument


def form_label(form: Form) -> str:
    """A form's full name; in English the short one with its pinyin."""
    return f"{form.name} {form.pinyin}" if speaks_english() else form.label
