"""How far the parts of a gap move when people, fit and graph had been others."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.causal.twins.answered import Answered
from fairlab.causal.twins.decomposition import PARTS
from fairlab.causal.twins.refitted_answers import RefittedAnswers
from fairlab.causal.twins.uncertainty import reach_of
from fairlab.seeds import seed_for

KEY = ["group", "to"]


def with_spreads(
    found: Answered, refitted: RefittedAnswers, shrink: float, seed: int
) -> pd.DataFrame:
    """Say why there is a gap, with a spread around each part.

    Parameters
    ----------
    found : Answered
    refitted : RefittedAnswers
        What bootstrap samples gave instead.
    shrink : float
        As in ``rate_deviations``.
    seed : int
        For the draw of people.

    Returns
    -------
    DataFrame
        As ``decomposition`` gives it, with ``<part>_low`` and ``<part>_high`` for each part: NaN
        where there are fewer than two bootstrap samples, or a group is missing in one.
    """
    parts = found.decomposition()
    usual = parts.set_index(KEY)
    off = [
        (shrink * fit + people).reindex(usual.index).to_numpy()
        for fit, people in zip(_of_fits(found, refitted), _of_people(found, usual, seed))  # noqa: B905
    ]
    reach = reach_of(np.array(off)) if len(off) > 1 else np.full(usual.shape, np.nan)
    for place, name in enumerate(PARTS):
        parts[f"{name}_low"] = parts[name] - reach[:, place]
        parts[f"{name}_high"] = parts[name] + reach[:, place]
    return parts


def _of_people(found: Answered, usual: pd.DataFrame, seed: int) -> Iterator[pd.DataFrame]:
    """Draw people with replacement again and again."""
    rng = np.random.default_rng(seed_for(seed, "people of the gap"))
    people = pd.concat([q.group for q in found.asked]).index.unique()
    even = np.full(len(people), 1 / len(people))
    while True:
        drawn = pd.Series(rng.multinomial(len(people), even), people)
        weights = [drawn[q.people.index].to_numpy() for q in found.asked]
        yield found.decomposition(weights).set_index(KEY) - usual


def _of_fits(found: Answered, refitted: RefittedAnswers) -> Iterator[pd.DataFrame]:
    """Compare models on the same people, of whom the flagged and the unmoved stay the same."""
    twins, full = refitted.twins, refitted.unrestricted
    weights = [each.weight for each in twins]
    alone = [shares[each.rows] for shares, each in zip(found.alone, twins, strict=True)]
    asked = [each.part for each in twins]

    def taken(kept: list[np.ndarray], moved: list[np.ndarray]) -> pd.DataFrame:
        part = Answered(asked, found.attribute, kept, moved, alone)
        return part.decomposition(weights).set_index(KEY)

    usual = taken([each.usual for each in twins], [each.usual for each in full])
    for number in range(len(twins[0].others)):
        yield taken(*([each.others[number] for each in some] for some in (twins, full))) - usual
