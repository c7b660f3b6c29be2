"""Variant characters 异体字: the same word written otherwise, made one before anything counts.

The conversion to simplified script leaves alone what was never traditional: variants of old prints
(疎 簷 鴈), shapes of Japanese editions (隠 髪), and characters that simplified script gave up for
another of the same sound and sense (餘 as 馀). A network that sees 疎 and 疏 as two words learns
each from half of its poems. Rare characters that are words of their own (翛 飏 湲) stay.
"""

from __future__ import annotations

_PAIRS = """
隠隐 疎疏 踈疏 簷檐 祇只 秖只 秪只 鴈雁 鬂鬓 髩鬓 髪发 頼赖 浄净 徧遍 慙惭 鶑莺 鸎莺 粧妆 鬭斗
鬬斗 劒剑 劔剑 媿愧 僊仙 蘂蕊 臯皋 皐皋 髙高 珮佩 猨猿 馿驴 巵卮 鼇鳌 煖暖 賸剩 櫂棹 嬾懒 牋笺
覩睹 歛敛 槃盘 祐佑 餠饼 妬妒 罇樽 鐏樽 隣邻 閙闹 懽欢 驩欢 臞癯 隄堤 寛宽 彊强 椀碗 盌碗 懃勤
慇殷 鉏锄 耡锄 𬬻炉 筯箸 鳯凤 褭袅 嫋袅 峩峨 斾旆 袴裤 拏拿 怱匆 悤匆 缾瓶 甁瓶 檝楫 虀齑 韲齑
毬球 迺乃 廼乃 畧略 髣仿 倣仿 髴佛 堦阶 燄焰 爓焰 珪圭 穉稚 稺稚 遯遁 潄漱 犂犁 筿筱 鼈鳖 崄险
鏁锁 鎻锁 飜翻 麤粗 麄粗 廻回 囘回 羃幂 悮误 怳恍 欵款 羮羹 邉边 磵涧 櫺棂 栢柏 秔粳 粇粳 嚬颦
歳岁 嵗岁 蜺霓 覊羁 羇羁 鎔熔 镕熔 蔕蒂 笻筇 揺摇 槩概 旛幡 穽阱 竝并 幙幕 逈迥 緜绵 暎映 醆盏
琖盏 桮杯 盃杯 歘欻 衒炫 纒缠 顇悴 顦憔 偪逼 頳赪 箎篪 姪侄 輙辄 搆构 讐仇 讎仇 壻婿 瘖喑 朶朵
毎每 蠧蠹 碁棋 牓榜 螘蚁 翺翱 諠喧 讙喧 斵斫 斲斫 柂舵 憇憩 瑯琅 呌叫 皦皎 睠眷 譍应 餽馈 鵶鸦
厖庞 筦管 䜩宴 讌宴 醼宴 皷鼓 鼔鼓 罏垆 甿氓 瓌瑰 閴阒 裀茵 瓈璃 廐厩 廏厩 臙胭 懐怀 倐倏 藂丛
樷丛 寖浸 邨村 濬浚 濶阔 粃秕 鬛鬣 荅答 阨厄 氊毡 鎗枪 躭耽 瑠琉 渇渴 蕚萼 澣浣 嶤峣 繖伞 惸茕
煢茕 戯戏 漥洼 窪洼 逺远 揜掩 髠髡 様样 寘置 効效 噉啖 啗啖 艶艳 豔艳 雝雍 闗关 塲场 厓崖 啣衔
棃梨 朞期 箒帚 觧解 飡餐 呪咒 巌岩 嵒岩 嵓岩 槖橐 穏稳 脇胁 搥捶 寜宁 燿耀 筭算 醤酱 澁涩 渋涩
毘毗 蟇蟆 帬裙 裠裙 斚斝 衞卫 勲勋 嚢囊 愬诉 輭软 闚窥 鞵鞋 椶棕 汚污 狥徇 虵蛇 鐡铁 鉄铁 鸜鸲
寃冤 窻窗 牕窗 牎窗 逰游 袠帙 趂趁 陁陀 釡釜 籖签 勅敕 勑敕 歴历 厯历 麞獐 柟楠 枏楠 凖准 甆瓷
甖罂 黙默 寔实 飇飙 飈飙 甦苏 襃褒 覔觅 徃往 篛箬 匳奁 彜彝 囓啮 齧啮 嚙啮 痩瘦 糢模 傚效 専专
撃击 氷冰 刼劫 菓果 覇霸 貎貌 敻夐 璚琼 蠭蜂 眀明 朙明 覧览 曵曳 掲揭 昻昂 盻盼 纎纤 聨联 聮联
蜨蝶 颕颖 鶵雏 捜搜 帯带 韈袜 韤袜 顋腮 僣僭 蝱虻 畆亩 蔾藜 飬养 蠒茧 塼砖 甎砖 嬭奶 妳奶 涙泪
俛俯 頫俯 躶裸 臝裸 攅攒 劘摩 幮橱 恡吝 悋吝 蹏蹄 頬颊 戸户 荳豆 鄽廛 騣鬃 臈腊 壊坏 凴凭 湻淳
煑煮 胷胸 冩写 崕崖 艪橹 擥揽 罋瓮 甕瓮 菉绿 鬴釜 鼃蛙 嘷嗥 亷廉 嗁啼 巓巅 鵞鹅 勦剿 旍旌 聴听
郷乡 韮韭 蕋蕊 櫑罍 砲炮 舩船 圗图 楽乐 躧屣 騐验 縦纵 鉤钩 鈎钩 擕携 攜携 晳皙 蠏蟹 裩裈 謌歌
趍趋 隟隙 埜野 衹只 阬坑 駡骂 磎溪 谿溪 歗啸 斮斫 樑梁 馀余 翦剪 聼听 騰腾 徤健 箆篦 釣钓 爼俎
皡皓 皞皓 夀寿 窓窗 躰体 軆体 卭邛 悞误 靣面 厰厂 竢俟 幷并 恊协 鬰郁 欝郁
"""

TABLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""For str.translate: variant -> the character that stands for it."""


def merged(text: str) -> str:
    """`text` (in simplified script) with variants replaced, as many characters as before."""
    return text.translate(TABLE)
