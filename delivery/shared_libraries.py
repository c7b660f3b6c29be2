"""Which of the system's libraries the package needs, and the debug symbols that it does not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""Path in the package, path here, PyInstaller's kind."""
Imports = Callable[[str], Iterable[tuple[str, str | None]]]
"""The libraries that a binary is linked to: names and paths (`bindepend.get_imports`)."""

_OWN_SYMBOLS = ("libpython3*", "python3*/lib-dynload/*.so", "libicu[iu]*")
"""What is stripped. Wheels have been patched for their libraries: stripped, they no longer load."""


def needed(binaries: Sequence[Entry], imports: Imports) -> list[Entry]:
    """The entries without the libraries that nothing which stays is linked to.

    PyInstaller collects libraries for every plugin; after the plugins that are left out theirs
    still stand at the top of the package (krb5 and gnutls for printing in a network). What is
    loaded by name is no library of the top: extension modules and plugins lie in folders.
    """
    known = {PurePath(target).name: (target, source, kind) for target, source, kind in binaries}
    waiting = [name for name, entry in known.items() if not _is_system_library(entry)]
    kept = set(waiting)
    while waiting:
        _, source, kind = known[waiting.pop()]
        if kind == "SYMLINK":
            names = {PurePath(source).name}
        else:
            names = {PurePath(name).name for name, _ in imports(source)}
        new = (names & set(known)) - kept
        kept |= new
        waiting += new
    return [entry for entry in binaries if PurePath(entry[0]).name in kept]


def _is_system_library(entry: Entry) -> bool:
    target = PurePath(entry[0])
    return len(target.parts) == 1 and ".so" in target.name and "libpython" not in target.name


def strip(folder: Path) -> None:
    """Remove the debug symbols of Python and ICU; nothing where binutils is not installed."""
    program = shutil.which("strip")
    for pattern in _OWN_SYMBOLS if program else ():
        for file in folder.rglob(pattern):
            if file.is_file() and not file.is_symlink():
                subprocess.run([str(program), "--strip-unneeded", str(file)], check=True)
