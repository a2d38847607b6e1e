"""The models of self-labelling: who is alike, who is surely bad or good, and whether it helps."""

import warnings

import numpy as np
import pandas as pd

from fairlab.mitigate.neighbours import coordinates
from fairlab.seeds import seed_for
from fairlab.stats.bayesian_evaluation import bayesian_evaluation

MOST_LEVELS = 20  # of a column, the most frequent, that labels are guessed by


class Judge:
    """Judges what is learned by held-out rows of both kinds."""

    def __init__(self, known: np.ndarray, y: np.ndarray, others: np.ndarray, seed: int) -> None:
        self.known, self.y, self.others, self.seed = known, y, others, seed
        self.prior: np.ndarray | None = None

    def auc(self, X: np.ndarray, y: np.ndarray) -> float:
        """Say how well trees that learn from some rows rank the held-out ones of both kinds."""
        from sklearn.metrics import roc_auc_score

        both = _strong_scores(X, y, np.vstack([self.known, self.others]), self.seed)
        score, other = both[: len(self.y)], both[len(self.y) :]
        if self.prior is None:  # of those who learned from true labels alone
            self.prior = other
        figure = bayesian_evaluation(
            roc_auc_score, (self.y, score), (self.prior, other), seed=seed_for(self.seed, "draws")
        )
        return figure.mean


def with_labelled(
    known: np.ndarray, y: np.ndarray, others: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give the rows with a label, and those of the others that were given one."""
    chosen = labels >= 0
    return np.vstack([known, others[chosen]]), np.append(y, labels[chosen])


def alike(known: np.ndarray, others: np.ndarray, unlike: float, seed: int) -> np.ndarray:
    """Tell which of the others are not among those least like the rows with a label."""
    from sklearn.ensemble import IsolationForest

    if not unlike or not len(others):
        return np.ones(len(others), bool)
    forest = IsolationForest(random_state=seed_for(seed, "forest")).fit(known)
    likeness: np.ndarray = forest.score_samples(others)
    return likeness >= np.quantile(likeness, unlike)


def weak_scores(X: np.ndarray, y: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Score rows by a logistic regression, whose few weights cannot follow single guesses."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    if not len(asked):
        return np.zeros(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # near enough to rank rows
        model = LogisticRegression(C=0.1, l1_ratio=1.0, solver="liblinear").fit(X, y)
    score: np.ndarray = model.predict_proba(asked)[:, 1]
    return score


def coded(table: pd.DataFrame) -> np.ndarray:
    """Write rows as numbers: in standard deviations, and frequent levels as 0 and 1."""
    parts: list[np.ndarray] = [coordinates(table)]
    for name in table:
        column = table[name]
        if not pd.api.types.is_numeric_dtype(column):
            codes = pd.factorize(column, sort=True)[0]
            frequent = np.argsort(-np.bincount(codes[codes >= 0]), kind="stable")[:MOST_LEVELS]
            parts.append((codes[:, None] == frequent).astype(np.float32))
    return np.hstack(parts)


def _strong_scores(X: np.ndarray, y: np.ndarray, asked: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    trees = HistGradientBoostingClassifier(
        max_iter=50, early_stopping=False, random_state=seed_for(seed, "trees")
    )
    with threadpool_limits(1):
        score: np.ndarray = trees.fit(X, y).predict_proba(asked)[:, 1]
    return score
