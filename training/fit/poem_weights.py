"""How often each poem is read: poets whom people read twice, ceremony and doctrine seldom.

A network that reads everything alike writes with the mean of everything, and a fifth of the corpus
is hymns, gathas, alchemy and birthday verse, which readers of its poems named as a fault.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poetgui.composer.themes.style_sampler import TUNES, VERSE
from training.corpus.dataset import Corpus
from training.corpus.title_occasions import CEREMONY_TITLE

READ = 2.0
"""Weight of the poets of `composer.themes.style_sampler`."""
CEREMONY = 0.15
"""Weight of ceremony and doctrine, whoever wrote it."""
_CEREMONY_AUTHORS = """
郊庙朝会歌辞 易静 释印肃 释正觉 释绍昙 释师范 释慧空 释宗杲 释重显 释子益 释慧远 释智愚
释普济 释崇岳 释法薰 释了惠 陈朴 薛道光 张伯端
"""


def weights(corpus: Corpus) -> NDArray[np.float32]:
    """[pieces] how often a pass reads each piece, for `dataset.schedule`."""
    ceremony = _CEREMONY_AUTHORS.split()
    styles = [*corpus.manifest["styles"]]
    of_style = np.ones(1 + len(styles), np.float32)
    for number, name in enumerate(styles):
        if name in VERSE | TUNES:
            of_style[1 + number] = READ
        elif name in ceremony:
            of_style[1 + number] = CEREMONY
    found = of_style[corpus.pieces["style"]]
    for row in np.flatnonzero(corpus.pieces["titled"]):
        if CEREMONY_TITLE.search(corpus.title(corpus.pieces[row])):
            found[row] = CEREMONY
    return found
