"""Where decisions fall short of what was asked: a gap that is left, a budget that is not used."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from fairlab.compare.statement_words import fine_number
from fairlab.experiment.unused_budget import unused_budget
from fairlab.mitigate.gap_left import GapLeft


def falls_short(
    budget: str,
    model: Any,
    rules: Sequence[Any],
    multipliers: Sequence[pd.DataFrame | None],
    made: pd.DataFrame | None = None,
) -> tuple[str, ...]:
    """Say of what was asked that which could not be kept, and the nearest that could.

    Parameters
    ----------
    budget : str
        As it is recorded.
    model : estimator
        As the strategy has it, not fitted.
    rules : sequence of DecisionRule
        The fitted one of each fold.
    multipliers : sequence of DataFrame, optional
        Of the model of each fold, where it raises some.
    made : DataFrame, optional
        The decisions, with ``fold``, ``score`` and ``flagged``.

    Returns
    -------
    tuple of str
        Sentences.
    """
    kept = [getattr(rule, "gap_left_", None) for rule in rules]
    raised = [
        gap_of_multipliers(table, model.eps) if table is not None else None for table in multipliers
    ]
    said = gap_sentence(kept, "at this budget"), gap_sentence(raised, "on validation rows")
    unused = unused_budget(budget, made) if made is not None else ""
    return tuple(filter(None, [*said, unused]))


def gap_sentence(found: Sequence[GapLeft | None], where: str) -> str:
    """Tell the largest gap that is left in some fold; empty where none is.

    Parameters
    ----------
    found : sequence of GapLeft, optional
        Of each fold.
    where : str

    Examples
    --------
    >>> left = GapLeft("recall", 0.01, 0.12, {"sex=f": 0.45, "sex=m": 0.57})
    >>> gap_sentence([left, None], "at this budget")  # doctest: +NORMALIZE_WHITESPACE
    'Asked: a gap of recall of at most .010; nearest at this budget, in 1 of 2 folds: up to .120
    (sex=f .450, sex=m .570).'
    """
    told = [one for one in found if one]
    if not told:
        return ""
    worst = max(told, key=lambda one: np.nan_to_num(one.left, nan=np.inf))
    many = f", in {len(told)} of {len(found)} folds: up to" if len(found) > 1 else ":"
    caught = f"; recall {_listed(worst.caught)}" if worst.caught else ""
    asked = f"a gap of {worst.rate} of at most {fine_number(worst.asked)}"
    left = f"{fine_number(worst.left)} ({_listed(worst.groups)}{caught})"
    return f"Asked: {asked}; nearest {where}{many} {left}."


def gap_of_multipliers(table: pd.DataFrame, eps: float) -> GapLeft | None:
    """Read what a model under constraint came to when its training ended.

    Parameters
    ----------
    table : DataFrame
        As of ``LagrangianXGB.multipliers_``.
    eps : float
        The gap that is let be; attributes whose multipliers were never raised are let be too.

    Returns
    -------
    GapLeft or None
        Its groups are told by their distance from the common rate.
    """
    if table.empty:  # no attribute has two groups with bad events enough
        return None
    last = table[table["trees"] == table["trees"].max()]
    told = [*_gaps_left(last, eps)]
    return max(told, key=lambda one: one.left, default=None)


def _gaps_left(last: pd.DataFrame, eps: float) -> Iterator[GapLeft]:
    for (rate, _), own in last.groupby(["rate", last["group"].str.partition("=")[0]], sort=False):
        ends = own.set_index("group")["gap"].sort_values().iloc[[0, -1]].to_dict()
        left = float(own["gap"].max() - own["gap"].min())
        if own["multiplier"].any() and left > eps:
            yield GapLeft(rate, eps, left, ends)


def _listed(rates: Iterable[Any]) -> str:
    return ", ".join(f"{name} {fine_number(rate)}" for name, rate in dict(rates).items())
