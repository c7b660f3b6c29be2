"""Two hundred personal names as people bear them today: the heads that are asked for most."""

from __future__ import annotations

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
_GIVEN = """
子轩 梓涵 浩然 欣怡 宇轩 诗涵 俊杰 雨桐 思远 佳怡 明轩 梦琪 建国 淑芬 志强 秀英 国强 桂英 建军 玉兰
伟 芳 娜 敏 静 丽 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 霞 平 刚
一诺 若曦 梓萱 奕辰 沐宸 雨泽 依诺 子涵 可馨 晨曦 皓轩 语嫣 思涵 博文 天宇 雅静 婉婷 嘉怡 家豪 美玲
春梅 秋菊 冬梅 海燕 晓红 建华 文博 志远 丽华 红霞 慧敏 小龙 大伟 永强 玉珍 凤英 桂兰 秀兰 金凤 宝玉
晓燕 雪梅 丹丹 婷婷 亚楠 倩 鑫 淼 喆 昊 钰 翔 鹏 璐 琳 颖 莹 薇 萌 岚
子墨 若琳 清扬 云舒 知夏 予安 星辰 沐阳 锦程 怀瑾 书瑶 梦洁 雨薇 晓彤 家欣 少华 振宇 立新 卫东 爱华
"""
_COMPOUND = ["欧阳", "司马", "诸葛", "上官"]
NAMES = 200


def names() -> list[str]:
    """NAMES names of two to four characters: every given name with one surname, many with two."""
    given = _GIVEN.split()
    borne = [_SURNAMES[i * 7 % len(_SURNAMES)] + name for i, name in enumerate(given)]
    borne += [_COMPOUND[i // 8 % 4] + name for i, name in enumerate(given) if i % 8 == 0]
    borne += [_SURNAMES[(i * 11 + 5) % len(_SURNAMES)] + name for i, name in enumerate(given)]
    return list(dict.fromkeys(borne))[:NAMES]
