"""Against whom an attribute counts, person by person, in one sentence."""

import pandas as pd

from fairlab.causal.twins.flows import flows
from fairlab.data.messages import quoted
from fairlab.report.pages import Sheet
from fairlab.report.pages.numbers import percent
from fairlab.report.sections.individual_sheets import OPPOSITE, group_in_words

SIDES = {"against": "against", "for": "in favour of"}
LEVEL = 0.05  # of all groups together
MOST_NAMED = 2


def directions(people: pd.DataFrame) -> pd.DataFrame:
    """Tell for each group whether more are freed or more newly flagged, by an exact test.

    Parameters
    ----------
    people : DataFrame
        As ``IndividualAudit.people``.

    Returns
    -------
    DataFrame
        What ``flows`` gives, with ``p`` of the sign test of freed against newly flagged (their
        expected counts rounded), and ``counts``: ``"against"``, ``"for"`` or ``"neither"``, after
        Bonferroni's correction.

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated proportions.

    Examples
    --------
    >>> people = pd.DataFrame({"group": ["f"] * 20, "to": "opposite", "flagged": [True] * 20,
    ...                        "flagged_twin": [0.0] * 15 + [1.0] * 5})
    >>> directions(people)[["group", "freed", "new", "counts"]].to_numpy().tolist()
    [['f', 15.0, 0.0, 'against']]
    """
    from scipy.stats import binomtest  # slow to import, and seldom needed

    table = flows(people)
    moved = table[["freed", "new"]].round().astype(int)
    table["p"] = [
        binomtest(freed, freed + new).pvalue if freed + new else 1.0
        for freed, new in moved.itertuples(index=False, name=None)
    ]
    table["counts"] = "neither"
    sure = table["p"] * len(table) < LEVEL
    table.loc[sure & (table["freed"] > table["new"]), "counts"] = "against"
    table.loc[sure & (table["freed"] < table["new"]), "counts"] = "for"
    return table


def direction_sentence(name: str, people: pd.DataFrame) -> str:
    """Say against whom an attribute counts, in whose favour, and for how many that is certain.

    Examples
    --------
    >>> people = pd.DataFrame({"group": ["f"] * 20, "to": "opposite", "flagged": [True] * 20,
    ...                        "flagged_twin": [0.0] * 15 + [0.5] * 5, "low": 0, "high": 1})
    >>> print(direction_sentence("sex", people))
    `sex` counts against f (18 of 20 would be freed, 0 newly flagged) by an exact sign test given
    these twins (p < .001); for 75.0 % of people all draws of their twin agree, and for 0 % also
    with its words and counts drawn anew.
    """
    table = directions(people)
    by = f"by {'exact sign tests' if len(table) > 1 else 'an exact sign test'} given these twins"
    if told := in_counts(table):
        said = f"{quoted(name)} counts {told} {by} ({_chance(table)})"
    else:
        of_all = f"in any of {len(table)} pairs of levels " if _in_pairs(table) else ""
        counts = "" if of_all else f": {_counted(table)}"
        said = f"no direction of {quoted(name)} is shown {of_all}{by}{counts}"
    certain = float(people["flagged_twin"].isin([0, 1]).mean())
    always = float(((people["low"] == people["high"]) & people["low"].isin([0, 1])).mean())
    return (
        f"{said}; for {percent(certain)} of people all draws of their twin agree, and for "
        f"{percent(always)} also with its words and counts drawn anew."
    )


def whom(table: pd.DataFrame) -> str:
    """Name against whom ``directions`` are, or else in whose favour; empty where nobody is shown.

    Examples
    --------
    >>> row = {"group": "f", "to": "opposite", "freed": 20, "new": 0, "counts": "against"}
    >>> whom(pd.DataFrame([row]))
    'against f'
    """
    for words, rows in _sides(table):
        listed = _listed([*map(group_in_words, rows.to_dict("records"))])
        return f"{words} {_of_pairs(rows, table) if _in_pairs(table) else listed}"
    return ""


def in_counts(table: pd.DataFrame) -> str:
    """Name against whom ``directions`` are and in whose favour, with how many would move.

    Examples
    --------
    >>> row = {"group": "f", "to": "opposite", "freed": 20, "new": 0, "counts": "against"}
    >>> in_counts(pd.DataFrame([row | {"people": 90}]))
    'against f (20 of 90 would be freed, 0 newly flagged)'
    """
    sides = _sides(table)
    if not _in_pairs(table):
        return " and ".join(f"{words} {_counted(rows)}" for words, rows in sides)
    return ", and ".join(
        f"{words} {_of_pairs(rows, table)}, most of {_counted(rows.head(1))}"
        for words, rows in sides
    )


def directions_sheet(table: pd.DataFrame) -> Sheet | None:
    """Write ``directions`` of people who are moved to one of several levels; None of two levels.

    Examples
    --------
    >>> row = {"group": "f", "to": "x", "people": 90, "freed": 20, "new": 0, "counts": "against"}
    >>> directions_sheet(pd.DataFrame([row])).rows
    [['f as x', 'against', '90', '20', '0']]
    """
    if not _in_pairs(table):
        return None
    rows = [
        [
            group_in_words(row),
            SIDES.get(row["counts"], "not shown"),
            *(f"{row[name]:,.0f}" for name in ("people", "freed", "new")),
        ]
        for row in table.to_dict("records")
    ]
    return Sheet(("group", "counts", "people", "freed", "newly flagged"), rows, texts=2)


def _in_pairs(table: pd.DataFrame) -> bool:
    """Tell whether people are moved to one of several other levels."""
    return bool((table["to"] != OPPOSITE).any())


def _of_pairs(rows: pd.DataFrame, table: pd.DataFrame) -> str:
    return f"people in {len(rows)} of {len(table)} pairs of levels"


def _sides(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Part those against whom an attribute counts from the favoured, who moves most first."""
    far = (table["freed"] - table["new"]).abs().sort_values(ascending=False, kind="stable")
    parted = [
        (words, table.loc[far.index].query("counts == @side")) for side, words in SIDES.items()
    ]
    return [(words, rows) for words, rows in parted if len(rows)]


def _counted(rows: pd.DataFrame) -> str:
    """Say of some groups how many are freed and newly flagged."""
    return _listed(
        [
            f"{group_in_words(row)} ({row['freed']:,.0f} of {row['people']:,} would be freed, "
            f"{row['new']:,.0f} newly flagged)"
            for row in rows.to_dict("records")
        ]
    )


def _listed(told: list[str]) -> str:
    more = len(told) - MOST_NAMED
    return ", ".join(told[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _chance(table: pd.DataFrame) -> str:
    """Write the largest p of the groups that are shown, corrected for all of them."""
    p = min(table.loc[table["counts"] != "neither", "p"].max() * len(table), 1)
    return "p < .001" if p < 0.001 else f"p {p:.3f}".replace("0.", ".", 1)
