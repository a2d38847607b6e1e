"""What separates the groups where counts alone are known, as of a published study."""

from collections.abc import Mapping, Sequence

import pandas as pd

from fairlab.audit.counted.counted_people import CountedPeople
from fairlab.audit.counted.counted_statistics import counted_statistics
from fairlab.audit.statements import LEVEL, audit_of

_DECISIONS = "decisions"


def statements_of_counts(
    tallies: Mapping[str, pd.DataFrame], metrics: Sequence[str], level: float = LEVEL
) -> pd.DataFrame:
    """Say what separates the groups of each attribute, of decisions that were counted.

    How attributes go together is not in the counts, so that each has its share of the level
    (Bonferroni), and the statements about it their joint bands at that share.

    Parameters
    ----------
    tallies : mapping of attribute to DataFrame
        The cells of each group, as `tally` counts them.
    metrics : sequence of str
        Rates of the registry.
    level : float
        The share of cases in which any band may miss.

    Returns
    -------
    DataFrame
        See `fairlab.audit.statements.family_of_statements`; of these decisions alone.

    Examples
    --------
    >>> age = pd.DataFrame({"tn": [20801, 21244], "fp": [121, 16], "fn": [673, 349],
    ...     "tp": [54, 29]}, index=["young", "old"])
    >>> found = statements_of_counts({"age": age}, ["recall", "precision"])
    >>> found["answer"].tolist()
    ['alike', 'differs by more than the margin']
    """
    share = level / max(len(tallies), 1)
    found = [
        audit_of(
            counted_statistics(CountedPeople.of_tally(name, counts), _DECISIONS),
            _DECISIONS,
            metrics=metrics,
            level=share,
        )
        for name, counts in tallies.items()
    ]
    return pd.concat(found, ignore_index=True)
