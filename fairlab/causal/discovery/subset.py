"""The columns that a causal graph is drawn of: what matters, and what goes with the attribute."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from fairlab.data.groups import is_continuous
from fairlab.data.messages import number_of
from fairlab.errors import RequestError, nearest
from fairlab.seeds import seed_for
from fairlab.stats.associations import correlations_with

LARGEST = 10
MOST_LEVELS = 12  # of which each is held against all others
RANKED = 50_000


def choose_subset(
    frame: pd.DataFrame,
    attribute: str,
    target: str,
    features: Sequence[str],
    importance: pd.Series | None = None,
    largest: int = LARGEST,
) -> list[str]:
    """Choose the attribute, the features that matter most, those that go with it, and the target.

    Parameters
    ----------
    frame : DataFrame
        Training rows with all columns; correlations are ranked on 50,000 of them, drawn at random.
    attribute : str
        The sensitive attribute, a feature or not.
    target : str
        The column of the bad event.
    features : sequence of str
        What the model reads.
    importance : Series of float, optional
        What each feature contributes to the score, such as ``feature_importance`` gives; without it
        only the correlations choose.
    largest : int
        How many features are taken by importance, and how many by correlation.

    Returns
    -------
    list of str
        The attribute first, the target last; features without variation are left out.

    Raises
    ------
    RequestError
        When the attribute is no column, or has one level only.

    References
    ----------
    van der Pol (2026), section 5.1.2.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": [0, 1, 0, 1], "fraud": [0, 0, 1, 1]})
    >>> people = people.assign(income=[1.5, 2.5, 1.0, 3.0], noise=[1, 1, 2, 2])
    >>> choose_subset(people, "sex", "fraud", ["income", "noise"], largest=1)
    ['sex', 'income', 'fraud']
    """
    check_attribute(frame, attribute)
    others = [name for name in features if name not in (attribute, target)]
    varied = [name for name in others if frame[name].nunique() > 1]
    rows = _sample(len(frame), RANKED)
    strength = correlations_with(frame[[attribute, *varied]].iloc[rows], attribute)["strength"]
    chosen = set(strength.nlargest(largest, keep="first").index)
    if importance is not None:
        chosen |= set(importance.reindex(varied).nlargest(largest, keep="first").index)
    return [attribute, *(name for name in varied if name in chosen), target]


def check_attribute(frame: pd.DataFrame, attribute: str, others: Iterable[str] = ()) -> None:
    """Refuse an attribute that is not there, does not vary, or has more levels than can be told.

    Parameters
    ----------
    frame : DataFrame
    attribute : str
    others : iterable of str
        Further columns that have to be there.

    Raises
    ------
    RequestError
    """
    for name in (attribute, *others):
        if name not in frame:
            raise RequestError(f"There is no column {name!r}. {nearest(name, frame.columns)}")
    if frame.empty:
        raise RequestError("The table has no rows: there is nobody to ask about.")
    levels = frame[attribute].nunique()
    if levels < 2:
        found = "has one level only" if levels else "is missing"
        raise RequestError(
            f"{attribute!r} {found} in {number_of(len(frame), 'row')}: there is no other level\n"
            "that a person could have had. Audit another attribute, or give rows of all groups."
        )
    if levels > MOST_LEVELS and not is_continuous(frame[attribute]):
        raise RequestError(
            f"{attribute!r} has {levels} levels, each of which would be held against all others.\n"
            f"Take them together, into {MOST_LEVELS} at most, or ask about another attribute."
        )


def _sample(n: int, most: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed_for(seed, "subset"))
    return np.sort(rng.choice(n, min(n, most), replace=False))
