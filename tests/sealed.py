"""Run a command that may open no internet socket and leave no file outside its own folders.

`python tests/sealed.py COMMAND...` exits 1 and says what the command did, or with the command's own
exit code. Needs Linux (seccomp, since 3.5) on x86-64 or arm64, no privilege and nothing installed.
A socket is refused in the kernel, so a compiled library cannot pass unseen.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# linux/prctl.h, linux/seccomp.h, linux/filter.h
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 22, 38
_FILTER_MODE = 2
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_AF_INET, _AF_INET6 = 2, 10
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""machine -> AUDIT_ARCH_* (linux/audit.h), number of the call socket()"""

SUPPORTED = sys.platform == "linux" and platform.machine() in _SOCKET

SHARED = ("/var/tmp", "/dev/shm")
"""Folders where a library can leave files whatever the environment says."""


@dataclass(frozen=True)
class Outcome:
    """What a sealed command did. `left`: files outside its folders, the folders named short."""

    code: int
    output: str
    left: list[str]

    @property
    def opened_a_socket(self) -> bool:
        return self.code == -signal.SIGSYS


def run(
    command: Sequence[str],
    scratch: Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run it with home, caches and temporary files under `scratch`, an empty folder.

    A socket of the internet families ends the process at once, by SIGSYS.
    """
    home, temporary = scratch / "home", scratch / "tmp"
    for folder in (home, temporary):
        folder.mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    # Not inherited: the program itself must set it.
    for name in ("ORT_DISABLE_TELEMETRY", "MPLCONFIGDIR"):
        kept.pop(name, None)
    places = {"HOME": str(home)} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    before = _shared()
    process = subprocess.run(
        command,
        cwd=cwd,
        env=kept | places | dict(environment or {}),
        preexec_fn=_forbid_internet,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    left = [str(p.relative_to(scratch)) for p in sorted(scratch.rglob("*")) if p.is_file()]
    return Outcome(process.returncode, process.stdout, left + sorted(_shared() - before))


def _shared() -> set[str]:
    """What lies in the shared folders and in the home that the system's own list of users names."""
    import pwd  # not on Windows, where this file is only imported

    folders = [Path(name) for name in SHARED]
    with suppress(KeyError):  # a user whom the list does not have
        folders.append(Path(pwd.getpwuid(os.getuid()).pw_dir))
    return {str(path) for folder in folders if folder.is_dir() for path in folder.iterdir()}


def _forbid_internet() -> None:
    """For this process and all its children, for good."""
    architecture, number = _SOCKET[platform.machine()]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_EQUAL, 0, 3, number),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_EQUAL, 2, 0, _AF_INET),
        (_JUMP_EQUAL, 1, 0, _AF_INET6),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    # Without privileges a filter is taken only of a process that can gain none any more.
    for call in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (_PR_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(program), 0, 0),
    ):
        if libc.prctl(call[0], *(ctypes.c_ulong(value) for value in call[1:])):
            raise OSError(ctypes.get_errno(), "prctl")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(sys.argv[1:], Path(folder))
    sys.stdout.write(outcome.output)
    if outcome.opened_a_socket:
        print("it opened an internet socket", file=sys.stderr)
    for name in outcome.left:
        print(f"it left a file behind: {name}", file=sys.stderr)
    return 1 if outcome.opened_a_socket or outcome.left else outcome.code


if __name__ == "__main__":
    sys.exit(main())
