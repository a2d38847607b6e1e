"""What trees see and correlations do not: humps, interactions, and effects on the spread."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import ndtri
from scipy.stats import rankdata

from fairlab.causal.graph import Dag
from fairlab.causal.scm.classification import surprise
from fairlab.causal.scm.pooled_levels import PooledLevels, plain
from fairlab.causal.scm.regression import squared_error
from fairlab.seeds import seed_for
from fairlab.stats.column_kinds import kind_of, numbers_of

if TYPE_CHECKING:
    from xgboost import Booster

ROWS = 10_000
LEVEL = 0.01  # of all columns that are tried together
WORTHWHILE = 2e-3  # of what is left unexplained
MOST = 5  # causes that are added to one column
ROUNDS = 30
TREES = {"max_depth": 3, "eta": 0.2, "max_bin": 64, "min_child_weight": 5, "nthread": 1}


def helpful(
    frame: pd.DataFrame, node: str, tried: Sequence[str], beside: Sequence[str] = (), seed: int = 0
) -> list[str]:
    """Name the columns without whose values trees predict another one worse.

    Half of 10,000 rows are learned from. On the other half one column after the other is shuffled:
    it helps where the loss grows beyond chance, corrected for the number of columns.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
    node : str
        The column that is predicted.
    tried : sequence of str
        Those asked about.
    beside : sequence of str
        Further columns to predict by.
    seed : int
        For the rows and the shuffling.

    Returns
    -------
    list of str
        Those that help most first.

    References
    ----------
    Breiman (2001), Random forests, section 10 (importance by permutation).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> people = pd.DataFrame({"sex": rng.integers(0, 2, 4000), "noise": rng.normal(size=4000)})
    >>> people["swing"] = np.exp(people["sex"]) * rng.normal(size=4000)
    >>> helpful(people, "sex", ["noise", "swing"])
    ['swing']
    """
    if not tried:
        return []
    rng = np.random.default_rng(seed_for(seed, "trees", node))
    known = np.flatnonzero(frame[node].notna())
    learn, judge = np.array_split(rng.permutation(known)[:ROWS], 2)
    X = np.column_stack([numbers_of(frame[name]) for name in (*tried, *beside)])
    told = _Told(frame[node])
    trees = told.trees(X[learn], learn)
    usual = told.loss(trees, X[judge], judge)
    lost = np.empty((len(tried), len(judge)))
    for j in range(len(tried)):
        shuffled = X[judge]
        shuffled[:, j] = rng.permutation(shuffled[:, j])
        lost[j] = told.loss(trees, shuffled, judge) - usual
    size, error = lost.mean(axis=1), lost.std(axis=1) / np.sqrt(len(judge))
    sure = size > -ndtri(LEVEL / len(tried)) * error
    sure &= size > WORTHWHILE * usual.mean()
    return [tried[j] for j in np.argsort(-size, kind="stable") if sure[j]]


def with_helpful_causes(
    dag: Dag,
    frame: pd.DataFrame,
    attribute: str,
    order: Sequence[str],
    seed: int = 0,
) -> Dag:
    """Let each effect of the attribute depend on earlier columns that help to predict it.

    Parameters
    ----------
    dag : Dag
        Whose arrows follow the order.
    frame : DataFrame
        Training rows.
    attribute : str
    order : sequence of str
        Causes before effects; the columns that may be added, at most five to one effect. What is
        no effect of the attribute comes before all that are.
    seed : int

    Returns
    -------
    Dag
        With the arrows of the given one. A parent too many costs little, one too few leaves twins
        with combinations that people do not have.
    """
    added: list[tuple[str, str]] = []
    effects = dag.descendants(attribute)
    apart = [name for name in order if name not in effects and name != attribute]
    moved = [name for name in order if name in effects]
    for place, node in enumerate(moved):
        causes = dag.parents[node]
        tried = [name for name in (*apart, *moved[:place]) if name not in causes]
        found = helpful(frame, node, tried, causes, seed)[:MOST]
        added += [(cause, node) for cause in found]
    return Dag.from_edges([*dag.edges, *added], dag.nodes)


class _Told:
    """A column as what trees predict: probabilities of levels, or the rank of a number."""

    def __init__(self, values: pd.Series) -> None:
        self.words = kind_of(values) in ("binary", "categorical")
        if self.words:
            levels = PooledLevels(ordered=False).fit(plain(values))
            self.y, self.classes = levels.codes(plain(values)), levels.classes_
            told = {"objective": "multi:softprob", "num_class": self.classes}
            self.settings = {"objective": "binary:logistic"} if self.classes == 2 else told
        else:
            self.y = rankdata(numbers_of(values), nan_policy="omit") / max(values.count(), 1)
            self.settings = {}

    def trees(self, X: np.ndarray, rows: np.ndarray) -> "Booster":
        import xgboost

        data = xgboost.DMatrix(X, label=self.y[rows])
        return xgboost.train(TREES | self.settings, data, num_boost_round=ROUNDS)

    def loss(self, trees: "Booster", X: np.ndarray, rows: np.ndarray) -> np.ndarray:
        predicted = trees.inplace_predict(X).astype(float)
        if not self.words:
            return squared_error(self.y[rows], predicted)
        if self.classes == 2:
            predicted = np.column_stack([1 - predicted, predicted])
        return surprise(self.y[rows], predicted.reshape(len(rows), self.classes))
