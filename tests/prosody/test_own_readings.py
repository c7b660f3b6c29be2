"""Traditional characters are judged by their own readings, simplified ones by what verse means."""

from __future__ import annotations

import pytest

from poetgui.grid import Tone
from poetgui.prosody.books.character_lookup import look_up
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, TONGYUN, load_book
from poetgui.prosody.books.tones import BITS, lookup, lookup_for
from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import COUPLET


def groups(character: str, book: str = PINGSHUI, traditional: bool = False) -> str:
    look = lookup(load_book(book), traditional)
    return " ".join(r.group for r in look.readings(character))


@pytest.mark.parametrize(
    ("character", "own"),
    [("聽", "青 径"), ("豐", "东"), ("飢", "支"), ("饑", "微"), ("幹", "翰"), ("乾", "寒 先"),
     ("徵", "蒸 纸"), ("隻", "陌"), ("機", "微"), ("鬥", "宥"), ("穀", "屋"), ("鬱", "物"),
     ("裡", "纸"), ("並", "迥"), ("發", "月"), ("髮", "月")],
)  # fmt: skip
def test_a_traditional_character_has_its_own_readings(character: str, own: str) -> None:
    assert groups(character) == groups(character, traditional=True) == own


@pytest.mark.parametrize(
    ("character", "simplified", "traditional"),
    [("干", "寒 先 翰", "寒"), ("征", "庚 蒸 纸", "庚"), ("斗", "有 宥", "有"),
     ("几", "微 纸 尾 寘", "纸"),
     ("丰", "东 冬", "冬"), ("郁", "屋 物", "屋"), ("只", "支 纸 陌", "支 纸"), ("云", "文", "文")],
)  # fmt: skip
def test_of_a_character_of_both_scripts_the_text_decides(
    character: str, simplified: str, traditional: str
) -> None:
    assert groups(character) == simplified
    assert groups(character, traditional=True) == traditional


def test_no_obsolete_homograph_stands_behind_a_simplified_character() -> None:
    assert groups("听") == "青 径"
    assert groups("机") == "微"
    assert groups("种") == "肿 宋"
    assert groups("极") == "职"


def test_the_other_books_tell_them_apart_too() -> None:
    assert groups("幹", CILIN) == "第七部仄"
    assert groups("乾", CILIN) == "第七部平"
    assert groups("发", TONGYUN) == "啊平 啊仄"
    assert (groups("發", TONGYUN), groups("髮", TONGYUN)) == ("啊平", "啊仄")
    assert (groups("幹", TONGYUN), groups("乾", TONGYUN)) == ("安仄", "安平")


def test_the_lookup_of_a_text_is_of_its_script() -> None:
    book = load_book(PINGSHUI)
    assert lookup_for(book, ("風", "斗")) is lookup(book, True)
    assert lookup_for(book, ("风", "斗")) is lookup(book)
    assert lookup(book, True).tones("乾幹") == (BITS[Tone.LEVEL], BITS[Tone.OBLIQUE])


RICE = "鋤禾日當午，汗滴禾下土。誰知盤中餐，粒粒皆辛苦。"


def test_the_characters_stay_as_they_came() -> None:
    (poem,) = read_poems(RICE)
    assert "".join(poem.lines) == RICE.replace("，", "").replace("。", "")
    assert check(poem.lines).lines == poem.lines


def test_a_rhyme_that_only_the_simplified_character_would_have_is_none() -> None:
    """幹 is 翰, oblique; 干 would have rhymed as 乾 or 干."""
    lines = ("白日依山盡", "黃河入海寒", "欲窮千里目", "更上一枝幹")
    assert Kind.RHYME in {f.kind for f in check(lines).faults}
    simplified = ("白日依山尽", "黄河入海寒", "欲穷千里目", "更上一枝干")
    assert Kind.RHYME not in {f.kind for f in check(simplified).faults}
    hungry = ("白日依山盡", "黃河入海微", "欲窮千里目", "更上一枝飢")
    assert "飢”属支韵" in str([f.message for f in check(hungry).faults])


def repeated(*lines: str) -> list[str]:
    return [str(f.message) for f in check(lines).findings if f.kind is Kind.REPEATED]


def test_two_words_of_one_simplified_character_are_no_repeat() -> None:
    assert repeated("白髮三千丈", "花發一枝春", "鬥雞非北斗", "穀雨滿山谷") == []
    assert repeated("白发三千丈", "花发一枝春", "斗鸡非北斗", "谷雨满山谷") == []
    assert repeated("白髮三千丈", "霜髮一枝春", "明月照高樓", "流光正徘徊") != []
    assert repeated("白发三千丈", "霜发一枝春", "明月照高楼", "流光正徘徊") != []
    assert repeated("明月了無痕", "瞭然一枝春", "高臺照流水", "清風正徘徊") == []


def test_a_variant_is_a_repeat() -> None:
    assert repeated("夢裏三千丈", "花裡一枝春", "明月照高樓", "流光正徘徊") != []
    assert repeated("孤峰三千丈", "羣峯一枝春", "明月照高樓", "流光正徘徊") != []


def test_a_couplet_in_traditional_script() -> None:
    shared = check(("白髮三千丈", "青絲一夜霜"), COUPLET)
    assert Kind.REPEATED not in {f.kind for f in shared.findings}
    numerals = check(("兩岸猿聲急", "雙林鳥語清"), COUPLET)
    assert Kind.ANTITHESIS not in {f.kind for f in numerals.findings}
    two = check(("白髮三千丈", "花發一夜霜"), COUPLET)
    assert Kind.REPEATED not in {f.kind for f in two.findings}
    one = check(("白髮三千丈", "霜髮一夜新"), COUPLET)
    assert Kind.REPEATED in {f.kind for f in one.findings}


def test_the_look_up_shows_a_traditional_character_by_itself() -> None:
    (entry,) = look_up("豐", (PINGSHUI,))
    assert (entry.character, [s.group for s in entry.sounds]) == ("豐", ["东"])
    (plain,) = look_up("風", (PINGSHUI,))
    assert plain.character == "风"
