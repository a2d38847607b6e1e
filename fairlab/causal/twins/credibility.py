"""Whether twins can be believed: those of one group must pass for people of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata

from fairlab.causal.twins.question import Question
from fairlab.data.groups import is_continuous
from fairlab.seeds import seed_for
from fairlab.stats.column_kinds import numbers_of

LIMIT = 0.53
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
    people: pd.DataFrame, twins: pd.DataFrame, attribute: str, seed: int = 0
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

    Returns
    -------
    Credibility
        Without ``gap`` and ``z``.

    References
    ----------
    Lopez-Paz and Oquab (2017), Revisiting classifier two-sample tests; DeLong, DeLong and
    Clarke-Pearson (1988), for the interval.

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
    return _judged(names[1:], X, is_twin, stratum, fold, rng)


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


def _judged(
    names: Sequence[str],
    X: np.ndarray,
    is_twin: np.ndarray,
    stratum: np.ndarray,
    fold: np.ndarray,
    rng: np.random.Generator,
) -> Credibility:
    import xgboost

    score = np.empty(len(X))
    trees = []
    for judged in (0, 1):
        rows = fold != judged
        weight = _balance(is_twin[rows], stratum[rows])
        data = xgboost.DMatrix(X[rows], label=is_twin[rows], weight=weight)
        trees.append(xgboost.train(TREES, data, num_boost_round=ROUNDS))
        score[~rows] = trees[-1].inplace_predict(X[~rows])
    cell = 2 * stratum + fold
    auc, error = _auc(score, is_twin, cell)
    if np.isnan(auc):
        return Credibility(note=FEW)
    reach = norm.ppf(0.975) * error
    low, high = max(auc - reach, 0.0), min(auc + reach, 1.0)
    found = Credibility(auc, low, high, note="")
    if found.credible:
        return found
    columns = range(len(names))
    lost = [auc - _auc(_without(j, trees, X, fold, rng), is_twin, cell)[0] for j in columns]
    order = np.argsort(lost)[::-1][:NAMED]
    told = tuple(names[j] for j in order if lost[j] >= DROP * max(lost))
    return Credibility(auc, low, high, told, note="")


def _without(
    j: int, trees: Sequence, X: np.ndarray, fold: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Score rows whose value in one column is another row's; the first column is the attribute."""
    other = X.copy()
    other[:, j + 1] = rng.permutation(other[:, j + 1])
    score = np.empty(len(X))
    for judged, booster in enumerate(trees):
        score[fold == judged] = booster.inplace_predict(other[fold == judged])
    return score


def _balance(is_twin: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Let people and twins of a level weigh alike, so that the level alone tells nothing."""
    cell = 2 * stratum + is_twin
    counts = np.bincount(cell, minlength=2 * stratum.max() + 2).reshape(-1, 2).astype(float)
    fewer = counts.min(axis=1, keepdims=True)
    return np.divide(fewer, counts, out=np.zeros_like(counts), where=counts > 0).ravel()[cell]


def _auc(score: np.ndarray, is_twin: np.ndarray, cell: np.ndarray) -> tuple[float, float]:
    """Average the AUC over cells, weighted by what they can tell, with its standard error."""
    weights, aucs, variances = [], [], []
    for one in np.unique(cell):
        rows = cell == one
        twins, people = score[rows & (is_twin == 1)], score[rows & (is_twin == 0)]
        m, n = len(twins), len(people)
        if min(m, n) < ENOUGH:
            continue
        rank = rankdata(np.r_[twins, people])
        above = (rank[:m] - rankdata(twins)) / n
        below = 1 - (rank[m:] - rankdata(people)) / m
        aucs.append(above.mean())
        variances.append(above.var(ddof=1) / m + below.var(ddof=1) / n)
        weights.append(m * n / (m + n))
    if not weights:
        return np.nan, np.nan
    share = np.array(weights) / np.sum(weights)
    return float(share @ aucs), float(np.sqrt(share**2 @ np.array(variances)))
