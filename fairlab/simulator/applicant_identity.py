"""What a form would hold about each applicant; invented, and never a feature."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.simulator import noise
from fairlab.simulator.population import NUMBER
from fairlab.simulator.simulator_settings import SimulatorSettings

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

_POOL = 3000
_DAYS_PER_YEAR = 365.25
_LETTERS = np.array(list("ABCDEGHJKLMNPRSTVWXZ"))
_CODES_PER_INDEX = 19  # 464 indices share the postcodes from 1000 to 9815


def identities(data: "Dataset | pd.DataFrame") -> pd.DataFrame:
    """Invent the identity fields of a form, fitting to what the rows say.

    Names go with gender, the birth date with age, the document with its country. The first four
    positions of a postcode have one risk index, as in the study; rows without indices have no
    postcode. Names, phone numbers and countries come from Mimesis, Dutch locale.

    Parameters
    ----------
    data : Dataset or DataFrame
        Any rows of one simulation.

    Returns
    -------
    DataFrame
        Index as in ``data``; the same rows always give the same identities.

    References
    ----------
    Mimesis, https://mimesis.name
    """
    frame: pd.DataFrame = getattr(data, "frame", data)
    seed = SimulatorSettings.read(frame["simulation"].iloc[0]).seed
    number, pools = frame[NUMBER].to_numpy(), _pools(seed)

    def drawn(field: str, pool: str) -> np.ndarray:
        return pools[pool][(noise.uniform(seed, field, number) * len(pools[pool])).astype(int)]

    digits = (noise.uniform(seed, "phone_digits", number) * 10_000).astype(int)
    dutch = frame["calculated_countrycode_nld"].to_numpy() == 1
    men = noise.uniform(seed, "name_gender", number) < _probability_of_man(frame["gender"])
    return pd.DataFrame(
        {
            NUMBER: number,
            "first_name": np.where(men, drawn("first_name", "men"), drawn("first_name", "women")),
            "last_name": drawn("last_name", "last names"),
            "birth_date": _birth_dates(frame),
            **_postcodes(frame["focumcheck_statpc4index"], seed, number),
            "phone": drawn("phone", "phones") + np.char.zfill(digits.astype(str), 4),
            "document_type": frame["document_type"].to_numpy(),
            "document_country": np.where(dutch, "NL", drawn("country", "countries")),
        },
        index=frame.index,
    )


def _probability_of_man(gender: pd.Series) -> np.ndarray:
    return gender.map({"M": 1.0, "V": 0.0, "O": 0.5}).to_numpy(float)


def _birth_dates(frame: pd.DataFrame) -> np.ndarray:
    days = np.rint(frame["calculated_age"].to_numpy() * _DAYS_PER_YEAR).astype("timedelta64[D]")
    return (frame["order_time"].to_numpy().astype("datetime64[D]") - days).astype("datetime64[s]")


def _postcodes(index: pd.Series, seed: int, number: np.ndarray) -> dict[str, np.ndarray]:
    known = index.notna().to_numpy()
    offset = noise.uniform(seed, "postcode4", number) * _CODES_PER_INDEX
    four = (1000 + index.fillna(0) * _CODES_PER_INDEX + np.floor(offset)).astype(int).astype(str)
    letter = {
        position: _LETTERS[(noise.uniform(seed, position, number) * len(_LETTERS)).astype(int)]
        for position in ("postcode5", "postcode6")
    }
    five = four + letter["postcode5"]
    six = five + letter["postcode6"]
    nothing = np.array(None, dtype=object)
    return {
        "postcode4": np.where(known, four, nothing),
        "postcode5": np.where(known, five, nothing),
        "postcode6": np.where(known, six, nothing),
    }


@lru_cache(maxsize=4)
def _pools(seed: int) -> dict[str, np.ndarray]:
    from mimesis import Address, Gender, Locale, Person

    person, address = Person(Locale.NL, seed=seed), Address(Locale.NL, seed=seed)
    makers = {
        "men": lambda: person.first_name(gender=Gender.MALE),
        "women": lambda: person.first_name(gender=Gender.FEMALE),
        "last names": person.last_name,
        "phones": lambda: person.phone_number()[:-4],
        "countries": address.country_code,
    }
    pools = {name: np.array([make() for _ in range(_POOL)]) for name, make in makers.items()}
    return pools | {"countries": pools["countries"][pools["countries"] != "NL"]}
