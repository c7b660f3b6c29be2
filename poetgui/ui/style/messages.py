"""English for the sentences of the other packages, which are in Chinese only.

`resources/translations/messages_en.json` has the English of every template, in which `{1}` stands
for the first argument. A `Message` names its template; any other text is one without arguments. A
test reads the templates out of the code and holds them against the file.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from poetgui.errors import STOP, Message, UserError
from poetgui.prosody.forms.verse_forms import Form
from poetgui.resource_files import read_json
from poetgui.ui.style.translation import speaks_english

_ARGUMENT = re.compile(r"\{(\d+)\}")


def translate_message(sentence: str) -> str:
    """The sentence in the interface's language; as it stands where there is no English for it."""
    message = sentence if isinstance(sentence, Message) else Message(sentence)
    if not speaks_english() or message.template not in catalogue():
        return str(message)
    english = _english(message)
    return english[:1].upper() + english[1:]


@cache
def sentences() -> dict[str, str]:
    """Chinese template -> English one, as in the file; none where that is damaged.

    What is wrong with the program must be told, in Chinese if need be.
    """
    try:
        return read_json("translations", "messages_en.json")
    except UserError:
        return {}


@cache
def catalogue() -> dict[str, str]:
    """The same, and every sentence without its full stop as well: it may be a clause."""
    clauses = {
        chinese.removesuffix(STOP): english.removesuffix(".")
        for chinese, english in sentences().items()
    }
    return clauses | sentences()


def _english(message: Message) -> str:
    english = catalogue().get(message.template)
    if english is None:
        return str(message)
    return _ARGUMENT.sub(lambda number: _part(message.arguments[int(number[1]) - 1]), english)


def _part(argument: object) -> str:
    """A sentence or term of ours in English, several set apart by commas; the rest as it is."""
    if isinstance(argument, tuple | list):
        return ", ".join(map(_part, argument))
    if isinstance(argument, StrEnum):
        argument = Message(argument.value)
    return _english(argument) if isinstance(argument, Message) else str(argument)


def form_label(form: Form) -> str:
    """A form's full name; in English the short one with its pinyin."""
    return f"{form.name} {form.pinyin}" if speaks_english() else form.label
