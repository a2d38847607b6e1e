"""The spread over seeds beside the bands, which rest on people."""

import pandas as pd

from fairlab.compare.comparison import Comparison


def seed_table(runs: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """Put the spread of each figure of accuracy over seeds beside its band.

    Parameters
    ----------
    runs : DataFrame
        One row per run, with ``test/<metric>``.
    comparison : Comparison
        Of these runs.

    Returns
    -------
    DataFrame
        ``metric``, ``strategy``, ``mean`` as compared, ``sd`` over seeds (NaN of one seed),
        ``half`` of the band's width, and ``another_seed``: the half that one more seed would
        leave, as a share of this one.
    """
    levels = comparison.levels
    spread = runs.groupby("strategy").std(numeric_only=True)
    names = [f"test/{metric}" for metric in levels["metric"]]
    known = [name in spread for name in names]
    shown = levels[known]
    at = list(zip(shown["strategy"], [n for n, k in zip(names, known, strict=True) if k],
                  strict=True))  # fmt: skip
    return pd.DataFrame(
        {
            "metric": shown["metric"].to_numpy(),
            "strategy": shown["strategy"].to_numpy(),
            "mean": shown["estimate"].to_numpy(),
            "sd": [spread.loc[place] for place in at],
            "half": ((shown["high"] - shown["low"]) / 2).to_numpy(),
            "another_seed": shown["another_seed"].to_numpy(),
        }
    )
