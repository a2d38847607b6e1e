"""A group audit as written tables: the rates of the groups, and how unequal they are."""

from collections.abc import Iterator

import pandas as pd

from fairlab.audit.registry import group_metrics, rate_words, rates
from fairlab.compare.statement_words import number
from fairlab.data.messages import plain
from fairlab.report.pages import Sheet
from fairlab.report.pages.numbers import percent

DIFFERENCE = "difference of rates\n(95 % of it alone)"  # what statements say holds for all at once
HEADINGS = ("measure", "about", "value", "floor", DIFFERENCE, "p", "Holm's p")
TINY = 0.001


def group_sheets(audit: pd.DataFrame) -> Iterator[tuple[str, Sheet, Sheet, list[str]]]:
    r"""Write the audit of each attribute.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns.

    Yields
    ------
    attribute : str
    rates : Sheet
        A row per group, a column per rate, which says whether it is about who is flagged or
        about who is approved.
    measures : Sheet
        A row per measure: which of the two it is about; its value, of two rates their mean; the
        noise floor, which 95 of 100 groups that are equal and as large as these stay within; the
        difference of rates, of more than two groups of those that lie furthest apart, with its
        95 % interval, which holds for it alone; p of the exact test, and as Holm corrects it.
    notes : list of str
        What is undefined, and why.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> halves = pd.DataFrame({"tn": [80, 80], "fp": [10, 10], "fn": [5, 5], "tp": [5, 5]},
    ...                       index=["f", "m"])
    >>> [(attribute, rates, measures, notes)] = group_sheets(audit_counts({"sex": halves}))
    >>> rates.rows[0][:3]
    ['f', '33.3 %\nof 15', '50.0 %\nof 10']
    """
    for attribute, rows in audit.groupby("attribute", sort=False):
        yield str(attribute), _rates(rows), _measures(rows), _notes(rows)


def _rates(rows: pd.DataFrame) -> Sheet:
    of_groups = rows[rows["kind"] == "group"]
    names = of_groups["measure"].unique()
    written = [
        [plain(str(group)), *(_rate(row) for row in own.to_dict("records"))]
        for group, own in of_groups.groupby("group", sort=False)
    ]
    about = {rate.name: f"\n({rate.outcome})" for rate in rates()}
    headings = [f"{rate_words(name)}{about.get(name, '')}" for name in names]
    return Sheet(("group", *headings), written)


def _rate(row: dict) -> str:
    return f"{percent(row['value'])}\nof {row['size']:,.0f}"


def _measures(rows: pd.DataFrame) -> Sheet:
    about = {metric.name: metric.outcome for metric in group_metrics()}
    means = {metric.name for metric in group_metrics() if len(metric.rates) > 1}
    several = rows.loc[rows["kind"] == "group", "group"].nunique() > 2
    written = [
        [
            f"{row['measure'].replace('_', ' ')}{' (mean)' * (row['measure'] in means)}",
            about.get(row["measure"], ""),
            number(row["value"]),
            number(row["floor_95"]),
            _difference(row),
            _p(row["p"]),
            _p(row["p_holm"]),
            *([_between(row)] if several else []),
        ]
        for row in rows[rows["kind"] == "attribute"].to_dict("records")
    ]
    return Sheet((*HEADINGS, *(["between"] if several else [])), written, texts=2)


def _notes(rows: pd.DataFrame) -> list[str]:
    notes = rows.loc[rows["kind"] == "attribute", "note"].str.split("; ").explode()
    return [note for note in notes.unique() if note]


def _p(value: float) -> str:
    return f"< {number(TINY)}" if value < TINY else number(value)


def _difference(row: dict) -> str:
    if pd.isna(row["difference"]):
        return number(row["difference"])
    return f"{number(row['difference'])}\n({number(row['low'])} to {number(row['high'])})"


def _between(row: dict) -> str:
    if pd.isna(row["group"]) or pd.isna(row["against"]):
        return ""
    return f"{plain(str(row['group']))} and {plain(str(row['against']))}"
