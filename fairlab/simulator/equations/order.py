"""What is ordered, when, and how the form was filled in."""

import numpy as np

from fairlab.simulator.shapes import amount, chance, count, mixed, pick, wealth
from fairlab.simulator.structure import Equations

FIRST_DAY = np.datetime64("2022-09-01")
# Applications up to each hour, as a share of the night's (0 to 6) and of the day's.
NIGHT = ((0.0, 0.40, 0.62, 0.76, 0.86, 0.93, 1.0), (0, 1, 2, 3, 4, 5, 6))
DAY = (
    (0.0, 0.01, 0.035, 0.09, 0.17, 0.26, 0.35, 0.44, 0.53, 0.62, 0.705, 0.785, 0.85, 0.905, 0.945,
     0.97, 0.987, 0.996, 1.0),
    tuple(range(6, 25)),
)  # fmt: skip

MOMENT: Equations = {
    "order_day": lambda u, calendar: np.asarray(np.searchsorted(calendar, u)),
    "order_month": lambda order_day: (
        (FIRST_DAY + order_day.astype("timedelta64[D]")).astype("datetime64[M]").astype(int) % 12
        + 1
    ),
    "order_weekday": lambda order_day: (order_day + 3) % 7,
    "at_night": lambda intent, u: u < 0.009 * np.exp(0.65 * intent),
    "order_hour": lambda at_night, u: np.floor(
        np.where(at_night, np.interp(u, *NIGHT), np.interp(u, *DAY))
    ),
}

PRODUCT: Equations = {
    "order_product": lambda calculated_age, household_income, intent, u: pick(
        u,
        chance(1.1 + 0.01 * (calculated_age - 40) - 0.35 * intent),
        chance(-1.2 - 0.10 * wealth(household_income)),
        0.05,
    ),
    "order_brand": lambda order_product, u: np.where(order_product == 0, 0, 1 + pick(u, 5, 3, 2)),
    "order_contract_months": lambda household_income, order_product, u: pick(
        u, np.where(order_product == 0, 0.3, 0.0), chance(0.2 * wealth(household_income)), 0.6
    ),
    "order_device_price": lambda order_product, household_income, intent, z: np.where(
        order_product == 0,
        0,
        np.minimum(
            249, amount(150, 0.35, 0.4 * intent + 0.2 * wealth(household_income) + 0.9 * z)
        ),
    ),
    "order_upfront_payment": lambda order_device_price, u: np.round(
        order_device_price * np.where(u < 0.7, 0, u / 2), 2
    ),
    "order_data_bundle_gb": lambda calculated_age, intent, u: np.array([2, 5, 10, 20, 50, 100])[
        pick(
            u,
            chance(0.03 * (calculated_age - 45)),
            0.5,
            0.6,
            0.5,
            0.3,
            chance(-1.6 + 0.25 * intent - 0.02 * (calculated_age - 40)),
        )
    ],
    "order_monthly_fee": lambda order_data_bundle_gb, order_contract_months, z: np.round(
        7 + 4.2 * np.log(order_data_bundle_gb) - 1.5 * order_contract_months + 1.6 * np.abs(z), 2
    ),
    "order_discount": lambda order_monthly_fee, order_contract_months, u: np.round(
        order_monthly_fee * np.where(u < 0.6, 0, (u - 0.6) * (1 + order_contract_months / 2)), 2
    ),
    "order_contract_value": lambda order_monthly_fee, order_discount, order_contract_months,
    order_device_price: np.round(
        (order_monthly_fee - order_discount) * np.array([1, 12, 24])[order_contract_months]
        + order_device_price, 2
    ),
    "order_items": lambda intent, u: 1 + count(np.exp(-2.0 + 0.40 * intent), u),
    "order_home_delivery": lambda intent, u: u < chance(1.3 - 0.40 * intent),
    "order_delivery_days": lambda order_home_delivery, u: (
        1 + count(0.4 + 0.6 * order_home_delivery, u)
    ),
    "delivery_distance_km": lambda order_home_delivery, intent, z: np.where(
        order_home_delivery, 0, amount(3.5, 1.0, mixed(0.30, intent, z))
    ),
}  # fmt: skip

VISIT: Equations = {
    "order_channel": lambda calculated_age, u: pick(
        u, 0.52, np.where(calculated_age < 40, 0.30, 0.12), 0.14,
        np.where(calculated_age < 60, 0.05, 0.20),
    ),
    "marketing_source": lambda calculated_age, u: pick(
        u, 0.34, 0.26, 0.18, np.where(calculated_age < 35, 0.20, 0.06)
    ),
    "order_form_seconds": lambda calculated_age, intent, z: np.rint(
        amount(310, 0.5, 0.02 * (calculated_age - 40) - 0.30 * intent + 0.9 * z)
    ),
    "order_form_corrections": lambda calculated_age, intent, u: count(
        np.exp(0.1 + 0.010 * (calculated_age - 40) + 0.20 * intent), u
    ),
    "order_form_pasted": lambda intent, u: count(np.exp(-1.3 + 0.50 * intent), u),
    "order_visits_30d": lambda intent, u: 1 + count(np.exp(0.7 - 0.35 * intent), u),
    "order_pages_viewed": lambda order_visits_30d, u: order_visits_30d + count(6.0, u),
    "order_session_minutes": lambda order_pages_viewed, z: amount(
        8, 0.5, 0.5 * np.log(order_pages_viewed / 8) + 0.8 * z
    ),
    "order_days_since_first_visit": lambda order_visits_30d, intent, z: np.rint(
        amount(6, 1.0, 0.4 * np.log(order_visits_30d) - 0.25 * intent + 0.8 * z)
    ),
    "order_language_score": lambda z: z,
}  # fmt: skip
