"""A comparison in sentences: the answer first, in words for somebody who decides."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from fairlab.compare.comparison import Comparison
from fairlab.compare.statement_words import (
    about,
    amount,
    band,
    differs,
    groups,
    is_ratio,
    number,
    sides,
)
from fairlab.stats.answers import ALIKE, OPEN

LISTED = 4
MAIN = ("recall", "precision", "selection_rate")


def about_sentence(comparison: Comparison, dataset: str) -> str:
    """Say whom a comparison is about, and how sure its bands are.

    Parameters
    ----------
    comparison : Comparison
    dataset : str

    Returns
    -------
    str
    """
    seeds = f"{comparison.seeds} seed{'s' * (comparison.seeds != 1)}"
    how = (
        f"each decided about by a model that had not seen them ({comparison.folds} folds, {seeds})"
        if comparison.folds > 1
        else f"of one test set ({seeds})"
    )
    return (
        f"{dataset}: {comparison.people:,} people, {comparison.bad_events:,} of them bad events, "
        f"{how}."
    )


def answer_sentences(comparison: Comparison) -> Iterator[str]:
    """Answer what the strategies were compared for.

    Parameters
    ----------
    comparison : Comparison

    Yields
    ------
    str
        What separates the groups under the first strategy; what each other one changes; what is
        open, and what would close it.
    """
    yield _gaps(comparison)
    for strategy in comparison.strategies[1:]:
        yield _changes(comparison, strategy)
    yield from _open(comparison)


def counted(table: pd.DataFrame) -> str:
    """Count the answers of a family.

    Parameters
    ----------
    table : DataFrame
        Statements.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(pd.DataFrame({"answer": ["differs", "alike", "open", "open", ""]}))
    'of 5 statements 1 differs, 1 is alike, 2 are open, 1 cannot be answered'
    """
    each = [int(sum(differs(row) for row in _records(table)))]
    each += [int((table["answer"] == name).sum()) for name in (ALIKE, OPEN)]
    each.append(len(table) - sum(each))
    named = [("differs", "differ"), ("is alike", "are alike"), ("is open", "are open"),
             ("cannot be answered",) * 2]  # fmt: skip
    told = [f"{n} {one if n == 1 else more}" for n, (one, more) in zip(each, named, strict=True)]
    shown = [words for n, words in zip(each, told, strict=True) if n]
    return f"of {len(table)} statement{'s' * (len(table) != 1)} {', '.join(shown)}"


def _gaps(comparison: Comparison) -> str:
    gaps = comparison.gaps
    if gaps.empty:
        return f"{comparison.against}: there are no groups to compare."
    found = [row for row in _records(gaps) if differs(row) and not is_ratio(row)]
    found = found or [row for row in _records(gaps) if differs(row)]
    start = f"{comparison.against}: {counted(gaps)}."
    if not found:
        return f"{start} No difference between groups is shown."
    largest = max(found, key=_distance)
    one, other = sides(largest)
    first, _, second = groups(largest).partition(" against ")
    return (
        f"{start} The largest that differs is {about(largest)}: {first} {one}, {second} {other}, "
        f"{amount(largest)} (band {band(largest)})."
    )


def _changes(comparison: Comparison, strategy: str) -> str:
    own = comparison.changes[comparison.changes["strategy"] == strategy]
    rows = [row for row in _records(own) if differs(row)]
    accuracy = [row for row in rows if not row["attribute"]]
    groups = sorted((row for row in rows if row["attribute"]), key=_distance, reverse=True)
    start = f"{strategy} against {comparison.against}: {counted(own)}."
    if not rows:
        return f"{start} No change is shown."
    told = [_change(row) for row in accuracy[:LISTED]]
    told += [_closed(comparison, row) for row in groups[:LISTED]]
    more = len(rows) - len(told)
    return f"{start} Shown: {'; '.join(told)}{f'; and {more} more' if more > 0 else ''}."


def _change(row: dict[str, Any]) -> str:
    return f"{about(row)} {amount(row)} ({band(row)})"


def _closed(comparison: Comparison, row: dict[str, Any]) -> str:
    """Say how a gap moves, so that one that is turned round is seen."""
    before, after = (_same(table, row) for table in (comparison.gaps, comparison.left))
    return f"{about(row)} {before} to {after} (change {band(row)})"


def _same(table: pd.DataFrame, row: dict[str, Any]) -> str:
    alike = (
        table[["attribute", "group", "metric"]]
        .eq([row["attribute"], row["group"], row["metric"]])
        .all(axis=1)
    )
    if row["strategy"] in set(table["strategy"]):
        alike &= table["strategy"] == row["strategy"]
    return amount(_records(table[alike])[0])


def _open(comparison: Comparison) -> Iterator[str]:
    gaps, changes = (
        table[(table["answer"] == OPEN) & ~table["few"]]
        for table in (comparison.gaps, comparison.changes)
    )
    if gaps.empty and changes.empty:
        return
    plain = gaps[[not is_ratio(row) for row in _records(gaps)]] if len(gaps) else gaps
    if len(plain):
        widest = _records(plain.loc[[plain["largest_possible"].abs().idxmax()]])[0]
        yield (
            f"Of what is open, the largest that is still possible is {about(widest)}: "
            f"{number(abs(widest['largest_possible']))}."
        )
    parts = [
        f"{name} by {100 * (1 - share):.0f} %"
        for name, share in (("gaps", _another(gaps)), ("changes", _another(changes)))
        if np.isfinite(share)
    ]
    seed = f"Another seed narrows bands of {' and of '.join(parts)}; t" if parts else "T"
    yield f"{seed}wice the people narrow them by 29 %."


def _another(table: pd.DataFrame) -> float:
    known = table["another_seed"].dropna() if len(table) else pd.Series(dtype=float)
    return float(known.median()) if len(known) else np.nan


def steadiness_sentence(comparison: Comparison) -> str:
    """Say how many people are decided about differently from seed to seed.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
        Empty with one seed.
    """
    told = comparison.unsteady
    if comparison.seeds < 2 or not told["people"].any():
        return ""
    shown = ", ".join(
        f"{row.strategy} {row.differ:,} of the {row.ever_flagged:,} that some seed flags"
        for row in told.itertuples()
    )
    return f"People whom the seeds decide about differently: {shown}."


def _distance(row: dict[str, Any]) -> float:
    value = row["estimate"]
    return abs(float(np.log(value))) if is_ratio(row) and value > 0 else abs(float(value))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return table.to_dict("records")
