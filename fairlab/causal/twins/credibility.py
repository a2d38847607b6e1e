"""Whether twins can be believed: those of one group must pass for people of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import norm

from fairlab.causal.twins.question import Question
from fairlab.data.groups import is_continuous
from fairlab.seeds import seed_for
from fairlab.stats.column_kinds import numbers_of

if TYPE_CHECKING:
    from xgboost import Booster

LIMIT = 0.53
MOST_ODDS = 20.0
ENOUGH = 50  # people and twins of one level that are judged
MOST = 10_000
ROUNDS = 40
TREES = {"max_depth": 4, "eta": 0.15, "max_bin": 256, "nthread": 1, "objective": "binary:logistic"}
NAMED = 3
DROP = 0.2  # of the largest loss of AUC, from which on a column is named
FEW = "too few people of each level to tell"


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
        By which the trees tell, those that tell most first; none where twins are credible.
    gap : float
        The share of twins that are flagged less that of people who have their value, where it lies
        furthest from chance: the spurious effect that is left.
    z : float
        The same in standard errors.
    note : str
        Why there was no test.

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

    @property
    def credible(self) -> bool:
        """Whether the answer may be told: nothing shows an AUC above .53."""
        return not self.low > LIMIT


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
    weight = _as_twins(X[:, [0, *at]], is_twin, stratum, fold) if at else np.ones(len(X))
    sample = _Sample(X[:, [0, *seen]], is_twin, stratum, fold, weight)
    return _judged([names[j] for j in seen], sample, rng)


def spurious_effect(
    asked: Sequence[Question], answers: Sequence[np.ndarray], attribute: str
) -> tuple[float, float]:
    """Hold the flagged share of twins against that of people who have their value.

    Parameters
    ----------
    asked : sequence of Question
        All questions about the attribute.
    answers : sequence of array
        The share of flagged twins of each person.
    attribute : str

    Returns
    -------
    gap : float
        Where it lies furthest from chance; NaN where nobody can be compared.
    z : float
        The same in standard errors.

    References
    ----------
    Plečko and Bareinboim (2024), Causal fairness analysis, the spurious effect.
    """
    flagged = pd.concat([pd.Series(q.flagged, q.people.index) for q in asked])
    value = pd.concat([q.people[attribute] for q in asked])
    first = ~flagged.index.duplicated()
    flagged, value = flagged[first], value[first]
    measured = is_continuous(value)
    gaps = [
        _gap(answer[rows], flagged if measured else flagged[value == level])
        for q, answer in zip(asked, answers, strict=True)
        for level, rows in _moved_to(q, measured)
    ]
    told = [gap for gap in gaps if not np.isnan(gap[1])]
    return max(told, key=lambda gap: abs(gap[1])) if told else (np.nan, np.nan)


def _moved_to(question: Question, measured: bool) -> Iterator[tuple[object, np.ndarray]]:
    if measured:
        yield "opposite", np.ones(len(question.changed), bool)
        return
    for level in question.changed.unique():
        yield level, (question.changed == level).to_numpy()


def _gap(twins: np.ndarray, people: pd.Series) -> tuple[float, float]:
    if min(len(twins), len(people)) < ENOUGH:
        return np.nan, np.nan
    gap = float(twins.mean() - people.mean())
    error = np.sqrt(twins.var() / len(twins) + people.to_numpy(float).var() / len(people))
    return gap, float(gap / error) if error else 0.0 if gap == 0 else np.nan


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


@dataclass(frozen=True)
class _Sample:
    """People and twins, the attribute first; the level and the fold of each, and its weight."""

    X: np.ndarray
    is_twin: np.ndarray
    stratum: np.ndarray
    fold: np.ndarray
    weight: np.ndarray

    def trees(self) -> "list[Booster]":
        """Teach the difference on each fold; those of the first judge the second."""
        return [
            _trees(self.X[rows], self.is_twin[rows], self.stratum[rows], self.weight[rows])
            for rows in (self.fold == 1, self.fold == 0)
        ]

    def auc(self, trees: "list[Booster]", X: np.ndarray) -> tuple[float, float]:
        """Give the AUC of their scores within levels, and its standard error."""
        score = _scored(trees, X, self.fold)
        return _auc(score, self.is_twin, 2 * self.stratum + self.fold, self.weight)


def _judged(names: Sequence[str], sample: _Sample, rng: np.random.Generator) -> Credibility:
    trees = sample.trees()
    auc, error = sample.auc(trees, sample.X)
    if np.isnan(auc):
        return Credibility(note=FEW)
    reach = norm.ppf(0.975) * error
    found = Credibility(auc, float(max(auc - reach, 0)), float(min(auc + reach, 1)), note="")
    if found.credible:
        return found
    lost = np.empty(len(names))
    for j in range(len(names)):
        other = sample.X.copy()
        other[:, j + 1] = rng.permutation(other[:, j + 1])
        lost[j] = auc - sample.auc(trees, other)[0]
    order = np.argsort(-lost)[:NAMED]
    return replace(found, columns=tuple(names[j] for j in order if lost[j] >= DROP * lost.max()))


def _trees(
    X: np.ndarray, is_twin: np.ndarray, stratum: np.ndarray, weight: np.ndarray
) -> "Booster":
    import xgboost

    balanced = weight * _balance(is_twin, stratum)
    data = xgboost.DMatrix(X, label=is_twin, weight=balanced)
    return xgboost.train(TREES, data, num_boost_round=ROUNDS)


def _scored(trees: "list[Booster]", X: np.ndarray, fold: np.ndarray) -> np.ndarray:
    score = np.empty(len(X))
    for judged, booster in enumerate(trees):
        score[fold == judged] = booster.inplace_predict(X[fold == judged])
    return score


def _as_twins(
    X: np.ndarray, is_twin: np.ndarray, stratum: np.ndarray, fold: np.ndarray
) -> np.ndarray:
    """Weigh people by the odds that somebody with these values is a twin."""
    even = _Sample(X, is_twin, stratum, fold, np.ones(len(X)))
    share = np.clip(
        _scored(even.trees(), X, fold), 1 / (1 + MOST_ODDS), MOST_ODDS / (1 + MOST_ODDS)
    )
    return np.where(is_twin == 1, 1.0, share / (1 - share))


def _balance(is_twin: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Let people and twins of a level weigh alike, so that the level alone tells nothing."""
    cell = 2 * stratum + is_twin
    counts = np.bincount(cell, minlength=2 * stratum.max() + 2).reshape(-1, 2).astype(float)
    fewer = counts.min(axis=1, keepdims=True)
    return np.divide(fewer, counts, out=np.zeros_like(counts), where=counts > 0).ravel()[cell]


def _auc(
    score: np.ndarray, is_twin: np.ndarray, cell: np.ndarray, weight: np.ndarray
) -> tuple[float, float]:
    """Average the AUC over cells, weighted by what they can tell, with its standard error."""
    pairs, aucs, variances = [], [], []
    for one in np.unique(cell):
        at = [(cell == one) & (is_twin == kind) for kind in (1, 0)]
        if min(rows.sum() for rows in at) < ENOUGH:
            continue
        (twins, people), (of_twins, of_people) = ([each[r] for r in at] for each in (score, weight))
        above = _below(people, of_people, twins)
        below = 1 - _below(twins, of_twins, people)
        auc = float(np.average(above, weights=of_twins))
        parts = zip((above, below), (of_twins, of_people), strict=True)
        sizes = [w.sum() ** 2 / (w**2).sum() for w in (of_twins, of_people)]
        variances.append(sum((w**2) @ (p - auc) ** 2 / w.sum() ** 2 for p, w in parts))
        aucs.append(auc)
        pairs.append(sizes[0] * sizes[1] / sum(sizes))
    if not pairs:
        return np.nan, np.nan
    share = np.array(pairs) / np.sum(pairs)
    return float(share @ aucs), float(np.sqrt(share**2 @ np.array(variances)))


def _below(values: np.ndarray, weight: np.ndarray, than: np.ndarray) -> np.ndarray:
    """Give the weighted share of values below each of others; half of those that are equal."""
    order = np.argsort(values, kind="stable")
    until = np.r_[0.0, weight[order].cumsum()]
    ends = [until[np.searchsorted(values[order], than, side)] for side in ("left", "right")]
    return np.asarray(sum(ends) / (2 * until[-1]))
