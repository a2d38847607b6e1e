"""Every rate of every group of people who were counted: no row is needed for them."""

import numpy as np

from fairlab.audit.basic_statistics import BasicStatistics, statistics_of
from fairlab.audit.counted.counted_people import (
    APPROVED,
    FLAGGED,
    FN,
    FP,
    TN,
    TP,
    CountedPeople,
)
from fairlab.audit.counted.score_features import ScoreFeatures
from fairlab.audit.feature_layout import FeatureLayout
from fairlab.audit.people_counted import PeopleCounted
from fairlab.stats.moments import Moments

_EVENTS = ((FN, TP), (TN, FP), (APPROVED, FLAGGED))  # of each event who is approved, and flagged


def counted_statistics(people: CountedPeople, strategy: str) -> BasicStatistics:
    """Measure people who were counted as `basic_statistics` measures their rows.

    Parameters
    ----------
    people : CountedPeople
    strategy : str
        What decided, by name.
    """
    layout, moments = counted_features(people, strategy)
    counted = PeopleCounted(moments.totals, moments, weighted=False)
    return statistics_of(layout, [strategy], moments, counted)


def counted_features(people: CountedPeople, strategy: str) -> tuple[FeatureLayout, Moments]:
    """Give the features of people who were counted, and their moments.

    A feature is 1 or 0 for each person, who is in a group or not and of a kind or not, so that the
    sum of the products of two is the number of people in both groups and of both kinds: exact.

    Parameters
    ----------
    people : CountedPeople
    strategy : str
        What decided, by name.

    Returns
    -------
    FeatureLayout
    Moments
        As `fairlab.stats.moments.accumulate` gives them of the same people in one test part.

    Examples
    --------
    >>> crossed = np.zeros((6, 2, 2), int)
    >>> crossed[TP], crossed[FN] = 5, 1
    >>> people = CountedPeople([("sex", "f")], crossed, {"sex": ["f"]})
    >>> layout, moments = counted_features(people, "plain")
    >>> moments.totals.tolist()
    [6.0, 6.0, 0.0, 0.0, 5.0, 5.0, 0.0, 0.0]
    """
    layout = FeatureLayout(people.groups, [strategy], people.labelled == people.rows)
    sums = np.zeros((layout.size, layout.size))
    for event in range(layout.kinds):
        approved, flagged = (people.crossed[kind] for kind in _EVENTS[event])
        own, of_flagged = layout.of_event(event), layout.of_event(event, strategy)
        sums[own, own] = approved + flagged
        sums[own, of_flagged] = sums[of_flagged, own] = sums[of_flagged, of_flagged] = flagged
    if people.scores is not None and people.labelled:
        sums = ScoreFeatures(people, people.scores).added_to(sums, layout, strategy)
    everyone = [layout.of_event(event).stop - 1 for event in range(layout.kinds)]
    totals = sums[everyone].sum(axis=0)
    return layout, Moments(sums, sums, totals[None], people.rows, 1, "holdout")
