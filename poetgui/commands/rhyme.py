"""`rhyme`: what the rhyme books say of a character, and what rhymes with it."""

from __future__ import annotations

import argparse
import json

from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import commonest
from poetgui.prosody.books.character_lookup import Entry, Sound, look_up
from poetgui.prosody.books.rhyme_books import BOOKS

SHOWN = 60
"""How many of a group are shown for reading; JSON has all of them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--book", choices=BOOKS, metavar="韵书", help=f"{'、'.join(BOOKS)}（默认三部都查）")
    add("--json", action="store_true", help="输出 JSON，一部韵书一个对象，同韵字全列")
    add("character", metavar="字", help="要查的字，繁简皆可")


def run(args: argparse.Namespace) -> int:
    """Members of a group are those that the first installed model knows; all without a model."""
    common = next((commonest(card.folder) for card in list_bundles()), ())
    entries = look_up(args.character, (args.book,) if args.book else BOOKS, common)
    if args.json:
        print(json.dumps([e.to_json() for e in entries], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(_pretty, entries)))
    return 0


def _pretty(entry: Entry) -> str:
    rows = [f"{entry.book} · {entry.character}" + ("" if entry.sounds else "：未收此字。")]
    for sound in entry.sounds:
        rows.append(f"  {sound.tone}　{sound.label}{_context(sound)}")
        more = " …" if len(sound.members) > SHOWN else ""
        rows.append(f"    同韵：{''.join(sound.members[:SHOWN])}{more}")
    return "\n".join(rows)


def _context(sound: Sound) -> str:
    facts = (["常读"] if sound.usual else []) + (
        [f"如{'、'.join(sound.words)}"] if sound.words else []
    )
    return f"（{'，'.join(facts)}）" if facts else ""
