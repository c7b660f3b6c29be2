"""Save a page in the format that the file's name says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetgui.errors import UserError
from poetgui.export.image import save_png
from poetgui.export.page_style import Marks, PageStyle
from poetgui.export.vector import save_pdf, save_svg
from poetgui.grid import Poem

FORMATS: dict[str, Callable[[Poem, PageStyle, Path, Marks | None], None]] = {
    "png": save_png,
    "svg": save_svg,
    "pdf": save_pdf,
}
"""Suffix, without its dot -> what writes it; the usual one first."""


def save_page(poem: Poem, style: PageStyle, path: Path, marks: Marks | None = None) -> None:
    """Write the page.

    Raises UserError for a name of another format, or when the file cannot be written.
    """
    save = FORMATS.get(path.suffix.lower().removeprefix("."))
    if save is None:
        raise UserError("存不了“{}”：图片可以存为 {}。", path.name, tuple(FORMATS))
    save(poem, style, path, marks)
