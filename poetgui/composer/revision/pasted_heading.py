"""Title and author out of what stands above a poem that was pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from poetgui.composer.request.han import is_han
from poetgui.prosody.forms.tune_patterns import find_tune

_DYNASTY = re.compile(
    r"[\[（(【〔]?\s*(?:先秦|两汉|汉|魏晋|魏|晋|南北朝|隋|唐|五代|两宋|北宋|南宋|宋|辽|金|元|明|清"
    r"|近代|近现代|现代|当代)(?:代|朝)?\s*(?:[\]）)】〕]|[·・:：]|(?=\s))[·・\s]*"
)
LONGEST_AUTHOR = 6
"""Characters of a name: more is no author's."""
_USUAL_NAME = range(2, 5)


def title_and_author(rows: Sequence[str]) -> tuple[str, str]:
    """Both empty where there are none; a dynasty is left out of the author's name.

    In one row the author is what stands behind 《…》, behind a dynasty, or, with a name's two to
    four characters, behind the last space; behind a dot stands a part of the title (水调歌头·中秋).
    """
    if not rows:
        return "", ""
    row, author = rows[0].strip(), ""
    if len(rows) > 1:
        author = _name(rows[1])
    elif found := re.fullmatch(r"《(.+?)》(.*)", row):
        row, author = found[1], _name(found[2])
    elif (dynasty := _DYNASTY.search(row)) and dynasty.start() > 0:
        row, author = row[: dynasty.start()], _name(row[dynasty.start() :])
    else:
        *title, last = row.split()
        named = len(title) == 1 and find_tune(title[0]) is not None
        if title and not named and len(last) in _USUAL_NAME:
            row, author = " ".join(title), _name(last)
    return _title(row), author


def _name(text: str) -> str:
    name = "".join(filter(is_han, _DYNASTY.sub("", text.strip(), count=1)))
    return name if len(name) <= LONGEST_AUTHOR else ""


def _title(row: str) -> str:
    kept = (c for c in row if is_han(c) or c in "·・ ")
    return "·".join("".join(kept).replace("・", "·").replace(" ", "·").split("·")).strip("·")
