"""What goes with an attribute that nothing causes, and so is its effect: by ranks and by trees."""

from collections.abc import Sequence

import pandas as pd

from fairlab.causal.discovery.tree_screen import helpful
from fairlab.stats.associations import correlations_with
from fairlab.stats.partial_associations import partial_associations

GOES_WITH = 0.01
ALL_OF_THEM = 0.05  # by chance, of all columns that are looked at


def effects_of_attribute(
    frame: pd.DataFrame, earlier: Sequence[str], seed: int
) -> tuple[list[str], list[str]]:
    """Name what goes with an attribute once the columns before it are accounted for.

    Parameters
    ----------
    frame : DataFrame
        Training rows: the attribute first, the target last.
    earlier : sequence of str
        What comes before the attribute.
    seed : int
        For the rows that trees learn from.

    Returns
    -------
    by_ranks : list of str
        Columns whose ranks chance would make seem to go with it less often than at .01, and less
        often than in one of 20 tables of so many columns.
    by_trees : list of str
        Those that only trees find.

    Examples
    --------
    >>> import numpy as np
    >>> sex = np.arange(100) % 2
    >>> people = pd.DataFrame({"sex": sex, "income": sex + np.arange(100) / 100, "bad": 1 - sex})
    >>> effects_of_attribute(people, [], seed=0)
    (['income'], [])
    """
    attribute = frame.columns[0]
    found = _by_ranks(frame, [*earlier])
    left = [name for name in frame.columns[1:-1] if name not in (*found, *earlier)]
    return found, helpful(frame, attribute, left, earlier, seed)


def _by_ranks(frame: pd.DataFrame, earlier: list[str]) -> list[str]:
    attribute, features = frame.columns[0], frame.iloc[:, :-1]
    level = min(GOES_WITH, ALL_OF_THEM / max(features.shape[1] - 1 - len(earlier), 1))
    if earlier:
        p = partial_associations(features, attribute, earlier)
    else:
        p = correlations_with(features, attribute)["p"]
    return p.index[p < level].tolist()
