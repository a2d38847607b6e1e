"""The command line of an experiment script, and how any command speaks to a person."""

from fairlab.system.sigint import stop, was_just_pressed  # first: a Ctrl-C may meet the others

# isort: split

import sys
import traceback
from errno import EACCES
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlab.commands.options import DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS, with_options
from fairlab.commands.typed_once import TypedOnce
from fairlab.data.addresses import without_passwords
from fairlab.data.messages import visible
from fairlab.errors import OF_THE_DISK, FairlabError
from fairlab.system.lighter_sklearn import import_lighter
from fairlab.system.plain_output import write_with_what_there_is
from fairlab.system.rare_collections import collect_rarely

READER_GONE = 141  # as a shell says of a process that SIGPIPE ended

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy


def launch(strategy: "Strategy") -> None:
    """Run an experiment script from the command line, after the strategies that it needs.

    Parameters
    ----------
    strategy : Strategy
        The script's own; it stands in the file that is being run.
    """
    from fairlab.experiment.scripts import find_strategies

    folder = Path(sys.argv[0]).resolve().parent

    @click.command(cls=TypedOnce, name=Path(sys.argv[0]).name, help=sys.modules["__main__"].__doc__)
    @with_options(DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS)
    def script(**options: Any) -> int:
        from fairlab.commands.sweep import run_session
        from fairlab.commands.typed_settings import with_baseline

        names = with_baseline([strategy.name], options["budget"])
        return run_session(find_strategies(names, folder), **options)

    speak(script)


def speak(command: click.Command) -> None:
    """Run a command and exit: 0 done, 1 a limit broken or a result that the store did not take.

    2 is a person's mistake, and 130 that it was stopped.

    And 141 where nobody reads its output any more.

    Parameters
    ----------
    command : click.Command
        A mistake in its use is told in at most three lines, without a traceback.
    """
    write_with_what_there_is()
    collect_rarely()
    import_lighter()
    try:
        sys.exit(command.main(standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        hint = error.ctx.command_path if error.ctx else command.name
        told = error.format_message().replace("\n\t", " ")  # what can be chosen, on one line
        _complain(f"{told}\nSee: {hint} --help")
    except (FairlabError, click.ClickException) as error:
        if error.__cause__ and "--traceback" in sys.argv:
            _trace_without_passwords(error.__cause__)
        _complain(getattr(error, "typed", str(error)), getattr(error, "exit_code", 2))
    except (KeyboardInterrupt, click.Abort):
        stop()
    except BrokenPipeError:  # who reads has seen enough; 0 and 1 would be verdicts on limits
        sys.stderr.close()
        sys.exit(READER_GONE)
    except Exception as error:
        _answer(error)


def _answer(error: Exception) -> None:
    if was_just_pressed():
        stop()
    told = _of_the_system(error)
    if told is None:  # a fault of ours, or of a person's own script
        sys.excepthook = _trace_without_passwords
        raise error
    _complain(told)


def _of_the_system(error: Exception) -> str | None:
    """Put what the disk or MLflow complains of in words; None of anything else."""
    if isinstance(error, OSError) and error.errno in OF_THE_DISK:
        done, advice = ("written", "Make room")
        if error.errno == EACCES:
            done, advice = ("read or written", "Ask its owner")
        return (
            f"{error.filename or 'A file'} cannot be {done}: {error.strerror}.\n"
            f"{advice}, or choose a folder of your own. What is finished is kept; the same command "
            "goes on."
        )
    from fairlab.record.client import complaint

    return complaint(error)


def _complain(message: str, exit_code: int = 2) -> None:
    click.echo(f"fairlab: {_fit_to_show(message)}", err=True)
    sys.exit(exit_code)


def _trace_without_passwords(*error: Any) -> None:
    click.echo(_fit_to_show("".join(traceback.format_exception(*error))), err=True, nl=False)


def _fit_to_show(text: str) -> str:
    """Take passwords from an error, and what a server or a file put in to command the terminal."""
    return "\n".join(map(visible, without_passwords(text).split("\n")))
