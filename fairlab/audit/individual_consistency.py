"""How far decisions of alike people differ."""

from math import nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlab.audit.metric_types import JudgedPeople


def individual_consistency(people: "JudgedPeople") -> float:
    """Give the share of pairs of alike people who are decided alike.

    Each of a sample is paired with the five nearest of those whom the same model decided about,
    by the features that are no sensitive columns. Decisions that look at nobody reach about
    1 - 2p(1 - p), where p is the share that is flagged.

    Returns
    -------
    float
        From 0 to 1; NaN where nobody is known to be alike.

    References
    ----------
    Dwork, Hardt, Pitassi, Reingold and Zemel (2012), Fairness through awareness; Zemel, Wu,
    Swersky, Pitassi and Dwork (2013), Learning fair representations.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from fairlab.audit.alike_people import alike_people
    >>> from fairlab.audit.metric_types import JudgedPeople
    >>> income = pd.DataFrame({"income": np.arange(200.0)})
    >>> alike = alike_people(income, np.zeros(200), seed=0)
    >>> rich, even = np.arange(200) > 100, np.arange(200) % 2 == 0
    >>> individual_consistency(JudgedPeople(rich, rich, alike)) > 0.95
    True
    >>> individual_consistency(JudgedPeople(rich, even, alike)) < 0.6
    True
    """
    if people.alike is None:
        return nan
    same = people.flagged[people.alike.asked][:, None] == people.flagged[people.alike.nearest]
    return float(same.mean())
