"""ICU's data without languages, currencies, time zones and character sets that Qt never needs.

Qt's libraries are linked to `libicudata`, a library that holds one archive of 3,900 tables: 31 MB.
The archive's format is that of ICU's `udata` common data: a header, the number of tables, for each
the offsets of its name and its contents from there, sorted by name.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

_HEADER = re.compile(rb"..\xda\x27.{4}.{4}CmnD", re.DOTALL)
"""Size of the header, magic numbers, what the data is."""
_ALIGNMENT = 16
_LOCALES = r"(root|en|en_US|en_Latn_US|zh|zh_Hans|zh_Hans_CN|zh_CN|zh_Hant|zh_Hant_TW|zh_TW)"
_KEPT = re.compile(
    rf"""[^/]+/ (
      [^/]+\.(icu|nrm|spp)
    | {_LOCALES}\.res
    | (pool|res_index|supplementalData|likelySubtags|keyTypeData|numberingSystems|metadata|plurals
      |langInfo|timezoneTypes|zoneinfo64|windowsZones|metaZones|icuver|icustd)\.res
    | coll/(ucadata\.icu|(pool|res_index)\.res|{_LOCALES}\.res)
    )""",
    re.VERBOSE,
)


def trim(library: Path) -> None:
    """Write a `libicudata` anew with the tables that are needed; left as it is without a compiler.

    Raises ValueError where the library holds no such archive.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        print(f"{library.name}: no C compiler, its data is not trimmed")
        return
    symbol = f"icudt{library.name.rpartition('.')[2]}_dat"
    with tempfile.TemporaryDirectory() as folder:
        data, source = Path(folder, "data"), Path(folder, "data.S")
        data.write_bytes(trimmed(library.read_bytes()))
        source.write_text(
            f'.section .rodata\n.balign {_ALIGNMENT}\n.global {symbol}\n.type {symbol}, "object"\n'
            f'{symbol}:\n.incbin "{data}"\n.size {symbol}, . - {symbol}\n'
            '.section .note.GNU-stack,"",%progbits\n',
            encoding="utf-8",
        )
        command = [compiler, "-shared", "-nostdlib", f"-Wl,-soname,{library.name}"]
        subprocess.run([*command, "-o", str(library), str(source)], check=True)


def trimmed(library: bytes) -> bytes:
    """The archive within a library, with the tables of `_KEPT` alone."""
    found = _HEADER.search(library)
    if found is None:
        raise ValueError("no archive of ICU")
    start = found.start()
    (header,) = struct.unpack_from("<H", library, start)
    begin = start + header
    (count,) = struct.unpack_from("<I", library, begin)
    entries = [struct.unpack_from("<II", library, begin + 4 + 8 * i) for i in range(count)]
    names = [_text(library, begin + name) for name, _ in entries]
    # The last table reaches to the end of the library at most: its own length is in its header.
    ends = [offset for _, offset in entries[1:]] + [len(library) - begin]
    tables = [
        (name, library[begin + offset : begin + end])
        for name, (_, offset), end in zip(names, entries, ends, strict=True)
        if _KEPT.fullmatch(name)
    ]
    return library[start:begin] + _archive(tables)


def _text(library: bytes, at: int) -> str:
    return library[at : library.index(b"\0", at)].decode("ascii")


def _archive(tables: list[tuple[str, bytes]]) -> bytes:
    """Number of tables, their offsets, their names, their contents."""
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in tables)
    name_at = 4 + 8 * len(tables)
    offset = _aligned(name_at + len(names))
    head, body = struct.pack("<I", len(tables)), b""
    for name, table in tables:
        head += struct.pack("<II", name_at, offset + len(body))
        name_at += len(name) + 1
        body += table.ljust(_aligned(len(table)), b"\0")
    return (head + names).ljust(offset, b"\0") + body


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
