"""What separates groups of people who were counted and not kept."""

import pandas as pd

from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.margins import Margins
from fairlab.compare.comparison import Comparison, Decisions, comparison_of
from fairlab.compare.judged_people import JudgedPeople


def compare_counted(source: CountedSource, margins: Margins | None = None) -> Comparison:
    """Say what separates groups, by the counts of people in two groups at a time.

    Parameters
    ----------
    source : CountedSource
    margins : Margins, optional
        Differences that do not matter.

    Returns
    -------
    Comparison
        As `fairlab.compare.comparison.compare_people` says it of the rows, in one test part.
    """
    decided = (source.strategy, source.rows, 0, source.flagged, 0.0)
    about = Decisions(
        judged=JudgedPeople(source.rows, source.bad_events if source.known else None),
        rows=source.rows,
        folds=1,
        unsteady=pd.DataFrame(
            [decided], columns=["strategy", "people", "differ", "ever_flagged", "share"]
        ),
        words=source.words,
    )
    return comparison_of(
        source.statistics,
        source.strategy,
        about,
        margins,
        dataset=source.title,
        pairing=source.pairing,
    )
