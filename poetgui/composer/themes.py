"""Theme words 主题词 out of words or a sentence."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Sequence
from functools import cache
from typing import Any

from poetgui.composer.han import is_han, simplified_lines
from poetgui.composer.plain_words import PLAIN, STOP_WORDS
from poetgui.errors import UserError

MOST_WORDS = 6
LONGEST = 3
"""Characters of a theme word that the model can be told."""


def theme_words(themes: Iterable[str], known: Container[str]) -> tuple[str, ...]:
    """Words of one to three characters that the model can be told, at most MOST_WORDS.

    themes: words, or sentences from which jieba takes the words; known: the model's characters.
    What today's language says is put as old poetry would; characters that the model does not know
    are dropped. Raises UserError where a theme has no Han character, or nothing of any is known.
    """
    given = [theme for theme in themes if theme.strip()]
    found: dict[str, None] = {}
    for theme in given:
        phrases = _phrases(theme)
        if not phrases:
            raise UserError(f"主题“{theme}”里没有汉字，请用汉字写主题。")
        words = [word for phrase in phrases for word in _words(phrase)]
        telling = [word for word in words if word not in STOP_WORDS] or words
        for word in telling:
            told = "".join(c for c in PLAIN.get(word, word) if c in known)
            if told:
                found[told] = None
    if given and not found:
        raise UserError(f"主题“{'、'.join(given)}”里的字模型都不认识，请换一个说法。")
    return tuple(found)[:MOST_WORDS]


def _phrases(theme: str) -> list[str]:
    """The stretches of Han characters, simplified."""
    text = simplified_lines(theme)
    return "".join(c if is_han(c) else " " for c in text).split()


def _words(phrase: str) -> Sequence[str]:
    """One or two characters are a word; longer stretches are cut."""
    if len(phrase) <= 2 or phrase in PLAIN:
        return (phrase,)
    words: list[str] = []
    for word in _cutter().lcut(phrase):
        if len(word) <= LONGEST or word in PLAIN:
            words.append(word)
        else:
            words += [word[i : i + 2] for i in range(0, len(word), 2)]
    return words


@cache
def _cutter() -> Any:
    """jieba, loaded when a theme first needs cutting: its dictionary takes a second."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()
