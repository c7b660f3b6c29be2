"""Presets: each says what it is for and why its numbers are what they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from poetgui.errors import UserError
from training.corpus.splits import REGULATED_FORMS


@dataclass(frozen=True, kw_only=True)
class Preset:
    """Everything that a run depends on besides the data. Checkpoints hold these fields.

    Where a comment gives figures, they are perplexities of the validation split with the form
    given, after 3.2 minutes of the preset `small` on two cores (`ablation`, in the shipped card);
    the recipe as it is: 546.
    """

    name: str
    why: str
    # Widths. 640 is what two cores can read three passes with in two hours; wider networks read
    # less in the same time and are worse (`small` at 384 instead of 256: 737, at 192: 518).
    embedding: int = 384
    features: int = 128  # of the conditioning vector; a third of the embedding is ample
    hidden: int = 640
    attention: int = 256  # four heads of 64
    # Few passes over 16.8 million characters: the network cannot learn them by heart, and whatever
    # hinders learning costs (dropout 0.1: 599, weight drop 0.2: 622, label smoothing 0.1: 600).
    dropout: float = 0.0
    weight_drop: float = 0.0
    tied: bool = True  # untied: 811
    smoothing: float = 0.0
    """Label smoothing."""
    passes: float = 2.0
    """How often the poems drawn are read, all in all."""
    # Regulated verse is what the program is asked for most. Old-style verse would be a third of
    # what is read and teaches less of form; couplets are parts of poems that are read anyway.
    forms: dict[str, float] = field(
        default_factory=lambda: (
            REGULATED_FORMS | {"五古": 0.3, "七古": 0.3, "词": 1.0, "对联": 0.25}
        )
    )
    """Share of each form's poems that one pass draws, anew each time."""
    # 110 to 300 poems. In short runs smaller ones learn more (half: 492, twice: 798); in long ones
    # larger ones use the processor better.
    batch: int = 6144
    """Characters in a batch."""
    optimiser: str = "muon"  # AdamW for everything: 695
    rate: float = 0.02  # Muon's usual one (Jordan et al. 2024)
    """Learning rate of the matrices; for adamw of everything."""
    rate_tables: float = 0.003  # three times AdamW's default: most rows get a gradient seldom
    """Learning rate of embeddings and biases, always by AdamW."""
    decay: float = 0.01  # AdamW's usual one
    warm_up: int = 200  # steps, of some seven thousand of the preset `base`
    clip: float = 1.0  # of the gradient's norm, as is usual; LSTMs have single large gradients
    constant: bool = False
    """Whether the rate stays at its top until the run is annealed."""
    weighted: bool = False
    """Whether poems are read as often as `poem_weights` says, instead of all alike."""
    evaluate_every: int = 300  # steps: some ten minutes on two cores
    evaluate_poems: int = 600
    seed: int = 1


PRESETS = {
    p.name: p
    for p in (
        Preset(
            name="tiny",
            why="for the tests: learns to count and to rhyme a little in under two minutes",
            embedding=64, features=32, hidden=96, attention=32,
            passes=0.2, batch=2048, warm_up=20, evaluate_every=100, evaluate_poems=128,
        ),
        Preset(
            name="small",
            why="for comparing recipes: a fifth of base, so that minutes show something",
            embedding=128, features=64, hidden=256, attention=128,
            passes=2.0, batch=3072, warm_up=100,
        ),
        Preset(
            name="base",
            why="two cores, two hours: 640 wide, because in that time a wider network reads too"
            " little",
            passes=3.0,
        ),
        Preset(
            name="further",
            why="from a finished bundle of base (--start): a lower rate, which does not undo what"
            " it knows, and a little dropout, because it reads everything once more",
            passes=4.0, dropout=0.05, rate=0.016, rate_tables=0.002, batch=9216, warm_up=100,
        ),
        Preset(
            name="onward",
            why="reading on for as long as there is time: a constant rate, from which `--anneal`"
            " branches off a bundle whenever one is wanted; less than half of base's top rate,"
            " because it begins from a finished bundle",
            passes=40.0, dropout=0.05, rate=0.008, rate_tables=0.001, batch=9216, warm_up=50,
            constant=True, weighted=True, evaluate_every=100,
        ),
        Preset(
            name="large",
            why="a GPU: twice as wide, which a processor still writes with once its weights are"
            " eight bits long; it reads everything some thirty times in ten minutes, and"
            " dropout, of the states and of the recurrent weights, is to keep it from learning"
            " poems by heart",
            embedding=512, hidden=1280, attention=384, dropout=0.25, weight_drop=0.2,
            passes=40.0, forms=REGULATED_FORMS | {"五古": 1.0, "七古": 1.0, "词": 1.0, "对联": 0.5},
            batch=65536, warm_up=300, weighted=True, evaluate_every=1500, evaluate_poems=1000,
        ),
    )
}  # fmt: skip


SUMMARIES = {
    "tiny": "给测试用：两分钟内学会数字数、略知押韵",
    "small": "比较练法用：base 的五分之一，几分钟就看得出分别",
    "base": "两核的电脑练两小时",
    "further": "用 --start 从 base 的成品再练：学习率低些，略有 dropout",
    "onward": "用 --start 从成品一直练下去：学习率不变，要模型时用 --anneal 分出一支",
    "large": "要显卡：够宽，多读几遍还能长进",
}
"""A line on each for people, in the order of PRESETS."""


def preset(name: str) -> Preset:
    """Raises UserError for a name that is none."""
    if name not in PRESETS:
        raise UserError(f"没有“{name}”这个预设，可选：{'、'.join(PRESETS)}。")
    return PRESETS[name]
