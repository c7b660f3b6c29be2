"""`export`: a poem of the history, or of a file, as a poster."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from poetgui.errors import UserError
from poetgui.export.poster.dates import inscribed
from poetgui.export.poster.poster import (
    DATES,
    DIRECTIONS,
    INKS,
    LAYOUTS,
    LONGEST_SEAL,
    LONGEST_WORDS,
    MARGINS,
    PAPERS,
    SEALS,
    SIDES,
    SIZES,
    SPACINGS,
    Poster,
    fits,
)
from poetgui.files import read_legacy_text
from poetgui.grid import Poem
from poetgui.paths import user_data

SCRIPTS = ("simplified", "traditional")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--id", type=int, metavar="N", help="旧作里的第几号")
    source.add_argument("--text", metavar="文件", help="一首诗的文本；- 表示从标准输入读")
    add(
        "--to",
        type=Path,
        required=True,
        metavar="文件",
        help="存到哪里：.png .svg .pdf，或 .apng（挥毫的动画）",
    )
    add("--layout", choices=LAYOUTS, default="square", help=_named(LAYOUTS))
    add("--paper", choices=PAPERS, default="xuan", help=_named(PAPERS))
    add("--picture", default="", metavar="文件", help="用自己的图片作纸")
    add("--script", choices=SCRIPTS, default=SCRIPTS[0], help="简体或繁体")
    add("--direction", choices=DIRECTIONS, default="auto", help=_named(DIRECTIONS))
    add("--ink", choices=INKS, default="own", help=_named(INKS))
    add("--size", choices=SIZES, default="natural", help=_named(SIZES))
    add("--width", type=int, default=210, metavar="毫米", help="--size own 的宽")
    add("--height", type=int, default=297, metavar="毫米", help="--size own 的高")
    add("--margin", type=int, default=0, metavar="百分比", help="四周留白，0 至 30")
    add("--spacing", type=int, default=100, metavar="百分比", help="字距，80 至 160")
    add("--title", metavar="题目", help="默认是诗的题目")
    add("--dedication", default="", metavar="上款", help="如 赠友人")
    add("--author", metavar="落款", help="默认：诗囊写的诗落“诗囊试笔”，别的不落")
    add("--date", choices=DATES, default="none", help=_named(DATES))
    add("--seal", metavar="印文", help="一至四字；默认：诗囊写的诗钤“诗囊”，别的不钤")
    add("--second-seal", default="", metavar="印文", help="闲章，一至四字")
    add("--seal-style", choices=SEALS, default="white", help=_named(SEALS))
    add("--no-red", action="store_true", help="钉住的字不用朱红")
    add("--no-frame", action="store_true", help="不画边框")
    add("--transparent", action="store_true", help="不要纸，PNG 透明")
    add("--scale", type=int, choices=(1, 2, 3), default=2, help="PNG 的大小")


def _named(names: Mapping[str, tuple[str, str]]) -> str:
    return "、".join(f"{name} {words[0]}" for name, words in names.items())


def run(args: argparse.Namespace) -> int:
    """Print where the poster was saved."""
    poem = _stored(args.id) if args.id is not None else _read(args.text)
    if poem.open:
        raise UserError("这首诗还有没写的字，请写完再存。")
    if not fits(args.layout, poem):
        raise UserError("对联的款式要上下两句、字数相同。")
    poster = _poster(args, poem)
    _refuse(poster)
    _save(poem, poster, args.to, args.scale)
    print(args.to)
    return 0


def _poster(args: argparse.Namespace, poem: Poem) -> Poster:
    ours = bool(poem.model)
    return Poster(
        layout=args.layout,
        paper=args.paper,
        picture=args.picture,
        script=args.script,
        direction=args.direction,
        ink=args.ink,
        size=args.size,
        millimetres=(args.width, args.height),
        margin=args.margin,
        spacing=args.spacing,
        title=poem.title[:LONGEST_WORDS] if args.title is None else args.title,
        dedication=args.dedication,
        author=("诗囊试笔" if ours else poem.author) if args.author is None else args.author,
        date=inscribed(date.today(), args.date),
        seal=("诗囊" if ours else "") if args.seal is None else args.seal,
        second_seal=args.second_seal,
        seal_style=args.seal_style,
        red_heads=not args.no_red,
        frame=not args.no_frame,
        transparent=args.transparent,
    )


def _refuse(poster: Poster) -> None:
    """Raises UserError for what the window would not let anyone type."""
    for name, text in (
        *(("题目", poster.title), ("上款", poster.dedication), ("落款", poster.author)),
    ):
        if len(text) > LONGEST_WORDS:
            raise UserError("{}至多{}字，这里有{}字。", name, LONGEST_WORDS, len(text))
    for name, text in (("印文", poster.seal), ("闲章", poster.second_seal)):
        if len(text) > LONGEST_SEAL:
            raise UserError("{}至多{}字，这里有{}字。", name, LONGEST_SEAL, len(text))
    for name, value, (low, high) in (
        ("留白", poster.margin, MARGINS),
        ("字距", poster.spacing, SPACINGS),
        ("宽", poster.millimetres[0], SIDES),
        ("高", poster.millimetres[1], SIDES),
    ):
        if not low <= value <= high:
            raise UserError("{}要在 {} 与 {} 之间。", name, low, high)


def _stored(number: int) -> Poem:
    from poetgui.history.store import History

    with closing(History(user_data() / "history.sqlite3")) as history:
        try:
            return history.get(number).poem
        except KeyError:
            raise UserError("旧作里没有第 {} 号。", number) from None


def _read(source: str) -> Poem:
    from poetgui.composer.revision.manual_edit import pasted

    return pasted(read_legacy_text(source)[0])


def _save(poem: Poem, poster: Poster, path: Path, scale: int) -> None:
    # Imported only here: Qt is loaded when there is something to paint.
    from poetgui.export.poster.painting import PosterPage
    from poetgui.export.poster.poster_saving import painter_application, save

    application = painter_application()
    save(PosterPage(poem, poster), path, scale)
    del application
