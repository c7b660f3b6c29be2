"""Words of ill omen, which no poem has unless the person's own words ask for mourning.

Much of old poetry mourns: a name at the heads or 妈妈我想你了 easily goes on as in an elegy. Most
poems are asked for a friend, a parent or a feast, and a grave in one of them is never forgiven.
Words that verse needs in other senses (泉, 魂, 梦断, 断肠, 白发) are not here.
"""

from __future__ import annotations

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.request.han import simplified_text

TABOO = (
    *"死殁殂薨殇亡丧葬殡殓殉殒陨冢坟墓茔圹窀穸柩椁棺尸骸骷髅髑鬼祟魅魑魍哭恸薤奠祭诔悼旐輀",
    *"夭孀嫠诛戮囚狱枷缢疟疫疠癞凶殃",
    *("生前", "身后", "黄泉", "九泉", "泉下", "泉台", "泉壤", "泉扃", "重泉", "穷泉"),
    *("夜台", "夜壑", "幽冥", "冥间", "冥路", "冥漠", "黄垆", "黄壤", "蒿里", "北邙", "邙山"),
    *("一抔", "抔土", "马鬣", "佳城", "宿草", "拱木", "松楸", "楸松", "松槚", "楸槚", "墓木"),
    *("白杨", "纸钱", "纸灰", "冥钱", "灵帷", "灵床", "铭旌", "素车", "缟素"),
    *("招魂", "孤魂", "游魂", "冤魂", "返魂", "鬼火", "青磷", "磷火", "白骨", "枯骨", "朽骨"),
    *("遗骨", "埋骨", "埋玉", "埋香", "玉折", "兰摧", "摧兰", "珠沉", "长逝", "永逝", "仙逝"),
    *("永诀", "长诀", "永别", "长眠", "永眠", "临终", "绝命", "垂绝", "奄奄", "薄命"),
    *("短命", "短折", "早世", "谢世", "捐馆", "易箦", "属纩", "遗孤", "孤儿", "孤哀", "孤孀"),
    *("寡妇", "绝嗣", "终天", "风木", "蓼莪", "挽歌", "挽词", "挽章", "哀挽", "泣血"),
    *("椿枯", "椿凋", "椿萎", "椿折", "萱枯", "萱凋", "萱萎", "萱折", "屠戮", "屠城", "斩首"),
    *("断头", "弃市", "血刃", "喋血", "流血", "血污", "腥风"),
)
"""Death, burial and the trees of graves, the loss of parents, early death, executions, plagues;
characters and words, simplified."""

MOURNING = (
    *"悼祭哭葬丧亡死墓坟殇奠诔冢殁鬼",
    *("去世", "过世", "辞世", "离世", "逝世", "病逝", "仙逝", "逝者", "遗像", "追思", "缅怀"),
    *("挽歌", "挽联", "挽诗", "挽词", "哀挽", "敬挽", "清明", "扫墓", "上坟", "寒食", "中元"),
    *("吊古", "凭吊", "吊唁", "怀古", "咏史", "兴废", "战场", "沙场", "战争", "打仗", "烈士"),
    *("英灵", "招魂", "黄泉", "九泉", "天堂", "永别", "诀别", "牺牲", "遇难", "灵堂", "悲歌"),
)
"""Words by which a person asks for mourning, or for the history and the wars that have it."""

UNKIND = (
    *"孤寡鳏病衰朽残悲哀惨泣泪涕恨怨穷贫",
    *("断肠", "肠断", "断魂", "凋零", "零落", "沦落", "离散", "风树", "陟岵", "陟屺", "末路"),
)
"""What a wish does not say besides."""

WISHES = (
    *"寿祝贺庆婚嫁囍爸妈爹娘",
    *("生日", "生辰", "诞辰", "新年", "春节", "新春", "元旦", "元宵", "快乐", "恭喜", "喜事"),
    *("父亲", "母亲", "父母", "奶奶", "爷爷", "外公", "外婆", "宝宝", "宝贝", "满月", "周岁"),
    *("高考", "中考", "考研", "上岸", "加油", "金榜", "录取", "升学", "毕业", "升职", "高升"),
    *("开业", "开张", "乔迁", "新居", "退休", "平安", "健康", "如意", "吉祥", "幸福", "前程"),
)
"""Words of a wish: birthdays, parents, weddings, feasts, school and work."""


def taboo_words_for(request: ComposeRequest) -> tuple[str, ...]:
    """Words to avoid, simplified: none of those that the person's own words contain.

    Where these ask for mourning nothing is avoided; where they are a wish, UNKIND is avoided too.
    """
    own = _own_words(request)
    if any(word in own for word in MOURNING):
        return ()
    wish = any(word in own for word in WISHES)
    return tuple(word for word in (*TABOO, *(UNKIND if wish else ())) if word not in own)


def _own_words(request: ComposeRequest) -> str:
    """Everything that the person wrote, simplified; the parts apart, so that no word comes about
    between them."""
    pinned = "".join(pin.character for pin in request.pins)
    parts = (request.heads, request.tails, request.text, request.answer, request.rhyme_characters)
    return simplified_text("\n".join((*parts, request.title, pinned, *request.themes)))
