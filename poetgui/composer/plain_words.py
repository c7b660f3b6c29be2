"""Words of today: those that name no theme, and what old poetry calls the others."""

from __future__ import annotations

_NO_THEME = """
的 地 得 了 着 过 是 在 和 与 及 或 也 都 就 还 又 很 太 更 最 不 没 没有 我 你 他 她 它
我们 你们 他们 她们 自己 这 那 这个 那个 这里 那里 哪里 什么 怎么 一个 一种 一首 一些 有
要 想要 写 关于 里 里面 上面 下面 之 之间 把 被 让 给 对 对于 从 向 到 为 为了 因为 所以
但是 可是 而 而且 吗 呢 吧 啊 呀 哦 请 能 可以 会 以及 时候 的话 一起 非常 十分 首 诗
一首诗 中 时 们
"""

_OLD_WORDS = """
春天=春 夏天=夏 秋天=秋 冬天=冬 夜里=夜 夜晚=夜 晚上=夜 月亮=明月 太阳=日 早晨=晓
早上=晓 天空=天 大海=海 海洋=沧海 家乡=故乡 想家=思乡 回家=归 老家=故园 朋友=故人
爱情=相思 恋爱=相思 爱=情 想念=相思 思念=相思 离别=别离 分手=离别 告别=别离 喝酒=酒
下雨=雨 下雪=雪 刮风=风 花朵=花 小鸟=鸟 小船=舟 船=舟 眼泪=泪 孤单=孤 寂寞=寂寥 快乐=欢
高兴=欢 伤心=愁 悲伤=悲 难过=愁 战争=干戈 打仗=干戈 军队=征人 妻子=闺 母亲=慈母
妈妈=慈母 父亲=严父 孩子=儿 读书=书 学习=书 老师=师 学生=书生 皇帝=君王 国家=山河
祖国=山河 城市=城 道路=路 旅行=行旅 旅途=客路 中秋节=中秋 春节=新年 过年=新年
清明节=清明 端午节=端午 重阳节=重阳 生日=寿 毕业=别离 梦想=梦 时间=光阴 青春=少年
小时候=少年 老了=老 星星=星 彩虹=虹 森林=林 河流=江河 湖水=湖 草原=草 沙漠=沙 喝茶=茶
下棋=棋 弹琴=琴 睡觉=眠 失眠=不眠 做梦=梦 蝴蝶=蝶 燕子=燕 大雁=雁 荷花=荷 梅花=梅
菊花=菊 柳树=柳 竹子=竹 松树=松 石头=石 房子=屋 窗户=窗 灯光=灯 衣服=衣 钱=金
"""

STOP_WORDS = frozenset(_NO_THEME.split())
"""Words that name no theme. 里, 中, 时 are only dropped where they stand alone."""

PLAIN: dict[str, str] = {
    today: old for today, _, old in (pair.partition("=") for pair in _OLD_WORDS.split())
}
"""Words of today -> words that old poetry knows."""
