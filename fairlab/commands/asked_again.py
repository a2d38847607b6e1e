"""The command that was typed, as it asks one thing more."""

import shlex
from collections.abc import Mapping

from fairlab.commands.next_steps import typed_without
from fairlab.commands.program_name import program_name


def asked_again(changed: Mapping[str, str]) -> str:
    """Type the call again, with other values of some options.

    Parameters
    ----------
    changed : mapping of str to str
        Values by option; what was typed of these is left out, and all of it where empty.

    Returns
    -------
    str
        As a shell takes it, without passwords.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch("sys.argv", ["fairlab", "audit", "--data", "my people.csv", "--before=age"]):
    ...     print(asked_again({"--before": "age,region"}).partition(" ")[2])
    ...     print(asked_again({"--before": ""}).partition(" ")[2])
    audit --data 'my people.csv' --before age,region
    audit --data 'my people.csv'
    """
    new = [word for pair in changed.items() if pair[1] for word in pair]
    return shlex.join([program_name(), *typed_without(*changed), *new])
