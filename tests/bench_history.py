"""How long the history takes with 1,000, 10,000 and 100,000 poems: `python -m tests.bench_history`.

Times are medians in milliseconds, on this machine and with what else runs on it; the last row of
the table has those that nobody waits for.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from poetgui.grid import Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from tests.plots import plot

SIZES = (1_000, 10_000, 100_000)
REPEATS, PAGE = 9, 100
CHARACTERS = "春风秋月花开落山水云天江河日夜雨雪梅兰竹菊松柏鸟啼猿声钟鼓酒诗书琴棋剑客舟帆灯烛窗帘"
COLUMNS = (
    "open",
    "first page",
    "search 2",
    "search 1, none",
    "pinyin",
    "filter",
    "next page",
    "add",
)
LIMITS = (200, 50, 50, 50, 50, 50, 16, 5)


def poems(count: int, rng: random.Random) -> list[Poem]:
    """Quatrains of random characters, so that a search has to look."""
    return [
        Poem(
            tuple("".join(rng.choices(CHARACTERS, k=7)) for _ in range(4)),
            rng.choice(("七绝", "七律", "五绝")),
            title="".join(rng.choices(CHARACTERS, k=2)),
            book=rng.choice(("平水韵", "中华通韵")),
            rhyme="东",
            seed=rng.randrange(10**6),
            model="base",
        )
        for _ in range(count)
    ]


def median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def measure(folder: Path, size: int) -> list[float]:
    """One row of the table."""
    rng = random.Random(1)
    path = folder / f"{size}.sqlite3"
    with closing(History(path)) as history:
        for begin in range(0, size, 5):
            request = {"request": {"mode": "free", "heads": "", "seed": begin}}
            history.add(poems(min(5, size - begin), rng), request)
    opened = median(lambda: History(path).close())
    with closing(History(path)) as history:
        last = history.search(limit=PAGE, folded=True)[-1].id
        return [
            opened,
            median(lambda: history.search(limit=PAGE, folded=True)),
            median(lambda: history.search(PoemFilter("春风"))),
            median(lambda: history.search(PoemFilter("龘"))),
            median(lambda: history.search(PoemFilter("chunfengqiu"))),
            median(lambda: history.search(PoemFilter(book="平水韵", form="五绝"))),
            median(lambda: history.search(limit=PAGE, folded=True, beyond=last)),
            median(lambda: history.add(poems(1, rng), {})),
        ]


def table(folder: Path, most: int, plots: Path | None) -> Iterator[str]:
    """A row for each size, and the limits."""
    yield "poems".rjust(9) + "".join(name.rjust(16) for name in COLUMNS)
    sizes = [size for size in SIZES if size <= most]
    rows = []
    for size in sizes:
        rows.append(measure(folder, size))
        yield f"{size:9,}" + "".join(f"{value:16.1f}" for value in rows[-1])
    yield "    limit" + "".join(f"{limit:16}" for limit in LIMITS)
    curves = (list(column) for column in zip(*rows, strict=True))
    series: dict[str, list[float]] = dict(zip(COLUMNS, curves, strict=True))
    plot(plots, "history", ("poems", "ms"), sizes, series)


@pytest.mark.benchmark
def test_speed_of_the_history(tmp_path: Path, plots: Path | None) -> None:
    print("\n" + "\n".join(table(tmp_path, SIZES[-1], plots)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="leave out larger histories")
    parser.add_argument("--plots", type=Path, help="write the curves as PNG into this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for row in table(Path(folder), options.most, options.plots):
            print(row, flush=True)


if __name__ == "__main__":
    main()
