"""What bands say, and that they hold what they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN, UNDEFINED, answers, people_needed

finite = st.floats(-2, 2)


def one(low: float, high: float, margin: float = 0.1) -> str:
    return answers(np.array([low]), np.array([high]), np.array([margin]))[0]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.11, 0.3, BEYOND),
        (-0.3, -0.11, BEYOND),
        (0.1, 0.3, DIFFERS),
        (-0.3, -0.01, DIFFERS),
        (-0.05, 0.05, ALIKE),
        (0.02, 0.09, ALIKE),
        (0.0, 0.0, ALIKE),
        (-0.1, 0.05, OPEN),
        (-0.05, 0.22, OPEN),
        (0.0, 0.2, OPEN),
        (np.nan, np.nan, UNDEFINED),
    ],
)
def test_each_band_has_one_answer(low, high, said):
    assert one(low, high) == said


@given(middle=finite, half=st.floats(0, 1), margin=st.floats(0.01, 1))
def test_answers_turn_with_the_sign(middle, half, margin):
    low, high = middle - half, middle + half
    assert one(low, high, margin) == one(-high, -low, margin)


@given(middle=finite, margin=st.floats(0.01, 1), share=st.floats(0, 0.99))
def test_half_of_a_margin_answers_any_difference(middle, margin, share):
    half = margin / 2 * share
    assert one(middle - half, middle + half, margin) != OPEN


def test_people_needed_quadruple_where_the_width_is_to_halve():
    found = people_needed(500, np.array([0.2, 0.1, np.nan]), np.array([0.1, 0.2, 0.1]))
    np.testing.assert_array_equal(found, [2000, 500, np.nan])
