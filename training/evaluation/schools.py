"""Schools 诗派: a style that several poets share, given as the mean of theirs.

The network has learned a vector for each poet. A school's is the mean of its poets'; it needs no
training of its own. Whether there is such a school, the data shows: each of its poets is read, in
the validation split, given the mean of the *others*; where the loss is lower than with the dynasty
alone, by more than twice its standard error, they share something that the network has learned.

Who belongs to a school is common knowledge of literary history (for 江西诗派 it is 吕本中's own
list); only poets that have a style of their own are named.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.corpus.conditioning import FORM_ONLY, Conditioning
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.fit.held_out_loss import in_order, nats_of_poems
from training.network.poet import Poet

SCHOOLS: dict[str, tuple[str, ...]] = {
    "山水田园诗派": ("王维", "孟浩然", "韦应物"),
    "大历诗风": ("钱起", "卢纶", "刘长卿", "戴叔伦"),
    "元白诗派": ("元稹", "白居易"),
    "韩孟诗派": ("韩愈", "孟郊"),
    "姚贾诗派": ("姚合", "贾岛", "方干", "李中", "薛能"),
    "唐代诗僧": ("皎然", "贯休", "齐己", "寒山"),
    "晚唐绮艳": ("李商隐", "温庭筠", "韩偓", "吴融"),
    "西昆体": ("杨亿", "晏殊", "宋庠", "宋祁", "胡宿"),
    "宋初晚唐体": ("林逋", "魏野", "寇准"),
    "苏门": ("苏轼", "黄庭坚", "张耒", "晁补之", "秦观", "陈师道", "李廌"),
    "江西诗派": (
        "黄庭坚", "陈师道", "吕本中", "韩驹", "饶节", "李彭", "谢逸", "谢薖", "曾几", "陈与义",
    ),
    "中兴诗人": ("陆游", "杨万里", "范成大"),
    "理学诗派": ("邵雍", "朱熹", "张栻", "魏了翁", "陈普", "陈文蔚"),
    "江湖诗派": ("戴复古", "刘克庄", "方岳", "宋伯仁", "胡仲弓", "叶茵", "薛嵎", "赵汝𬭼"),
    "宋代禅僧": ("释正觉", "释绍昙", "释智愚", "释师范", "释心月", "释慧远", "释宗杲"),
    "宋遗民": ("文天祥", "汪元量", "谢翱", "林景熙", "郑思肖", "丘葵"),
    "婉约词派": ("晏殊", "晏几道", "秦观", "贺铸", "吴文英", "周密", "张炎", "陈允平"),
    "豪放词派": ("苏轼", "辛弃疾", "张孝祥", "张元干", "刘过"),
}  # fmt: skip
CERTAIN = 2.0
"""Standard errors that a gain must be above nothing."""
FEWEST = 20
"""Poems of the validation split that it takes to judge a school."""
DYNASTY = dataclasses.replace(FORM_ONLY, dynasty=1.0)


@dataclass(frozen=True)
class SchoolGain:
    """What giving a school is worth for poems of its poets, none of them given his own style."""

    name: str
    poems: int
    gain: float
    """Nats a character by which the loss is lower than with the dynasty."""
    error: float
    """Standard error of the gain, over poems."""

    @property
    def exists(self) -> bool:
        """Whether the gain is certain, over enough poems."""
        return self.poems >= FEWEST and self.gain > CERTAIN * self.error


def members(school: str, corpus: Corpus) -> list[int]:
    """Style numbers of a school's poets that the corpus has enough poems of."""
    styles = corpus.manifest["styles"]
    return [1 + styles.index(poet) for poet in SCHOOLS[school] if poet in styles]


def mean_of(network: Poet, styles: Sequence[int]) -> Tensor:
    """[F] the style vector of a school."""
    return network.styles[list(styles)].mean(0)


@torch.no_grad()
def gain_of(
    network: Poet, corpus: Corpus, school: str, split: Split, device: torch.device
) -> SchoolGain:
    """The gain over each poet's poems of a split, given the mean of the others of his school."""
    poets = members(school, corpus)
    rows, gains = corpus.rows(split), []
    for poet in poets:
        others = [p for p in poets if p != poet]
        own = rows[corpus.poems["style"][rows] == poet]
        if not others or not len(own):
            continue
        before = _losses(network, corpus, own, DYNASTY, device)
        with _in_place_of_no_style(network, mean_of(network, others)):
            gains.append(before - _losses(network, corpus, own, FORM_ONLY, device))
    found = np.concatenate(gains) if gains else np.zeros(0)
    if len(found) < 2:
        return SchoolGain(school, len(found), 0.0, 0.0)
    error = found.std(ddof=1) / np.sqrt(len(found))
    return SchoolGain(school, len(found), float(found.mean()), float(error))


@contextmanager
def _in_place_of_no_style(network: Poet, vector: Tensor) -> Iterator[None]:
    """Within the block row 0 of the style table, which stands for no style, holds `vector`."""
    style = network.styles.data
    before = style[0].clone()
    style[0] = vector
    try:
        yield
    finally:
        style[0] = before


def _losses(network: Poet, corpus: Corpus, rows, conditioning: Conditioning, device) -> np.ndarray:
    """Nats a character of each poem."""
    network.eval()
    found = [
        (nats_of_poems(network, batch, device).cpu().numpy(), batch.weight.sum(1))
        for batch in in_order(corpus, rows, conditioning)
    ]
    return np.concatenate([nats / np.maximum(cells, 1) for nats, cells in found])


def figures(network: Poet, corpus: Corpus, split: Split, device: torch.device) -> dict[str, dict]:
    """Every school by name: whether it exists, and what shows it."""
    found = {school: gain_of(network, corpus, school, split, device) for school in SCHOOLS}
    return {
        school: {
            "exists": h.exists,
            "poems": h.poems,
            "gain": round(h.gain, 4),
            "error": round(h.error, 4),
        }
        for school, h in found.items()
    }


def with_schools(network: Poet, corpus: Corpus, schools: Sequence[str]) -> tuple[Poet, list[str]]:
    """The network with a style for each of the schools, and the names of its styles.

    Dynasties first, then schools, then poets: the order in which a person looks for one.
    """
    dynasties = int(corpus.poems["dynasty"].max())
    styles = list(corpus.manifest["styles"])
    table = network.styles.data
    rows = [mean_of(network, members(school, corpus))[None] for school in schools]
    wider = torch.cat((table[: 1 + dynasties], *rows, table[1 + dynasties :]))
    size = dataclasses.replace(network.size, styles=network.size.styles + len(schools))
    wide = Poet(size)
    wide.load_state_dict(network.state_dict() | {"tables.style.weight": wider})
    return wide, [*styles[:dynasties], *schools, *styles[dynasties:]]
