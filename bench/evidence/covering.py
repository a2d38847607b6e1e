"""Whether bands hold the truth, and what is called alike at the margin, over many tables.

The truth of a statement is its mean over all tables: what the strategy is expected to do. A table
is held against a mean that it is part of, which is made good by the factor T / (T - 1).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from bench.evidence.figures import row
from fairlab.audit.registry import compared_as_ratio

KEY = ["strategy", "attribute", "which", "metric"]  # labels of groups may vary with the table
FIGURES = ["estimate", "se", "df", "low", "high", "critical"]
HALF_LEVEL, ASKED = 0.025, ".92 to .98"
WIDE = 1.5  # at a margin of fewer half widths hardly any band can be alike


@dataclass(frozen=True)
class Covered:
    """How far the bands of each table lie around the truth, shape (tables, statements).

    ``low`` and ``high`` are ends of the joint bands less the truth, ``off`` is the error of the
    estimate and ``half`` the half width of the 95 % band of one statement; shares of people by
    their logarithms.
    """

    truth: pd.Series
    off: pd.DataFrame
    half: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame


def covered(tables: list[pd.DataFrame]) -> Covered:
    """Lay the statements of one family, table by table, around their mean."""
    about = ["strategy", "attribute", "metric"]
    numbered = (one.assign(which=one.groupby(about).cumcount()) for one in tables)
    stacked = pd.concat([one.assign(table=at) for at, one in enumerate(numbered)])
    ratio = stacked["metric"].map(compared_as_ratio) & (stacked["attribute"] != "")
    for name in ("estimate", "low", "high"):
        stacked.loc[ratio, name] = np.log(stacked.loc[ratio, name].where(lambda v: v > 0))
    stacked[KEY] = stacked[KEY].astype(str)
    wide = stacked.set_index(["table", *KEY])[FIGURES].unstack(KEY)  # noqa: PD010
    value, se, df, low, high, critical = (wide[name].astype(float) for name in FIGURES)
    own = df.where(np.isinf(df), t.isf(HALF_LEVEL, df.where(np.isfinite(df), 1e9)))
    own = own.where(np.isfinite(own), norm.isf(HALF_LEVEL))
    truth, count = value.mean(), value.notna().sum()
    off = (value - truth) * np.sqrt(count / (count - 1).clip(lower=1))
    moved = off - (value - truth)
    half = (own * se).where(critical.notna())
    return Covered(truth, off, half, low - truth + moved, high - truth + moved)


def coverage(of: str, setting: str, found: Covered) -> list[dict]:
    """Give the coverage of single bands, by metric too, of the worst statement, and of all."""
    banded = found.half.notna()
    held = (found.off.abs() <= found.half).where(banded)
    often = banded.sum() > len(held) / 2
    least = held.loc[:, often].mean().idxmin()
    missed = ((found.low > 0) | (found.high < 0)).any(axis=1)
    made = [
        row(of, setting, "all bands of the family at once", ~missed, "at least .95"),
        row(of, setting, "one statement", held.mean(axis=1), ASKED),
        row(of, setting, f"least of {often.sum()}: {' '.join(least).strip()}",
            held[least].dropna()),
    ]  # fmt: skip
    about = held.columns.to_frame()
    named = about["metric"].where(about["attribute"] != "", "overall " + about["metric"])
    for metric in dict.fromkeys(named):
        alone = held.loc[:, (named == metric).to_numpy()].mean(axis=1).dropna()
        made.append(row(of, setting, f"one statement: {metric}", alone, ASKED))
    return made


def alike_at_margin(of: str, setting: str, found: Covered) -> list[dict]:
    """Give how often a difference is called alike where the margin is the true difference."""
    margin = found.truth.abs()
    asked = margin > WIDE * found.half.median()
    if not asked.any():
        return []
    ends = {
        "one statement, its own band": (found.off - found.half, found.off + found.half),
        "any of the family, joint bands": (found.low, found.high),
    }
    made = []
    for name, (low, high) in ends.items():
        inside = (low + found.truth > -margin) & (high + found.truth < margin)
        inside = inside.loc[:, asked]
        cases = inside.mean(axis=1) if name.startswith("one") else inside.any(axis=1)
        figure = f"alike at the margin, {asked.sum()} statements: {name}"
        made.append(row(of, setting, figure, cases, "at most .05"))
    return made
