"""What wrong decisions cost."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fairlab.audit.metric_types import JudgedPeople


def cost_per_1000(people: "JudgedPeople") -> float:
    """Give what the wrong decisions about 1,000 applicants cost, in the unit of the costs.

    Parameters
    ----------
    people : JudgedPeople
        With costs.

    Returns
    -------
    float

    Examples
    --------
    >>> import pandas as pd
    >>> from fairlab.audit.metric_types import JudgedPeople
    >>> y, flagged = np.array([1, 1, 0, 0]), np.array([True, False, True, False])
    >>> costs = np.full(4, 1.0), np.full(4, 20.0)
    >>> cost_per_1000(JudgedPeople(y, flagged, np.zeros(4), pd.DataFrame(index=range(4)), 0, costs))
    5250.0
    """
    assert people.costs is not None
    of_flagging, of_missing = people.costs
    wrong = np.where(people.y == 1, of_missing * ~people.flagged, of_flagging * people.flagged)
    return 1000 * float(wrong.mean())
