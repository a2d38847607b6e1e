"""Would these people have been decided about otherwise? A strategy asked about each of them."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.causal import (
    IndividualAudit,
    TwinSettings,
    audit_individual,
)
from fairlab.causal.assumptions import settled
from fairlab.causal.effects import WITHHELD
from fairlab.causal.learning import check_questions
from fairlab.causal.steps import Watch
from fairlab.causal.twins.credibility import Credibility
from fairlab.data.messages import plain
from fairlab.experiment.inquiry import Inquiry

FIGURES = (("fr5", "value"), ("fr5_none", "none"))


def audit_people(
    asked: Inquiry,
    attributes: Sequence[str],
    how: TwinSettings,
    watch: Watch | None = None,
    jobs: int = 1,
) -> Iterator[IndividualAudit]:
    """Ask about people, one attribute after the other.

    Parameters
    ----------
    asked : Inquiry
        The people, and what answers.
    attributes : sequence of str
        Columns that are changed.
    how : TwinSettings
        How counterfactuals are made.
    watch : callable, optional
        Told what begins, and of which attribute, how many steps are done, and of how many.
    jobs : int
        How many bootstrap samples are learned from side by side; the numbers are the same.

    Raises
    ------
    RequestError
        Before anything is computed: an attribute cannot be asked about.
    """
    how = settled(how, asked.train)
    check_questions(asked.train, attributes, how)
    importance = asked.importance(how.seed) if asked.importance else None
    for place, attribute in enumerate(attributes):
        yield audit_individual(
            asked.train,
            asked.people,
            asked.decide,
            attribute,
            how.asking(attribute) if len(attributes) > 1 else how,
            importance,
            _of_attribute(watch, attribute, place, len(attributes)),
            jobs,
        )


def rates_table(audits: Iterable[IndividualAudit], how: TwinSettings) -> pd.DataFrame:
    """Put the flip rates of several attributes below each other, with what they rest on.

    Returns
    -------
    DataFrame
        As ``IndividualAudit.rates``, with a column ``row`` that names each in front, and ``people``
        (asked about), ``draws``, ``replicates`` and what tells whether the twins are credible
        (``twins``, ``auc``, ``auc_low``, ``auc_high``, ``told_by``, ``gap``, ``z``) behind.
    """
    tables = [
        audit.rates.assign(people=audit.people.index.nunique(), **_tested(audit.credibility))
        for audit in audits
    ]
    table = pd.concat(tables, ignore_index=True)
    to = (" to " + table["to"]).where(table["to"] != "opposite", "")
    name = table["attribute"] + "=" + table["group"] + to + " " + table["rate"]
    table = table.assign(draws=how.draws, replicates=how.replicates)
    return pd.concat([name.rename("row"), table["value"], table.drop(columns="value")], axis=1)


def _tested(found: Credibility) -> dict[str, object]:
    told = {"twins": found.answer, "auc": found.auc, "auc_low": found.low, "auc_high": found.high}
    return told | {"told_by": ", ".join(found.columns), "gap": found.gap, "z": found.z}


def _of_attribute(watch: Watch | None, attribute: str, place: int, many: int) -> Watch | None:
    """Tell the steps of one attribute among those of all."""
    if watch is None:
        return None
    whose = f"{plain(attribute)} ({place + 1} of {many})" if many > 1 else plain(attribute)
    return lambda what, done, of: watch(f"{whose}: {what}", place * of + done, many * of)


def individual_metrics(rates: pd.DataFrame) -> dict[str, float]:
    """Name the main figure of each attribute; the table holds the rest.

    Parameters
    ----------
    rates : DataFrame
        What ``rates_table`` returns, or an empty one.

    Returns
    -------
    dict of str to float
        ``fair.<attribute>/fr5``, the largest FR5 of its groups, and ``fr5_none``, the largest
        without discovery; NaN where no group has one.

    Examples
    --------
    >>> rates = pd.DataFrame({"attribute": "sex", "rate": "FR5", "value": [0.25, 0.5],
    ...                       "none": [0.5, float("nan")]})
    >>> individual_metrics(rates)
    {'fair.sex/fr5': 0.5, 'fair.sex/fr5_none': 0.5}
    """
    return {
        f"fair.{metric_word(attribute)}/{figure}": float(rows[column].max())
        for attribute, rows in _shown(rates)
        for figure, column in FIGURES
    }


def individual_notes(rates: pd.DataFrame) -> dict[str, str]:
    """Say why such a figure is undefined, by the same names."""
    return {
        f"fair.{metric_word(attribute)}/{figure}": _undefined(rates, attribute, column)
        for attribute, rows in _shown(rates)
        for figure, column in FIGURES
        if rows[column].isna().all()
    }


def _undefined(rates: pd.DataFrame, attribute: str, column: str) -> str:
    """Tell what is withheld, as shares of a group are too, from shares of nobody."""
    of_group = rates.loc[(rates["attribute"] == attribute) & (rates["rate"] == "FR1"), column]
    return WITHHELD if of_group.isna().all() else "no twin is flagged in any group"


def _shown(rates: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    if len(rates):
        yield from rates[rates["rate"] == "FR5"].groupby("attribute", sort=False)
