"""Files as failing disks leave them, and what the program makes of them: `make damage`.

    python -m tests.damage [KIND ...] [--files N] [--case NUMBER]

Of every kind a thousand damaged files are read: one bit the other way round, the end cut off, or a
block of zeros. What comes of it is one of five things:

    unharmed    nothing that was there is missing or different (the damage hit nothing that counts)
    restored    likewise, and the person was told what was mended
    said        the person was told; nothing wrong was taken for right
    ALTERED     something is missing or different, and nobody was told
    CRASH       anything but a sentence for the person

Each kind is tried in a process of its own. A table is printed; the command ends with 1 where a file
was altered in silence or crashed the program. `--case` does one of them again and says more.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from poetgui.errors import UserError
from tests.damaged_kinds import KINDS, Kind

ROOT = Path(__file__).resolve().parent.parent
FILES = 1000
OUTCOMES = ("unharmed", "restored", "said", "ALTERED", "CRASH")
BAD = ("ALTERED", "CRASH")
LARGEST_BLOCK = 4096
HEAD = 1024
"""One damage in four is within the first bytes, where a format says what follows."""
SHOWN = 12
"""Numbers of cases that are named where something is bad."""


def damaged(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """The same with something wrong in it, and what was done."""
    while True:
        at = chance.randrange(min(HEAD, len(data)) if chance.random() < 0.25 else len(data))
        spoilt = bytearray(data)
        match chance.choice(("flip", "cut", "zeros")):
            case "flip":
                bit = chance.randrange(8)
                spoilt[at] ^= 1 << bit
                done = f"bit {bit} of byte {at}"
            case "cut":
                del spoilt[at:]
                done = f"cut off at byte {at}"
            case _:
                end = min(len(data), at + chance.randint(1, LARGEST_BLOCK))
                spoilt[at:end] = bytes(end - at)
                done = f"zeros from byte {at} to {end}"
        if bytes(spoilt) != data:
            return bytes(spoilt), done


class Bench:
    """Sound files of one kind, and a copy to be damaged again and again."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self._kind, self._sound, self._copy = kind, folder / "sound", folder / "copy"
        self._sound.mkdir()
        kind.build(self._sound)
        self._fresh()
        self._victims = [self._copy / path for path in self._names()]
        self._expected: dict[str, dict[str, Any]] = {}
        for victim in self._victims:
            content, said = kind.read(self._copy, victim)
            assert not said, "a sound file was found to be damaged"
            self._expected[victim.name] = content
        self.lost = 0
        """Poems that were missing or other ones, all in all."""

    def _names(self) -> list[Path]:
        found = [p for pattern in self._kind.victims for p in sorted(self._sound.glob(pattern))]
        assert found
        return [path.relative_to(self._sound) for path in dict.fromkeys(found)]

    def _fresh(self) -> None:
        shutil.rmtree(self._copy, ignore_errors=True)
        shutil.copytree(self._sound, self._copy)

    def outcome(self, number: int, tell: bool = False) -> str:
        """Do one case, which its number decides, and name what came of it."""
        chance = random.Random(number)
        victim = chance.choice(self._victims)
        source = self._sound / victim.relative_to(self._copy)
        if self._kind.writes:
            self._fresh()
        spoilt, done = damaged(source.read_bytes(), chance)
        victim.write_bytes(spoilt)
        if tell:
            print(f"{victim.relative_to(self._copy)}: {done}")
        try:
            content, said = self._kind.read(self._copy, victim)
        except UserError as error:
            if tell:
                print(error)
            return "said"
        except Exception:
            if tell:
                traceback.print_exc()
            return "CRASH"
        finally:
            if not self._kind.writes:
                shutil.copyfile(source, victim)
        expected = self._expected[victim.name]
        if content == expected:
            return "restored" if said else "unharmed"
        self.lost += _missing(expected, content)
        if tell:
            _show(expected, content)
        return "said" if said else "ALTERED"


def _missing(expected: Mapping[str, Any], content: Mapping[str, Any]) -> int:
    poems = content.get("entries", {})
    return sum(poems.get(number) != entry for number, entry in expected.get("entries", {}).items())


def _show(expected: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    for name, value in expected.items():
        if value != content.get(name):
            print(f"{name}: {str(value)[:600]}\n  is {str(content.get(name))[:600]}")


def run(name: str, files: int) -> dict[str, Any]:
    """How often each outcome was, the numbers of the bad cases, and how many poems were lost."""
    found, bad = Counter[str](), list[int]()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(KINDS[name], Path(folder))
        for number in range(files):
            outcome = bench.outcome(number)
            found[outcome] += 1
            if outcome in BAD:
                bad.append(number)
        return {"outcomes": found, "bad": bad, "lost": bench.lost}


def once(name: str, number: int) -> str:
    """One case, with everything that there is to say of it."""
    with tempfile.TemporaryDirectory() as folder:
        return Bench(KINDS[name], Path(folder)).outcome(number, tell=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.damage",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], metavar="KIND")
    parser.add_argument("--files", type=int, default=FILES, help="of each kind")
    parser.add_argument("--case", type=int, help="do this one of the kind again")
    parser.add_argument("--run", choices=KINDS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print("\n" + json.dumps(run(options.run, options.files)))
        return 0
    if options.case is not None:
        print(once(options.kinds[0], options.case))
        return 0
    print(f"{'':22}", *(f"{name:>9}" for name in OUTCOMES), "     lost  seconds", flush=True)
    sound = True
    for name in options.kinds or KINDS:
        begun = time.perf_counter()
        command = [sys.executable, "-m", "tests.damage", "--run", name, "--files"]
        done = subprocess.run(
            [*command, str(options.files)], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            print(f"{name:22} the process ended with {done.returncode}", flush=True)
            sound = False
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        counts = [found["outcomes"].get(outcome, 0) for outcome in OUTCOMES]
        seconds = time.perf_counter() - begun
        row = (f"{name:22}", *(f"{n:9,}" for n in counts), f"{found['lost']:9,}{seconds:9.0f}")
        print(*row, *([f" bad: {found['bad'][:SHOWN]}"] if found["bad"] else []), flush=True)
        sound &= not found["bad"]
    print("lost: poems that were missing or other ones, in all of a kind's files together")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
