"""What is wrong with a table of decisions, said to a person who wrote Python and no command."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from fairlab.errors import DataError, RequestError

_DECIMAL = re.compile(r"decimal commas\? --decimal ,")
_VALUE = re.compile(r"--(positive|approve) ('[^']*'|[^\s;]+?)(?=\.?$| or|\.\n)", re.MULTILINE)
_COSTS = re.compile(r"--costs (FP=\w+,FN=\w+)")
_PLACEHOLDER = re.compile(r"--([a-z]+) ([A-Z]+)\b")
_OPTION = re.compile(r"--([a-z-]+)")


def in_python(text: str) -> str:
    """Write the options that a message names as arguments.

    Examples
    --------
    >>> in_python("say --threshold X or --budget SHARE.")
    'say threshold=X or budget=SHARE.'
    >>> in_python("say which one approves: --approve yes or --approve 'not yet'.")
    "say which one approves: approve='yes' or approve='not yet'."
    """
    text = _COSTS.sub(r'costs="\1"', _DECIMAL.sub("numbers are needed.", text))
    text = _VALUE.sub(lambda found: f"{found[1]}={found[2].strip(chr(39))!r}", text)
    text = _PLACEHOLDER.sub(r"\1=\2", text)
    return _OPTION.sub(lambda found: found[1].replace("-", "_"), text)


@contextmanager
def said_in_python() -> Iterator[None]:
    """Say what is wrong with the data, or was asked, in Python's words."""
    try:
        yield
    except (DataError, RequestError) as error:
        raise type(error)(in_python(str(error)), error.typed) from error
