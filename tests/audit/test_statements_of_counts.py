"""What counts alone say, in worlds whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from fairlab.audit.statements_of_counts import statements_of_counts
from fairlab.stats.answers import ALIKE, OPEN

RATES = ["recall", "precision"]
ROWS, BASE_RATES, WORLDS = [600, 1400], [0.2, 0.1], 50


def drawn(rng, rows, base_rates, recalls, precisions) -> pd.DataFrame:
    """Draw cells; Poisson counts, so that hits are binomial among bad events and among flags."""
    rows, base_rates, recalls, precisions = map(np.asarray, (rows, base_rates, recalls, precisions))
    expected = rows * base_rates * recalls
    caught = rng.poisson(expected)
    missed = rng.poisson(expected * (1 - recalls) / recalls)
    false = rng.poisson(expected * (1 - precisions) / precisions)
    clear = rows - caught - missed - false
    index = [f"group{place}" for place in range(len(rows))]
    return pd.DataFrame({"tn": clear, "fp": false, "fn": missed, "tp": caught}, index=index)


def differ(found: pd.DataFrame) -> pd.Series:
    return found["answer"].str.startswith("differs")


def test_values_are_those_of_the_counts():
    counts = pd.DataFrame(
        {"tn": [50, 60], "fp": [30, 40], "fn": [40, 35], "tp": [60, 65]}, list("fm")
    )
    recall, precision = statements_of_counts({"sex": counts}, RATES).to_dict("records")
    assert (recall["value_group"], recall["value_rest"]) == (0.6, 0.65)
    assert (precision["value_group"], precision["events_rest"]) == (60 / 90, 105)
    assert (recall["group"], recall["rest"]) == ("f", "m")


@pytest.mark.slow
def test_equal_groups_hardly_ever_differ():
    rng = np.random.default_rng(7)
    worlds = [
        statements_of_counts(
            {name: drawn(rng, ROWS, BASE_RATES, [0.4] * 2, [0.5] * 2) for name in "abc"}, RATES
        )
        for _ in range(WORLDS)
    ]
    assert sum(differ(found).any() for found in worlds) <= binom.ppf(0.99, WORLDS, 0.05)
    assert not any((found["answer"] == ALIKE).all() for found in worlds)


@pytest.mark.slow
def test_a_strong_difference_is_found():
    rng = np.random.default_rng(8)
    for _ in range(10):
        counts = drawn(rng, ROWS, BASE_RATES, [0.7, 0.3], [0.5, 0.5])
        assert differ(statements_of_counts({"unequal": counts}, RATES))[0]


@pytest.mark.slow
def test_twelve_bad_events_are_open_and_never_called_alike():
    rng, said = np.random.default_rng(9), []
    for _ in range(20):
        small = drawn(rng, [800, 8000], [0.015, 0.03], [0.08, 0.08], [0.4, 0.4])
        said += statements_of_counts({"small": small}, ["recall"])["answer"].tolist()
    assert ALIKE not in said
    assert said.count(OPEN) >= 20 - binom.ppf(0.99, 20, 0.05)
