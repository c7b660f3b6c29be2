"""Two kinds of error: the user's input was at fault (said in their words), or we have a bug."""


class UserError(Exception):
    """Something the person can mend; `str(error)` is shown to them as it is, in Chinese.

    Everything else that escapes is a bug and ends the program loudly (exit code 3).
    """
