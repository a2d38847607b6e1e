"""Whether twins can be believed: those of one group must pass for people of the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from fairlab.causal.twins.told_apart import PeopleAndTwins, weights_as_twins
from fairlab.data.groups import is_continuous
from fairlab.seeds import seed_for
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN, UNDEFINED
from fairlab.stats.column_kinds import numbers_of

CHANCE, LIMIT = 0.5, 0.53
MOST = 10_000
NAMED = 3
DROP = 0.2  # of the largest loss of AUC, from which on a column is named
FEW = "too few people of each level to tell"
NOTHING = "no column is looked at that could give them away"


@dataclass(frozen=True)
class Credibility:
    """How well twins pass for people who really have the other value.

    Parameters
    ----------
    auc : float
        The chance that trees which were taught the difference rank a twin above a person, on rows
        that they had not seen: .5 for twins that nothing gives away. NaN where not tested.
    low, high : float
        Its 95 % interval.
    columns : tuple of str
        By which the trees tell, those that tell most first; none where that may be chance.
    gap : float
        The share of twins that are flagged less that of people who have their value, where it lies
        furthest from chance: the spurious effect that is left.
    z : float
        The same in standard errors.
    note : str
        Why there was no test.
    left_out : tuple of str
        Columns that were not looked at, for no decision hangs on them.

    Examples
    --------
    >>> Credibility(0.5, 0.49, 0.51).credible, Credibility(0.6, 0.59, 0.61).credible
    (True, False)
    """

    auc: float = np.nan
    low: float = np.nan
    high: float = np.nan
    columns: tuple[str, ...] = ()
    gap: float = np.nan
    z: float = np.nan
    note: str = "not tested"
    left_out: tuple[str, ...] = ()

    @property
    def credible(self) -> bool:
        """Whether the answer may be told: nothing shows an AUC above .53."""
        return not self.low > LIMIT

    @property
    def answer(self) -> str:
        """What the interval says of twins against people.

        ``differs by more than the margin``: surely above the limit, so that the answer is
        withheld. ``open``: on either side of it, for too few people are there; or surely below
        chance, by more than the limit lies above, as trees are that learned from too few.
        ``differs``: surely above chance, and below the limit. ``alike``: chance, or nearly.
        ``undefined``: not tested.

        Examples
        --------
        >>> [Credibility(low=low, high=high).answer for low, high in [(0.48, 0.52), (0.45, 0.6)]]
        ['alike', 'open']
        """
        if np.isnan(self.low):
            return UNDEFINED
        if not self.credible:
            return BEYOND
        if self.high > LIMIT or (self.high < CHANCE and self.low < 2 * CHANCE - LIMIT):
            return OPEN
        return DIFFERS if self.low > CHANCE else ALIKE


def credibility(
    people: pd.DataFrame,
    twins: pd.DataFrame,
    attribute: str,
    seed: int = 0,
    given: Sequence[str] = (),
) -> Credibility:
    """Let trees learn to tell twins from people with the same value, and judge them on others.

    No row is there both as a person and as a twin, and of several twins of a row one is drawn.

    Parameters
    ----------
    people : DataFrame of shape (n, p)
        The attribute and the columns that are looked at.
    twins : DataFrame of shape (m, p)
        One draw of their twins, with the index of the people.
    attribute : str
    seed : int
        For which rows are people and which are twins, and which are judged.
    given : sequence of str
        Columns that come before the attribute. Twins keep them, so that people are weighted until
        they have them as twins do.

    Returns
    -------
    Credibility
        Without ``gap`` and ``z``.

    References
    ----------
    Lopez-Paz and Oquab (2017), Revisiting classifier two-sample tests; DeLong, DeLong and
    Clarke-Pearson (1988), for the interval; Rosenbaum (1987), Model-based direct adjustment.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> sex = rng.integers(0, 2, 4000)
    >>> table = pd.DataFrame({"sex": sex, "income": 3.0 * sex + rng.normal(size=4000)})
    >>> moved = table.assign(sex=1 - sex)
    >>> found = credibility(table, moved, "sex")
    >>> found.auc > 0.9, found.columns
    (True, ('income',))
    >>> credibility(table, moved.assign(income=table["income"] + 3 - 6 * sex), "sex").credible
    True
    """
    rng = np.random.default_rng(seed_for(seed, "credibility"))
    names = [attribute, *(name for name in people if name != attribute)]
    known = people.loc[people[attribute].notna(), names]
    place = rng.permutation(len(known))[: 2 * MOST]
    real, origin = np.array_split(known.index[place], 2)
    made = twins.loc[twins.index.isin(origin), names].sample(frac=1, random_state=rng)
    made = made[~made.index.duplicated()]
    X, is_twin = _numbers(known.loc[real], made), np.repeat([0, 1], [len(real), len(made)])
    stratum = _strata(pd.concat([known.loc[real, attribute], made[attribute]]), known[attribute])
    fold = rng.integers(0, 2, len(X))
    at = [names.index(name) for name in given if name in names]
    seen = [j for j in range(1, len(names)) if j not in at]
    sample = PeopleAndTwins(X[:, [0, *seen]], is_twin, stratum, fold, np.ones(len(X)))
    if not seen or not len(sample.judged):
        return Credibility(note=FEW if seen else NOTHING)
    if at:
        weight = weights_as_twins(X[:, [0, *at]], is_twin, stratum, fold)
        sample = replace(sample, weight=weight)
    return _judged([names[j] for j in seen], sample, rng)


def _numbers(people: pd.DataFrame, twins: pd.DataFrame) -> np.ndarray:
    return np.column_stack([_one_scale(people[name], twins[name]) for name in people])


def _one_scale(people: pd.Series, twins: pd.Series) -> np.ndarray:
    if pd.api.types.is_numeric_dtype(people):
        return np.r_[numbers_of(people), numbers_of(twins)]
    return numbers_of(pd.concat([people, twins], ignore_index=True))


def _strata(values: pd.Series, reference: pd.Series) -> np.ndarray:
    """Compare within levels; measurements as a whole, for their twins have all of them too."""
    if is_continuous(reference):
        return np.zeros(len(values), int)
    return pd.factorize(values, sort=True)[0]


def _judged(names: Sequence[str], sample: PeopleAndTwins, rng: np.random.Generator) -> Credibility:
    trees = sample.trees()
    auc, error = sample.auc(trees, sample.X)
    reach = norm.ppf(0.975) * error
    found = Credibility(auc, float(max(auc - reach, 0)), float(min(auc + reach, 1)), note="")
    if found.low <= CHANCE:
        return found
    lost = np.empty(len(names))
    for j in range(len(names)):
        other = sample.X.copy()
        other[:, j + 1] = rng.permutation(other[:, j + 1])
        lost[j] = auc - sample.auc(trees, other)[0]
    order, least = np.argsort(-lost)[:NAMED], DROP * lost.max(initial=0)
    return replace(found, columns=tuple(names[j] for j in order if lost[j] >= least))
