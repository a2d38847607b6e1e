"""Margins by what is compared."""

import pytest

from fairlab.audit.margins import Margins


@pytest.mark.parametrize(
    ("metric", "overall", "margin"),
    [("recall", False, 0.1), ("rank", False, 0.1), ("auc", True, 0.02), ("recall", True, 0.05)],
)
def test_each_kind_has_its_own(metric, overall, margin):
    assert Margins().of(metric, overall) == margin


def test_a_ratio_is_as_far_from_one_either_way():
    assert Margins(ratio=0.5).of("selection_rate", overall=False) == pytest.approx(0.693, abs=1e-3)


@pytest.mark.parametrize("given", [{"ratio": 1.2}, {"gap": 0}, {"auc": -0.1}, {"accuracy": 0}])
def test_margins_leave_room(given):
    with pytest.raises(ValueError, match="must be a number above 0"):
        Margins(**given)
