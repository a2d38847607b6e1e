"""Which strategy is better than another in accuracy and in fairness, beyond chance."""

from itertools import combinations

import numpy as np
import pandas as pd

from fairlab.audit.registry import sign_of_better
from fairlab.compare.cube import Cube
from fairlab.compare.paired_seeds import ALPHA, SAME, corrected_t
from fairlab.errors import RequestError
from fairlab.stats.multiple_testing import holm

VALIDATION = "valid/"


def dominance(
    runs: pd.DataFrame, accuracy: str, unfairness: str, overlap: float = 0.0
) -> pd.DataFrame:
    """Test for each two strategies whether one is better in accuracy and in fairness.

    Both differences must be told from chance, so p is the larger of their two (the intersection
    and union test), and it is corrected over the pairs of strategies.

    Parameters
    ----------
    runs, accuracy, unfairness, overlap
        As for ``front``.

    Returns
    -------
    DataFrame
        One row per pair of which one is better on both means: ``strategy`` (the better one),
        ``over``, ``pairs`` of seeds, ``p``, ``p_holm`` and ``dominates``.

    References
    ----------
    Berger, R. (1982). Multiparameter hypothesis testing and acceptance sampling. Technometrics
    24, 295-300.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["a"] * 3 + ["b"] * 3, "seed": [0, 1, 2] * 2,
    ...                      "test/auc": [0.7, 0.8, 0.7, 0.8, 0.7, 0.9],
    ...                      "fair.sex/recall_parity": [0.3, 0.2, 0.3, 0.2, 0.2, 0.3]})
    >>> found = dominance(runs, "test/auc", "fair.sex/recall_parity")
    >>> found[["strategy", "over", "dominates"]].to_numpy().tolist()
    [['b', 'a', False]]
    """
    cube = both_known(runs, accuracy, unfairness)
    signs = np.array([sign_of_better(metric) for metric in cube.metrics])
    tests = [
        _tested(cube, signs, first, second, overlap)
        for first, second in combinations(range(len(cube.strategies)), 2)
    ]
    columns = ["strategy", "over", "is_better", "pairs", "p"]
    table = pd.DataFrame(tests, columns=columns).astype({"is_better": bool, "p": float})
    table["p_holm"] = holm(table["p"].to_numpy())
    table["dominates"] = table["is_better"] & (table["p_holm"] < ALPHA)
    return table[table["is_better"]].drop(columns="is_better").reset_index(drop=True)


def candidates(
    runs: pd.DataFrame, accuracy: str, unfairness: str, overlap: float = 0.0
) -> list[str]:
    """Name the strategies to choose from: those that none other dominates on validation rows.

    Parameters
    ----------
    runs : DataFrame
        One row per run: ``strategy``, ``seed`` and the two metrics.
    accuracy, unfairness : str
        Names that begin with ``valid/``: a choice that looks at the test set makes its figures
        too good.
    overlap : float
        Validation rows per training row.

    Returns
    -------
    list of str

    Raises
    ------
    RequestError
        If a metric is not one of the validation set, or no run has it.

    Examples
    --------
    >>> candidates(pd.DataFrame(), "test/auc", "fair.sex/recall_parity")
    Traceback (most recent call last):
    fairlab.errors.RequestError: test/auc is measured on test rows, and choosing by it would make
    them too good. Choose by a metric that begins with valid/.
    """
    for metric in (accuracy, unfairness):
        if not metric.startswith(VALIDATION):
            raise RequestError(
                f"{metric} is measured on test rows, and choosing by it would make them too good.\n"
                f"Choose by a metric that begins with {VALIDATION}."
            )
        if metric not in runs:
            raise RequestError(f"No run has {metric}, so nothing can be chosen by it.")
    pairs = dominance(runs, accuracy, unfairness, overlap).query("dominates")
    return sorted(set(runs["strategy"]) - set(pairs["over"]))


def both_known(runs: pd.DataFrame, accuracy: str, unfairness: str, first: str = "") -> Cube:
    """Arrange the runs; where one metric is undefined the other does not count."""
    both = runs[[accuracy, unfairness]]
    known = both.mask(both.isna().any(axis=1), axis=0)
    return Cube.of(pd.concat([runs[["strategy", "seed"]], known], axis=1), first)


def _tested(
    cube: Cube, signs: np.ndarray, first: int, second: int, overlap: float
) -> dict[str, object]:
    gains = signs * (cube.block[:, first] - cube.block[:, second])
    found = corrected_t(gains, overlap)
    gain = found["difference"]
    agreed = np.sign(np.where(np.abs(gain) > SAME, gain, 0)).sum()
    better, worse = (first, second) if agreed > 0 else (second, first)
    return {
        "strategy": cube.strategies[better],
        "over": cube.strategies[worse],
        "is_better": abs(agreed) == len(gain),
        "pairs": int((~np.isnan(gains[:, 0])).sum()),
        "p": found["p"].max() if abs(agreed) == len(gain) else 1.0,
    }
