"""Where the spread over seeds comes from: the rows tested, the rows trained on, the training."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from fairlab.compare.cube import mean_and_sd
from fairlab.compare.paired_seeds import SAME
from fairlab.seeds import seed_for

TESTED, TRAINED_ON, TRAINING = "rows tested", "rows trained on", "training"
TOGETHER = "rows trained on and training"
OTHER_ROWS = "other rows to test"
DRAWS = 2000
LEVEL = 0.95
NOT_VARIED = {
    TRAINED_ON: "these runs do not tell: run the same with --vary data",
    TRAINING: "these runs do not tell: run the same with --vary model",
    TOGETHER: "told apart by the same runs with --vary model",
}
ONE_TEST_PART = "every seed has the same test set"
OTHER_ROWS_NOTE = "what another test set of this size would add"
NO_SPREAD = "no spread over seeds"
FEW = "defined in fewer than two seeds"


def variation(runs: pd.DataFrame, finite: pd.DataFrame, drawn: float = 0.0) -> pd.DataFrame:
    """Split the variance of each metric over seeds by what a seed changes.

    What the rows tested bring is known from the counts. The training is what seeds differ in that
    change only the model; the rows trained on are what is left of seeds that change the split. A
    part below zero, as differences of variances may be, is taken as zero. That one split may make
    the training more variable than another is left out, and so is that rows which are not tested
    are trained on.

    Parameters
    ----------
    runs : DataFrame
        One row per run: ``strategy``, ``seed``, ``vary`` (``"both"``, ``"data"`` or ``"model"``)
        and a column per metric; of each strategy with the same settings but for ``vary``.
    finite : DataFrame of shape (strategies, metrics)
        By strategy, in the order of the result, and by metric: the variance that is owed to the
        finite test set.
    drawn : float
        The share of the table that each seed draws as its test set; 0 where all seeds have one
        test set. Drawn from one table, test sets vary less than new ones, by 1 - ``drawn``.

    Returns
    -------
    DataFrame
        One row per metric, strategy and source: ``metric``, ``strategy``, ``source``, ``seeds``,
        ``variance`` in squared units of the metric, ``share`` of the sum with its 95 % interval
        ``low`` to ``high`` (of normal spreads over so few seeds), and ``note``. What the runs
        cannot tell is NaN, and the note names the option that would.

    References
    ----------
    Bouthillier, X. et al. (2021). Accounting for variance in machine learning benchmarks. MLSys 3.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": "baseline", "seed": [0, 1, 2], "vary": "both",
    ...                      "test/auc": [0.70, 0.72, 0.74]})
    >>> of_test_part = pd.DataFrame({"test/auc": {"baseline": 0.0002}})
    >>> found = variation(runs, of_test_part, drawn=0.25)
    >>> found[["source", "share"]].round(3).to_numpy().tolist()
    [['rows tested', 0.375], ['rows trained on and training', 0.625]]
    """
    metrics = [name for name in runs.columns if name not in ("strategy", "seed", "vary")]
    tables = [
        pd.DataFrame(row)
        for strategy in finite.index
        for row in _rows(strategy, runs[runs["strategy"] == strategy], finite, metrics, drawn)
    ]
    found = pd.concat(tables, ignore_index=True)
    order = pd.Categorical(found["metric"], metrics)
    return found.iloc[np.argsort(order.codes, kind="stable")].reset_index(drop=True)


def variation_sentence(table: pd.DataFrame) -> str:
    """Say what the rows tested bring to the spread, over accuracy and over parities.

    Parameters
    ----------
    table : DataFrame
        What ``variation`` returns, of one strategy or of several.

    Returns
    -------
    str
        Empty where no share is known.

    Examples
    --------
    >>> row = {"metric": "test/auc", "source": "rows tested", "share": 0.6}
    >>> variation_sentence(pd.DataFrame([row]))
    'Of the variance over seeds the rows tested make 60 % of accuracy (median).'
    """
    known = table[(table["source"] == TESTED) & table["share"].notna()]
    if known.empty:
        return ""
    kind = np.where(known["metric"].str.startswith("test/"), "accuracy", "unfairness")
    medians = known["share"].groupby(kind).median()
    told = " and ".join(f"{100 * share:.0f} % of {name}" for name, share in medians.items())
    return f"Of the variance over seeds the rows tested make {told} (median)."


def one_source(table: pd.DataFrame) -> bool:
    """Tell whether all of the variance stands under one heading, so that no shares are told.

    Parameters
    ----------
    table : DataFrame
        What ``variation`` returns.

    Returns
    -------
    bool

    Examples
    --------
    >>> row = {"source": "rows tested", "share": 0.0, "note": ONE_TEST_PART}
    >>> one_source(pd.DataFrame([row, row | {"source": TOGETHER, "share": 1.0, "note": ""}]))
    True
    """
    known = table[table["share"].notna() & (table["note"] != ONE_TEST_PART)]
    one_part = (table["note"] == ONE_TEST_PART).any()
    return bool(one_part and set(known["source"]) == {TOGETHER})


def _rows(
    strategy: str, runs: pd.DataFrame, finite: pd.DataFrame, metrics: list[str], drawn: float
) -> Iterator[dict]:
    """Give the columns of each source, of all metrics at once."""
    spreads = {
        str(vary): mean_and_sd(part[metrics].to_numpy(float)) for vary, part in runs.groupby("vary")
    }
    seeds = {vary: count for vary, (count, _, _) in spreads.items()}
    seen = {vary: (sd * (sd > SAME)) ** 2 for vary, (_, _, sd) in spreads.items()}
    of_test = finite.loc[strategy, metrics].to_numpy(float)
    tested = of_test * (1 - drawn) * (drawn > 0)
    parts = _parts(seen, tested)
    shares = _shares(parts)
    ends = _ends(_shares(_parts(_drawn_anew(seen, seeds), tested)))
    fewest = np.min([*seeds.values()], axis=0)
    about = {"metric": metrics, "strategy": strategy, "seeds": fewest}
    for source, part in parts.items():
        low, high = ends[source]
        row = about | {"source": source, "variance": part, "share": shares[source]}
        note = np.where(fewest < 2, FEW, _note(source, seen, drawn))
        yield row | {"low": low, "high": high, "note": note}
    for source in _missing(parts):
        yield about | {"source": source, "variance": np.nan, "note": NOT_VARIED[source]}
    if not drawn:
        yield about | {"source": OTHER_ROWS, "variance": of_test, "note": OTHER_ROWS_NOTE}


def _note(source: str, seen: Mapping[str, np.ndarray], drawn: float) -> np.ndarray:
    no_spread = np.sum([*seen.values()], axis=0) == 0
    why = {TESTED: "" if drawn else ONE_TEST_PART, TOGETHER: NOT_VARIED[TOGETHER]}
    return np.where(no_spread, NO_SPREAD, why.get(source, ""))


def _missing(parts: Mapping[str, np.ndarray]) -> list[str]:
    needed = () if TOGETHER in parts else (TRAINED_ON, TRAINING)
    return [source for source in needed if source not in parts]


def _shares(parts: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    total = sum(parts.values())
    known = np.where((total > 0) & (not _missing(parts)), total, np.nan)
    return {source: part / known for source, part in parts.items()}


def _ends(shares: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    tail = (1 - LEVEL) / 2
    return {name: np.quantile(share, [tail, 1 - tail], axis=0) for name, share in shares.items()}


def _parts(seen: Mapping[str, np.ndarray], tested: np.ndarray) -> dict[str, np.ndarray]:
    """Tell the parts of the variance, as far as seeds of these kinds can."""
    both, data, model = (seen.get(vary) for vary in ("both", "data", "model"))
    parts = {}
    if data is not None:
        parts[TRAINED_ON] = data - tested
    elif both is not None and model is not None:
        parts[TRAINED_ON] = both - model - tested
    if model is not None:
        parts[TRAINING] = model
    if not parts and both is not None:
        parts[TOGETHER] = both - tested
    parts = {name: np.maximum(part, 0) for name, part in parts.items()}
    return {TESTED: tested} | parts


def _drawn_anew(
    seen: Mapping[str, np.ndarray], seeds: Mapping[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Draw the variances that may have given those seen: (n - 1) s2 / chi2 of n - 1."""
    rng = np.random.default_rng(seed_for(0, "variation"))
    made = {}
    for vary, variance in seen.items():
        freedom = np.maximum(seeds[vary] - 1, 1)
        made[vary] = variance * freedom / rng.chisquare(freedom, (DRAWS, len(variance)))
    return made
