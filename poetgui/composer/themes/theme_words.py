"""Theme words 主题词 out of words or a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poetgui import paths
from poetgui.composer.request.han import is_han, simplified_text
from poetgui.composer.themes.modern_words import MODERN, STOP_WORDS
from poetgui.errors import UserError
from poetgui.files import sha256_of, write_text

if TYPE_CHECKING:  # it brings numpy with it, for which the window does not wait
    from poetgui.composer.themes.theme_lexicon import ThemeLexicon

MOST_WORDS = 6
LONGEST = 3
"""Characters of a theme word that the model was trained with."""


@dataclass(frozen=True)
class Theme:
    """A theme word as the person wrote it, and the words given to the model for it."""

    typed: str
    given: tuple[str, ...]
    """Empty where the model knows none of its characters."""


ReadTheme = Callable[[str], Sequence[Theme]]
"""The words in what was typed, each with the words given to a model for it."""


def theme_words(
    themes: Iterable[str], known: Container[str], lexicon: ThemeLexicon | None = None
) -> tuple[str, ...]:
    """Words of one to three characters for the model, at most MOST_WORDS.

    Arguments as of `read_themes`. Raises UserError where a theme has no Han character, or nothing
    of any is known.
    """
    given = [theme for theme in themes if theme.strip()]
    found: dict[str, None] = {}
    for theme in given:
        words = read_theme(theme, known, lexicon)
        if not words:
            raise UserError("主题“{}”里没有汉字，请用汉字写主题。", theme)
        found |= dict.fromkeys(word for one in words for word in one.given)
    if given and not found:
        raise UserError("主题“{}”里的字模型都不认识，请换一个说法。", tuple(given))
    return tuple(found)[:MOST_WORDS]


def read_theme(
    theme: str, known: Container[str], lexicon: ThemeLexicon | None = None
) -> tuple[Theme, ...]:
    """The words in a word or a sentence; empty where it has no Han character.

    known: the model's characters; lexicon: its words. A modern word is replaced by words of old
    poetry: those of `modern_words`, else the nearest word of the lexicon that shares a character,
    else those of its characters that the model knows.
    """
    phrases = _phrases(theme)
    words = [word for phrase in phrases for word in _words(phrase)]
    telling = [word for word in words if word not in STOP_WORDS] or words
    return tuple(Theme(word, _given(word, known, lexicon)) for word in dict.fromkeys(telling))


def warm_up() -> None:
    """Load the word splitter before it is needed."""
    _cutter().initialize()


def _given(word: str, known: Container[str], lexicon: ThemeLexicon | None) -> tuple[str, ...]:
    if word in MODERN:
        said = MODERN[word]
    elif lexicon is None or len(word) == 1 or word in lexicon:
        said = (word,)
    else:
        said = (lexicon.nearest(word) or word,)
    characters = ("".join(c for c in one if c in known) for one in said)
    return tuple(dict.fromkeys(one for one in characters if one))


def _phrases(theme: str) -> list[str]:
    """The stretches of Han characters, simplified."""
    text = simplified_text(theme)
    return "".join(c if is_han(c) else " " for c in text).split()


def _words(phrase: str) -> Sequence[str]:
    """A word, if it is one; else cut by jieba, and what is longer than LONGEST into pairs."""
    if len(phrase) <= 2 or phrase in MODERN:
        return (phrase,)
    words: list[str] = []
    for word in _cutter().lcut(phrase):
        if len(word) <= LONGEST or word in MODERN:
            words.append(word)
        else:
            words += [word[i : i + 2] for i in range(0, len(word), 2)]
    return words


@cache
def _cutter() -> Any:
    """jieba, loaded when a theme first needs cutting: its dictionary takes a second."""
    import jieba

    # A cache that cannot be written is no fault: the dictionary is read again at the next start.
    jieba.setLogLevel(logging.CRITICAL)
    cutter: Any = jieba.Tokenizer()
    # By default it lies in the shared temporary folder, where another user's would be taken.
    folder = paths.cache_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    cutter.tmp_dir = str(folder)
    cutter.cache_file = f"jieba-{jieba.__version__}"
    _initialise(cutter, folder / cutter.cache_file)
    for word in MODERN:
        if len(word) > 2:  # shorter ones stand in others: 上学 in 早上学习
            cutter.add_word(word)
    return cutter


def _initialise(cutter: Any, cache_file: Path) -> None:
    """Let it read its cache, if that is what it wrote; else the dictionary, and write the cache.

    The cache is read by `marshal`, which takes a damaged number for a number, or dies of it.
    """
    digest_file = cache_file.with_name(f"{cache_file.name}.sha256")
    known = _text(digest_file)
    if known != _digest(cache_file):
        with suppress(OSError):
            cache_file.unlink()
    cutter.initialize()
    if (written := _digest(cache_file)) not in ("", known):
        with suppress(UserError):
            write_text(digest_file, written)


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
