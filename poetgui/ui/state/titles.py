"""What a poem is called in a list, and the quiet line that says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from poetgui.composer.request import Mode
from poetgui.grid import Poem

UNTITLED = "无题"


def title_of(poem: Poem, recipe: Mapping[str, Any]) -> str:
    """Its own title, or what was asked for: the heads, the opening, the themes."""
    if poem.title:
        return poem.title
    request = recipe.get("request")
    if not isinstance(request, Mapping):
        return UNTITLED
    mode = request.get("mode")
    if mode == Mode.ACROSTIC and request.get("heads"):
        return str(request["heads"])
    if mode == Mode.CONTINUE and request.get("text"):
        return "续·" + str(request["text"]).split("\n", 1)[0][:8]
    return "·".join(poem.themes) or UNTITLED
