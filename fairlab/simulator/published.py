"""What the study says of its data: counts, shares and rates of section 4 and Table 5.

Where section 4 rounds, the counts are the ones that Tables 3 to 5 leave open: van der Pol
(2026) prints rates of the 43,287 test rows to four decimals, which only these counts give.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PublishedPart:
    """The published counts of the training or the test set.

    Parameters
    ----------
    name : str
        ``"train"`` or ``"test"``.
    rows, frauds : int
        Counted rows.
    first_day, days : int
        When the part begins, in days from 1 September 2022, and how long it lasts.
    by_country : tuple of float
        Fraud rate without and with a Dutch identification document.
    by_debt : tuple of float
        Fraud rate of the debt results d01, d02, d03, d99 and none.
    gender_unknown_frauds : int
        Frauds among those whose gender is unknown.
    no_postcode, no_debt : tuple of int
        Rows without postcode indices and without debt result: those without fraud, those with.
    """

    name: str
    rows: int
    frauds: int
    first_day: int
    days: int
    by_country: tuple[float, float]
    by_debt: tuple[float, float, float, float, float]
    gender_unknown_frauds: int
    no_postcode: tuple[int, int]
    no_debt: tuple[int, int]


TRAIN = PublishedPart(
    name="train",
    rows=492_956,
    frauds=14_382,  # 492,956 / (1 + 33.2759)
    first_day=0,
    days=943,
    by_country=(0.103, 0.021),
    # 3.9 and 1.7 % before rounding: with these, the results add up to all frauds.
    by_debt=(0.088, 0.085, 0.0386, 0.0166, 0.080),
    gender_unknown_frauds=1,  # 0.6 % of 0.03 % of the rows
    no_postcode=(1207, 48),
    no_debt=(1127, 41),
)

# The study does not say how many test rows have no debt result, nor how the other 640 rows
# divide over d01, none and missing: missing as often as in training, d01 twice as often as none.
TEST = PublishedPart(
    name="test",
    rows=43_287,
    frauds=1_105,
    first_day=943,
    days=83,
    by_country=(306 / 4536, 799 / 38751),
    by_debt=(64 / 537, 97 / 1404, 584 / 18539, 356 / 22704, 64 / 537),
    gender_unknown_frauds=0,
    no_postcode=(89, 3),
    no_debt=(99, 4),
)

ROWS = TRAIN.rows + TEST.rows
# Test rows per debt result, in the order none, d01, d02, d03; all others are d99.
DEBT_ROWS = np.array([187, 350, 1404, 18539])
DEBT_KNOWN = 43_184
