"""Statements as a person reads them: whom they are about, how much, and what that says."""

from math import floor, inf, isfinite, isnan, log, log10, nan
from typing import Any

import pandas as pd

from fairlab.audit.pairing import REST
from fairlab.audit.registry import compared_as_ratio, in_money, rate_words, rates, sign_of_better
from fairlab.audit.statistic_rows import RANK
from fairlab.data.messages import plain
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN, UNDEFINED

OTHERS, RANK_WORDS = "the others", "rank of bad events"
THOUSAND = 1000
NEARLY_NOTHING = 0.01
FEW_MODELS = 10  # degrees of freedom, of which five folds of one seed have four


def measure(row: dict[str, Any]) -> str:
    """Name what a statement measures.

    Examples
    --------
    >>> measure({"metric": "selection_rate"}), measure({"metric": "rank"})
    ('share flagged', 'rank of bad events')
    """
    return RANK_WORDS if row["metric"] == RANK else rate_words(str(row["metric"]))


def whom(row: dict[str, Any]) -> str:
    """Name whom a statement is about: an attribute, and where it has several groups which one.

    Examples
    --------
    >>> whom({"attribute": "age", "group": "old", "rest": "young"})
    'age'
    >>> whom({"attribute": "job", "group": "cook", "rest": "rest"})
    'job, cook'
    """
    if row["rest"] == REST:
        return f"{plain(str(row['attribute']))}, {plain(str(row['group']))}"
    several = row.get("pairs", 1) > 1
    attribute = plain(str(row["attribute"]))
    return f"{attribute}, {groups(row)}" if several else attribute


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Take statements row by row, each with the number of ``pairs`` of groups of its attribute.

    Examples
    --------
    >>> pair = {"strategy": "a", "attribute": "job", "metric": "recall", "group": "cook"}
    >>> table = pd.DataFrame([pair | {"rest": "baker"}, pair | {"rest": "smith"}])
    >>> whom(records(table)[0])
    'job, cook against baker'
    """
    keys = [table[name] for name in ("strategy", "attribute", "metric")]
    pairs = table["rest"].ne(REST).groupby(keys).transform("sum")
    return table.assign(pairs=pairs).to_dict("records")


def about(row: dict[str, Any]) -> str:
    """Name a statement in a sentence.

    Examples
    --------
    >>> about({"attribute": "age", "metric": "recall", "group": "old", "rest": "young"})
    'recall by age'
    """
    return f"{measure(row)} by {whom(row)}" if row["attribute"] else measure(row)


def both_groups(row: dict[str, Any]) -> tuple[str, str]:
    """Name the two groups of a statement.

    Examples
    --------
    >>> both_groups({"group": "f", "rest": "m"}), both_groups({"group": "cook", "rest": "rest"})
    (('f', 'm'), ('cook', 'the others'))
    """
    return plain(str(row["group"])), OTHERS if row["rest"] == REST else plain(str(row["rest"]))


def groups(row: dict[str, Any]) -> str:
    """Name the two groups of a statement in a breath.

    Examples
    --------
    >>> groups({"group": "f", "rest": "m"})
    'f against m'
    """
    return " against ".join(both_groups(row))


def gap_words(row: dict[str, Any], explained: bool = False) -> str:
    """Write how far apart the two groups of a statement are, and what is measured.

    Examples
    --------
    >>> row = {"attribute": "age", "metric": "recall", "group": "62+", "rest": "rest"}
    >>> row |= {"value_group": 0.5, "value_rest": 0.25, "events_group": 40, "events_rest": 80}
    >>> gap_words(row | {"estimate": 0.25, "low": 0.0625, "high": 0.4375})
    'recall by age, 62+ .500 (40) and the others .250 (80), +.250 (band .062 to .438)'
    >>> gap_words({**row, "estimate": 0.25, "low": 0.0625, "high": 0.4375}, explained=True)[:33]
    'recall (bad events caught) by age'
    """
    meaning = _meaning(row) if explained else ""
    (first, second), (one, other) = both_groups(row), sides(row)
    return (
        f"{measure(row)}{meaning} by {plain(str(row['attribute']))}, {first} {one} and "
        f"{second} {other}, "
        f"{amount(row)} (band {band(row)})"
    )


def _meaning(row: dict[str, Any]) -> str:
    """Say what a rate is a share of; of a share of people its name does."""
    label = next((rate.label for rate in rates() if rate.name == row["metric"]), "")
    return f" ({label})" if label and not is_ratio(row) else ""


def sides(row: dict[str, Any]) -> tuple[str, str]:
    """Give the rates of both groups, and what these are shares of.

    Examples
    --------
    >>> sides({"value_group": 0.54, "value_rest": 0.291, "events_group": 300.0,
    ...        "events_rest": 29028.0})
    ('.540 (300)', '.291 (29k)')
    """
    return (
        f"{number(row['value_group'])} ({short_count(row['events_group'])})",
        f"{number(row['value_rest'])} ({short_count(row['events_rest'])})",
    )


def short_count(count: float) -> str:
    """Write a count in few letters.

    Examples
    --------
    >>> short_count(785), short_count(1378), short_count(29028), short_count(5_001_137)
    ('785', '1.4k', '29k', '5.0M')
    """
    for size, letter in ((THOUSAND**2, "M"), (THOUSAND, "k")):
        if round(count) >= size - size // THOUSAND // 2:
            digits = int(round(count / size, 1) < 10)
            return f"{count / size:.{digits}f}{letter}"
    return f"{count:.0f}"


def amount(row: dict[str, Any]) -> str:
    """Write an estimate: a signed difference, or a ratio.

    Examples
    --------
    >>> amount({"estimate": 0.249, "attribute": "age", "metric": "recall"})
    '+.249'
    >>> amount({"estimate": 0.83, "attribute": "age", "metric": "selection_rate"})
    'x .830'
    """
    if isnan(row["estimate"]):
        return "n/a"
    return f"x {number(row['estimate'])}" if is_ratio(row) else figure(row, "estimate", "+")


def figure(row: dict[str, Any], column: str, sign: str = "") -> str:
    """Write a figure of a statement: of money also where it is nearly 0.

    Examples
    --------
    >>> row = {"attribute": "", "metric": "expected_maximum_profit", "estimate": -0.00042}
    >>> figure(row, "estimate"), figure(row | {"metric": "recall"}, "estimate")
    ('-.00042', '.000')
    """
    return (fine_number if _of_money(row) else number)(row[column], sign)


def _of_money(row: dict[str, Any]) -> bool:
    return not row.get("attribute") and in_money(row.get("metric", ""))


def is_ratio(row: dict[str, Any]) -> bool:
    """Tell whether a statement is about a ratio of shares of people."""
    return bool(row["attribute"]) and compared_as_ratio(row["metric"])


def signed(row: dict[str, Any], column: str = "estimate") -> float:
    """Give a figure on the scale on which no difference is 0: of a ratio its logarithm.

    Examples
    --------
    >>> signed({"estimate": -0.2, "attribute": "age", "metric": "recall"})
    -0.2
    >>> signed({"estimate": 0.0, "attribute": "age", "metric": "selection_rate"})
    -inf
    """
    value = float(row[column])
    if not is_ratio(row) or isnan(value):
        return value
    return log(value) if value else -inf


def band(row: dict[str, Any]) -> str:
    """Write a band; it is seen on which side of equality each end lies.

    Examples
    --------
    >>> band({"low": -0.027, "high": 0.2161}), band({"low": -0.363, "high": -0.0004})
    ('-.027 to .216', '-.363 to -.0004')
    >>> band({"low": -0.04996, "high": 0.021, "margin": 0.05})  # which is alike
    '-.04996 to .021'
    >>> band({"metric": "expected_maximum_profit", "low": 0.000018, "high": 0.00056})
    '.000018 to .00056'
    """
    if isnan(row["low"]) or isnan(row["high"]):
        return ""
    if _of_money(row):
        return f"{figure(row, 'low')} to {figure(row, 'high')}"
    ratio = "attribute" in row and is_ratio(row)
    equal, margin = float(ratio), row.get("margin", nan)
    edges = (equal, margin, 1 / margin if ratio and margin else -margin)
    return f"{_end(row['low'], edges)} to {_end(row['high'], edges)}"


def _end(value: float, edges: tuple[float, ...]) -> str:
    """Write as many digits as tell an end from equality, and from the margin."""
    told = number(value + 0.0)  # which has no sign where it is 0
    for digits in range(3, 10):
        if value in edges or float(told) not in edges:
            break
        told = f"{value:.{digits}f}".replace("0.", ".", 1)
    return told


def said(row: dict[str, Any]) -> str:
    """Write the answer, with how much is possible where it is open.

    Examples
    --------
    >>> row = {"answer": "open", "attribute": "age", "metric": "recall", "low": -0.22, "high": 0.1}
    >>> said(row | {"largest_possible": -0.22})
    'open: up to .220'
    >>> said(row | {"largest_possible": float("nan")})
    'open: too few'
    >>> said(row | {"metric": "selection_rate", "largest_possible": 0.28})
    'open: down to .280'
    """
    if row["answer"] == OPEN:
        return f"open: {_possible(row)}"
    if row["answer"] == BEYOND and row["margin"]:
        return f"differs {'beyond' if is_ratio(row) else 'by >'} {row['margin']:g}"
    if row["answer"] == ALIKE:
        return f"alike within {row['margin']:g}"
    if row["answer"] == BEYOND:
        return DIFFERS
    return str(row["note"] if row["answer"] in ("", UNDEFINED) else row["answer"])


def _possible(row: dict[str, Any]) -> str:
    """Write how far apart the two may still be, unless they may be as far apart as rates can."""
    most = row["largest_possible"]
    if is_ratio(row):
        every = not isfinite(most) or most == 0
        side = "down" if most < 1 else "up"
    else:
        whole = row["low"] <= -1 <= 1 <= row["high"]
        every = not isfinite(most) or bool(row["attribute"] and whole)
        side, most = "up", abs(most)
    if every:
        by_models = row.get("df", inf) < FEW_MODELS and not row["few"]
        return "too few seeds" if by_models else "too few"
    return f"{side} to {figure(row | {'most': most}, 'most')}"


def says_nothing(row: dict[str, Any]) -> bool:
    """Tell whether an open statement leaves every difference possible."""
    return row["answer"] == OPEN and _possible(row).startswith("too few")


def differs(row: dict[str, Any]) -> bool:
    """Tell whether a statement says that there is a difference."""
    return row["answer"] in (DIFFERS, BEYOND)


def is_worse(row: dict[str, Any]) -> bool:
    """Tell whether a change is one of accuracy, for the worse."""
    if row["attribute"]:
        return False
    return bool(row["estimate"] * sign_of_better(f"test/{row['metric']}") < 0)


def number(value: float, sign: str = "") -> str:
    """Write a number to three digits, without the zero before its point.

    Examples
    --------
    >>> number(0.1234), number(-0.5, "+"), number(1.5), number(10.467), number(-0.0004, "+")
    ('.123', '-.500', '1.50', '10.5', '.000')
    """
    if isnan(value):
        return "n/a"
    size = abs(value)
    if round(size, 3) == 0:
        return ".000"
    if round(size, 3) < 1:
        return f"{value:{sign}.3f}".replace("0.", ".", 1)
    digits = 2 if round(size, 2) < 10 else int(round(size, 1) < THOUSAND)
    return f"{value:{sign}.{digits}f}"


def fine_number(value: float, sign: str = "") -> str:
    """Write a number to three digits, also one that is nearly 0, as profit per loan is.

    Examples
    --------
    >>> fine_number(0.1234), fine_number(0.00034567, "+"), fine_number(0.0000678), fine_number(0.0)
    ('.123', '+.000346', '.0000678', '.000')
    """
    if isnan(value) or value == 0 or abs(value) >= NEARLY_NOTHING:
        return number(value, sign)
    digits = 2 - floor(log10(abs(value)))
    return f"{value:{sign}.{digits}f}".rstrip("0").replace("0.", ".", 1)
