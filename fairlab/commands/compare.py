"""The command ``fairlab compare``: finished runs of a store, side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.commands.comparison import show_comparison
from fairlab.commands.finished import finished_runs
from fairlab.commands.terminal import terminal
from fairlab.commands.why import show_reasons
from fairlab.commands.writable import refuse_no_figure, refuse_unwritable, store_file
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_figure import comparison_figure
from fairlab.compare.comparison_table import markdown as as_markdown
from fairlab.compare.decided_people import NO_PEOPLE
from fairlab.compare.frontier import balanced_in, frontiers_of
from fairlab.compare.frontier_figure import frontier_figure
from fairlab.compare.plain_figure import save_figure
from fairlab.compare.typed_margins import margins_typed
from fairlab.errors import RequestError
from fairlab.experiment.recorded_people import recorded_people
from fairlab.system.atomic_write import atomic_write

if TYPE_CHECKING:
    from fairlab.record import Ledger


def compare_session(
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    every: bool = False,
    why: bool = False,
    against: str | None = None,
    margin: Sequence[str] = (),
    figure: Path | None = None,
    frontier: Path | None = None,
    csv: Path | None = None,
    markdown: Path | None = None,
    budget: float | str | None = None,
) -> None:
    """Compare the finished runs of a store.

    Parameters
    ----------
    dataset : str, optional
        Whose runs; may be left out where the store has runs of one data set only.
    conditions : sequence of str
        ``name=value``, of parameters.
    store : str, optional
        Tracking URI.
    every : bool
        Whether all rates are compared, and what does not change is listed too.
    why : bool
        Whether to say what seeds do: their spread beside the bands, and what another would give.
    against : str, optional
        The strategy that others are compared with.
    margin : sequence of str
        ``kind=value``: differences that do not matter.
    figure, csv, markdown : Path, optional
        Where to write the comparison too.
    frontier : Path, optional
        Where to draw a gap of recall against accuracy.
    budget : float or str, optional
        Which the runs keep, as of ``finished_runs``.
    """
    refuse_unwritable(figure, frontier, csv, markdown, inputs=[store_file(store)])
    for drawn in (figure, frontier):
        refuse_no_figure(drawn)
    ledger, runs = finished_runs(dataset, conditions, store, budget)
    console = terminal()
    found = show_comparison(ledger, runs, console, against, margins_typed(margin), every)
    if why:
        show_reasons(runs, found, console)
    if found is None:
        _refuse_files(figure, frontier, csv, markdown)
        return
    if csv:
        with atomic_write(csv) as part:
            found.statements.to_csv(part, index=False)
    if markdown:
        with atomic_write(markdown) as part:
            part.write_text(as_markdown(found.in_words), encoding="utf-8")
    if figure:
        with atomic_write(figure) as part:
            save_figure(comparison_figure(found.in_words), part)
    if frontier:
        _draw_frontier(ledger, runs, found, frontier)


def _draw_frontier(ledger: "Ledger", runs: pd.DataFrame, found: Comparison, path: Path) -> None:
    people = recorded_people(ledger, runs)
    shown = frontiers_of(people, found, balanced_in(runs)) if people else []
    if not shown:
        raise RequestError(f"{path} is not drawn: no gap of recall has a band.")
    with atomic_write(path) as part:
        save_figure(frontier_figure(shown[0]), part)


def _refuse_files(*files: Path | None) -> None:
    asked = [file for file in files if file]
    if asked:
        raise RequestError(f"{asked[0]} is not written: it would hold claims.\n{NO_PEOPLE}")
