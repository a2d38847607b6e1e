"""Why groups are flagged more or less often than others, in sentences and a table."""

from math import isnan

import pandas as pd

from fairlab.data.messages import plain
from fairlab.report.pages import Sheet

WORDS = {
    "direct": "as the model looks at the attribute",
    "indirect": "through what it changes",
    "allowed": "through what is allowed",
    "spurious": "otherwise",
}


def gap_sheet(table: pd.DataFrame) -> Sheet:
    """Write the parts of each gap, in points.

    Parameters
    ----------
    table : DataFrame
        As ``IndividualAudit.decomposition``.

    Examples
    --------
    >>> parts = {"gap": 0.1, "direct": 0.02, "indirect": 0.09, "allowed": 0.0, "spurious": -0.01}
    >>> reach = {f"{name}_low": parts[name] - 0.01 for name in parts}
    >>> reach |= {f"{name}_high": parts[name] + 0.01 for name in parts}
    >>> gap_sheet(pd.DataFrame([{"group": "f", "to": "m", **parts, **reach}])).rows[0][:3]
    ['m less f', '+10.0 (+9.0 to +11.0)', '+2.0 (+1.0 to +3.0)']
    """
    rows = [
        [f"{plain(row['to'])} less {plain(row['group'])}"]
        + [_with_spread(row, part) for part in ("gap", *WORDS)]
        for row in table.to_dict("records")
    ]
    return Sheet(("flagged, in points", "gap", *WORDS), rows)


def gap_sentence(table: pd.DataFrame) -> str:
    """Say of the largest gap what it is made of, by twins of the group that is flagged more often.

    Examples
    --------
    >>> parts = {"gap": -0.1, "direct": -0.02, "indirect": -0.09, "allowed": 0, "spurious": 0.01}
    >>> reach = {f"{name}_{end}": float("nan") for name in parts for end in ("low", "high")}
    >>> print(gap_sentence(pd.DataFrame([{"group": "f", "to": "m", **parts, **reach}])))
    f are flagged more often than m, by 10.0 points: 2.0 as the model looks at the attribute, 9.0
    through what it changes, -1.0 otherwise.
    """
    row = table.loc[table["gap"].idxmin()]  # each pair stands there both ways
    more, less = plain(row["group"]), plain(row["to"])
    if not row["gap"]:
        return f"{more} are flagged as often as {less}."
    parts = [
        f"{_reaching(row, part)} {words}"
        for part, words in WORDS.items()
        if part != "allowed" or row[part]
    ]
    return (
        f"{more} are flagged more often than {less}, by {_reaching(row, 'gap', ' points')}: "
        f"{', '.join(parts)}."
        f"{'' if isnan(row['gap_low']) else ' In brackets are spreads.'}"
    )


def _reaching(row: pd.Series, part: str, unit: str = "") -> str:
    """Write a part as seen from the group that is flagged more often."""
    value, *ends = (
        round(-100 * row[name], 1) + 0.0 for name in (part, f"{part}_low", f"{part}_high")
    )
    low, high = sorted(ends)
    return f"{value:.1f}{unit}" + ("" if isnan(low) else f" ({low:.1f} to {high:.1f})")


def _with_spread(row: "pd.Series | dict", part: str) -> str:
    low, high = row[f"{part}_low"], row[f"{part}_high"]
    reach = "" if isnan(low) else f" ({_points(low)} to {_points(high)})"
    return f"{_points(row[part])}{reach}"


def _points(share: float) -> str:
    return f"{100 * share:+.1f}"
