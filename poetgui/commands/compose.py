"""`compose`: writes poems without a window."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from poetgui.composer.request.compose_request import (
    MOST_POEMS,
    POSITIONS,
    ComposeRequest,
    Mode,
    pin_from_json,
)
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import choose_bundle
from poetgui.errors import UserError
from poetgui.files import parse_json, read_text
from poetgui.grid import Poem
from poetgui.prosody.books.rhyme_books import BOOKS, CILIN, NO_BOOK, PINGSHUI

DONE, USER_FAULT = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the stable command line; with `--batch` all but `--model` comes from the file."""
    add = parser.add_argument
    add(
        "--mode",
        choices=[m.value for m in Mode],
        help="藏头、续写、自由、对联（前三种可由输入推断）",
    )
    add("--heads", default="", metavar="字", help="要藏的字，1至32个汉字")
    add("--position", default="head", choices=POSITIONS, help="藏在句首、句尾、斜线、首尾、第几字")
    add("--tails", default="", metavar="字", help="首尾（both）时藏在句尾的字")
    add("--text", default="", metavar="文字", help="要续写的开头，或对联的上联；标点可有可无")
    add("--answer", metavar="文件", help="次韵：要和的原诗，UTF-8 文本；- 表示从标准输入读")
    add("--rhyme-characters", default="", metavar="字", help="限韵：依次用作韵脚的字，如 中风空同")
    add("--theme", action="append", default=[], metavar="词", help="主题词或一句话，可写多次")
    add("--form", metavar="体裁", help="五绝 七律 五古 五排 …，或词牌，或拼音 wujue …")
    add("--pattern", metavar="格", help="体裁或词牌的哪一格，如 双调九十三字平韵")
    add("--lines", type=int, metavar="N", help="古体的句数，2至32；排律10至32")
    add(
        "--book",
        metavar="韵书",
        help=f"{'、'.join(BOOKS)}，或 {NO_BOOK}（不拘格律）；默认词用{CILIN}，其余用{PINGSHUI}",
    )
    add("--rhyme", metavar="韵部", help="如 东（平水韵）、第一部（词林正韵）、啊（中华通韵）")
    add("--style", metavar="风格", help="朝代或诗人，如 唐、李白")
    add("--pins", type=Path, metavar="文件", help='钉字：[{"line":0,"column":0,"character":"春"}]')
    add("--avoid", action="append", default=[], metavar="词", help="要避开的字词，可写多次")
    add("--title", default="", metavar="题目", help="题目，诗因它而作：送友人归江南、中秋寄弟")
    add("--daring", type=float, default=0.0, metavar="0..1", help="0平实，1奇崛")
    add("--count", type=int, default=5, metavar="N", help=f"写几首，1至{MOST_POEMS}")
    add("--seed", type=int, metavar="N", help="同样的种子写出同样的诗")
    add("--model", metavar="模型", help="模型的名字或文件夹")
    add("--json", action="store_true", help="输出 JSON")
    add("--batch", type=Path, metavar="文件", help="JSONL，一行一个请求；每行输出一行结果")


def run(args: argparse.Namespace) -> int:
    """0 when everything was written; 1 when a line of a batch could not be."""
    if args.batch is not None:
        lines = read_text(args.batch).split("\n")
        composer = _composer(args.model)
        return USER_FAULT if _batch(composer, lines) else DONE
    request = demand_used(_request(args))
    poems = _composer(args.model).compose(request)
    if args.json:
        print(json.dumps([poem_json(poem) for poem in poems], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(_pretty, poems)))
    return DONE


_JSON_ORDER = (
    *("lines", "text", "form", "book", "rhyme", "pattern", "stops", "stanzas", "title", "themes"),
    *("pins", "score", "seed", "model", "violations", "seconds"),
)


def poem_json(poem: Poem) -> dict[str, Any]:
    """A poem as the command line gives it out. Places are counted from 0."""
    data = poem.to_json() | {"text": poem.text, "seconds": round(poem.seconds, 4)}
    return {name: data[name] for name in _JSON_ORDER}


def _composer(model: str | None) -> Composer:
    bundle = choose_bundle(model)
    return Composer.of(bundle)


def _request(args: argparse.Namespace) -> ComposeRequest:
    return ComposeRequest(
        mode=Mode(args.mode) if args.mode else Mode.of(args.heads, args.text),
        heads=args.heads,
        position=args.position,
        tails=args.tails,
        text=args.text,
        answer="" if args.answer is None else read_text(args.answer),
        rhyme_characters=args.rhyme_characters,
        themes=tuple(theme for theme in args.theme if theme.strip()),
        form=args.form,
        lines=args.lines,
        pattern=args.pattern,
        book=args.book,
        rhyme=args.rhyme,
        style=args.style,
        pins=() if args.pins is None else _pins(args.pins),
        count=args.count,
        seed=args.seed,
        daring=args.daring,
        title=args.title,
        avoid=tuple(args.avoid),
    )


_USED = {
    "heads": ("藏头的字", (Mode.ACROSTIC,)),
    "tails": ("藏尾的字", (Mode.ACROSTIC,)),
    "text": ("要续写的开头或上联", (Mode.CONTINUE, Mode.COUPLET)),
}
_NAMES = {
    Mode.ACROSTIC: "藏头",
    Mode.CONTINUE: "续写",
    Mode.FREE: "自由",
    Mode.COUPLET: "对联",
}


def demand_used(request: ComposeRequest) -> ComposeRequest:
    """The request. Raises UserError where something in it would be passed over without a word."""
    for name, (words, modes) in _USED.items():
        given = getattr(request, name)
        if given.strip() and request.mode not in modes:
            raise UserError(
                "{}的写法用不上{}“{}”；请改写法，或去掉它。", _NAMES[request.mode], words, given
            )
    return request


def _pins(path: Path) -> Any:
    try:
        data = parse_json(read_text(path))
    except ValueError as error:
        raise UserError("钉字文件 {} 不是 JSON：{}。", path, error) from error
    if not isinstance(data, list):
        raise UserError("钉字文件 {} 应是一个 JSON 数组。", path)
    return tuple(pin_from_json(pin) for pin in data)


def _batch(composer: Composer, lines: list[str]) -> bool:
    """Answer each request with one line, in order. True when some could not be met."""
    failed = False
    for result in _results(composer, lines):
        failed |= isinstance(result, dict)
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return failed


def _results(
    composer: Composer, lines: list[str]
) -> Iterator[list[dict[str, Any]] | dict[str, str]]:
    """A list of poems for each request, as `--json` gives it, or {"error": …}."""
    for line in lines:
        if not line.strip():
            continue
        try:
            request = demand_used(ComposeRequest.from_json(_record(line)))
            yield [poem_json(poem) for poem in composer.compose(request)]
        except UserError as error:
            yield {"error": str(error)}


def _record(line: str) -> object:
    try:
        return parse_json(line)
    except ValueError as error:
        raise UserError("这一行不是 JSON：{}。", error) from error


def _pretty(poem: Poem) -> str:
    facts = [poem.form]
    if poem.pattern:
        facts.append(poem.pattern)
    if poem.rhyme:
        facts.append(f"{poem.book}{poem.rhyme}韵")
    facts.append(f"种子{poem.seed}")
    rows = [f"《{poem.title}》　{' · '.join(facts)}", poem.text]
    return "\n".join(rows + [f"※ {violation}" for violation in poem.violations])
