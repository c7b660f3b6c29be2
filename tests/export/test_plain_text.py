from __future__ import annotations

import pytest

from poetgui.export.plain_text import LAYOUTS, as_text
from poetgui.grid import Poem

SPRING = Poem(("春眠不觉晓", "处处闻啼鸟", "夜来风雨声"), "五古", "春晓", "孟浩然")
TUNE = Poem(("谁怕", "一蓑烟雨任平生"), "定风波", stops=("，", "4、。"), stanzas=(2,))

EXPECTED = {
    "couplets": "春晓　孟浩然\n\n春眠不觉晓，处处闻啼鸟。\n夜来风雨声。",
    "lines": "春晓　孟浩然\n\n春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声。",
    "paragraph": "春晓　孟浩然\n\n春眠不觉晓，处处闻啼鸟。夜来风雨声。",
    "bare": "春晓　孟浩然\n\n春眠不觉晓\n处处闻啼鸟\n夜来风雨声",
    "columns": "夜　处　春　孟　春\n来　处　眠　浩　晓\n风　闻　不　然\n雨　啼　觉\n声　鸟　晓",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout(layout: str) -> None:
    assert as_text(SPRING, layout=layout) == EXPECTED[layout]


def test_tunes_keep_their_marks() -> None:
    assert as_text(TUNE, layout="lines") == "谁怕，\n一蓑烟雨、任平生。"
    assert as_text(TUNE, layout="paragraph") == "谁怕，一蓑烟雨、任平生。"
    assert as_text(TUNE, "traditional", "bare") == "誰怕\n一蓑煙雨任平生"
