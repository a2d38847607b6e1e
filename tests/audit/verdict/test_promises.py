"""What the verdicts promise, in worlds whose truth is known."""

import numpy as np
import pytest
from scipy.stats import binom

from fairlab.audit import verdicts
from tests.audit.verdict.worlds import audit_of, drawn

pytestmark = pytest.mark.slow

ROWS = [600, 1400]
BASE_RATES = [0.2, 0.1]
WORLDS = 80
# False alarms in 5 % of worlds leave more than this many in one run of a hundred.
MOST = binom.ppf(0.99, WORLDS, 0.05)


@pytest.fixture(scope="module")
def equal_worlds():
    """Three attributes with unequal base rates and sizes, and equal recall and precision."""
    rng = np.random.default_rng(7)
    return [
        verdicts(
            audit_of(**{name: drawn(rng, ROWS, BASE_RATES, [0.4] * 2, [0.5] * 2) for name in "abc"})
        )
        for _ in range(WORLDS)
    ]


def test_without_a_difference_hardly_a_world_has_a_significant_attribute(equal_worlds):
    assert sum((told["verdict"] == "significant").any() for told in equal_worlds) <= MOST


def test_without_a_difference_hardly_a_world_has_a_limited_one(equal_worlds):
    alarms = (told["verdict"].isin(["significant", "limited"]) for told in equal_worlds)
    assert sum(alarm.any() for alarm in alarms) <= MOST


def test_such_worlds_can_be_told(equal_worlds):
    assert np.mean([(told["verdict"] == "none").mean() for told in equal_worlds]) > 0.9


def test_a_strong_difference_is_found_and_hardly_another():
    rng = np.random.default_rng(8)
    found, others = 0, 0
    for _ in range(25):
        unequal = drawn(rng, ROWS, BASE_RATES, [0.7, 0.3], [0.5, 0.5])
        equal = drawn(rng, ROWS, BASE_RATES, [0.4, 0.4], [0.5, 0.5])
        told = verdicts(audit_of(unequal=unequal, equal=equal)).set_index("attribute")
        found += told.loc["unequal", ["verdict", "against"]].tolist() == ["significant", "group0"]
        others += told.loc["equal", "verdict"] == "significant"
    assert found == 25
    assert others <= binom.ppf(0.99, 25, 0.05)


def test_twelve_bad_events_are_never_called_none():
    rng = np.random.default_rng(9)
    for _ in range(10):
        small = drawn(rng, [800, 8000], [0.015, 0.03], [0.08, 0.08], [0.4, 0.4])
        (told,) = verdicts(audit_of(small=small)).to_dict("records")
        assert told["verdict"] != "none"
        if told["verdict"] == "cannot be told":
            assert "bad events in group0" in told["because"]
