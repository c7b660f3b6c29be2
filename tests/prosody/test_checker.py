"""The checker: known poems, single rules, and properties over everything the grids allow."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from poetgui.errors import UserError
from poetgui.grid import Place, Tone
from poetgui.prosody.checker import check
from poetgui.prosody.forms import form_of
from poetgui.prosody.text import parse_text
from poetgui.prosody.verdict import Kind, Severity, State, Verdict


class Known(NamedTuple):
    """A poem that everybody knows, and what is true of it."""

    title: str
    text: str
    form: str
    passed: bool
    rhyme: str
    pattern: str = ""
    kinds: str = ""
    """Kinds of finding that must be there (faults and notes, 重字 left out)."""


KNOWN = [
    Known("登鹳雀楼", "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", "五绝", True, "尤", "仄起首句不入韵"),
    Known("相思", "红豆生南国，春来发几枝。愿君多采撷，此物最相思。", "五绝", True, "支", "仄起首句不入韵"),
    Known("八阵图", "功盖三分国，名成八阵图。江流石不转，遗恨失吞吴。", "五绝", True, "虞", "仄起首句不入韵"),
    Known("宿建德江", "移舟泊烟渚，日暮客愁新。野旷天低树，江清月近人。", "五绝", True, "真", "平起首句不入韵", "拗救"),
    Known("听筝", "鸣筝金粟柱，素手玉房前。欲得周郎顾，时时误拂弦。", "五绝", True, "先", "平起首句不入韵"),
    Known("静夜思", "床前明月光，疑是地上霜。举头望明月，低头思故乡。", "五绝", False, "阳", "", "出律"),
    Known("鹿柴", "空山不见人，但闻人语响。返景入深林，复照青苔上。", "五绝", False, "养", "", "不押韵 古体"),
    Known("春晓", "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。", "五绝", False, "筱", "", "不押韵 古体"),
    Known("江雪", "千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。", "五绝", False, "屑", "", "不押韵 古体"),
    Known("早发白帝城", "朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。", "七绝", True, "删", "平起首句入韵"),
    Known("清平调", "云想衣裳花想容，春风拂槛露华浓。若非群玉山头见，会向瑶台月下逢。", "七绝", True, "冬", "仄起首句入韵"),
    Known("枫桥夜泊", "月落乌啼霜满天，江枫渔火对愁眠。姑苏城外寒山寺，夜半钟声到客船。", "七绝", True, "先", "仄起首句入韵"),
    Known("出塞", "秦时明月汉时关，万里长征人未还。但使龙城飞将在，不教胡马度阴山。", "七绝", True, "删", "平起首句入韵"),
    Known("江南逢李龟年", "岐王宅里寻常见，崔九堂前几度闻。正是江南好风景，落花时节又逢君。", "七绝", True, "文", "平起首句不入韵", "拗救"),
    Known("绝句", "两个黄鹂鸣翠柳，一行白鹭上青天。窗含西岭千秋雪，门泊东吴万里船。", "七绝", True, "先", "仄起首句不入韵"),
    Known("泊秦淮", "烟笼寒水月笼沙，夜泊秦淮近酒家。商女不知亡国恨，隔江犹唱后庭花。", "七绝", True, "麻", "平起首句入韵"),
    Known("清明", "清明时节雨纷纷，路上行人欲断魂。借问酒家何处有，牧童遥指杏花村。", "七绝", True, "元", "平起首句入韵", "邻韵"),
    Known("题西林壁", "横看成岭侧成峰，远近高低各不同。不识庐山真面目，只缘身在此山中。", "七绝", True, "东", "平起首句入韵", "邻韵"),
    Known("渭城曲", "渭城朝雨浥轻尘，客舍青青柳色新。劝君更尽一杯酒，西出阳关无故人。", "七绝", False, "真", "平起首句入韵", "失粘 小拗"),
    Known("春望", "国破山河在，城春草木深。感时花溅泪，恨别鸟惊心。烽火连三月，家书抵万金。白头搔更短，浑欲不胜簪。", "五律", True, "侵", "仄起首句不入韵"),
    Known("山居秋暝", "空山新雨后，天气晚来秋。明月松间照，清泉石上流。竹喧归浣女，莲动下渔舟。随意春芳歇，王孙自可留。", "五律", True, "尤", "平起首句不入韵"),
    Known("赋得古原草送别", "离离原上草，一岁一枯荣。野火烧不尽，春风吹又生。远芳侵古道，晴翠接荒城。又送王孙去，萋萋满别情。", "五律", True, "庚", "平起首句不入韵"),
    Known("月夜忆舍弟", "戍鼓断人行，边秋一雁声。露从今夜白，月是故乡明。有弟皆分散，无家问死生。寄书长不达，况乃未休兵。", "五律", True, "庚", "仄起首句入韵"),
    Known("送杜少府之任蜀州", "城阙辅三秦，风烟望五津。与君离别意，同是宦游人。海内存知己，天涯若比邻。无为在歧路，儿女共沾巾。", "五律", True, "真", "仄起首句入韵", "拗救"),
    Known("与诸子登岘山", "人事有代谢，往来成古今。江山留胜迹，我辈复登临。水落鱼梁浅，天寒梦泽深。羊公碑尚在，读罢泪沾襟。", "五律", True, "侵", "仄起首句不入韵", "拗救"),
    Known("旅夜书怀", "细草微风岸，危樯独夜舟。星垂平野阔，月涌大江流。名岂文章著，官应老病休。飘飘何所似，天地一沙鸥。", "五律", True, "尤", "仄起首句不入韵"),
    Known("登高", "风急天高猿啸哀，渚清沙白鸟飞回。无边落木萧萧下，不尽长江滚滚来。万里悲秋常作客，百年多病独登台。艰难苦恨繁霜鬓，潦倒新停浊酒杯。", "七律", True, "灰", "仄起首句入韵"),
    Known("蜀相", "丞相祠堂何处寻，锦官城外柏森森。映阶碧草自春色，隔叶黄鹂空好音。三顾频烦天下计，两朝开济老臣心。出师未捷身先死，长使英雄泪满襟。", "七律", True, "侵", "仄起首句入韵", "小拗"),
    Known("黄鹤楼", "昔人已乘黄鹤去，此地空余黄鹤楼。黄鹤一去不复返，白云千载空悠悠。晴川历历汉阳树，芳草萋萋鹦鹉洲。日暮乡关何处是，烟波江上使人愁。", "七律", False, "尤", "", "出律"),
    Known("无题", "相见时难别亦难，东风无力百花残。春蚕到死丝方尽，蜡炬成灰泪始干。晓镜但愁云鬓改，夜吟应觉月光寒。蓬山此去无多路，青鸟殷勤为探看。", "七律", True, "寒", "仄起首句入韵"),
    Known("望岳", "岱宗夫如何，齐鲁青未了。造化钟神秀，阴阳割昏晓。荡胸生曾云，决眦入归鸟。会当凌绝顶，一览众山小。", "五古", True, "筱"),
    Known("送别", "下马饮君酒，问君何所之。君言不得意，归卧南山陲。但去莫复问，白云无尽时。", "五古", True, "支"),
    Known("游子吟", "慈母手中线，游子身上衣。临行密密缝，意恐迟迟归。谁言寸草心，报得三春晖。", "五古", True, "微"),
]


def kinds(verdict: Verdict) -> set[str]:
    return {finding.kind.value for finding in verdict.findings}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.title)
def test_a_known_poem_gets_its_true_verdict(known: Known) -> None:
    form = form_of(known.form) if known.form in ("五古", "七古") else None
    verdict = check(parse_text(known.text), form)
    assert verdict.form is not None
    assert verdict.form.name == known.form
    assert verdict.passed == known.passed, verdict.violations()
    assert verdict.rhyme == known.rhyme
    assert known.pattern in ("", verdict.pattern)
    assert set(known.kinds.split()) <= kinds(verdict)


def test_without_a_form_old_style_of_eight_lines_is_held_against_the_octave() -> None:
    text = next(known.text for known in KNOWN if known.title == "望岳")
    verdict = check(parse_text(text))
    assert verdict.form == form_of("五律")
    assert {"不押韵", "古体"} <= kinds(verdict)
    assert verdict.rhyme == "筱"


# 平 and 仄 below stand for characters with one tone only, all level ones of the 东 group.
LEVEL, OBLIQUE = "东同童僮瞳终虫戎崇嵩弓躬宫融", "不"
