"""What a comparison leaves open, in sentences: how large it may be, and what would close it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from fairlab.compare.comparison import Comparison
from fairlab.compare.statement_words import about, is_ratio, number, records, says_nothing, sides
from fairlab.stats.answers import OPEN

WIDE, NEARLY_ALL = 2, 100  # times as wide as bands that rest on people


def open_sentences(comparison: Comparison) -> Iterator[str]:
    """Say how large what is open may still be, and what would close it.

    Yields
    ------
    str
        Nothing where nothing is open.
    """
    yield from _largest(comparison.gaps)
    gaps, changes = (
        table[(table["answer"] == OPEN) & ~table["few"]]
        for table in (comparison.gaps, comparison.changes)
    )
    if gaps.empty and changes.empty:
        return
    yield from _few_models(comparison, pd.concat([gaps, changes]))
    parts = [
        f"{name} by {100 * (1 - share):.0f} %"
        for name, share in (("gaps", _another(gaps)), ("changes", _another(changes)))
        if np.isfinite(share)
    ]
    seed = f"Another seed narrows bands of {' and of '.join(parts)}; t" if parts else "T"
    yield f"{seed}wice the people narrow {'them' if parts else 'bands'} by 29 %."


def _largest(gaps: pd.DataFrame) -> Iterator[str]:
    """Name the gap that may still be largest, and that of few counted where it may be larger."""
    left = gaps[(gaps["answer"] == OPEN) & gaps["largest_possible"].notna()]
    rows = [row for row in records(left) if not (is_ratio(row) or says_nothing(row))]
    rows.sort(key=_farthest, reverse=True)
    if not rows:
        return
    many = next((row for row in rows if not row["few"]), rows[0])
    told = f"the largest that is still possible is {about(many)}: {number(_farthest(many))}"
    if (first := rows[0]) is not many:
        shares = " against ".join(sides(first))
        told += f"; where few are counted, {about(first)}, {shares}: {number(_farthest(first))}"
    yield f"Of what is open, {told}."


def _farthest(row: dict[str, Any]) -> float:
    return abs(row["largest_possible"])


def _few_models(comparison: Comparison, left: pd.DataFrame) -> Iterator[str]:
    """Say which bands are wide because a handful of models tells little of their spread."""
    by_people = comparison.statements.groupby("family")["critical"].min()
    wider = left["critical"] / left["family"].map(by_people)
    wide, models = wider[wider >= WIDE], comparison.folds * comparison.seeds
    if len(wide):
        yield (
            f"{len(wide)} of the open ones {'moves' if len(wide) == 1 else 'move'} with the model, "
            f"and {models} models tell little of how much: {_part(wide.max())} of the width of "
            "their bands comes of so few models, not of few people. More seeds narrow these most."
        )


def _part(widest: float) -> str:
    """Say which part of a band goes with more models, of one that is so many times as wide."""
    return "nearly all" if widest > NEARLY_ALL else f"up to {100 * (1 - 1 / widest):.0f} %"


def _another(table: pd.DataFrame) -> float:
    known = table["another_seed"].dropna() if len(table) else pd.Series(dtype=float)
    return float(known.median()) if len(known) else np.nan
