"""Well-known 词 and their true verdicts, from common knowledge and not from the checker."""

from __future__ import annotations

from typing import NamedTuple


class KnownTune(NamedTuple):
    """A 词 that everybody knows, and what is true of it."""

    tune: str
    text: str
    passed: bool
    rhyme: str
    kinds: str = ""
    """Kinds of finding that must be there."""


KNOWN_TUNES = [
    KnownTune(
        "浣溪沙",
        "一曲新词酒一杯，去年天气旧亭台。夕阳西下几时回？\n"
        "无可奈何花落去，似曾相识燕归来。小园香径独徘徊。",
        False,  # 杯 回 徊 are of 第三部, 台 来 of 第五部: 词林正韵 is narrower than the poet
        "第三部平",
        "不押韵",
    ),
    KnownTune(
        "如梦令",
        "常记溪亭日暮，沉醉不知归路。兴尽晚回舟，误入藕花深处。争渡，争渡，惊起一滩鸥鹭。",
        True,
        "第四部仄",
    ),
    KnownTune(
        "菩萨蛮",
        "平林漠漠烟如织，寒山一带伤心碧。暝色入高楼，有人楼上愁。\n"
        "玉阶空伫立，宿鸟归飞急。何处是归程？长亭更短亭。",
        True,
        "第十七部、第十二部平、第十一部平",
    ),
    KnownTune(
        "卜算子",
        "驿外断桥边，寂寞开无主。已是黄昏独自愁，更著风和雨。\n"
        "无意苦争春，一任群芳妒。零落成泥碾作尘，只有香如故。",
        True,
        "第四部仄",
    ),
    KnownTune(
        "忆江南",
        "江南好，风景旧曾谙。日出江花红胜火，春来江水绿如蓝。能不忆江南？",
        True,
        "第十四部平",
    ),
    KnownTune(
        "西江月",
        "明月别枝惊鹊，清风半夜鸣蝉。稻花香里说丰年，听取蛙声一片。\n"
        "七八个星天外，两三点雨山前。旧时茅店社林边，路转溪桥忽见。",
        True,
        "第七部平、第七部仄",
    ),
    KnownTune(
        "水调歌头",
        "明月几时有？把酒问青天。不知天上宫阙，今夕是何年。我欲乘风归去，又恐琼楼玉宇，"
        "高处不胜寒。起舞弄清影，何似在人间。\n"
        "转朱阁，低绮户，照无眠。不应有恨，何事长向别时圆？人有悲欢离合，月有阴晴圆缺，"
        "此事古难全。但愿人长久，千里共婵娟。",
        True,
        "第七部平",
    ),
    KnownTune(
        "满江红",
        "怒发冲冠，凭栏处、潇潇雨歇。抬望眼、仰天长啸，壮怀激烈。三十功名尘与土，"
        "八千里路云和月。莫等闲，白了少年头，空悲切！\n"
        "靖康耻，犹未雪；臣子恨，何时灭！驾长车，踏破贺兰山缺。壮志饥餐胡虏肉，"
        "笑谈渴饮匈奴血。待从头、收拾旧山河，朝天阙。",
        True,
        "第十八部",
        "断句",
    ),
]
