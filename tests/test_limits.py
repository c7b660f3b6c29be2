"""The limits of CONTRIBUTING.md: sizes of files, functions and classes; private names in tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES, CLASS_METHODS = 400, 60, 20
"""The most lines of a file and of a function, and the most methods of a class."""
KNOWN = frozenset(
    {
        "tests/prosody/tunes_known.py:",
    }
)
"""What is still over a limit, named as `faults` does: take out what is mended, add nothing."""


def methods(node: ast.ClassDef) -> set[str]:
    """Names of the class's own methods. A property and its setter count once. Handlers that Qt
    calls (`paintEvent`) are left out: which of them a widget needs is not the author's choice."""
    found = {n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in found if not re.fullmatch(r"[a-z]+[A-Z]\w*", name)}


def faults(source: str) -> Iterator[str]:
    """The name of each function and class that is over a limit; "" for the file itself."""
    if source.count("\n") > FILE_LINES:
        yield ""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES:
                yield node.name
        elif isinstance(node, ast.ClassDef) and len(methods(node)) > CLASS_METHODS:
            yield node.name


def test_files_functions_and_classes_stay_within_the_limits() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{fault}"
        for folder in ("poetgui", "training", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for fault in faults(path.read_text(encoding="utf-8"))
    }
    assert sorted(found - KNOWN) == []
    assert sorted(KNOWN - found) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("#\n" * FILE_LINES, []),
        ("#\n" * (FILE_LINES + 1), [""]),
        ("def f():\n" + "    pass\n" * (FUNCTION_LINES - 1), []),
        ("def f():\n" + "    pass\n" * FUNCTION_LINES, ["f"]),
        ("class C:\n" + "".join(f"  def m{i}(self): ...\n" for i in range(20)), []),
        ("class C:\n" + "".join(f"  def m{i}(self): ...\n" for i in range(21)), ["C"]),
        ("class C:\n" + "".join(f"  def onEvent{i}(self): ...\n" for i in range(21)), []),
    ],
)
def test_each_kind_of_fault_is_found(source: str, found: list[str]) -> None:
    assert list(faults(source)) == found


def private_names(source: str) -> list[str]:
    """Accesses to private attributes of other objects: `window._view`, but not `self._seen`."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]


def test_tests_of_the_window_use_its_public_face() -> None:
    assert private_names("window._view.hide(); self._x; C.__name__") == ["window._view"]
    files = [*(ROOT / "tests" / "ui").rglob("*.py"), ROOT / "tests" / "screenshots.py"]
    assert len(files) > 20
    found = {file.name: private_names(file.read_text(encoding="utf-8")) for file in files}
    assert {name: names for name, names in found.items() if names} == {}
