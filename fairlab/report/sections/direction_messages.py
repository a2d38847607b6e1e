"""Against whom an attribute counts, person by person, in one sentence."""

import pandas as pd

from fairlab.causal.twins.flows import flows
from fairlab.data.messages import plain
from fairlab.report.pages.numbers import percent

LEVEL = 0.05  # of all groups together
MOST_NAMED = 2
OPPOSITE = "opposite"


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
    p = [
        binomtest(freed, freed + new).pvalue if freed + new else 1.0
        for freed, new in moved.itertuples(index=False, name=None)
    ]
    table["p"] = p
    table["counts"] = "neither"
    sure = table["p"] * len(table) < LEVEL
    table.loc[sure & (table["freed"] > table["new"]), "counts"] = "against"
    table.loc[sure & (table["freed"] < table["new"]), "counts"] = "for"
    return table


NEITHER = (
    "No direction is shown: in no group do the freed and the newly flagged differ in number "
    "beyond chance (exact sign test)."
)


def direction_sentence(people: pd.DataFrame) -> str:
    """Say against whom the attribute counts and in whose favour.

    Parameters
    ----------
    people : DataFrame
        As ``IndividualAudit.people``.

    Examples
    --------
    >>> people = pd.DataFrame({"group": ["f"] * 20, "to": "opposite", "flagged": [True] * 20,
    ...                        "flagged_twin": [0.0] * 15 + [0.5] * 5})
    >>> direction_sentence(people)
    'It counts against f (18 freed, 0 newly flagged).'
    """
    table = directions(people)
    parts = [
        f"{words} {_named(table[table['counts'] == counts])}"
        for counts, words in (("against", "against"), ("for", "in favour of"))
        if (table["counts"] == counts).any()
    ]
    return f"It counts {' and '.join(parts)}." if parts else NEITHER


def certainty_sentence(people: pd.DataFrame) -> str:
    """Say for how many people the answer does not depend on what is drawn.

    Parameters
    ----------
    people : DataFrame
        As ``IndividualAudit.people``.

    Examples
    --------
    >>> twins = {"flagged_twin": [0.0, 1.0, 1.0, 0.4], "low": [0, 0.2, 1, 0.1]}
    >>> print(certainty_sentence(pd.DataFrame({**twins, "high": [0, 1, 1, 0.4]})))
    For 75.0 % of people all draws of their twin agree, and for 50.0 % also where person and twin
    share no noise of levels.
    """
    certain = float(people["flagged_twin"].isin([0, 1]).mean())
    always = float(((people["low"] == people["high"]) & people["low"].isin([0, 1])).mean())
    return (
        f"For {percent(certain)} of people all draws of their twin agree, and for "
        f"{percent(always)} also where person and twin share no noise of levels."
    )


def _named(rows: pd.DataFrame) -> str:
    shown = [
        f"{plain(str(row.group))}{'' if row.to == OPPOSITE else f' as {plain(str(row.to))}'} "
        f"({row.freed:,.0f} freed, {row.new:,.0f} newly flagged)"
        for row in rows.head(MOST_NAMED).itertuples()
    ]
    more = len(rows) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
