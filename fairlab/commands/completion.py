"""The command ``fairlab completion``: what a shell needs to complete commands and options."""

import click
from click.shell_completion import get_completion_class

VARIABLE = "_FAIRLAB_COMPLETE"  # by which the script asks fairlab what fits


def completion_script(command: click.Command, shell: str) -> str:
    """Write the script that a shell sources.

    Parameters
    ----------
    command : click.Command
        With all its commands.
    shell : {"bash", "zsh", "fish"}

    Examples
    --------
    >>> "fairlab" in completion_script(click.Group("fairlab"), "zsh")
    True
    """
    found = get_completion_class(shell)
    assert found
    return found(command, {}, "fairlab", VARIABLE).source()
