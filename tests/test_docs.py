"""The pages say what is there: their paths, names, commands and arrows are checked on the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from training.command_list import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")
PAGES = (
    *READMES,
    "CONTRIBUTING.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")),
)
BASES = ("", "poetgui", "poetgui/ui", "training")
"""Folders that a path on a page may start from."""
MADE_LATER = ("dist/", ".venv/", "runs/", "data/", "~/", "build/")
"""Paths that exist only after a command was run, or outside the repository."""
EXAMPLES = frozenset({"poem.txt", "python.org", "my-poems"})
GROUND = frozenset(
    (
        "grid",
        "paths",
        "script_conversion",
        "errors",
        "files",
        "resource_files",
        "libraries",
        "bug_report",
        "start_profile",
        "__version__",
    )
)
"""What every room may import: left out of the drawing."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SUFFIX = r"\.(?:py|md|json|tsv|toml|npz|yaml|txt|ts|qm|filter|onnx|spec|svg)"
PATH = re.compile(rf"\.?[\w*][\w.*/-]*(?:/|{SUFFIX})|[\w.-]+(?:/[\w*.-]+)+")
NAME = re.compile(r"[A-Z][a-z]+[A-Z]\w*|test_\w+")
"""A class, or a test."""
DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")


@cache
def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def names_of(page: str) -> list[str]:
    """What stands in backticks on a page, outside blocks of code."""
    return CODE.findall(FENCE.sub("", text_of(page)))


def blocks_of(page: str) -> list[tuple[str, str]]:
    """Language and content of each block of code."""
    return FENCE.findall(text_of(page))


def found_path(path: str) -> Path | None:
    """The file or folder of that name (or one that a pattern with * fits), from one of BASES."""
    for base in BASES:
        if match := next((ROOT / base).glob(path.rstrip("/")), None):
            return match
    return None


def members(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """Names that statements define, each with its statement."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from ((n.id, node) for n in ast.walk(target) if isinstance(n, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def fields_of(node: ast.stmt) -> set[str]:
    """Attributes of a class: its own, and those that its methods set."""
    if not isinstance(node, ast.ClassDef):
        return set()
    own = {name for name, _ in members(node.body)}
    return own | {
        target.attr
        for target in ast.walk(node)
        if isinstance(target, ast.Attribute)
        and isinstance(target.ctx, ast.Store)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    }


@cache
def defined_in(path: Path) -> dict[str, set[str]]:
    """Name defined at the top of a module -> its attributes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name: fields_of(node) for name, node in members(tree.body)}


@cache
def modules() -> dict[str, list[Path]]:
    """Name of a module -> the files of that name."""
    found: dict[str, list[Path]] = {}
    for folder in ("poetgui", "training", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            found.setdefault(path.stem, []).append(path)
    return found


@cache
def owners() -> dict[str, set[str]]:
    """Name of a class or function -> the attributes of all classes of that name."""
    found: dict[str, set[str]] = {}
    for paths in modules().values():
        for path in paths:
            for name, attributes in defined_in(path).items():
                found.setdefault(name, set()).update(attributes)
    return found


def has_name(path: Path, dotted: str) -> bool:
    """Whether a module defines a name, or `Class.member`."""
    first, _, rest = dotted.partition(".")
    table = defined_in(path)
    return first in table and (not rest or rest in table[first])


def is_known(dotted: str) -> bool:
    """Whether `package.module`, `module.name` or `Class.member` exists."""
    first, *rest = dotted.split(".")
    if any(
        (ROOT / base / "/".join([first, *rest])).with_suffix(ending).exists()
        for base in (*BASES, "poetgui/composer", "poetgui/engine", "poetgui/prosody")
        for ending in ("", ".py")
    ):
        return True
    if len(rest) == 1 and rest[0] in owners().get(first, ()):
        return True
    return any(
        has_name(path, ".".join(tail))
        for stem, tail in ((first, rest), (rest[0], rest[1:]))
        if tail
        for path in modules().get(stem, ())
    )


def fault_of(token: str) -> str | None:
    """Why a piece of code on a page names what is not there; None where it does or is no name."""
    if token in EXAMPLES or token.startswith(MADE_LATER):
        return None
    path, _, name = token.partition(":")
    if PATH.fullmatch(path):
        found = found_path(path)
        if found is None:
            return f"{token}: no such file"
        if name and not has_name(found, name):
            return f"{token}: the file has no such name"
        return None
    if NAME.fullmatch(token) and token not in owners():
        return f"{token}: no such class or test"
    if DOTTED.fullmatch(token) and not is_known(token):
        return f"{token}: no such name"
    return None


@pytest.mark.parametrize("page", PAGES)
def test_paths_and_names_on_a_page_exist(page: str) -> None:
    assert [fault for token in names_of(page) if (fault := fault_of(token))] == []


@pytest.mark.parametrize(
    ("token", "right"),
    [
        ("poetgui/grid.py", True),
        ("poetgui/grid.py:Poem.text", True),
        ("engine/search/", True),
        ("resources/prosody/*.json", True),
        ("Composer.compose", True),
        ("scene.contradictions", True),
        ("poetgui.ui.state", True),
        ("write", True),
        ("ComposeRequest", True),
        ("test_a_wrong_name_would_be_found", True),
        ("poetgui/cell.py", False),
        ("poetgui/grid.py:Poems", False),
        ("poetgui/grid.py:Poem.words", False),
        ("engine/searching/", False),
        ("Composer.decompose", False),
        ("scene.harmonies", False),
        ("ComposeRequests", False),
        ("test_what_nobody_wrote", False),
    ],
)
def test_a_wrong_name_would_be_found(token: str, right: bool) -> None:
    assert (fault_of(token) is None) == right


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    links = [link for link in LINK.findall(text_of(page)) if "://" not in link]
    for link in links:
        target, _, anchor = link.partition("#")
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [h.lower().replace(" ", "-") for h in headings], link


@pytest.mark.parametrize("page", PAGES)
def test_commands_on_a_page_exist(page: str) -> None:
    text = text_of(page)
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"-m training ([a-z][a-z-]+)", text)) <= set(COMMANDS)
    for _, block in blocks_of(page):
        for path in re.findall(r"(?:^|\s)(tests/[\w/.]+)", block):
            assert (ROOT / path).exists(), path


def test_both_readmes_have_the_same_sections_and_commands() -> None:
    def sections(page: str) -> list[int]:
        return [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", text_of(page)), re.M)]

    def commands(page: str) -> list[list[str]]:
        return [
            [re.sub(r"\s+#.*", "", line) for line in block.splitlines()]
            for _, block in blocks_of(page)
        ]

    def rooms(page: str) -> list[str]:
        return re.findall(r"^\| (`[^|]+`) \|", text_of(page), re.M)

    english, chinese = READMES
    assert sections(english) == sections(chinese)
    assert commands(english) == commands(chinese)
    assert len(commands(english)) > 5
    assert rooms(english) == rooms(chinese)
    assert len(rooms(english)) > 8


def room_of(module: str) -> str:
    """The room on the drawing that a module stands in."""
    first, *rest = module.split(".")
    return first if first == "training" or not rest else rest[0]


def imports() -> set[tuple[str, str]]:
    """Which room imports which, those of the ground floor left out."""
    found = set()
    for folder in ("poetgui", "training"):
        for path in (ROOT / folder).rglob("*.py"):
            here = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "poetgui":
                    names = [f"poetgui.{alias.name}" for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                else:
                    continue
                rooms = {room_of(n) for n in names if n.startswith(("poetgui", "training"))}
                found |= {(here, room) for room in rooms - {here, "poetgui"} - GROUND}
    return {(here, there) for here, there in found if here not in GROUND}


def test_the_drawing_has_the_arrows_of_the_code() -> None:
    (drawing,) = [block for language, block in blocks_of("docs/architecture.md")
                  if language == "mermaid"]  # fmt: skip
    drawn = set(re.findall(r"^\s*(\w+) --> (\w+)$", drawing, re.MULTILINE))
    found = imports() - {("__main__", "app")}
    assert drawn - {("main", "app"), ("main", "commands")} == found
