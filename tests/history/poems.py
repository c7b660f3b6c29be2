"""Poems for these tests: a real one, and whatever hypothesis thinks of."""

from __future__ import annotations

from hypothesis import strategies as st

from poetgui.grid import Place, Poem

SPRING = Poem(
    lines=("春风何处好", "花发已成阴", "秋色无多日", "月明一夜心"),
    form="五绝",
    title="春花秋月",
    book="平水韵",
    rhyme="侵",
    pattern="平起首句不入韵",
    pins=frozenset(Place(i, 0) for i in range(4)),
    themes=("秋夜", "思乡"),
    score=-3.25,
    seed=7,
    model="base-1",
    violations=("第一句第三字出律。",),
    seconds=0.4,
)
RECIPE = {"mode": "acrostic", "heads": "春花秋月", "seed": 7, "model": "base-1"}

_words = st.text(max_size=12)
_places = st.builds(Place, st.integers(0, 31), st.integers(0, 10))
_numbers = st.floats(allow_nan=False)

poems = st.builds(
    Poem,
    lines=st.lists(st.text(min_size=1, max_size=7), min_size=1, max_size=8).map(tuple),
    form=_words,
    title=_words,
    book=_words,
    rhyme=_words,
    pattern=_words,
    pins=st.frozensets(_places, max_size=8),
    themes=st.lists(_words, max_size=3).map(tuple),
    score=_numbers,
    seed=st.integers(),
    model=_words,
    violations=st.lists(_words, max_size=3).map(tuple),
    seconds=_numbers,
)
recipes = st.dictionaries(
    st.text(max_size=8),
    st.none() | st.booleans() | st.integers() | _numbers | _words | st.lists(_words, max_size=3),
    max_size=5,
)
