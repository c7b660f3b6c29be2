"""The way in: the window by default, a subcommand without one.

Exit codes: 0 done, 1 the person's input or system was at fault (a Chinese sentence on stderr),
2 wrong usage, 3 our fault (traceback on stderr), 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from poetgui import __version__
from poetgui.bug_report import report_bug
from poetgui.errors import UserError
from poetgui.libraries import explain

DONE, USER_FAULT, OUR_FAULT, INTERRUPTED = 0, 1, 3, 130

COMMANDS = {
    "compose": "写诗：藏头、续写、自由",
    "check": "检查一首诗的格律",
    "rhyme": "查一个字的读音与韵部",
    "export": "把一首诗装裱成图片",
    "history": "导出、导入旧作",
    "score": "给诗打分",
    "models": "列出装好的模型",
    "selftest": "自检：装好的程序能不能用",
}
"""Name -> one line of help. Each is the module `poetgui.commands.<name>`, imported only when it is
asked for, so that `--help` answers at once and `check` loads neither Qt nor a model."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; argparse itself exits with 2 on wrong usage."""
    _speak_utf8()
    try:
        return _dispatch(list(sys.argv[1:] if arguments is None else arguments))
    except UserError as error:
        return _refuse(str(error))
    except ImportError as error:
        known = explain(error)
        return _bug(error) if known is None else _refuse(str(known))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) left early, which is no fault; Python flushes stdout again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _bug(error)


def _dispatch(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="poetgui", description="诗囊：不写命令就打开窗口。", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"poetgui {__version__}")
    parser.add_argument(
        "--profile-start", action="store_true", help="打开窗口，报出启动每一步用了多久，再关上"
    )
    subparsers = parser.add_subparsers(dest="command", metavar="命令")
    asked = next((word for word in argv if not word.startswith("-")), None)
    module = None
    for name, line in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=line, description=line, allow_abbrev=False)
        if name == asked:
            module = importlib.import_module(f"poetgui.commands.{name}")
            module.add_arguments(subparser)
    options = parser.parse_args(argv)
    if module is not None and options.profile_start:
        parser.error("--profile-start 报的是窗口的启动，不能和命令一起写")
    return _open_window(options.profile_start) if module is None else module.run(options)


def _open_window(profiled: bool = False) -> int:
    if not _has_display():
        raise UserError(
            "这里没有图形界面（没有 DISPLAY 或 WAYLAND_DISPLAY），窗口打不开。"
            "不用窗口也能写：\n  {} compose --mode acrostic --heads 春花秋月",
            _invocation(),
        )
    from poetgui.start_profile import IMPORTS, StartProfile

    profile = StartProfile() if profiled else None
    from poetgui import app

    if profile is not None:
        profile.mark(IMPORTS)
    return app.main(profile)


def _has_display() -> bool:
    """Whether a window can show. Only Linux and its kin start without one; elsewhere Qt knows best.

    Qt ends the whole process when it finds no display, so this must be asked before.
    """
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _invocation() -> str:
    """How the person started the program, to be typed again."""
    if getattr(sys, "frozen", False):
        return sys.argv[0]
    if Path(sys.argv[0]).name != "__main__.py":
        return Path(sys.argv[0]).name
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        return f"{python.relative_to(Path.cwd())} -m poetgui"
    return "python -m poetgui"


def _speak_utf8() -> None:
    """utf-8 whatever the system's code page; the streams are None in a windowed program."""
    for stream, encoding in (
        (sys.stdin, "utf-8-sig"),
        (sys.stdout, "utf-8"),
        (sys.stderr, "utf-8"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="replace")


def _refuse(sentence: str) -> int:
    _say(sentence)
    return USER_FAULT


def _bug(error: Exception) -> int:
    """Report the program's own error where the person can copy it from."""
    report = report_bug(error)
    sentence = f"这是诗囊自己的错，请把上面的文字告诉我们。（版本 {__version__}）"
    _say(f"{report}\n{sentence}" if sys.stderr is None else f"\n{sentence}")
    return OUR_FAULT


def _say(message: str) -> None:
    """To stderr; a windowed program on Windows has none and shows a message box."""
    if sys.stderr is not None:
        print(message, file=sys.stderr)
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, message, "诗囊", 0x10)


if __name__ == "__main__":
    sys.exit(main())
