"""What the company knows from earlier subscriptions and documents."""

import numpy as np

from fairlab.simulator.shapes import amount, chance, count, pick, wealth
from fairlab.simulator.structure import Equations

HISTORY: Equations = {
    "document_type": lambda calculated_countrycode_nld, calculated_age, u: np.where(
        calculated_countrycode_nld,
        pick(u, np.where(calculated_age < 20, 0.25, 0.62), 0.15, 0.23, 0.0),
        pick(u, 0.12, 0.38, 0.30, 0.20),
    ).astype(np.int8),
    "customer_existing": lambda calculated_age, calculated_countrycode_nld, intent, u: (
        u
        < chance(
            -1.0 + 0.012 * (calculated_age - 40) - 0.9 * ~calculated_countrycode_nld - 0.30 * intent
        )
    ),
    "customer_tenure_months": lambda customer_existing, calculated_age, z: np.where(
        customer_existing, np.rint(amount(34, 0.8, 0.015 * (calculated_age - 40) + 0.9 * z)), 0
    ),
    "customer_subscriptions": lambda customer_existing, stated_household_size, u: np.where(
        customer_existing, 1 + count(0.2 * stated_household_size, u), 0
    ),
    "customer_invoices_paid": lambda customer_tenure_months, customer_subscriptions, z: np.rint(
        customer_tenure_months * customer_subscriptions * np.exp(-0.1 * np.abs(z))
    ),
    "customer_reminders": lambda customer_existing, household_income, u: np.where(
        customer_existing, count(np.exp(-0.6 - 0.60 * wealth(household_income)), u), 0
    ),
    "customer_days_late": lambda customer_reminders, household_income, z: np.where(
        customer_reminders > 0,
        amount(9, 0.6, 0.15 * customer_reminders - 0.25 * wealth(household_income) + 0.8 * z),
        0,
    ),
    "customer_amount_open": lambda customer_reminders, customer_days_late, z: np.round(
        customer_reminders * amount(18, 0.7, 0.02 * customer_days_late + z), 2
    ),
    "customer_orders_365d": lambda customer_existing, intent, u: count(
        0.1 + 0.25 * customer_existing + 0.10 * np.exp(0.5 * intent), u
    ),
    "customer_helpdesk_calls": lambda customer_existing, customer_reminders, u: np.where(
        customer_existing, count(0.3 + 0.2 * customer_reminders, u), 0
    ),
    "customer_data_usage_gb": lambda customer_existing, calculated_age, z: np.where(
        customer_existing, amount(7, 0.9, -0.025 * (calculated_age - 40) + 0.9 * z), 0
    ),
    "order_keeps_number": lambda customer_existing, intent, u: (
        u < chance(0.5 + 0.5 * customer_existing - 0.45 * intent)
    ),
}
