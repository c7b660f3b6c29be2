"""Words of ill omen, which an acrostic avoids unless the request has them.

The heads of an acrostic are mostly a friend's name or a wish, and much of old poetry mourns: after
a name the network easily continues as in an elegy.
"""

from __future__ import annotations

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import simplified_text

TABOO = (
    *"死殁殂薨殇亡丧葬殡殓殉殒陨冢坟墓茔柩椁棺尸骸骷髅鬼祟哭恸薤吊诛戮斩屠囚疟疫癞",
    *("生前", "身后", "黄泉", "九泉", "泉下", "招魂"),
)
"""Death and burial, executions, plagues; characters and words."""


def taboo_words_for(request: ComposeRequest) -> tuple[str, ...]:
    """Words to avoid, simplified: none of those that the request itself contains."""
    if request.mode is not Mode.ACROSTIC:
        return ()
    pinned = "".join(pin.character for pin in request.pins)
    asked = simplified_text("".join((request.heads, pinned, *request.themes)))
    return tuple(word for word in TABOO if word not in asked)
