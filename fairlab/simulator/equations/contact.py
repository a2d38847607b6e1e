"""How the applicant can be reached: e-mail, phone, device, address of the network, bank account."""

import numpy as np

from fairlab.simulator.shapes import (
    amount,
    between,
    chance,
    count,
    mixed,
    pick,
    wealth,
)
from fairlab.simulator.structure import Equations

EMAIL: Equations = {
    "email_domain": lambda calculated_age, u: pick(
        u,
        np.where(calculated_age < 45, 0.50, 0.28),
        np.where(calculated_age < 30, 0.18, 0.33),
        np.where(calculated_age < 45, 0.05, 0.22),
        0.12,
        0.04,
    ),
    "email_age_days": lambda calculated_age, intent, z: amount(
        2100, 0.85, 0.012 * (calculated_age - 40) - 0.33 * intent + 0.9 * z
    ),
    "email_name_similarity": lambda intent, z: between(0, 1, 0.4 - mixed(0.30, intent, z)),
    "email_digits": lambda calculated_age, intent, u: count(
        np.exp(0.25 - 0.012 * (calculated_age - 40) + 0.35 * intent), u
    ),
    "email_length": lambda email_digits, z: np.rint(np.maximum(4, 10.5 + email_digits + 3 * z)),
    "email_risk_score": lambda email_age_days, email_domain, z: between(
        0, 100, -0.5 * np.log(email_age_days / 2100) + 0.25 * (email_domain == 4) + 0.8 * z - 0.5
    ),
    "email_verified": lambda intent, u: u < chance(1.6 - 0.45 * intent),
}

PHONE: Equations = {
    "phone_age_months": lambda calculated_age, calculated_countrycode_nld, intent, z: amount(
        52,
        0.8,
        0.012 * (calculated_age - 40) - 0.6 * ~calculated_countrycode_nld - 0.35 * intent
        + 0.85 * z,
    ),
    "phone_orders_90d": lambda intent, u: count(np.exp(-1.9 + 0.55 * intent), u),
    "phone_port_ins": lambda phone_age_months, u: count(0.3 + 0.006 * phone_age_months, u),
}  # fmt: skip

NETWORK: Equations = {
    "device_os": lambda calculated_age, household_income, u: pick(
        u,
        chance(0.45 * wealth(household_income) - 0.3),
        0.46,
        np.where(calculated_age < 30, 0.04, 0.20),
        chance(0.4 * wealth(household_income) - 2.8),
    ),
    "browser": lambda device_os, u: pick(
        u,
        np.array([0.10, 0.70, 0.60, 0.25])[device_os],
        np.array([0.85, 0.01, 0.01, 0.65])[device_os],
        np.array([0.02, 0.17, 0.02, 0.02])[device_os],
        np.array([0.01, 0.03, 0.27, 0.03])[device_os],
        0.04,
    ),
    "device_age_days": lambda household_income, z: amount(
        420, 0.7, -0.30 * wealth(household_income) + 0.95 * z
    ),
    "device_screen_inches": lambda device_os, z: np.round(
        np.array([6.1, 6.4, 14.5, 13.6])[device_os] * np.exp(0.06 * z), 1
    ),
    "device_orders_30d": lambda intent, u: count(np.exp(-2.1 + 0.60 * intent), u),
    "ip_distance_km": lambda intent, z: amount(11, 1.3, mixed(0.28, intent, z)),
    "ip_orders_24h": lambda intent, u: count(np.exp(-2.3 + 0.50 * intent), u),
    "ip_risk_score": lambda ip_distance_km, intent, z: between(
        0, 100, -0.9 + 0.25 * intent + 0.20 * np.log(ip_distance_km / 11) + 0.85 * z
    ),
}

ACCOUNT: Equations = {
    "payment_method": lambda household_income, intent, u: pick(
        u,
        chance(0.8 + 0.4 * wealth(household_income) - 0.3 * intent),
        0.22,
        chance(-2.2 + 0.35 * intent),
    ),
    "iban_age_months": lambda calculated_age, calculated_countrycode_nld, intent, z: amount(
        95,
        0.8,
        0.018 * (calculated_age - 40) - 0.8 * ~calculated_countrycode_nld - 0.25 * intent
        + 0.85 * z,
    ),
    "iban_name_similarity": lambda intent, z: between(0, 1, 0.9 - mixed(0.32, intent, z)),
    "iban_orders_90d": lambda intent, u: count(np.exp(-2.2 + 0.50 * intent), u),
}  # fmt: skip
