"""Who applies: the person, the household behind it and the neighbourhood."""

import numpy as np

from fairlab.simulator.shapes import (
    amount,
    chance,
    count,
    pick,
    score_at,
    value_at,
    wealth,
)
from fairlab.simulator.structure import Equations

AGE = (
    (0.0, 0.012, 0.10, 0.25, 0.50, 0.70, 0.85, 0.95, 0.99, 0.9985, 0.9998, 0.99996, 1.0),
    (17.1, 18.0, 22.0, 28.3, 39.5, 51.2, 61.5, 73.0, 82.5, 91.0, 99.0, 122.9, 123.8),
)
# Risk indices of a postcode at normal scores.
PC4 = ((-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 3.4), (0, 22, 59, 103, 186, 310, 420, 463))
PC5 = ((-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 2.3, 3.4), (0, 10, 44, 103, 215, 440, 600, 1157))
PC6 = ((-2.5, -2.0, -1.0, 0.0, 1.0, 2.0, 2.6, 3.4), (0, 6, 32, 94, 262, 620, 1100, 2314))

PERSON: Equations = {
    "calculated_countrycode_nld": lambda u: u < 0.8960,
    "calculated_age": lambda u: np.round(value_at(u, AGE), 1),
    "gender": lambda u: pick(u, 0.5705, 0.42917, 0.00033),
    "intent": lambda z: z,
    "backing": lambda u: u < 0.5,
    "employment": lambda calculated_age, calculated_countrycode_nld, u: pick(
        u,
        np.where(calculated_age < 67, 0.50, 0.02),
        np.where(calculated_age < 67, 0.22 + 0.10 * ~calculated_countrycode_nld, 0.01),
        np.where(calculated_age < 67, 0.11, 0.03),
        np.where(calculated_age < 27, 0.35, 0.01),
        np.where(calculated_age < 67, 0.01, 2.0),
        np.where(calculated_age < 67, 0.09, 0.01),
    ),
    "household_income": lambda calculated_age, calculated_countrycode_nld, gender, employment, z: (
        2900
        * np.exp(
            0.38 * z
            + np.array([0.14, -0.06, 0.05, -0.35, -0.04, -0.45])[employment]
            - 0.10 * ~calculated_countrycode_nld
            + 0.05 * (gender == 0)
            - 0.00006 * (calculated_age - 48) ** 2
        )
    ),
    "housing": lambda household_income, calculated_age, u: pick(
        u,
        chance(0.9 * wealth(household_income) + 0.03 * (calculated_age - 42)),
        chance(-0.7 * wealth(household_income) - 0.8),
        0.18,
        np.where(calculated_age < 26, 0.6, 0.05),
    ),
    "stated_net_income": lambda household_income, intent, z: amount(
        2350, 0.40, 0.55 * wealth(household_income) + 0.10 * intent + 0.75 * z
    ),
    "stated_housing_cost": lambda housing, stated_net_income, z: amount(
        720, 0.30, 0.8 * np.log(stated_net_income / 2350) - 0.5 * (housing == 3) + z
    ),
    "stated_household_size": lambda calculated_age, u: (
        1 + count(0.5 + 1.2 * np.exp(-(((calculated_age - 40) / 14) ** 2)), u)
    ),
}

NEIGHBOURHOOD: Equations = {
    "focumcheck_statpc4index": lambda household_income, calculated_countrycode_nld, z: np.rint(
        value_at(
            -0.40 * wealth(household_income) + 0.35 * (0.9 - calculated_countrycode_nld)
            + 0.90 * z,
            PC4,
        )
    ),
    "focumcheck_statpc5index": lambda focumcheck_statpc4index, household_income, z: np.rint(
        value_at(
            0.70 * score_at(focumcheck_statpc4index, PC4) - 0.15 * wealth(household_income)
            + 0.67 * z,
            PC5,
        )
    ),
    "focumcheck_statpc6index": lambda focumcheck_statpc5index, household_income, z: np.rint(
        value_at(
            0.62 * score_at(focumcheck_statpc5index, PC5) - 0.15 * wealth(household_income)
            + 0.74 * z,
            PC6,
        )
    ),
}  # fmt: skip
