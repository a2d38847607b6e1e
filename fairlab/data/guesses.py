"""What a column probably is, from its name (English or Dutch) and its values."""

import re

import pandas as pd

_TARGET = """
    fraud fraude fraudulent default defaulted target label y income churn churned risk risico
    outcome class bad wanbetaling wanbetaler delinquent delinquency response
"""
_SENSITIVE = """
    sex gender geslacht age leeftijd race ras ethnic ethnicity etniciteit herkomst nationality
    nationaliteit country land citizenship marital marriage married burgerlijke religion religie
    geloof postcode postal zip zipcode disability disabled handicap education opleiding birth
    birthdate geboorte geboortedatum geboorteland geboortejaar dob pregnant pregnancy language taal
    dutch foreign foreigner immigrant migration
"""
_ID = "id uuid guid key nummer number nr index bsn ssn iban"


def looks_like_target(name: str) -> bool:
    """Tell whether a column is called as targets are.

    Parameters
    ----------
    name : str
        The column.

    Returns
    -------
    bool

    Examples
    --------
    >>> looks_like_target("default_payment_next_month"), looks_like_target("badge")
    (True, False)
    """
    return _says(name, _TARGET)


def looks_sensitive(name: str) -> bool:
    """Tell whether a column is called as traits of a person are that the law protects.

    Parameters
    ----------
    name : str
        The column.

    Returns
    -------
    bool

    Examples
    --------
    >>> looks_sensitive("MaritalStatus"), looks_sensitive("geslacht"), looks_sensitive("page")
    (True, True, False)
    """
    return _says(name, _SENSITIVE)


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

    Returns
    -------
    bool

    Examples
    --------
    >>> looks_like_id("customer_id", pd.Series([7, 8, 8, 9]), 3)
    True
    """
    differ = distinct == len(values) and values.dtype.kind != "f"
    return differ or (_says(name, _ID) and distinct > len(values) / 2)


def _says(name: str, words: str) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return not set(words.split()).isdisjoint(re.split(r"[\W_\d]+", spaced.casefold()))
