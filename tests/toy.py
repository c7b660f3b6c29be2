"""A deterministic language model of 400 characters: fits the protocol, needs no file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.features import FEATURES, HINT_PAD, HINTS, RHYME_FIRST
from poetgui.engine.model.habit_penalty import HabitPenalty

# Common characters of the quatrains, all in 平水韵, with every wide level group well supplied.
CHARACTERS = (
    "不人山风一日无花来春中月云何天时自有上水年秋白为知相江心长生如此高是见清归里阴声空行前"
    "寒千古林落在香得门东去可书青雨家酒然夜出同子多新未与老玉流金我西南红还万道入下明飞已欲"
    "君诗谁尘处开起梦闲客游树海石事情又竹光草远身仙间烟三朝半深今城应平华处思黄色逢断余独看"
    "成龙真鸟意春吟文故松尽马头雪从好闻满意寂五成路更野名阳地马随莫曾北亦转轻言能歌惊过起近"
    "似外分影当别岁向影楼难若愁意几池暮台只溪波夕吹到世乐旧回隔晚重声啼舟步先衣疏苍霜动碧双"
    "幽对须面照柳语尽微散笑残听作九百根沙桥洞回才灯连叶坐方后雁倚问照早便虚窗衰连眠园川安残"
    "田桃钟空峰浓容龙钟松踪封穷通蒙雄戎弓宫虹丛桐蓬朦胧枝时诗迟悲姿期思迷西低栖溪啼题凄鸡泥"
    "催开回来台梅杯哀苔才栽埃人春尘新身真邻亲津辰神贫因文云分君闻军纷群魂门村昏痕樽孙存论寒"
    "看安残阑干难欢弹丹官山间关还闲颜湾班先前天年烟边然眠泉传川田船怜仙弦烧桥朝遥条消飘萧迢"
    "歌多何波过河荷罗磨蓑花家斜沙霞鸦华车涯麻茶香长阳光霜凉乡堂狂忙章芳妆肠量清声生情明城行"
    "平鸣惊名兵京成横更青星亭庭经灵醒流秋愁楼头舟游收休州求幽鸥侯深心阴林音寻吟侵襟琴金"
)


class Memory(NamedTuple):
    """[batch, n, 2]: the hints' characters and kinds."""

    hints: Ints


class ToyModel:
    """Logits from hashed sums: they depend on the last two characters, place, rhyme, hints."""

    def __init__(self, characters: Sequence[str] | None = None, seed: int = 0) -> None:
        known = dict.fromkeys(CHARACTERS if characters is None else characters)
        self._characters = ("", "<s>", "<unk>", *known)
        size = len(self._characters)
        random = np.random.default_rng(seed)
        self._pairs = random.normal(size=(size, size)).astype(np.float32)
        self._places = random.normal(size=(64, size)).astype(np.float32) / 2
        share = 1 / np.arange(4, size + 4)
        self._log_frequency = np.log(share / share.sum()).astype(np.float32)
        self.steps = 0

    @property
    def id(self) -> str:
        return "toy"

    @property
    def characters(self) -> Sequence[str]:
        return self._characters

    @property
    def styles(self) -> Sequence[str]:
        return ("唐", "宋", "李白")

    @property
    def knows_titles(self) -> bool:
        return True

    @property
    def books(self) -> Sequence[str]:
        return tuple(RHYME_FIRST)

    @property
    def log_frequency(self) -> Floats:
        return self._log_frequency

    @property
    def lexicon_bigrams(self) -> dict[int, tuple[Ints, Floats]]:
        return {}

    @property
    def habit_penalty(self) -> HabitPenalty:
        return HabitPenalty(self.log_frequency, self.lexicon_bigrams)

    @property
    def theme_vectors(self) -> Floats:
        return self._places.T.astype(np.float32)

    def encode_hints(self, hints: Ints) -> Memory:
        assert hints.ndim == 3
        assert hints.shape[2] == len(HINTS)
        return Memory(hints[:, :, :2])

    def initial_state(self, batch: int) -> tuple[Ints]:
        return (np.zeros(batch, np.int64),)

    def step(
        self, previous: Ints, features: Ints, state: tuple[Ints], memory: Memory
    ) -> tuple[Floats, tuple[Ints]]:
        assert features.shape == (len(previous), len(FEATURES))
        assert len(state[0]) == len(previous) == len(memory.hints)
        self.steps += 1
        logits = self._log_frequency + self._pairs[previous] + self._pairs[state[0]] / 2
        logits = logits + self._places[features.sum(1) % len(self._places)]
        for row, hints in zip(logits, memory.hints, strict=True):
            row[hints[hints[:, 1] != HINT_PAD, 0]] += 2
        logits = logits - logits.max(1, keepdims=True)
        return logits - np.log(np.exp(logits).sum(1, keepdims=True)), (previous,)

    def select(self, state: Any, rows: Ints) -> Any:
        return (
            type(state)(*(p[rows] for p in state))
            if isinstance(state, Memory)
            else (state[0][rows],)
        )
