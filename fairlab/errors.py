"""The three ways in which a user can be stopped: bad data, a bad request, a bad store.

Each message says what is wrong, where, and what to do, in at most three lines; the command
line prints it without a traceback and exits with 2. Any other exception is a fault of ours.
"""

import difflib
from collections.abc import Iterable
from errno import EACCES, EDQUOT, EFBIG, ENOSPC, EROFS

# Errors of the system that are a matter of the disk, whatever is being computed.
OF_THE_DISK = (ENOSPC, EDQUOT, EFBIG, EROFS, EACCES)


class FairlabError(Exception):
    """What a person did or has, and can mend.

    Parameters
    ----------
    message : str
        What is wrong, and what to do about it in Python.
    typed : str, optional
        The same for a person who typed a command, where the remedy is another one there.

    Attributes
    ----------
    exit_code : int
        Of a command that ends with it.

    Examples
    --------
    >>> error = RequestError("Which runs? Say dataset='loans'.", "Which runs? Say --dataset loans.")
    >>> print(error), print(error.typed)
    Which runs? Say dataset='loans'.
    Which runs? Say --dataset loans.
    (None, None)
    """

    exit_code = 2

    def __init__(self, message: str = "", typed: str | None = None) -> None:
        super().__init__(message)
        self.typed = message if typed is None else typed


class DataError(FairlabError, ValueError):
    """The table cannot be used as it is; the message names the column and what to do."""


class RequestError(FairlabError, ValueError):
    """The settings contradict each other or name something that does not exist."""


class StoreError(FairlabError, OSError):
    """The store of runs cannot be reached, read or written."""


class UnrecordedError(StoreError):
    """The store did not take a computed result, which waits on disk for the same command."""

    exit_code = 1


def nearest(word: object, known: Iterable[object]) -> str:
    """Suggest the known names that look most like a misspelt one.

    Parameters
    ----------
    word : object
        What was asked for.
    known : iterable of object
        What there is.

    Returns
    -------
    str
        ``"Did you mean 'age'?"``, or a list of what there is when nothing comes close.

    Examples
    --------
    >>> nearest("gendr", ["age", "gender", "fraud"])
    "Did you mean 'gender'?"
    >>> nearest("x", ["age", "gender"])
    "There is: 'age', 'gender'."
    >>> nearest("x", [])
    'There is none.'
    """
    names = [str(name) for name in known]
    if not names:
        return "There is none."
    close = difflib.get_close_matches(str(word), names, n=2)
    if close:
        return "Did you mean " + " or ".join(map(repr, close)) + "?"
    shown = ", ".join(map(repr, names[:8]))
    return f"There is: {shown}{', ...' if len(names) > 8 else '.'}"
