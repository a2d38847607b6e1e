"""Whether a column holds a trait of a person, by its name in five languages and its values."""

import pandas as pd

from fairlab.data.guesses import are_whole
from fairlab.data.name_words import folded, says, words_of

SEX = "sex gender geslacht geschlecht anrede sexe genre sexo genero"
AGE = "age leeftijd alter edad"
RACE = "race ras ethnic ethnicity ethnicities etniciteit ethnie etnia raza"
TRAITS = {
    "sex": SEX,
    "age": AGE,
    "race or ethnic origin": f"{RACE} hispan hispanic latino latina herkomst herkunft",
    "birth": "birth birthdate dob geboorte geboortedatum geboorteland geboortejaar geburt "
    "geburtsdatum geburtsjahr geburtsort geburtsland naissance nacimiento",
    "nationality or country": "nationality nationaliteit nationalitaet nationalitat nationalite "
    "nacionalidad country land pays pais citizenship staatsangehoerigkeit staatsangehorigkeit "
    "staatsbuergerschaft staatsburgerschaft ciudadania dutch foreign foreigner immigrant auslander "
    "auslaender gastarbeiter etranger extranjero",
    "marital status": "marital marriage married burgerlijke familienstand zivilstand civil "
    "matrimoniale familiale conyugal",
    "religion": "religion religie geloof konfession religione",
    "disability": "disability disabled handicap behinderung discapacidad minusvalia",
    "education": "education opleiding bildung ausbildung schulabschluss etudes educacion estudios",
    "pregnancy": "pregnant pregnancy zwanger schwanger enceinte embarazo embarazada",
    "language": "language taal sprache muttersprache langue idioma",
}
PLACES = "postcode postal zip zipcode postleitzahl plz"
MALE = "m male man mann hombre homme maennlich mannlich"
FEMALE = "f v w female woman vrouw frau mujer femme weiblich"
# Of one group and who is not in it, as names of columns.
MEMBERS = "black white asian male female man woman vrouw mann frau homme femme hombre mujer"
OF_THINGS = """
    account loan policy vehicle car property house building contract credit card
    rekening lening voertuig woning konto kredit fahrzeug vertrag compte vehicule contrat
    cuenta vehiculo contrato
"""
_BY_NUMBERS = ("age", "birth")
_MOST_CODES = 50  # of what is no amount, written as numbers


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
    if says(name, PLACES):
        return "place" if values is None or values.nunique() > 2 else ""
    if says(name, MEMBERS):
        return "one group" if values is None or values.nunique() == 2 else ""
    if values is not None and _are_sexes(values):
        return "sex"
    if says(name, OF_THINGS):
        return ""
    named = [trait for trait, words in TRAITS.items() if says(name, words)]
    return next((trait for trait in named if values is None or _may_hold(trait, values)), "")


def looks_like_place(name: str) -> bool:
    """Tell whether a column is called as the places are where people live.

    Examples
    --------
    >>> looks_like_place("postcode"), looks_like_place("marketplace")
    (True, False)
    """
    return says(name, PLACES)


def is_called_sex(name: str) -> bool:
    """Tell whether a column is called as a person's sex is.

    Examples
    --------
    >>> is_called_sex("Gender"), is_called_sex("sextant")
    (True, False)
    """
    return says(name, SEX)


def is_called_race(name: str) -> bool:
    """Tell whether a column is called as a person's race or ethnicity is.

    Examples
    --------
    >>> is_called_race("race_ethnicity"), is_called_race("trace")
    (True, False)
    """
    return says(name, RACE)


def looks_like_age(name: str) -> bool:
    """Tell whether a column is called as a number of years that someone has lived.

    Examples
    --------
    >>> looks_like_age("AGE"), looks_like_age("mortgage"), looks_like_age("age_in_days")
    (True, False, False)
    """
    return words_of(name)[-1] in AGE.split()


def _may_hold(trait: str, values: pd.Series) -> bool:
    """Tell whether values may be those of a trait: what has no order is no long list of numbers."""
    if trait in _BY_NUMBERS or not pd.api.types.is_numeric_dtype(values):
        return True
    return are_whole(values.dropna()) and values.nunique() <= _MOST_CODES


def _are_sexes(values: pd.Series) -> bool:
    levels = getattr(values.dtype, "categories", ())
    found = {folded(level) for level in levels if isinstance(level, str)}
    men, women = set(MALE.split()), set(FEMALE.split())
    return bool(found & men and found & women) and len(found - men - women) <= 2
