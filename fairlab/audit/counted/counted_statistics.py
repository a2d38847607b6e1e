"""Every rate of every group of people who were counted, with the influences on it."""

from fairlab.audit.basic_statistics import BasicStatistics, statistics_of
from fairlab.audit.counted.counted_features import counted_features
from fairlab.audit.counted.counted_people import CountedPeople
from fairlab.audit.people_counted import PeopleCounted


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
