"""Census income, United States, 1994 (UCI 2; Becker and Kohavi, 1996)."""

from pathlib import Path

import pandas as pd

from fairlab.data.dataset import Dataset

_WORDS = {
    "sex": "Sex",
    "race": "Race",
    "age": "Age",
    "workclass": "Class of worker",
    "education": "Education",
    "education-num": "Years of education",
    "marital-status": "Marital status",
    "occupation": "Occupation",
    "relationship": "Place in the household",
    "capital-gain": "Capital gain",
    "capital-loss": "Capital loss",
    "hours-per-week": "Hours of work a week",
    "native-country": "Country of birth",
    "income": "Income",
}


def adult() -> Dataset:
    """Load 48,842 people, of whom 11,687 earn more than 50,000 dollars a year.

    The test set is the one given (``adult.test``). ``fnlwgt`` is ignored: it is a sampling
    weight of the census, not a property of a person. Race has five levels, so that mitigation
    balances sex only.

    Returns
    -------
    Dataset
        Named ``adult``; target ``income``, positive ``">50K"``.

    References
    ----------
    Becker, B. and Kohavi, R. (1996). Adult. UCI Machine Learning Repository.
    https://doi.org/10.24432/C5XW20

    Examples
    --------
    >>> data = adult()
    >>> data.rows, data.positives
    (48842, 11687)
    """
    frame = pd.read_parquet(Path(__file__).parents[1] / "embedded" / "adult.parquet")
    # The file has narrow integers; differences of them must not overflow.
    frame = frame.astype(dict.fromkeys(frame.select_dtypes("integer"), "int64"))
    return Dataset(
        "adult",
        frame,
        target="income",
        positive=">50K",
        sensitive=("sex", "race", "age"),
        balance=("sex",),
        ignore=("fnlwgt",),
        part="part",
        words=_WORDS,
    )
