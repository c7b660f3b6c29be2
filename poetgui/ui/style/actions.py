"""The table of all actions: buttons, menus, keys and the list of shortcuts are made from it."""

# ruff: noqa: N802 - the name that lupdate looks for

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text for lupdate, which looks for this name (PySide6's own is typed as object)."""
    return text


WRITE = QT_TRANSLATE_NOOP("Actions", "写诗")
READ = QT_TRANSLATE_NOOP("Actions", "看诗")
REVISE = QT_TRANSLATE_NOOP("Actions", "改诗")
VIEW = QT_TRANSLATE_NOOP("Actions", "界面")
KEEP = QT_TRANSLATE_NOOP("Actions", "存取")
PROGRAM = QT_TRANSLATE_NOOP("Actions", "程序")


@dataclass(frozen=True)
class ActionSpec:
    """One action. Its texts are Chinese here and translated where they are shown."""

    name: str
    group: str
    text: str
    """Its name in the menu and in the list of shortcuts."""
    keys: tuple[str, ...] = ()
    short: str = ""
    """The label of its button; empty: `text`."""
    checkable: bool = False
    on_page: bool = False
    """Whether its keys, plain letters, work only while the page has the keyboard focus."""


ACTION_SPECS = (
    ActionSpec("write", WRITE, QT_TRANSLATE_NOOP("Actions", "落笔"), ("Ctrl+Return", "Ctrl+Enter")),
    ActionSpec("cancel", WRITE, QT_TRANSLATE_NOOP("Actions", "停笔"), ("Esc",)),
    ActionSpec("other", WRITE, QT_TRANSLATE_NOOP("Actions", "另作：换一个种子"), ("Ctrl+G",)),
    ActionSpec(
        "same", WRITE, QT_TRANSLATE_NOOP("Actions", "同题再作：同一个种子"), ("Ctrl+Shift+G",)
    ),
    ActionSpec("example", WRITE, QT_TRANSLATE_NOOP("Actions", "随机一例"), ("Ctrl+R",)),
    ActionSpec("acrostic", WRITE, QT_TRANSLATE_NOOP("Actions", "藏头"), ("Ctrl+1",)),
    ActionSpec("continue", WRITE, QT_TRANSLATE_NOOP("Actions", "续写"), ("Ctrl+2",)),
    ActionSpec("free", WRITE, QT_TRANSLATE_NOOP("Actions", "自由"), ("Ctrl+3",)),
    ActionSpec("tune", WRITE, QT_TRANSLATE_NOOP("Actions", "填词"), ("Ctrl+4",)),
    ActionSpec("couplet", WRITE, QT_TRANSLATE_NOOP("Actions", "对联"), ("Ctrl+5",)),
    ActionSpec("new", WRITE, QT_TRANSLATE_NOOP("Actions", "新写：自己作一首…"), ("Ctrl+N",)),
    ActionSpec(
        "paste",
        WRITE,
        QT_TRANSLATE_NOOP("Actions", "粘贴一首诗到纸上"),
        ("Ctrl+Shift+V",),
    ),
    ActionSpec("input", WRITE, QT_TRANSLATE_NOOP("Actions", "到输入处"), ("Ctrl+L",)),
    ActionSpec("previous", READ, QT_TRANSLATE_NOOP("Actions", "上一首"), ("PgUp", "Alt+Left")),
    ActionSpec("next", READ, QT_TRANSLATE_NOOP("Actions", "下一首"), ("PgDown", "Alt+Right")),
    ActionSpec(
        "vertical",
        READ,
        QT_TRANSLATE_NOOP("Actions", "竖排"),
        ("Ctrl+E",),
        checkable=True,
    ),
    ActionSpec(
        "traditional",
        READ,
        QT_TRANSLATE_NOOP("Actions", "繁体"),
        ("Ctrl+T",),
        QT_TRANSLATE_NOOP("Actions", "繁"),
        checkable=True,
    ),
    ActionSpec("revise", REVISE, QT_TRANSLATE_NOOP("Actions", "换字"), ("F2",)),
    ActionSpec("retitle", REVISE, QT_TRANSLATE_NOOP("Actions", "改题…"), ("Shift+F2",)),
    ActionSpec(
        "lock",
        REVISE,
        QT_TRANSLATE_NOOP("Actions", "锁定或放开此字"),
        ("L",),
        QT_TRANSLATE_NOOP("Actions", "锁定 L"),
        on_page=True,
    ),
    ActionSpec(
        "lock_line",
        REVISE,
        QT_TRANSLATE_NOOP("Actions", "锁定或放开此句"),
        ("Shift+L",),
        on_page=True,
    ),
    ActionSpec(
        "rewrite_line",
        REVISE,
        QT_TRANSLATE_NOOP("Actions", "重写此句或所选的字"),
        ("R",),
        QT_TRANSLATE_NOOP("Actions", "重写 R"),
        on_page=True,
    ),
    ActionSpec(
        "rewrite_following", REVISE, QT_TRANSLATE_NOOP("Actions", "从此字重写到末尾"), ("Alt+R",)
    ),
    ActionSpec(
        "rewrite_open",
        REVISE,
        QT_TRANSLATE_NOOP("Actions", "重写未锁的字"),
        ("Shift+R",),
        on_page=True,
    ),
    ActionSpec(
        "undo",
        REVISE,
        QT_TRANSLATE_NOOP("Actions", "退回改前"),
        ("Ctrl+Z",),
        QT_TRANSLATE_NOOP("Actions", "撤销"),
    ),
    ActionSpec(
        "redo",
        REVISE,
        QT_TRANSLATE_NOOP("Actions", "再到改后"),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        QT_TRANSLATE_NOOP("Actions", "重做"),
    ),
    ActionSpec("star", KEEP, QT_TRANSLATE_NOOP("Actions", "收藏"), ("Ctrl+D",), checkable=True),
    ActionSpec(
        "picture",
        KEEP,
        QT_TRANSLATE_NOOP("Actions", "存为图片"),
        ("Ctrl+S",),
        QT_TRANSLATE_NOOP("Actions", "存图"),
    ),
    ActionSpec(
        "text",
        KEEP,
        QT_TRANSLATE_NOOP("Actions", "存为文字"),
        ("Ctrl+Shift+S",),
        QT_TRANSLATE_NOOP("Actions", "存文"),
    ),
    ActionSpec(
        "copy",
        KEEP,
        QT_TRANSLATE_NOOP("Actions", "复制文字"),
        ("Ctrl+Shift+C",),
        QT_TRANSLATE_NOOP("Actions", "复制"),
    ),
    ActionSpec("copy_picture", KEEP, QT_TRANSLATE_NOOP("Actions", "复制图片"), ("Ctrl+Alt+C",)),
    ActionSpec(
        "poster",
        KEEP,
        QT_TRANSLATE_NOOP("Actions", "装裱：条幅、扇面、卡片…"),
        ("Ctrl+Alt+P",),
    ),
    ActionSpec("print", KEEP, QT_TRANSLATE_NOOP("Actions", "打印…"), ("Ctrl+P",)),
    ActionSpec("search", KEEP, QT_TRANSLATE_NOOP("Actions", "搜索旧作"), ("Ctrl+F",)),
    ActionSpec("random", KEEP, QT_TRANSLATE_NOOP("Actions", "随便翻一首旧作"), ("Ctrl+Shift+O",)),
    ActionSpec("copy_lines", KEEP, QT_TRANSLATE_NOOP("Actions", "复制文字：一句一行"), ()),
    ActionSpec("copy_paragraph", KEEP, QT_TRANSLATE_NOOP("Actions", "复制文字：不分行"), ()),
    ActionSpec("copy_bare", KEEP, QT_TRANSLATE_NOOP("Actions", "复制文字：不加标点"), ()),
    ActionSpec("copy_columns", KEEP, QT_TRANSLATE_NOOP("Actions", "复制文字：竖排"), ()),
    ActionSpec("copybook", KEEP, QT_TRANSLATE_NOOP("Actions", "字帖…"), ("Ctrl+Alt+T",)),
    ActionSpec("booklet", KEEP, QT_TRANSLATE_NOOP("Actions", "诗集：旧作栏所列各首…"), ()),
    ActionSpec("versions", KEEP, QT_TRANSLATE_NOOP("Actions", "各稿对照…"), ("Ctrl+Alt+V",)),
    ActionSpec("bin", KEEP, QT_TRANSLATE_NOOP("Actions", "已删去的…"), ()),
    ActionSpec("backups", KEEP, QT_TRANSLATE_NOOP("Actions", "旧作的备份…"), ()),
    ActionSpec("export_history", KEEP, QT_TRANSLATE_NOOP("Actions", "导出旧作…"), ()),
    ActionSpec("import_history", KEEP, QT_TRANSLATE_NOOP("Actions", "导入旧作…"), ()),
    ActionSpec("restore", KEEP, QT_TRANSLATE_NOOP("Actions", "撤销删去"), ("Ctrl+Shift+D",)),
    ActionSpec(
        "tones",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "平仄标记"),
        ("Ctrl+M",),
        QT_TRANSLATE_NOOP("Actions", "平仄"),
        checkable=True,
    ),
    ActionSpec(
        "rhyme_marks",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "韵脚标记"),
        ("Ctrl+Shift+R",),
        checkable=True,
    ),
    ActionSpec(
        "faults",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "出律标记"),
        ("Ctrl+Shift+E",),
        checkable=True,
    ),
    ActionSpec(
        "pinyin",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "拼音"),
        ("Ctrl+I",),
        checkable=True,
    ),
    ActionSpec(
        "aloud", READ, QT_TRANSLATE_NOOP("Actions", "朗读"), ("Ctrl+Alt+R",), checkable=True
    ),
    ActionSpec(
        "palette", VIEW, QT_TRANSLATE_NOOP("Actions", "所有命令…"), ("Ctrl+K", "Ctrl+Shift+P")
    ),
    ActionSpec(
        "surprise",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "以底色标出人意料之字"),
        ("Ctrl+U",),
        checkable=True,
    ),
    ActionSpec(
        "candidates",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "看模型掂量的字"),
        ("Ctrl+J",),
        checkable=True,
    ),
    ActionSpec(
        "compare",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "各首并排来看"),
        ("Ctrl+B",),
        checkable=True,
    ),
    ActionSpec(
        "history", VIEW, QT_TRANSLATE_NOOP("Actions", "旧作栏"), ("Ctrl+H",), checkable=True
    ),
    ActionSpec("larger", VIEW, QT_TRANSLATE_NOOP("Actions", "放大界面"), ("Ctrl+=", "Ctrl++")),
    ActionSpec("smaller", VIEW, QT_TRANSLATE_NOOP("Actions", "缩小界面"), ("Ctrl+-",)),
    ActionSpec("usual_size", VIEW, QT_TRANSLATE_NOOP("Actions", "界面复原为 100%"), ("Ctrl+0",)),
    ActionSpec(
        "contrast",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "高对比"),
        ("Ctrl+Shift+H",),
        checkable=True,
    ),
    ActionSpec("models", PROGRAM, QT_TRANSLATE_NOOP("Actions", "模型…"), ("Ctrl+Shift+M",)),
    ActionSpec("learn", PROGRAM, QT_TRANSLATE_NOOP("Actions", "学我的诗…"), ()),
    ActionSpec("import", PROGRAM, QT_TRANSLATE_NOOP("Actions", "导入模型…"), ("Ctrl+O",)),
    ActionSpec("rhymes", PROGRAM, QT_TRANSLATE_NOOP("Actions", "韵部检索…"), ("F3",)),
    ActionSpec("words", PROGRAM, QT_TRANSLATE_NOOP("Actions", "避用的字词…"), ("Ctrl+Shift+W",)),
    ActionSpec("settings", PROGRAM, QT_TRANSLATE_NOOP("Actions", "设置…"), ("Ctrl+,",)),
    ActionSpec("language", PROGRAM, "English / 中文", ("Ctrl+Shift+L",)),
    ActionSpec("shortcuts", PROGRAM, QT_TRANSLATE_NOOP("Actions", "快捷键"), ("F1", "?")),
    ActionSpec("about", PROGRAM, QT_TRANSLATE_NOOP("Actions", "关于诗囊")),
    ActionSpec("quit", PROGRAM, QT_TRANSLATE_NOOP("Actions", "退出"), ("Ctrl+Q",)),
)


def action_text(text: str) -> str:
    """A text of this table, translated into the interface's language."""
    return QCoreApplication.translate("Actions", text)


def keys_text(spec: ActionSpec) -> str:
    """The keys as this system writes them (⌘ on a Mac), by ` / `."""
    native = QKeySequence.SequenceFormat.NativeText
    names = [QKeySequence(keys).toString(native) for keys in spec.keys]
    return " / ".join(dict.fromkeys(names))  # the two Enter keys may bear one name


class Actions:
    """A QAction for each specification, owned by the window so that its keys work everywhere in it.

    Those of the page are handed to its widget by `add_to_page`.
    """

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        for spec in ACTION_SPECS:
            action = QAction(window)
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            if not spec.on_page:
                window.addAction(action)
            self._actions[spec.name] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def add_to_page(self, page: QWidget) -> None:
        """Let the actions of the page answer to their keys while it has the keyboard focus."""
        for spec in ACTION_SPECS:
            if spec.on_page:
                action = self._actions[spec.name]
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                page.addAction(action)

    def retranslate(self) -> None:
        for spec in ACTION_SPECS:
            action = self._actions[spec.name]
            action.setText(action_text(spec.text))
            action.setIconText(action_text(spec.short or spec.text))
            keys = keys_text(spec)
            action.setToolTip(
                f"{action_text(spec.text)}  {keys}" if keys else action_text(spec.text)
            )
