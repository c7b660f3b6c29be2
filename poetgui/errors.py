"""What the person is told: sentences that can be translated, and the error that carries one."""

from __future__ import annotations

STOP = "。"


class Message(str):
    """A Chinese sentence, or a part of one, that remembers what it was put together from.

    As a string it is the finished Chinese text. The window finds its English by `template`, in
    which `{}` stands for each argument. An argument may be a Message, an enumeration of words
    (`Tone`), or a tuple or list of these: such arguments are translated as well, the rest (typed
    characters, names, numbers) stays as it is.
    """

    __slots__ = ("arguments", "template")

    template: str
    arguments: tuple[object, ...]

    def __new__(cls, template: str, *arguments: object) -> Message:
        """Without arguments the template is the text. Raises ValueError where their number is not
        that of the `{}`."""
        self = super().__new__(cls, _filled(template, arguments) if arguments else template)
        self.template, self.arguments = template, arguments
        return self

    def __getnewargs__(self) -> tuple[object, ...]:
        return (self.template, *self.arguments)

    def clause(self) -> Message:
        """The same without its full stop, to stand within another sentence."""
        return Message(self.template.removesuffix(STOP), *self.arguments)


NOTHING = Message("")
"""Where there is nothing to say."""


class UserError(Exception):
    """Something the person can mend; `str(error)` is shown to them as it is, in Chinese.

    `message` has the template and the arguments. Everything else that escapes is a bug and ends the
    program loudly (exit code 3).
    """

    def __init__(self, template: str, *arguments: object) -> None:
        # No super().__init__: `args` stays what the class was called with, by which pickle makes
        # errors of subclasses with other arguments as well.
        self.message = Message(template, *arguments)

    def __str__(self) -> str:
        return str(self.message)


def _filled(template: str, arguments: tuple[object, ...]) -> str:
    first, *others = template.split("{}")
    pairs = zip(arguments, others, strict=True)
    return first + "".join(_chinese(argument) + text for argument, text in pairs)


def _chinese(argument: object) -> str:
    if isinstance(argument, tuple | list):
        return "、".join(map(_chinese, argument))
    return str(argument)
