"""What a monitor says so far: on the terminal, as a page, and as runs of MLflow."""

from pathlib import Path

from rich.console import Console

from fairlab.commands.monitor_record import record_looks
from fairlab.commands.terminal import say, say_headed
from fairlab.gate.verdicts import BROKEN, KEPT, UNMEASURED, UNTOLD, exit_code
from fairlab.monitor import e_statements
from fairlab.monitor.e_statements import Evaluated, evaluate
from fairlab.monitor.maturing import overdue
from fairlab.monitor.monitor_words import about, answered, summary, told_in_order
from fairlab.monitor.state_file import reading
from fairlab.monitor.watched_state import State
from fairlab.report.monitor_page import monitor_page
from fairlab.report.pages import render, save

SHOWN = 12
_VERDICTS = {
    e_statements.ALARM: BROKEN,
    e_statements.NOTHING: KEPT,
    e_statements.EARLY: UNTOLD,
    e_statements.UNMEASURED: UNMEASURED,
}


def put_out(
    path: Path, name: str, today: int, page: Path, store: str | None, console: Console
) -> int:
    """Show what the current process says, write the page, and record what was not recorded yet.

    Parameters
    ----------
    path : Path
        Of the state.
    name : str
        Of the monitor.
    today : int
    page : Path
    store : str, optional
        MLflow's, empty for the usual one; None where nothing is to be recorded.
    console : Console

    Returns
    -------
    int
        See `monitor_session`.
    """
    with reading(path) as db:
        state = State(db)
        settings, current = state.settings, state.current
        assert settings
        assert current
        found = {one.number: evaluate(state, settings, one.number) for one in state.processes()}
        late = overdue(state, settings, today)
        laid_out = monitor_page(name, state, settings, found)
    show(found[current.number].in_words)
    say(_about_earlier(one.in_words, current.number) for one in found.values())
    html = render(laid_out)
    save(page, html)
    say_headed(console, "The page:", f"{page} ({len(html.encode()) / 1e3:,.0f} kB)")
    if store is not None:
        for told in record_looks(path, name, settings, found, html, store or None):
            say_headed(console, "Recorded:", told)
    verdicts = [_VERDICTS[one.answer] for one in found[current.number].statements]
    return exit_code([*verdicts, *([UNMEASURED] if late else [])])


def show(found: Evaluated) -> None:
    """Print the answers: all alarms, and of the others those with most evidence."""
    say(f"{about(one)}: {answered(one, found)}" for one in told_in_order(found, SHOWN))
    say([f"{summary(found)} An alarm is an e-value of {found.limit:,.0f} or more."])


def _about_earlier(found: Evaluated, current: int) -> str:
    alarms = [one for one in found.statements if one.answer == e_statements.ALARM]
    if found.process == current or not alarms:
        return ""
    listed = "; ".join(f"{about(one)}: {answered(one, found)}" for one in alarms[:3])
    return f"Process {found.process}, which ended: {listed}."
