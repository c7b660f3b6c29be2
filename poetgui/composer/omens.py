"""What an acrostic does not say unless it is asked to.

Heads are a friend's name or a wish, and old poetry mourns a good deal: a name that the network
takes for a dead man's calls up his grave.
"""

from __future__ import annotations

from poetgui.composer.han import simplified_lines
from poetgui.composer.request import ComposeRequest, Mode

ILL = (
    *"死殁殂薨殇亡丧葬殡殓殉殒陨冢坟墓茔柩椁棺尸骸骷髅鬼祟哭恸薤吊诛戮斩屠囚疟疫癞",
    *("生前", "身后", "黄泉", "九泉", "泉下", "招魂"),
)
"""Death and burial, executions, plagues; characters and words."""


def unsaid(request: ComposeRequest) -> tuple[str, ...]:
    """What is not said, in simplified script; nothing that the person has put into the request."""
    if request.mode is not Mode.ACROSTIC:
        return ()
    pinned = "".join(pin.character for pin in request.pins)
    asked = simplified_lines("".join((request.heads, pinned, *request.themes)))
    return tuple(ill for ill in ILL if ill not in asked)
