"""What a monitor says so far: on the terminal, as a page, and as runs of MLflow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import exp
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console

from fairlab.commands.monitor_record import record_looks
from fairlab.commands.prints_table import put_aside
from fairlab.commands.terminal import say, say_headed
from fairlab.gate.verdicts import BROKEN, KEPT, UNMEASURED, UNTOLD, exit_code
from fairlab.monitor import e_statements
from fairlab.monitor.e_statements import EStatement, Evaluated, evaluate
from fairlab.monitor.maturing import overdue
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.monitor_words import about, about_ended, answered, summary, told_in_order
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


@dataclass(frozen=True)
class Watched:
    """A monitor whose batches are counted, and what is to be written of it.

    Parameters
    ----------
    state : Path
        Where it is kept what was counted.
    name : str
    today : int
    page : Path
    store : str, optional
        MLflow's, empty for the usual one; None where nothing is to be recorded.
    """

    state: Path
    name: str
    today: int
    page: Path
    store: str | None


@dataclass(frozen=True, eq=False)
class Look:
    """What a monitor says so far.

    Parameters
    ----------
    settings : MonitorSettings
    found : mapping of int to Evaluated
        By process.
    process : int
        The current one, which new batches enter.
    late : bool
        Whether the labels of a cohort should be known and are not.
    html : str
        The page.
    """

    settings: MonitorSettings
    found: Mapping[int, Evaluated]
    process: int
    late: bool
    html: str

    @property
    def current(self) -> Evaluated:
        """What the current process says."""
        return self.found[self.process]

    @property
    def verdict(self) -> int:
        """See `monitor_session`."""
        verdicts = [_VERDICTS[one.answer] for one in self.current.statements]
        return exit_code([*verdicts, *([UNMEASURED] if self.late else [])])


def look_at(watched: Watched) -> Look:
    """Evaluate what was counted."""
    with reading(watched.state) as db:
        state = State(db)
        settings, current = state.settings, state.current
        assert settings
        assert current
        found = {one.number: evaluate(state, settings, one.number) for one in state.processes()}
        late = bool(overdue(state, settings, watched.today))
        laid_out = monitor_page(watched.name, state, settings, found)
    return Look(settings, found, current.number, late, render(laid_out))


def keep(watched: Watched, look: Look) -> Iterator[tuple[str, str]]:
    """Write the page, record what was not recorded yet, and say where it is."""
    save(watched.page, look.html)
    yield "The page:", f"{watched.page} ({len(look.html.encode()) / 1e3:,.0f} kB)"
    if watched.store is not None:
        of = watched.state, watched.name, look.settings, look.found, look.html
        for told in record_looks(*of, watched.store or None):
            yield "Recorded:", told


def put_out(watched: Watched, console: Console) -> int:
    """Show what the current process says, write the page, and record what was not recorded yet.

    Returns
    -------
    int
        See `monitor_session`.
    """
    look = look_at(watched)
    put_aside("statements", statement_table(look.current))
    show(look.current.in_words)
    earlier = [one for one in look.found.values() if one.process != look.process]
    say(about_ended(one.in_words) for one in earlier)
    for heading, told in keep(watched, look):
        say_headed(console, heading, told)
    return look.verdict


def statement_table(found: Evaluated) -> pd.DataFrame:
    """Give a row per measure and attribute.

    ``alarmed`` and ``since`` are the last days of the batch or cohort with which the alarm came and
    of that from which on the gap is a mean; ``group`` and ``rest`` are furthest apart.
    """
    return pd.DataFrame([_row(one, found) for one in found.statements])


def _row(one: EStatement, found: Evaluated) -> dict[str, Any]:
    gap, low, high = one.now
    days = [str(date.fromordinal(block.last)) for block in found.blocks(one.measure)]
    return {
        "process": found.process,
        "attribute": one.attribute,
        "measure": one.measure,
        "group": one.pair and one.pair.group,
        "rest": one.pair and one.pair.rest,
        "answer": one.answer,
        "alarmed": None if one.alarmed is None else days[one.alarmed],
        "since": None if one.since is None else days[one.since],
        "gap": gap,
        "low": low,
        "high": high,
        "e": exp(min(one.highest, 700)),
        "said": f"{about(one)}: {answered(one, found)}",
    }


def show(found: Evaluated) -> None:
    """Print the answers: all alarms, and of the others those with most evidence."""
    say(f"{about(one)}: {answered(one, found)}" for one in told_in_order(found, SHOWN))
    say([f"{summary(found)} An alarm is an e-value of {found.limit:,.0f} or more."])
