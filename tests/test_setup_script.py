"""`.ci/setup` asks for root only when something is missing, and says what for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "cut", "sort", "tr", "uname", "mkdir", "cp", "env", "grep", "dirname", "cat")

# A python that has its venv module, and makes environments whose python is itself.
PYTHON = """
case "$*" in
    "-m venv --clear "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
esac
echo "python $*" >> "$LOG"
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")


@dataclass
class Machine:
    """A make-believe Debian: a PATH of its own whose commands only write down their calls."""

    folder: Path

    def command(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def libraries(self, *names: str) -> None:
        self.command(
            "ldconfig", "\n".join(f"echo '\t{n} (libc6,x86-64) => /lib/{n}'" for n in names)
        )

    def setup(self, which: str = "app") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(ROOT / ".ci" / "setup"), which],
            cwd=self.folder,
            env={"PATH": str(self.folder), "LOG": str(self.log)},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def calls(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (tmp_path / tool).symlink_to(found)
    machine.command("python3", PYTHON)
    machine.command("apt-get", 'echo "apt-get $*" >> "$LOG"')
    machine.command("id", "echo 1000")
    machine.libraries()
    return machine


def _all_libraries() -> list[str]:
    text = (ROOT / ".ci" / "setup").read_text(encoding="utf-8")
    block = text.partition("qt_libraries='")[2].partition("'")[0]
    return [line.split()[0] for line in block.split("\n") if line]


def test_nothing_is_asked_when_nothing_is_missing(machine: Machine) -> None:
    machine.libraries(*_all_libraries())
    result = machine.setup()
    assert result.returncode == 0, result.stderr
    assert "apt-get" not in machine.calls
    assert "-m pip install" in machine.calls


def test_without_root_or_sudo_it_says_what_to_run_and_stops(machine: Machine) -> None:
    result = machine.setup()
    assert result.returncode == 1
    assert "Qt, which draws the window" in result.stderr
    assert "apt-get install --yes --no-install-recommends" in result.stderr
    assert "libegl1" in result.stderr
    assert "apt-get" not in machine.calls
    assert "pip install" not in machine.calls


def test_sudo_is_used_for_the_missing_packages_only(machine: Machine) -> None:
    machine.libraries(*(name for name in _all_libraries() if name != "libxcb-cursor.so.0"))
    machine.command("sudo", 'echo "sudo" >> "$LOG"; exec "$@"')
    result = machine.setup()
    assert result.returncode == 0, result.stderr
    assert machine.calls.count("sudo") == 2
    (install,) = [c for c in machine.calls.splitlines() if c.startswith("apt-get install")]
    assert install.split()[-1] == "libxcb-cursor0"
    assert "libegl1" not in install


def test_root_needs_no_sudo(machine: Machine) -> None:
    machine.command("id", "echo 0")
    assert machine.setup().returncode == 0
    assert "apt-get install" in machine.calls


def test_a_missing_venv_module_is_named(machine: Machine) -> None:
    machine.libraries(*_all_libraries())
    machine.command("id", "echo 0")
    machine.command(
        "python3",
        'case "$*" in *ensurepip*) exit 1 ;; *print*) echo python3.11-venv ;; esac' + PYTHON,
    )
    result = machine.setup()
    assert result.returncode == 0, result.stderr
    assert "venv module is missing" in result.stderr
    assert "python3.11-venv" in machine.calls


def test_an_old_python_is_refused(machine: Machine) -> None:
    machine.command("python3", 'case "$*" in *version_info*) exit 1 ;; -V) echo Python 3.9 ;; esac')
    result = machine.setup()
    assert result.returncode == 1
    assert "3.11 or newer" in result.stderr


def test_each_set_installs_its_extras(machine: Machine) -> None:
    machine.libraries(*_all_libraries())
    machine.command("objdump", "")
    for which, extras in (("dev", ".[dev,training]"), ("training", ".[training]"), ("app", ".")):
        assert machine.setup(which).returncode == 0
        assert machine.calls.splitlines()[-1].endswith(f"--editable {extras}")
    assert machine.setup("nonsense").returncode == 1


def test_the_environment_is_made_only_once(machine: Machine) -> None:
    machine.libraries(*_all_libraries())
    machine.setup()
    machine.setup("dev")
    assert machine.calls.count("-m venv") == 1
    assert os.access(machine.folder / ".venv" / "bin" / "python", os.X_OK)
