from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlab.stats.flip_rates import RATES, flip_rates_of_counts, flips_behind


def test_each_rate_is_the_share_that_the_study_defines():
    rates = flip_rates_of_counts(1000, 50, 20, 10)
    assert rates == pytest.approx(
        {"FR1": 0.03, "FR2": 0.01, "FR3": 0.02, "FR4": 0.4, "FR5": 10 / 40}
    )


def test_a_share_of_nothing_is_undefined():
    rates = flip_rates_of_counts(10, 0, 0, 0)
    assert [name for name in RATES if isnan(rates[name])] == ["FR4", "FR5"]


@given(st.integers(1, 3000), st.data())
def test_flips_are_found_back_from_what_they_print(size, data):
    predicted = data.draw(st.integers(1, size))
    dropped = data.draw(st.integers(0, predicted))
    raised = data.draw(st.integers(0, size - predicted))
    rates = flip_rates_of_counts(size, predicted, dropped, raised)
    if isnan(rates["FR5"]):
        return
    printed = {name: round(rate, 4) for name, rate in rates.items()}
    found = flips_behind(size, predicted, printed, 4)
    assert found is not None
    again = flip_rates_of_counts(size, predicted, *found)
    assert all(abs(again[name] - printed[name]) <= 0.00005 + 1e-8 for name in RATES)


def test_rates_that_contradict_each_other_have_no_flips():
    older = {"FR1": 0.0039, "FR2": 0.0036, "FR3": 0.0003, "FR4": 0.1556, "FR5": 0.6607}
    assert flips_behind(21638, 45, older, 4) is None
    assert flips_behind(21638, 45, older | {"FR1": 0.0037, "FR2": 0.0034}, 4) == (7, 74)


def test_more_flags_cannot_be_raised_than_there_are_rows_without():
    rates = {"FR1": 1.0, "FR2": 1.0, "FR3": 0.0, "FR4": 0.0, "FR5": 1.0}
    assert flips_behind(10, 0, rates, 2) is None  # FR4 of no flags cannot be printed
    assert flips_behind(10, 5, rates, 2) is None
