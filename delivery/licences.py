"""The licence texts of everything in a package; a library without one stops the build."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

_TEXT = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)[^/]*$", re.IGNORECASE)
_NO_TEXT = re.compile(r"\.(py|pyc|pyi|so|pyd|dll)$")
_OWNERS = (["dpkg", "-S"], ["rpm", "-qf", "--qf", "%{NAME}:"], ["pacman", "-Qqo"])
"""Commands that print the package of a file, of Debian, Fedora and Arch and their kin."""
_OURS = {
    "PySide6_Essentials": ("Qt-LGPL-3.0.txt", "Qt-GPL-3.0.txt", "unicode.txt"),
    "shiboken6": ("Qt-LGPL-3.0.txt", "Qt-GPL-3.0.txt"),
    "jieba": ("jieba.txt",),
}
"""Texts in resources/licences, for wheels that have none of their own."""


def collect(
    target: Path, distributions: Sequence[str], libraries: Sequence[str], own: Path
) -> None:
    """Write `target`, one folder for each distribution and each package of system libraries.

    distributions: names of wheels; libraries: paths of the system's shared libraries that are in
    the package; own: the project's folder of licences. Raises SystemExit naming what has no text.
    """
    texts = {name: list(_of_distribution(name, own)) for name in distributions}
    texts["Python"] = list(_of_python())
    for library in libraries:
        texts |= _of_system(library)
    if missing := sorted(name for name, files in texts.items() if not files):
        raise SystemExit(f"no licence text was found for: {', '.join(missing)}")
    for name, files in texts.items():
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, file in enumerate(files):
            clash = (folder / file.name).exists()
            shutil.copyfile(file, folder / (f"{number}-{file.name}" if clash else file.name))


def _of_distribution(name: str, own: Path) -> Iterator[Path]:
    for file in importlib.metadata.distribution(name).files or ():
        if _TEXT.search(str(file)) and not _NO_TEXT.search(str(file)):
            yield Path(str(file.locate()))
    for text in _OURS.get(name, ()):
        yield own / text


def _of_python() -> Iterator[Path]:
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        for name in ("LICENSE.txt", "LICENSE"):
            if (file := Path(folder, name)).is_file():
                yield file
                return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for name in (version, f"{version}-minimal", f"lib{version}"):
        if (file := Path("/usr/share/doc", name, "copyright")).is_file():
            yield file
            return


def _of_system(library: str) -> dict[str, list[Path]]:
    """Package -> its copyright file, as the system's packager knows it."""
    path = Path(library).resolve()
    package = _package(path)
    if package is None:
        return {PurePath(library).name: []}
    folders = (Path("/usr/share/doc", package), Path("/usr/share/licenses", package))
    files = [
        file
        for folder in folders
        if folder.is_dir()
        for file in sorted(folder.iterdir())
        if _TEXT.match(file.name) and file.is_file()
    ]
    return {package: files}


def _package(path: Path) -> str | None:
    """The name of the package that a file belongs to."""
    merged = Path("/usr") / path.relative_to("/") if path.parts[1:2] == ("lib",) else path
    for candidate in dict.fromkeys((path, merged, Path("/", *path.parts[2:]))):
        for command in _OWNERS:
            if shutil.which(command[0]) is None:
                continue
            done = subprocess.run([*command, str(candidate)], capture_output=True, text=True)
            if done.returncode == 0:
                return done.stdout.partition(":")[0].strip()
    return None
