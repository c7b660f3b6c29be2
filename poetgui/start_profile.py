"""How long the program takes to start, step by step: `poetgui --profile-start`."""

from __future__ import annotations

import time

from poetgui import BEGUN

INTERPRETER, IMPORTS, QT, BUILT = "解释器", "导入", "Qt 程序", "搭好"
WINDOW, MODEL = "窗口已画出", "模型可用"
HEAD = "启动到此（毫秒），其中这一步"


class StartProfile:
    """A line for each step, printed as soon as the step is done.

    The first has what the process computed before the first line of the program: Python itself, or
    what unpacks it in the packaged program. The operating system's own part, a few milliseconds for
    a new process, is in none.
    """

    def __init__(self) -> None:
        computed, self._moment = BEGUN
        self._spent = 1000 * computed
        print(HEAD)
        print(_row(INTERPRETER, self._spent, self._spent), flush=True)

    def mark(self, step: str) -> None:
        """A step is done."""
        moment = time.perf_counter()
        took = 1000 * (moment - self._moment)
        self._spent, self._moment = self._spent + took, moment
        print(_row(step, self._spent, took), flush=True)


def _row(step: str, spent: float, took: float) -> str:
    # Behind the numbers: the width of Chinese characters is the terminal's affair.
    return f"{spent:8.0f}{took:8.0f}  {step}"
