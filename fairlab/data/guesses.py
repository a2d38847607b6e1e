"""What a column probably is, from its name in one of five languages and from its values."""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from fairlab.data.trait_names import (
    AGE,
    FEMALE,
    MALE,
    MEMBERS,
    OF_THINGS,
    PLACES,
    RACE,
    SEX,
    TRAITS,
)

_PLAIN_TARGET = "target label y income risk risico outcome class response risiko risque riesgo"
_BAD = """
    fraud fraude fraudulent betrug default defaulted churn churned bad delinquent delinquency dlq
    dlqin arrears charged chargeoff insolvent bankrupt wanbetaling wanbetaler achterstand ausfall
    zahlungsverzug defaut defaillance impaye impago mora moroso morosidad incumplimiento
"""
_BY_NUMBERS = ("age", "birth")
_ID = "id uuid guid key nummer number nr index bsn ssn iban"
_WEIGHT = "weight weights gewicht weging wegingsfactor"
_ANSWER = "probability proba prob kans prediction predicted pred voorspelling pd"
_RISK = "pd risk score probability proba prob kans risiko risque riesgo"
_MOST_CODES = 50  # of what is no amount, written as numbers
_COMPOUND = 7  # letters of a name that is also found at the end of a longer word


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
    return _says(name, f"{_PLAIN_TARGET} {_BAD}") or any(map(is_called_bad, labels))


def is_called_bad(label: object) -> bool:
    """Tell whether a label is called as bad events are.

    Examples
    --------
    >>> is_called_bad("Charged Off"), is_called_bad("paid"), is_called_bad(1)
    (True, False, False)
    """
    return isinstance(label, str) and _says(label, _BAD)


def trait_of(name: str, values: pd.Series | None = None) -> str:
    """Name the trait of a person, protected by law, that a column probably holds.

    Parameters
    ----------
    name : str
        The column.
    values : Series, optional
        Its values, where they are known: of postcodes there are more than two, of ``male`` two,
        and no country is a fraction. Levels ``m`` and ``f`` are sexes, whatever the name.

    Returns
    -------
    str
        Empty where it looks like none.

    Examples
    --------
    >>> trait_of("MaritalStatus"), trait_of("Staatsangehörigkeit"), trait_of("page")
    ('marital status', 'nationality or country', '')
    >>> trait_of("male", pd.Series([0, 1])), trait_of("same_postal_address", pd.Series([0, 1]))
    ('one group', '')
    >>> trait_of("code", pd.Series(["f", "m"], dtype="category")), trait_of("Alter_Konto")
    ('sex', '')
    """
    if _says(name, PLACES):
        return "place" if values is None or values.nunique() > 2 else ""
    if _says(name, MEMBERS):
        return "one group" if values is None or values.nunique() == 2 else ""
    if values is not None and _are_sexes(values):
        return "sex"
    if _says(name, OF_THINGS):
        return ""
    named = [trait for trait, words in TRAITS.items() if _says(name, words)]
    return next((trait for trait in named if values is None or _may_hold(trait, values)), "")


def _may_hold(trait: str, values: pd.Series) -> bool:
    """Tell whether values may be those of a trait: what has no order is no long list of numbers."""
    if trait in _BY_NUMBERS or not pd.api.types.is_numeric_dtype(values):
        return True
    return are_whole(values.dropna()) and values.nunique() <= _MOST_CODES


def _are_sexes(values: pd.Series) -> bool:
    levels = getattr(values.dtype, "categories", ())
    found = {_folded(level) for level in levels if isinstance(level, str)}
    men, women = set(MALE.split()), set(FEMALE.split())
    return bool(found & men and found & women) and len(found - men - women) <= 2


def looks_like_place(name: str) -> bool:
    """Tell whether a column is called as the places are where people live.

    Examples
    --------
    >>> looks_like_place("postcode"), looks_like_place("marketplace")
    (True, False)
    """
    return _says(name, PLACES)


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

    Parameters
    ----------
    name : str
        The column.

    Examples
    --------
    >>> is_called_id("customer_id"), is_called_id("valid")
    (True, False)
    """
    return _says(name, _ID)


def looks_like_weight(name: str) -> bool:
    """Tell whether a column is called as the weights of rows are.

    Parameters
    ----------
    name : str
        The column.

    Examples
    --------
    >>> looks_like_weight("sample_weight")
    True
    """
    return _says(name, _WEIGHT)


def looks_like_answer(name: str) -> bool:
    """Tell whether a column is called as what a model says.

    Parameters
    ----------
    name : str
        The column.

    Examples
    --------
    >>> looks_like_answer("pd_12m"), looks_like_answer("product")
    (True, False)
    """
    return _says(name, _ANSWER)


def looks_like_risk(name: str) -> bool:
    """Tell whether a column is called as a predicted risk is.

    Examples
    --------
    >>> looks_like_risk("pd_12m"), looks_like_risk("p_default"), looks_like_risk("p_black")
    (True, True, False)
    """
    return _says(name, _RISK) or (_says(name, "p") and looks_like_target(name))


def is_called_sex(name: str) -> bool:
    """Tell whether a column is called as a person's sex is.

    Examples
    --------
    >>> is_called_sex("Gender"), is_called_sex("sextant")
    (True, False)
    """
    return _says(name, SEX)


def is_called_race(name: str) -> bool:
    """Tell whether a column is called as a person's race or ethnicity is.

    Examples
    --------
    >>> is_called_race("race_ethnicity"), is_called_race("trace")
    (True, False)
    """
    return _says(name, RACE)


def looks_like_age(name: str) -> bool:
    """Tell whether a column is called as a number of years that someone has lived.

    Parameters
    ----------
    name : str
        The column.

    Examples
    --------
    >>> looks_like_age("AGE"), looks_like_age("mortgage"), looks_like_age("age_in_days")
    (True, False, False)
    """
    return _words(name)[-1] in AGE.split()


def _says(name: str, words: str) -> bool:
    said, known = _words(name), words.split()
    ends = tuple(word for word in known if len(word) >= _COMPOUND)
    return not set(known).isdisjoint(said) or any(word.endswith(ends) for word in said)


def _words(name: str) -> list[str]:
    return re.split(r"[\W_\d]+", _folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))


def _folded(text: str) -> str:
    """Write a text without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
