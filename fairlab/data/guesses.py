"""What role a column probably has, by its name in one of five languages and its values."""

from collections.abc import Iterable

import pandas as pd

from fairlab.data.name_words import says, words_of

_PLAIN_TARGET = "target label y income risk risico outcome class response risiko risque riesgo"
_BAD = """
    fraud fraude fraudulent betrug default defaulted churn churned bad delinquent delinquency dlq
    dlqin arrears charged chargeoff insolvent bankrupt wanbetaling wanbetaler achterstand ausfall
    zahlungsverzug defaut defaillance impaye impago mora moroso morosidad incumplimiento
"""
APPROVES = "approve approved approval"
DENIES = "reject rejected rejection deny denied denial decline declined"
_ID = "id uuid guid key nummer number nr index bsn ssn iban"
_WEIGHT = "weight weights gewicht weging wegingsfactor"
_PROBABILITY = "pd probability proba prob kans"
_ANSWER = f"{_PROBABILITY} prediction predicted pred voorspelling"
_RISK = f"{_PROBABILITY} risk score risiko risque riesgo"


def most_like_a_target(names: list[str]) -> list[str]:
    """Sort columns that are called as targets are.

    Plain names stand first, then what happened, then what was decided, of each the later columns.

    Parameters
    ----------
    names : list of str
        In the order of the table.

    Examples
    --------
    >>> most_like_a_target(["approved", "denied", "default", "risk_class", "y"])
    ['y', 'risk_class', 'default', 'denied', 'approved']
    """
    plain = {"y", "target", "label", "outcome"}

    def place(name: str) -> tuple:
        decided = (says(name, APPROVES), says(name, DENIES))
        return (name.casefold() not in plain, *decided, -names.index(name))

    return sorted(names, key=place)


def looks_like_target(name: str, labels: Iterable[object] = ()) -> bool:
    """Tell whether a column is called as targets or decisions are, or a label as bad events are.

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
    >>> looks_like_target("Loan_Status"), looks_like_target("status", ["Paid", "Charged Off"])
    (True, True)
    """
    decided = says(name, f"{APPROVES} {DENIES}") or {"loan", "status"} <= {*words_of(name)}
    return decided or _is_called_event(name) or any(map(is_called_bad, labels))


def _is_called_event(name: str) -> bool:
    return says(name, f"{_PLAIN_TARGET} {_BAD}")


def is_called_approval(name: str) -> bool:
    """Tell whether a column is called as approvals are, so that its 1 is no bad event.

    Examples
    --------
    >>> is_called_approval("approved"), is_called_approval("not_approved")
    (True, False)
    """
    return says(name, APPROVES) and not says(name, "not non un")


def is_called_bad(label: object) -> bool:
    """Tell whether a label is called as bad events are, or denials.

    Examples
    --------
    >>> is_called_bad("Charged Off"), is_called_bad("denied"), is_called_bad("paid")
    (True, True, False)
    """
    return isinstance(label, str) and says(label, f"{_BAD} {DENIES}")


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
    return says(name, _RISK) or (says(name, "p") and _is_called_event(name))
