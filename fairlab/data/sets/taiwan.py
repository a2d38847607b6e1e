"""Default of credit card clients in Taiwan, 2005 (UCI 350; Yeh and Lien, 2009)."""

from pathlib import Path

import pandas as pd

from fairlab.data.dataset import Dataset

_LABELS = {
    "SEX": {1: "male", 2: "female"},
    "EDUCATION": {
        1: "graduate school",
        2: "university",
        3: "high school",
        4: "others",
        0: "unknown 0",
        5: "unknown 5",
        6: "unknown 6",
    },
    "MARRIAGE": {1: "married", 2: "single", 3: "others", 0: "unknown 0"},
}
_MONTHS = ("September", "August", "July", "June", "May", "April")  # of 2005
_WORDS = {
    "SEX": "Sex",
    "AGE": "Age",
    "EDUCATION": "Education",
    "MARRIAGE": "Marital status",
    "LIMIT_BAL": "Credit limit",
    **{f"PAY_{n}": f"Months behind in {month}" for n, month in zip("023456", _MONTHS, strict=True)},
    **{f"BILL_AMT{n}": f"Bill of {month}" for n, month in enumerate(_MONTHS, 1)},
    **{f"PAY_AMT{n}": f"Paid in {month}" for n, month in enumerate(_MONTHS, 1)},
    "default_payment_next_month": "Default in the next month",
}


def taiwan() -> Dataset:
    """Load 30,000 credit card clients, of whom 6,636 did not pay the next month.

    Sex, age, education and marital status are audited. Mitigation balances sex and age only:
    every attribute more multiplies the cells that have to be balanced (2 x 2 groups and two
    labels make 8 cells; with education and marriage there are 224, of which 89 are empty).

    Returns
    -------
    Dataset
        Named ``taiwan``; target ``default_payment_next_month``.

    References
    ----------
    Yeh, I.-C. and Lien, C.-H. (2009). The comparisons of data mining techniques for the
    predictive accuracy of probability of default of credit card clients. Expert Systems with
    Applications 36(2), 2473-2480. https://doi.org/10.24432/C55S3H

    Examples
    --------
    >>> data = taiwan()
    >>> data.rows, data.positives
    (30000, 6636)
    """
    frame = pd.read_parquet(Path(__file__).parents[1] / "embedded" / "taiwan.parquet")
    # The file has narrow integers; differences of them must not overflow.
    frame = frame.astype("int64").astype(dict.fromkeys(_LABELS, "category"))
    return Dataset(
        "taiwan",
        frame,
        target="default_payment_next_month",
        sensitive=("SEX", "AGE", "EDUCATION", "MARRIAGE"),
        balance=("SEX", "AGE"),
        labels=_LABELS,
        words=_WORDS,
        causes={"exogenous": ("SEX", "AGE")},
    )
