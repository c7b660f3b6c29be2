"""`python -m training COMMAND`: the only entry, where every command's failures are said."""

from __future__ import annotations

import io
import sys
import traceback

from poetgui.errors import UserError
from training.command_list import parser_for, run
from training.fit import interrupts

EXTRA = (
    "torch", "onnx", "onnxruntime", "matplotlib", "opencc", "numpy", "pypinyin", "fontTools",
)  # fmt: skip
"""What the extra `training` installs, directly or along with the program."""


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 done, 1 the user's input was at fault, 2 usage, 3 our fault."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the system's code page
            stream.reconfigure(encoding="utf-8", errors="replace")
    interrupts.listen()
    try:
        run(parser_for(arguments).parse_args(arguments))
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in EXTRA:
            return _our_fault()
        print(f"训练要用的 {library} 没有装。在源码文件夹里运行 make train，\n"
              "或者 pip install -e '.[training]'，装好再试。", file=sys.stderr)  # fmt: skip
        return 1
    except KeyboardInterrupt:
        print("\n停下了。训练若已开始，存档都在，加 --resume 可以接着练。", file=sys.stderr)
        return 1
    except Exception:
        return _our_fault()
    return 0


def _our_fault() -> int:
    traceback.print_exc()
    print("程序出错了，以上是详情。", file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main())
