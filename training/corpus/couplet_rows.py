"""Couplets to learn 对联 from: the middle ones of regulated octaves, and pairs in tunes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import FORMS, TONE_LEVEL, TONE_OBLIQUE

MIDDLE = (2, 4)
"""First lines of the couplets that want antithesis 对仗."""
PAIRED = (4, 5, 6, 7)
"""Widths of lines in tunes that stand in pairs."""


def couplets(poems: NDArray, text: NDArray, widths: NDArray, tones: NDArray[np.uint8]) -> NDArray:
    """Rows like those of `poems`, of two lines each and of form 对联, over the same text.

    Octaves give their middle couplets. Tunes give two lines of one width that end oblique and
    level, are opposite in tone wherever both tones of an even place are known, and share no
    character: the others are no pairs.
    """
    begins = np.cumsum(widths.astype(np.int64)) - widths
    octaves = np.isin(poems["form"], [FORMS.index("五律"), FORMS.index("七律")])
    rows = [(poem, int(poem["line"]) + line) for poem in poems[octaves] for line in MIDDLE]
    for poem in poems[poems["form"] == FORMS.index("词")]:
        first = int(poem["line"])
        for line in range(first, first + int(poem["lines"]) - 1):
            width = int(widths[line])
            if width in PAIRED and widths[line + 1] == width:
                at = int(begins[line])
                upper, lower = slice(at, at + width), slice(at + width, at + 2 * width)
                if _opposite(tones[upper], tones[lower]) and not set(text[upper]) & set(
                    text[lower]
                ):
                    rows.append((poem, line))
    result = np.array([poem for poem, _ in rows], poems.dtype)
    if rows:
        lines = np.array([line for _, line in rows])
        result["start"], result["length"] = begins[lines], 2 * widths[lines].astype(int)
        result["line"], result["lines"] = lines, 2
        result["form"], result["title"] = FORMS.index("对联"), -1
        result["titled"] = 0  # a couplet does not say what its poem says
    return result


def _opposite(upper: NDArray[np.uint8], lower: NDArray[np.uint8]) -> bool:
    if upper[-1] != TONE_OBLIQUE or lower[-1] != TONE_LEVEL:
        return False
    known = np.isin(upper, (TONE_LEVEL, TONE_OBLIQUE)) & np.isin(lower, (TONE_LEVEL, TONE_OBLIQUE))
    places = known[1:-1:2]
    return bool(places.any() and (upper[1:-1:2] != lower[1:-1:2])[places].all())
