"""Who was accepted, which debts are on file, and who committed fraud."""

import numpy as np
from scipy.special import logit

from fairlab.simulator.equations.applicant import PC4, PC5, PC6
from fairlab.simulator.shapes import score_at, wealth
from fairlab.simulator.structure import Equations

GENDER_UNKNOWN = 2
DEBTS = ("d01", "d02", "d03", "d99", "none")

ACCEPTANCE: Equations = {
    "signs": lambda focumcheck_creditscore, email_age_days, phone_age_months, iban_age_months,
    iban_name_similarity, z: (
        0.55 * (focumcheck_creditscore - 540) / 70
        + 0.30 * np.log(email_age_days / 2100)
        + 0.30 * np.log(phone_age_months / 52)
        + 0.20 * np.log(iban_age_months / 95)
        + 1.2 * (iban_name_similarity - 0.75)
        + 0.30 * z
    ),
    "accepted": lambda signs, focumcheck_statpc4index, focumcheck_statpc5index,
    focumcheck_statpc6index: signs
    > np.minimum(
        0.6,
        -2.5
        + 3.0 * np.maximum(0, focumcheck_statpc4index - 280) / 100
        + 1.8 * np.maximum(0, focumcheck_statpc5index - 350) / 100
        + 3.0 * np.maximum(0, focumcheck_statpc6index - 1430) / 100,
    ),
}  # fmt: skip

DEBT_SCORES: Equations = {
    "unknown_to_bureau": lambda focumcheck_filemonths, z: z
    - 0.4 * np.log(focumcheck_filemonths / 80),
    "debt_on_person": lambda household_income, focumcheck_claimsopen, z: z
    - 0.5 * wealth(household_income) + 0.5 * focumcheck_claimsopen,
    "debt_on_address": lambda household_income, focumcheck_statpc6index, z: z
    - 0.4 * wealth(household_income) + 0.3 * score_at(focumcheck_statpc6index, PC6),
    "debt_on_zipcode": lambda focumcheck_statpc4index, focumcheck_statpc6index, z: z
    + 0.5 * score_at(focumcheck_statpc4index, PC4) + 0.8 * score_at(focumcheck_statpc6index, PC6),
}  # fmt: skip

DEBT_RESULT: Equations = {
    "focumcheck_debtresult": lambda unknown_to_bureau, debt_on_person, debt_on_address,
    debt_on_zipcode, debt_limits: np.select(
        [
            unknown_to_bureau > debt_limits[0],
            debt_on_person > debt_limits[1],
            debt_on_address > debt_limits[2],
            debt_on_zipcode > debt_limits[3],
        ],
        [4, 0, 1, 2],
        3,
    ).astype(np.int8),
    "focumcheck_debtresult_d02": lambda focumcheck_debtresult: focumcheck_debtresult == 1,
    "focumcheck_debtresult_d03": lambda focumcheck_debtresult: focumcheck_debtresult == 2,
    "focumcheck_debtresult_d99": lambda focumcheck_debtresult: focumcheck_debtresult == 3,
}  # fmt: skip

RISK: Equations = {
    "risk": lambda intent, backing, household_income, calculated_age, gender,
    focumcheck_statpc4index, focumcheck_statpc5index, focumcheck_statpc6index,
    order_device_price, u: (
        2.2 * intent
        - 0.5 * wealth(household_income)
        - 6.0 * backing
        - 0.045 * (np.minimum(calculated_age, 90) - 40)
        + 0.25 * np.maximum(0, calculated_age - 90)
        + 0.95 * (gender == 0)
        + 0.12 * score_at(focumcheck_statpc4index, PC4)
        + 0.18 * score_at(focumcheck_statpc5index, PC5)
        + 0.44 * score_at(focumcheck_statpc6index, PC6)
        + 0.003 * order_device_price
        + logit(u)
    ),
}  # fmt: skip

FRAUD: Equations = {
    "fraud": lambda risk, calculated_countrycode_nld, focumcheck_debtresult, gender, fraud_limits:
    risk > fraud_limits[
        stratum(calculated_countrycode_nld, focumcheck_debtresult, gender)
    ],
}  # fmt: skip


def stratum(country: np.ndarray, debt: np.ndarray, gender: np.ndarray) -> np.ndarray:
    """Return the stratum in which the limit of fraud is set.

    Parameters
    ----------
    country : ndarray of bool
        Whether the document is Dutch.
    debt : ndarray of int
        The place of the debt result in ``DEBTS``.
    gender : ndarray of int
        2 where it is unknown; those are a stratum of their own.

    Returns
    -------
    ndarray of int
        From 0 to 10.

    Examples
    --------
    >>> stratum(np.array([False, True, True]), np.array([3, 3, 3]), np.array([0, 1, 2])).tolist()
    [3, 8, 10]
    """
    return np.where(gender == GENDER_UNKNOWN, 2 * len(DEBTS), country * len(DEBTS) + debt)
