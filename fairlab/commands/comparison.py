"""Strategies side by side, as a person sees them after a sweep and in ``fairlab compare``."""

from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console

from fairlab.commands.prints_table import put_aside
from fairlab.compare.attribute_words import attribute_sentence
from fairlab.compare.backfill import Tables
from fairlab.compare.comparison import Comparison, compare_people
from fairlab.compare.comparison_legend import legend
from fairlab.compare.comparison_sentences import (
    about_sentence,
    answer_sentences,
    steadiness_sentence,
)
from fairlab.compare.comparison_table import comparison_tables
from fairlab.compare.decided_people import NO_PEOPLE
from fairlab.compare.fitted_before import fitted_before
from fairlab.compare.means_table import means_table
from fairlab.compare.mixed_versions import mixed_versions
from fairlab.compare.select import few_caught, uneven_search
from fairlab.compare.shared_search import shared_search
from fairlab.compare.shortfall_sentences import shortfall_sentences
from fairlab.data.messages import number_of
from fairlab.errors import RequestError, nearest
from fairlab.experiment.readable_runs import refuse_unread
from fairlab.experiment.recorded_people import recorded_people

if TYPE_CHECKING:
    from fairlab.audit.margins import Margins
    from fairlab.record import Ledger

BASELINE = "baseline"


def compared(
    ledger: "Ledger",
    runs: pd.DataFrame,
    against: str | None = None,
    margins: "Margins | None" = None,
    every: bool = False,
    tables: Tables | None = None,
) -> Comparison | None:
    """Compare recorded runs person by person.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    runs : DataFrame
        Finished runs of one setting per strategy.
    against : str, optional
        The strategy that others are compared with; the baseline, or else the first.
    margins : Margins, optional
        Differences that do not matter.
    every : bool
        Whether all rates are compared.
    tables : callable, optional
        From a run's id to its tables, where they are read for more than this.

    Returns
    -------
    Comparison or None
        None where the runs did not record whom they decided about, as those of fairlab 0.1.0.

    Raises
    ------
    RequestError
        There is no such strategy, no run of it can be read, or no seed that all strategies have.
    """
    first = first_strategy(list(dict.fromkeys(runs["strategy"])), against) if len(runs) else ""
    ordered = runs.sort_values("strategy", key=lambda names: names != first, kind="stable")
    data = recorded_people(ledger, ordered, tables)
    if data is None:
        return None
    refuse_unread(first, data.decisions)
    return compare_people(data, first, margins, every, ledger.dataset_name)


def show_comparison(
    ledger: "Ledger",
    runs: pd.DataFrame,
    console: Console,
    against: str | None = None,
    margins: "Margins | None" = None,
    every: bool = False,
) -> Comparison | None:
    """Print strategies side by side: the answer first, then the tables it rests on.

    Parameters
    ----------
    ledger, runs, against, margins, every
        As for ``compared``.
    console : Console

    Returns
    -------
    Comparison or None
        What was printed.
    """
    found = compared(ledger, runs, against, margins, every)
    put_aside("statements" if found else "runs", found.statements if found else runs)
    # First, since of next to no flag all that follows says little.
    _say(console, [few_caught(runs)])
    if found is None:
        console.print(means_table(runs, ledger.dataset_name))
        said = [NO_PEOPLE]
    else:
        shown = found.in_words
        _say(console, [about_sentence(shown), ""])
        _say(console, [f"- {sentence}" for sentence in answer_sentences(shown)])
        for table in comparison_tables(shown, every, width=console.width):
            console.print(table)
        said = [legend(found), steadiness_sentence(found), some_seeds_sentence(found.seeds, runs)]
    words = found.words if found else None
    use = attribute_sentence(runs, words)
    of_runs = (fitted_before, uneven_search, shared_search, mixed_versions)
    _say(
        console, [*said, use, *shortfall_sentences(runs, words), *(told(runs) for told in of_runs)]
    )
    return found


def _say(console: Console, sentences: list[str]) -> None:
    for place, sentence in enumerate(sentences):
        if sentence or place == 1:
            console.print(sentence, highlight=False, markup=False)


def some_seeds_sentence(seeds: int, runs: pd.DataFrame) -> str:
    """Say that only some of the seeds are looked at; empty where all are.

    Examples
    --------
    >>> some_seeds_sentence(1, pd.DataFrame({"seed": [0, 0, 1]}))
    'This is of 1 seed that all strategies share, of 2 that were run.'
    """
    if seeds == (every := runs["seed"].nunique()):
        return ""
    shared = number_of(seeds, "seed")
    return f"This is of {shared} that all strategies share, of {every} that were run."


def first_strategy(strategies: list[str], against: str | None) -> str:
    """Name the strategy that others are held against: the baseline, or else the first."""
    if against is None:
        return BASELINE if BASELINE in strategies else strategies[0]
    if against not in strategies:
        raise RequestError(f"There are no runs of {against!r}. {nearest(against, strategies)}")
    return against


def more_seeds(seeds: int) -> int:
    """Propose a larger number of seeds.

    Examples
    --------
    >>> more_seeds(1), more_seeds(3)
    (2, 6)
    """
    return 2 * seeds
