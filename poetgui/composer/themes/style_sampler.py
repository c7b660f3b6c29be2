"""A style for each lane, where the request names none.

Without a style the network predicts the mean of the whole corpus, which includes court hymns,
monks' verses on doctrine and alchemy: what all of them share wins. So each lane is conditioned on a
poet of its own, one whom people read. Poems in different styles are also less alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from poetgui.engine.search.lanes import Lane

_VERSE = """
李白 杜甫 王维 孟浩然 岑参 刘长卿 韦应物 钱起 卢纶 戴叔伦 张籍 王建 刘禹锡 白居易
元稹 姚合 贾岛 杜牧 许浑 张祜 李商隐 温庭筠 方干 罗隐 韦庄 韩偓 吴融 郑谷
杜荀鹤 陆龟蒙 皮日休 司空图 皎然 齐己 贯休 李中 王禹偁 林逋 魏野 梅尧臣 欧阳修 王安石
王令 文同 苏轼 苏辙 黄庭坚 张耒 秦观 晁补之 陈师道 贺铸 郭祥正 孔平仲 唐庚 韩驹
释道潜 释德洪 陈与义 吕本中 曾几 周紫芝 刘子翚 朱淑真 陆游 杨万里 范成大 朱熹 张孝祥 姜夔
姜特立 赵蕃 韩淲 张镃 徐照 戴复古 刘克庄 方岳 叶茵 宋伯仁 释居简 释文珦 释行海 仇远
黄庚 文天祥 汪元量 林景熙 谢翱
"""
VERSE = frozenset(_VERSE.split())
"""Poets of 诗 whom anthologies choose. A matter of taste, as every anthology is."""
_TUNES = """
晏殊 晏几道 欧阳修 苏轼 秦观 贺铸 晁补之 毛滂 朱敦儒 张元干 张孝祥 辛弃疾 刘过 姜夔
吴文英 刘辰翁 周密 张炎 陈允平 仇远
"""
TUNES = frozenset(_TUNES.split())
"""Poets of 词, the same."""


def assign_styles(
    lanes: Sequence[Lane], styles: Sequence[str], random: np.random.Generator, *, tune: bool
) -> list[Lane]:
    """The lanes, each with the style of another poet as long as there are any.

    styles: the model's names. Where it knows none of these poets, the lanes come back unchanged.
    tune: whether 词 is written.
    """
    known = TUNES if tune else VERSE
    numbers = [1 + number for number, name in enumerate(styles) if name in known]
    if not numbers:
        return list(lanes)
    drawn = random.permutation(numbers).tolist()
    return [replace(lane, style=drawn[i % len(drawn)]) for i, lane in enumerate(lanes)]
