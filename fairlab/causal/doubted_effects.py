"""How sure it is that columns follow from the attribute, and what flips where one comes before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from fairlab.causal.learning_again import SAMPLE_ROWS, learn_each
from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.refitted_answers import RefittedAnswers
from fairlab.data.messages import quoted
from fairlab.seeds import seed_for

TRIED, TOLD = 3, 2  # columns that are taken for causes
SHOWN = 0.1  # percentage points


def doubts(
    model: StructuralModel,
    again: Sequence[StructuralModel],
    refitted: RefittedAnswers,
    table: pd.DataFrame,
    how: TwinSettings,
    jobs: int = 1,
) -> tuple[list[str], list[str]]:
    """Say of the columns that the attribute moves how often they were found, and what hangs on it.

    ``again`` is what bootstrap samples gave instead of ``model``; without any nothing is said.

    Returns
    -------
    sentences : list of str
        One on bootstrap samples, and one for each of two columns on which most hangs: what
        would flip had it come before the attribute. None of a graph that was given.
    columns : list of str
        These columns, that on which most hangs first.
    """
    attribute = model.attribute
    known = how.mode in ("given", "study") or how.tiers
    effects = [name for name in model.descendants if attribute in model.dag.parents[name]]
    if known or not again or not effects or attribute not in how.knowledge(attribute).exogenous:
        return [], []
    told = dict(_otherwise(effects, model, refitted, table, how, jobs))
    return [_found(effects, again, attribute), *told.values()], [*told]


def _found(effects: Sequence[str], again: Sequence[StructuralModel], attribute: str) -> str:
    counts = pd.Series({name: sum(name in m.descendants for m in again) for name in effects})
    groups = counts.sort_values(ascending=False, kind="stable").groupby(counts, sort=False)
    found = "; ".join(
        f"{', '.join(map(quoted, names.index))} in {count} of {len(again)}"
        for count, names in groups
    )
    return (
        f"That columns go with {quoted(attribute)} was found in bootstrap samples: {found}. That "
        "they follow from it is assumed; no data tell it from their coming before."
    )


def _otherwise(
    effects: Sequence[str],
    model: StructuralModel,
    refitted: RefittedAnswers,
    table: pd.DataFrame,
    how: TwinSettings,
    jobs: int,
) -> Iterator[tuple[str, str]]:
    """Say of two columns what would flip had they come before, where that is another share."""
    once = replace(how, draws=1, second=None)
    usual = _flips(refitted, model, once)

    def hangs_on(name: str) -> float:
        kept = replace(once, allowed=(*how.allowed, name))
        return abs(_flips(refitted, model, kept) - usual)

    possible = [name for name in effects if _may_come_before(table[name], table[model.attribute])]
    tried = sorted(possible, key=hangs_on, reverse=True)[:TRIED]
    size, seed = min(len(table), SAMPLE_ROWS), seed_for(how.seed, "doubts")
    # In their order, on which a graph may hang: all rows give what is told once it is typed.
    some = table.reset_index(drop=True).sample(size, random_state=seed).sort_index()
    asked = ((some, replace(once, before=(*how.before, name))) for name in tried)
    others = [_flips(refitted, other, once) for other in learn_each(asked, jobs)]
    order = np.argsort([-abs(other - usual) for other in others], kind="stable")[:TOLD]
    for name, more in ((tried[place], _points(others[place] - usual)) for place in order):
        if more:
            yield (
                name,
                f"Had {quoted(name)} come before {quoted(model.attribute)}, the share of decisions "
                f"that flip would be {more} (--before says so).",
            )


def _may_come_before(values: pd.Series, attribute: pd.Series) -> bool:
    """Tell what is known of several levels from what only exists once one of them is there."""
    return attribute[values.notna()].nunique() > 1


def _points(more: float) -> str:
    """Write a change alone, for the share that it is of is one of fewer draws than are shown."""
    size = f"{abs(100 * more):.2g}"
    return f"{size} points {'higher' if more > 0 else 'lower'}" if float(size) >= SHOWN else ""


def _flips(refitted: RefittedAnswers, model: StructuralModel, how: TwinSettings) -> float:
    """Give the share of decisions that flip, of all groups."""
    asked = [(one.part.flagged, one.part.answers(model, how), one.weight) for one in refitted.twins]
    flagged, answers, weight = map(np.concatenate, zip(*asked, strict=True))
    return float(np.average(np.abs(flagged - answers), weights=weight))
