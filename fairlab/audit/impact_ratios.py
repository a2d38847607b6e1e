"""How often each group is approved, as a share of the group that is approved most often."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from math import inf, nan

import pandas as pd

from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.pairing import Pairing
from fairlab.audit.sources import AuditSource
from fairlab.audit.statement import Statement, gaps
from fairlab.audit.statements import LEVEL, family_of_statements
from fairlab.audit.statistic_rows import GROUP
from fairlab.data.decisions.grouped import crossed
from fairlab.data.traits import is_called_race, is_called_sex
from fairlab.stats.joint_band import MOST_DRAWN

APPROVAL, FAMILY = "approval_rate", "impact ratios"
COLUMNS = ("attribute", "group", "people", "approved", "rate", "against", "ratio", "low", "high",
           "answer", "note")  # fmt: skip


def impact_ratios(source: AuditSource) -> pd.DataFrame:
    """Hold the approval rate of each group against the highest of its attribute.

    Which group is approved most often is seen in the same data, so that the bands hold for every
    two groups of every attribute at once: they hold whichever group that is.

    Returns
    -------
    DataFrame
        A row per ``attribute`` and ``group``, also of sex and race together where both are there:
        ``people``, ``approved`` (of them), ``rate`` (weighted where people weigh), ``against``
        (the group with the highest rate among those that are not too small), the ``ratio`` of both
        rates, its band ``low`` to ``high``, the ``answer``, and a ``note``.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["f", "m"] * 100)})
    >>> flagged = pd.Series([True, False] * 50 + [False] * 100)
    >>> found = impact_ratios(AuditSource("t", "", None, flagged, sex))
    >>> found[["group", "people", "approved", "ratio"]].to_numpy().tolist()
    [['f', 100, 50, 0.5], ['m', 100, 100, 1.0]]
    """
    groups = with_sex_and_race(source.groups)
    judged = replace(source.judged, groups=groups, scores={})
    judged = replace(judged, decisions={source.strategy: judged.decisions[source.strategy]})
    return impact_ratios_of(basic_statistics(judged), source.strategy, source.pairing.fewest)


def impact_ratios_of(made: BasicStatistics, strategy: str, fewest: int) -> pd.DataFrame:
    """Hold approval rates against the highest, by the basic statistics of people.

    Parameters
    ----------
    made : BasicStatistics
    strategy : str
        What decided, by name.
    fewest : int
        Groups of fewer people are compared with none.

    Returns
    -------
    DataFrame
        See `impact_ratios`.
    """
    groups = made.table.loc[made.table["side"] == GROUP, "attribute"].unique()
    pairing = Pairing(fewest, every=frozenset(groups))
    said = _said(made, gaps(made, strategy, [APPROVAL], pairing))
    rows = [row for attribute in groups for row in _of_attribute(attribute, made, said)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _said(made: BasicStatistics, pairs: list[Statement]) -> pd.DataFrame:
    """Give bands of every two groups at once; of very many, attribute by attribute.

    Bands of 50 groups of nine attributes would need the correlations of 11,025 ratios, a gigabyte.
    Each attribute then has its share of the level (Bonferroni).
    """
    if len(pairs) <= MOST_DRAWN:
        return family_of_statements(made, FAMILY, pairs)
    of = dict.fromkeys(pair.attribute for pair in pairs)
    found = [
        family_of_statements(
            made, FAMILY, [pair for pair in pairs if pair.attribute == name], level=LEVEL / len(of)
        )
        for name in of
    ]
    return pd.concat(found, ignore_index=True)


def with_sex_and_race(groups: pd.DataFrame) -> pd.DataFrame:
    """Add the intersections of sex and race, where both are there and not crossed yet.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f"], "race": ["black"]}, dtype="category")
    >>> with_sex_and_race(people)["sex * race"].tolist()
    ['f, black']
    """
    further = {" * ".join(both): crossed(groups[list(both)]) for both in sex_and_race(groups)}
    return groups.assign(**further)


def sex_and_race(attributes: Iterable[str]) -> list[tuple[str, str]]:
    """List the pairs of sex and race among attributes that are not crossed yet.

    Examples
    --------
    >>> sex_and_race(["age", "gender", "race"])
    [('gender', 'race')]
    """
    names = [str(name) for name in attributes]
    plain = [name for name in names if " * " not in name]
    sexes, races = (list(filter(of, plain)) for of in (is_called_sex, is_called_race))
    return [
        (sex, race)
        for sex, race in product(sexes, races)
        if f"{sex} * {race}" not in names and f"{race} * {sex}" not in names
    ]


def _of_attribute(attribute: str, made: BasicStatistics, said: pd.DataFrame) -> list[dict]:
    table = made.table
    own = table[(table["attribute"] == attribute) & (table["side"] == "group")]
    own = own[own["metric"] == APPROVAL]
    pairs = said[said["attribute"] == attribute]
    compared = own[own["group"].isin([*pairs["group"], *pairs["rest"]])]
    top = compared.loc[compared["estimate"].idxmax(), "group"] if len(compared) else None
    return [
        {"attribute": attribute, "group": str(row["group"]), "people": round(row["n"]),
         "approved": round(row["hits"]), "rate": row["estimate"], "against": top,
         **_ratio(row["group"], top, pairs)}
        for row in own.to_dict("records")
    ]  # fmt: skip


def _ratio(group: object, top: object, pairs: pd.DataFrame) -> dict:
    """Find the statement about a group and the highest, turned round where need be."""
    if group == top:
        return {"ratio": 1.0, "low": nan, "high": nan, "answer": "", "note": "the highest"}
    for one, other, turned in ((group, top, False), (top, group, True)):
        found = pairs[(pairs["group"] == one) & (pairs["rest"] == other)]
        if len(found):
            row = found.iloc[0]
            ratio, low, high = (row[name] for name in ("estimate", "low", "high"))
            if turned:
                ratio, low, high = (inf if end == 0 else 1 / end for end in (ratio, high, low))
            return {"ratio": ratio, "low": low, "high": high, "answer": row["answer"],
                    "note": row["note"]}  # fmt: skip
    return {"ratio": nan, "low": nan, "high": nan, "answer": "", "note": "too few to compare"}
