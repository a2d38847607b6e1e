"""How well all features together tell an attribute, so that a model without it still knows it."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import norm

from fairlab.data.proxies import FEWEST, halves
from fairlab.seeds import seed_for
from fairlab.stats.score_auc import score_auc

if TYPE_CHECKING:
    from fairlab.learn import TunedXGB

MOST_ROWS = 20_000
NAMED = 5
LEVEL = 0.95
SETTINGS = {"max_depth": 4, "learning_rate": 0.2}
TREES = 40
COLUMNS = ("attribute", "group", "rows", "auc", "low", "high", "features")


def hidden_proxies(features: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Measure how well boosted trees of all features tell who is in a group.

    The rows are dealt out to two halves, and each half is told by trees of the other. An attribute
    that is a feature itself is left out of its own. At most 20,000 rows are drawn, and groups of
    fewer than 50 of them are left out.

    Parameters
    ----------
    features : DataFrame of n rows
        The columns that a model may see.
    groups : DataFrame of n rows
        What ``Groups.of`` returns: a categorical column per attribute.

    Returns
    -------
    DataFrame
        A row per attribute and group, of two groups one: ``attribute``, ``group``, ``rows`` it was
        judged on, ``auc`` (0.5 is guessing), its band ``low`` to ``high``, which holds for all rows
        of the table at once, and ``features``, the five that tell most, as a text.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> sex = rng.choice(["f", "m"], 400)
    >>> people = pd.DataFrame({"a": rng.random(400), "b": rng.random(400)})
    >>> people["b"] = people["b"].where(sex == "f", 1 - people["a"])
    >>> told = hidden_proxies(people, pd.DataFrame({"sex": pd.Categorical(sex)}))
    >>> bool(told["low"][0] > 0.6)
    True
    """
    rng = np.random.default_rng(seed_for(0, "hidden proxies"))
    drawn = np.sort(rng.permutation(len(features))[:MOST_ROWS])
    features, groups = features.iloc[drawn], groups.iloc[drawn]
    asked = [(name, group) for name in groups for group in _told_apart(groups[name])]
    deviations = float(norm.ppf(1 - (1 - LEVEL) / 2 / max(len(asked), 1)))
    rows = [
        (attribute, group, *_told(features.drop(columns=attribute, errors="ignore"),
                                  (groups[attribute] == group).to_numpy(), rng, deviations))
        for attribute, group in asked
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told_apart(values: pd.Series) -> list[str]:
    """Name the groups that are told from all others; of two the smaller one."""
    counts = values.value_counts()
    large = counts[counts >= FEWEST]
    if len(large) < 2:
        return []
    return large.index[-1:].tolist() if len(counts) == 2 else large.index.tolist()


def _told(
    features: pd.DataFrame, member: np.ndarray, rng: np.random.Generator, deviations: float
) -> tuple[int, float, float, float, str]:
    half = halves(member, rng)
    aucs, errors, looked_at = [], [], []
    for side in (0, 1):
        learned, judged = half == side, half != side
        model = _trees().fit(features[learned], member[learned])
        score = model.predict_proba(features[judged])[:, 1]
        auc, error = score_auc(score, member[judged])
        aucs.append(auc)
        errors.append(error)
        looked_at.append(_contributions(model, features[judged], member[judged]))
    auc, error = float(np.mean(aucs)), float(np.sqrt(np.square(errors).sum()) / 2)
    named = sum(looked_at).sort_values(ascending=False).index[:NAMED]
    low, high = max(0.0, auc - deviations * error), min(1.0, auc + deviations * error)
    return len(member), auc, low, high, ", ".join(map(str, named))


def _trees() -> "TunedXGB":
    from fairlab.learn import TunedXGB

    return TunedXGB(trials=0, trees=TREES, patience=None, params=SETTINGS)


def _contributions(model: "TunedXGB", rows: pd.DataFrame, member: np.ndarray) -> pd.Series:
    from fairlab.learn.importance import feature_importance

    found = feature_importance(model, rows, member, directions=False)
    return found.set_index("feature")["contribution"]
