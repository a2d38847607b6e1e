"""How far the parts of a gap move when people, fit and graph had been others."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.causal.twins.answered import Answered
from fairlab.causal.twins.decomposition import PARTS
from fairlab.causal.twins.refitted_answers import RefittedAnswers
from fairlab.causal.twins.uncertainty import student

KEY = ["group", "to"]


def with_spreads(found: Answered, refitted: RefittedAnswers, shrink: float) -> pd.DataFrame:
    """Say why there is a gap, with a spread around each part.

    Parameters
    ----------
    found : Answered
    refitted : RefittedAnswers
        What bootstrap samples gave instead.
    shrink : float
        As in ``rate_deviations``.

    Returns
    -------
    DataFrame
        As ``decomposition`` gives it, with ``<part>_low`` and ``<part>_high`` for each part, by
        the variance over models and that of people: NaN where there are fewer than two bootstrap
        samples.
    """
    parts = found.decomposition()
    index = pd.MultiIndex.from_frame(parts[KEY])
    fits = [shrink * each.reindex(index).to_numpy() for each in _of_fits(found, refitted)]
    reach = np.full((len(parts), len(PARTS)), np.nan)
    if len(fits) > 1:
        spread = np.hypot(found.errors_of_people, np.std(fits, axis=0, ddof=1))
        reach = student(len(fits)) * spread
    for place, name in enumerate(PARTS):
        parts[f"{name}_low"] = parts[name] - reach[:, place]
        parts[f"{name}_high"] = parts[name] + reach[:, place]
    return parts


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
