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
    geloof disability disabled handicap education opleiding birth
    birthdate geboorte geboortedatum geboorteland geboortejaar dob pregnant pregnancy language taal
    dutch foreign foreigner immigrant hispan hispanic latino latina ethnicities
"""
_PLACE = "postcode postal zip zipcode"  # where there are more than two: a flag is no place
_MEMBER = "black white asian male female man woman vrouw"  # one group, and who is not in it
_OF_THINGS = "account loan policy vehicle car property house building contract credit card"
_ID = "id uuid guid key nummer number nr index bsn ssn iban"
_WEIGHT = "weight weights gewicht weging wegingsfactor"
_ANSWER = "probability proba prob kans prediction predicted pred voorspelling pd"
_AGES = ("age", "leeftijd")
_SEX, _RACE = "sex gender geslacht", "race ras ethnic ethnicity etniciteit"


def most_like_a_target(names: list[str]) -> list[str]:
    """Sort columns that are called as targets are: plain names first, then the later columns.

    Parameters
    ----------
    names : list of str
        In the order of the table.

    Returns
    -------
    list of str

    Examples
    --------
    >>> most_like_a_target(["default", "risk_class", "y"])
    ['y', 'risk_class', 'default']
    """
    plain = {"y", "target", "label", "outcome"}
    return sorted(names, key=lambda name: (name.casefold() not in plain, -names.index(name)))


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


def looks_sensitive(name: str, levels: int | None = None) -> bool:
    """Tell whether a column is called as traits of a person are that the law protects.

    Parameters
    ----------
    name : str
        The column.
    levels : int, optional
        How many distinct values it has, where that is known: of postcodes there are more than
        two, of ``male`` two.

    Returns
    -------
    bool

    Examples
    --------
    >>> looks_sensitive("MaritalStatus"), looks_sensitive("geslacht"), looks_sensitive("page")
    (True, True, False)
    >>> looks_sensitive("male", 2), looks_sensitive("same_postal_address", 2)
    (True, False)
    """
    if _says(name, _PLACE):
        return levels is None or levels > 2
    if _says(name, _MEMBER):
        return levels is None or levels == 2
    return _says(name, _SENSITIVE) and not _says(name, _OF_THINGS)


def looks_like_place(name: str) -> bool:
    """Tell whether a column is called as the places are where people live.

    Examples
    --------
    >>> looks_like_place("postcode"), looks_like_place("marketplace")
    (True, False)
    """
    return _says(name, _PLACE)


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
    differ = distinct == len(values) and are_whole(values)
    return differ or (is_called_id(name) and distinct > len(values) / 2)


def are_whole(values: pd.Series) -> bool:
    """Tell whether no value has a fraction; ids with gaps among them are read as 1023.0.

    Parameters
    ----------
    values : Series
        Without gaps.

    Returns
    -------
    bool

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

    Returns
    -------
    bool

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

    Returns
    -------
    bool

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

    Returns
    -------
    bool

    Examples
    --------
    >>> looks_like_answer("pd_12m"), looks_like_answer("product")
    (True, False)
    """
    return _says(name, _ANSWER)


def is_called_sex(name: str) -> bool:
    """Tell whether a column is called as a person's sex is.

    Examples
    --------
    >>> is_called_sex("Gender"), is_called_sex("sextant")
    (True, False)
    """
    return _says(name, _SEX)


def is_called_race(name: str) -> bool:
    """Tell whether a column is called as a person's race or ethnicity is.

    Examples
    --------
    >>> is_called_race("race_ethnicity"), is_called_race("trace")
    (True, False)
    """
    return _says(name, _RACE)


def looks_like_age(name: str) -> bool:
    """Tell whether a column is called as a number of years that someone has lived.

    Parameters
    ----------
    name : str
        The column.

    Returns
    -------
    bool

    Examples
    --------
    >>> looks_like_age("AGE"), looks_like_age("mortgage"), looks_like_age("age_in_days")
    (True, False, False)
    """
    return _words(name)[-1] in _AGES


def _says(name: str, words: str) -> bool:
    return not set(words.split()).isdisjoint(_words(name))


def _words(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.split(r"[\W_\d]+", spaced.casefold())
