"""A Debian package of the folder that PyInstaller built: `python -m delivery.debian dist`."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from poetgui import __version__

NAME = "poetgui"
ROOT = Path(__file__).resolve().parent
PLACES = {
    ROOT / "linux" / "poetgui.desktop": "usr/share/applications",
    ROOT / "linux" / "io.github.poetgui.metainfo.xml": "usr/share/metainfo",
    ROOT.parent / "LICENSE": f"usr/share/doc/{NAME}",
    ROOT.parent / "README.zh.md": f"usr/share/doc/{NAME}",
    ROOT.parent / "README.md": f"usr/share/doc/{NAME}",
}
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

CONTROL = """\
Package: {name}
Version: {version}
Section: education
Priority: optional
Architecture: {architecture}
Installed-Size: {kilobytes}
Depends: libc6 (>= {glibc}), libegl1, libgl1
Maintainer: poetgui contributors <poetgui@users.noreply.github.com>
Homepage: https://github.com/poetgui/poetgui
Description: write classical Chinese poems
 A desktop program that writes poems in exact metre (acrostics, continuations,
 free ones, ci to 87 tunes), checks metre, and keeps what was written. It works
 offline.
"""


def build(dist: Path) -> Path:
    """Pack `dist/poetgui`; returns the package's path. Raises SystemExit without dpkg-deb."""
    if shutil.which("dpkg-deb") is None:
        raise SystemExit("dpkg-deb is not installed; it is in the package dpkg")
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    target = dist / f"{NAME}_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, NAME)
        _lay_out(dist / NAME, tree)
        _control(tree, architecture)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)]
        subprocess.run(command, check=True)
    return target


def _lay_out(program: Path, tree: Path) -> None:
    shutil.copytree(program, tree / "usr" / "lib" / NAME, symlinks=True)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    for source, place in PLACES.items():
        (tree / place).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, tree / place / source.name)
    icons = tree / "usr" / "share" / "icons" / "hicolor" / "scalable" / "apps"
    icons.mkdir(parents=True)
    shutil.copyfile(ROOT.parent / "resources" / "icons" / f"{NAME}.svg", icons / f"{NAME}.svg")
    for path in [tree, *tree.rglob("*")]:  # whatever the mask of whoever builds
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _control(tree: Path, architecture: str) -> None:
    files = [file for file in tree.rglob("*") if file.is_file() and not file.is_symlink()]
    text = CONTROL.format(
        name=NAME,
        version=__version__,
        architecture=architecture,
        kilobytes=sum(file.stat().st_size for file in files) // 1024,
        glibc=platform.libc_ver()[1],
    )
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
