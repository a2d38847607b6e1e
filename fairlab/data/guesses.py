"""What role a column probably has, by its name in one of five languages and its values."""

from collections.abc import Iterable

import pandas as pd

from fairlab.data.name_words import says

_PLAIN_TARGET = "target label y income risk risico outcome class response risiko risque riesgo"
_BAD = """
    fraud fraude fraudulent betrug default defaulted churn churned bad delinquent delinquency dlq
    dlqin arrears charged chargeoff insolvent bankrupt wanbetaling wanbetaler achterstand ausfall
    zahlungsverzug defaut defaillance impaye impago mora moroso morosidad incumplimiento
"""
_ID = "id uuid guid key nummer number nr index bsn ssn iban"
_WEIGHT = "weight weights gewicht weging wegingsfactor"
_PROBABILITY = "pd probability proba prob kans"
_ANSWER = f"{_PROBABILITY} prediction predicted pred voorspelling"
_RISK = f"{_PROBABILITY} risk score risiko risque riesgo"


def most_like_a_target(names: list[str]) -> list[str]:
    """Sort columns that are called as targets are: plain names first, then the later columns.

    Parameters
    ----------
    names : list of str
        In the order of the table.

    Examples
    --------
    >>> most_like_a_target(["default", "risk_class", "y"])
    ['y', 'risk_class', 'default']
    """
    plain = {"y", "target", "label", "outcome"}
    return sorted(names, key=lambda name: (name.casefold() not in plain, -names.index(name)))


def looks_like_target(name: str, labels: Iterable[object] = ()) -> bool:
    """Tell whether a column is called as targets are, or one of its labels as bad events are.

    Parameters
    ----------
    name : str
        The column.
    labels : iterable of object, optional

    Examples
    --------
    >>> looks_like_target("default_payment_next_month"), looks_like_target("badge")
    (True, False)
    >>> looks_like_target("Kreditausfall"), looks_like_target("défaut")
    (True, True)
    >>> looks_like_target("loan_status", ["Fully Paid", "Charged Off"])
    True
    """
    return says(name, f"{_PLAIN_TARGET} {_BAD}") or any(map(is_called_bad, labels))


def is_called_bad(label: object) -> bool:
    """Tell whether a label is called as bad events are.

    Examples
    --------
    >>> is_called_bad("Charged Off"), is_called_bad("paid"), is_called_bad(1)
    (True, False, False)
    """
    return isinstance(label, str) and says(label, _BAD)


def looks_like_id(name: str, values: pd.Series, distinct: int) -> bool:
    """Tell whether a column names rows: by name, or because no two values are the same.

    Parameters
    ----------
    name : str
        The column.
    values : Series
        Its values.
    distinct : int
        How many different ones there are.

    Examples
    --------
    >>> looks_like_id("customer_id", pd.Series([7, 8, 8, 9]), 3)
    True
    """
    differ = distinct == len(values) and are_whole(values)
    return differ or (is_called_id(name) and distinct > len(values) / 2)


def are_whole(values: pd.Series) -> bool:
    """Tell whether no value has a fraction; ids with gaps among them are read as 1023.0.

    Parameters
    ----------
    values : Series
        Without gaps.

    Examples
    --------
    >>> are_whole(pd.Series([1023.0, 7.0])), are_whole(pd.Series([0.5])), are_whole(pd.Series("x"))
    (True, False, True)
    """
    return values.dtype.kind != "f" or bool((values % 1 == 0).all())


def is_called_id(name: str) -> bool:
    """Tell whether a column is called as what names a person or a case.

    Examples
    --------
    >>> is_called_id("customer_id"), is_called_id("valid")
    (True, False)
    """
    return says(name, _ID)


def looks_like_weight(name: str) -> bool:
    """Tell whether a column is called as the weights of rows are.

    Examples
    --------
    >>> looks_like_weight("sample_weight")
    True
    """
    return says(name, _WEIGHT)


def looks_like_answer(name: str) -> bool:
    """Tell whether a column is called as what a model says.

    Examples
    --------
    >>> looks_like_answer("pd_12m"), looks_like_answer("product")
    (True, False)
    """
    return says(name, _ANSWER)


def looks_like_risk(name: str) -> bool:
    """Tell whether a column is called as a predicted risk is.

    Examples
    --------
    >>> looks_like_risk("pd_12m"), looks_like_risk("p_default"), looks_like_risk("p_black")
    (True, True, False)
    """
    return says(name, _RISK) or (says(name, "p") and looks_like_target(name))
