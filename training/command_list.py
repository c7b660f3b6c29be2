"""Every command of `python -m training`, in groups, and the parser over them."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib import import_module

from training import pipeline


@dataclass(frozen=True)
class Command:
    """One command. Its module has `add_options(parser)` and `run(options)`, which raises UserError
    for what the person can mend. It is imported only when the command is called."""

    name: str
    summary: str
    module: str


def _of(room: str, **summaries: str) -> tuple[Command, ...]:
    """Commands that are named like their modules."""
    return tuple(
        Command(name.replace("_", "-"), summary, f"training.{room}.{name}")
        for name, summary in summaries.items()
    )


GROUPS: dict[str, tuple[Command, ...]] = {
    "从语料到模型": (
        *(Command(step, line, "training.pipeline") for step, line in pipeline.STEPS.items()),
        Command(pipeline.ALL, "以上一口气做完", "training.pipeline"),
        Command("finetune", "学自己的诗：从现成的模型练十分钟", "training.bundle.finetune"),
    ),
    "评测": _of(
        "evaluation",
        generated_poems="让诗囊写一批诗，或拿写好的与人作相比",
        ablation="练法的每一项值多少：各改一处，练一样久",
        runs="列出各次训练，比较它们的曲线",
        sample="不导出，就看一次训练现在写得如何",
    )
    + _of("bundle", blind_reading="盲评：把它的诗混在人作里给人评分，再统计评分"),
    "格律表（resources/prosody）": (
        Command("tables", "依次重建全部的表；缺什么就说缺什么", "training.tables.build_tables"),
        Command("rhyme-books", "平水韵、词林正韵、中华通韵", "training.tables.rhyme_book_tables"),
        Command(
            "near-characters",
            "近字：模型不认识的字，给它哪个字（要 Unihan）",
            "training.tables.near_character_table",
        ),
        *_of(
            "tables",
            pinyin_table="拼音",
            tone_readings="多音字在词里的读音（要 prepare 的数组）",
            tune_survey="词谱与宋词的统计和差异（要语料）",
            tune_draft="按语料里的词，起草一个词牌的谱（要语料）",
            rhyme_frequency="宋词押各韵部的次数（要语料）",
            antithesis_vectors="对仗表，造表或量它（要 prepare 的数组）",
            guangyun="从 tshet-uinh 取词林正韵所据的廣韻韵目（要 Node）",
            verse_script="诗里的简体字各是哪个繁体字（要语料）",
            metre_survey="用检查格律的部件查语料，看表和规则对不对",
        ),
    ),
    "字体（resources/fonts）": _of(
        "tables",
        kai_font="从霞鹜文楷裁出随带的楷体",
        rare_font="裁出补僻字的字体",
    ),
    "校验（resources）": _of("tables", resource_hashes="表、字体、译文改动之后，重写它们的校验值"),
}
COMMANDS = {command.name: command for group in GROUPS.values() for command in group}


def overview() -> str:
    """All commands, a line each, group by group."""
    width = max(map(len, COMMANDS))
    blocks = [
        f"{title}：\n" + "\n".join(f"  {c.name:<{width}}  {c.summary}" for c in group)
        for title, group in GROUPS.items()
    ]
    return "\n\n".join([*blocks, "每个命令自己的选项：python -m training 命令 --help"])


class _Parser(argparse.ArgumentParser):
    """Without a command it shows them all, not only that one is missing."""

    def error(self, message: str) -> None:  # type: ignore[override]
        if message.endswith("required: 命令"):
            self.exit(2, self.format_help())
        super().error(message)


def parser_for(arguments: list[str]) -> argparse.ArgumentParser:
    """The parser of these arguments: it knows the options of the command that they name only.

    So that no module is imported for the sake of another one's --help.
    """
    parser = _Parser(
        prog="python -m training",
        usage="python -m training 命令 [选项]",
        description="训练诗囊的模型，评测它，重建它用的表。\n\n" + overview(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    chosen = next((a for a in arguments if not a.startswith("-")), None)
    subparsers = parser.add_subparsers(
        dest="command", metavar="命令", required=True, prog="python -m training",
        parser_class=argparse.ArgumentParser, help=argparse.SUPPRESS,
    )  # fmt: skip
    for command in COMMANDS.values():
        one = subparsers.add_parser(
            command.name, description=f"{command.summary}。", allow_abbrev=False
        )
        if command.name != chosen:
            continue
        if command.module == "training.pipeline":
            pipeline.add_options(one, command.name)
        else:
            import_module(command.module).add_options(one)
    return parser


def run(options: argparse.Namespace) -> None:
    """Run the command that was parsed. Raises UserError for what the person can mend."""
    import_module(COMMANDS[options.command].module).run(options)
