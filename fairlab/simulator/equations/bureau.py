"""What the credit bureau knows of the person and of the address."""

import numpy as np

from fairlab.simulator.equations.applicant import PC4, PC6
from fairlab.simulator.shapes import amount, between, count, score_at, wealth
from fairlab.simulator.structure import Equations

PERSON_FILE: Equations = {
    "focumcheck_filemonths": lambda calculated_age, calculated_countrycode_nld, z: amount(
        80, 0.7, 0.025 * (calculated_age - 40) - 0.9 * ~calculated_countrycode_nld + 0.8 * z
    ),
    "focumcheck_claimsopen": lambda household_income, intent, u: count(
        np.exp(-2.4 - 0.55 * wealth(household_income) + 0.15 * intent), u
    ),
    "focumcheck_claimsamount": lambda focumcheck_claimsopen, z: (
        focumcheck_claimsopen * amount(310, 0.9, z)
    ),
    "focumcheck_claimspaid": lambda household_income, calculated_age, u: count(
        np.exp(-1.5 - 0.30 * wealth(household_income) + 0.01 * (calculated_age - 40)), u
    ),
    "focumcheck_claimdays": lambda focumcheck_claimsopen, focumcheck_claimspaid, z: np.where(
        focumcheck_claimsopen + focumcheck_claimspaid > 0,
        np.rint(amount(640, 0.8, z - 0.3 * np.minimum(focumcheck_claimsopen, 3))),
        9999,  # never
    ),
    "focumcheck_requests30d": lambda intent, u: count(np.exp(-1.5 + 0.50 * intent), u),
    "focumcheck_requests365d": lambda focumcheck_requests30d, household_income, u: (
        focumcheck_requests30d + count(np.exp(0.2 - 0.15 * wealth(household_income)), u)
    ),
    "focumcheck_namematch": lambda intent, calculated_countrycode_nld, z: between(
        0, 100, 1.2 - 0.30 * intent - 0.35 * ~calculated_countrycode_nld + 0.9 * z
    ),
    "focumcheck_creditscore": lambda household_income, focumcheck_claimsopen, intent,
    focumcheck_filemonths, z: np.rint(
        540
        + 48 * wealth(household_income)
        - 30 * np.minimum(focumcheck_claimsopen, 3)
        - 22 * intent
        + 12 * np.log(focumcheck_filemonths / 80)
        + 45 * z
    ),
}  # fmt: skip

ADDRESS_FILE: Equations = {
    "focumcheck_addressmonths": lambda calculated_age, housing, z: amount(
        60, 0.9, 0.022 * (calculated_age - 40) - 0.5 * (housing == 2) + 0.8 * z
    ),
    "focumcheck_moves5y": lambda focumcheck_addressmonths, u: count(
        1.4 * np.exp(-focumcheck_addressmonths / 60) + 0.05, u
    ),
    "focumcheck_personsataddress": lambda stated_household_size, housing, u: (
        stated_household_size + count(0.15 + 0.7 * (housing == 2), u)
    ),
    "focumcheck_addressscore": lambda household_income, focumcheck_statpc6index, z: between(
        0, 100, 0.3 + 0.45 * wealth(household_income)
        - 0.30 * score_at(focumcheck_statpc6index, PC6) + 0.75 * z
    ),
    "focumcheck_householdindex": lambda household_income, focumcheck_statpc6index, z: np.rint(
        amount(95, 0.55, 0.40 * score_at(focumcheck_statpc6index, PC6)
               - 0.45 * wealth(household_income) + 0.7 * z)
    ),
    "address_orders_30d": lambda focumcheck_statpc6index, intent, u: count(
        np.exp(-2.3 + 0.40 * intent + 0.15 * score_at(focumcheck_statpc6index, PC6)), u
    ),
    "postcode_orders_7d": lambda focumcheck_statpc4index, u: count(
        np.exp(1.1 + 0.20 * score_at(focumcheck_statpc4index, PC4)), u
    ),
}  # fmt: skip
