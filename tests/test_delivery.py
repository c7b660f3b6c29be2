"""What the package is made of: needed libraries, ICU's data, licence texts, the Debian package."""

from __future__ import annotations

import importlib.util
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from delivery import debian, icu_data, licences, shared_libraries

ROOT = Path(__file__).resolve().parent.parent
linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux has system libraries to collect")


def test_a_library_that_nothing_loads_is_left_out() -> None:
    links = {
        "/w/plugins/print.so": ["libgssapi.so.2"],
        "/w/QtCore.so": ["libQt6Core.so.6", "libc.so.6"],
        "/w/libQt6Core.so.6": ["libicu.so.73"],
        "/s/libgssapi.so.2": ["libkrb5.so.3"],
    }
    binaries = [
        ("PySide6/QtCore.so", "/w/QtCore.so", "EXTENSION"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/w/libQt6Core.so.6", "BINARY"),
        ("libicu.so.73", "/s/libicu.so.73", "BINARY"),
        ("libgssapi.so.2", "/s/libgssapi.so.2", "BINARY"),
        ("libkrb5.so.3", "/s/libkrb5.so.3", "BINARY"),
        ("libpython3.11.so.1.0", "/p/libpython3.11.so.1.0", "BINARY"),
    ]
    kept = shared_libraries.needed(
        binaries, lambda path: [(name, None) for name in links.get(path, [])]
    )
    assert [entry[0] for entry in kept] == [
        "PySide6/QtCore.so",
        "libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "libicu.so.73",
        "libpython3.11.so.1.0",
    ]


def archive(tables: dict[str, bytes]) -> bytes:
    """As ICU lays it out, within a library."""
    header = struct.pack("<H", 32) + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    return b"\x7fELF" + bytes(60) + header + icu_data._archive(sorted(tables.items()))


def read(data: bytes) -> dict[str, bytes]:
    """Name -> table, padded with zeros."""
    (begin,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, begin)
    rows = [struct.unpack_from("<II", data, begin + 4 + 8 * i) for i in range(count)]
    ends = [offset for _, offset in rows[1:]] + [len(data) - begin]
    return {
        data[begin + name : data.index(b"\0", begin + name)].decode(): data[
            begin + offset : begin + end
        ]
        for (name, offset), end in zip(rows, ends, strict=True)
    }


def test_the_tables_that_qt_asks_for_stay_as_they_are() -> None:
    tables = {
        "icudt73l/root.res": b"root" * 9,
        "icudt73l/zh_Hant.res": b"zh",
        "icudt73l/coll/ucadata.icu": b"order",
        "icudt73l/nfc.nrm": b"n",
        "icudt73l/de.res": b"de",
        "icudt73l/gb18030.cnv": b"gb",
        "icudt73l/curr/zh.res": b"money",
    }
    found = read(icu_data.trimmed(archive(tables)))
    assert {name: table.rstrip(b"\0") for name, table in found.items()} == {
        name: table for name, table in sorted(tables.items()) if name in list(tables)[:4]
    }
    assert list(found) == sorted(found)


def test_a_library_without_an_archive_is_refused() -> None:
    with pytest.raises(ValueError, match="ICU"):
        icu_data.trimmed(b"\x7fELF" + bytes(4096))


@linux
def test_icu_of_the_wheel_loads_trimmed(tmp_path: Path) -> None:
    """A program linked to it opens the collator of Chinese, and is told that there is no German."""
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "Qt" / "lib"
    libraries = sorted(folder.glob("libicu*.so.*"))
    if not libraries or shutil.which("cc") is None:
        pytest.skip("this Qt carries no ICU, or there is no compiler")
    for library in libraries:
        shutil.copyfile(library, tmp_path / library.name)
    data = next(tmp_path.glob("libicudata.so.*"))
    before = data.stat().st_size
    icu_data.trim(data)
    assert data.stat().st_size < before / 5
    version = data.name.rpartition(".")[2]
    script = (
        "import ctypes, sys; error = ctypes.c_int(0)\n"
        f"uc = ctypes.CDLL('libicuuc.so.{version}', mode=ctypes.RTLD_GLOBAL)\n"
        f"i18n = ctypes.CDLL('libicui18n.so.{version}')\n"
        f"i18n.ucol_open_{version}.restype = ctypes.c_void_p\n"
        f"assert i18n.ucol_open_{version}(b'zh', ctypes.byref(error))\n"
        "assert error.value <= 0, error.value\n"
    )
    subprocess.run(
        [sys.executable, "-c", script], env={"LD_LIBRARY_PATH": str(tmp_path)}, check=True
    )


@linux
def test_every_wheel_and_library_has_its_text(tmp_path: Path) -> None:
    own = ROOT / "resources" / "licences"
    wheels = ("PySide6_Essentials", "shiboken6", "onnxruntime", "numpy", "jieba", "OpenCC")
    licences.collect(tmp_path, wheels, [], own)
    assert {folder.name for folder in tmp_path.iterdir()} == {*wheels, "Python"}
    assert (tmp_path / "onnxruntime" / "ThirdPartyNotices.txt").stat().st_size > 10_000
    with pytest.raises(SystemExit, match=r"libnobody\.so\.1"):
        licences.collect(tmp_path, [], ["/usr/lib/libnobody.so.1"], own)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg")
def test_a_debian_package_holds_program_entry_and_icon(tmp_path: Path) -> None:
    program = tmp_path / debian.NAME
    program.mkdir()
    (program / debian.NAME).write_text("#!/bin/sh\necho 诗\n", encoding="utf-8")
    (program / debian.NAME).chmod(0o755)
    package = debian.build(tmp_path)
    subprocess.run(["dpkg-deb", "-x", str(package), str(tmp_path / "root")], check=True)
    ran = subprocess.run([str(tmp_path / "root/usr/bin/poetgui")], capture_output=True, text=True)
    assert ran.stdout == "诗\n"
    listed = {p.relative_to(tmp_path / "root").as_posix() for p in tmp_path.rglob("root/**/*")}
    assert "usr/share/applications/poetgui.desktop" in listed
    assert "usr/share/icons/hicolor/scalable/apps/poetgui.svg" in listed
    control = subprocess.run(
        ["dpkg-deb", "-f", str(package)], capture_output=True, text=True, check=True
    ).stdout
    assert "Package: poetgui" in control
    assert "libc6 (>= 2." in control
