"""What separates groups of people who were counted and not kept."""

import pandas as pd

from fairlab.audit.basic_statistics import statistics_of
from fairlab.audit.counted.counted_features import counted_features
from fairlab.audit.counted.counted_people import CountedPeople
from fairlab.audit.pairing import Pairing
from fairlab.audit.people_counted import PeopleCounted
from fairlab.compare.comparison import Comparison, Decisions, comparison_of


def compare_counted(
    people: CountedPeople, strategy: str, dataset: str = "", pairing: Pairing | None = None
) -> Comparison:
    """Say what separates groups, by the counts of people in two groups at a time.

    Parameters
    ----------
    people : CountedPeople
    strategy : str
        What decided, by name.
    dataset : str
        The name of the data.
    pairing : Pairing, optional
        Which groups are held against which.

    Returns
    -------
    Comparison
        As `fairlab.compare.comparison.compare_people` says it of the rows, in one test part.
    """
    layout, moments = counted_features(people, strategy)
    counted = PeopleCounted(moments.totals, moments, weighted=False)
    about = Decisions(
        people=people.rows,
        bad_events=people.bad_events if people.labelled else None,
        folds=1,
        unsteady=pd.DataFrame(
            [(strategy, people.rows, 0, people.flagged, 0.0)],
            columns=["strategy", "people", "differ", "ever_flagged", "share"],
        ),
    )
    made = statistics_of(layout, [strategy], moments, counted)
    return comparison_of(made, strategy, about, dataset=dataset, pairing=pairing)
