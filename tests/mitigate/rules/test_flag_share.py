import numpy as np
import pytest

from fairlab.errors import DataError
from fairlab.mitigate import FlagShare

Y = np.zeros(8, int)
SCORE = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2])


@pytest.mark.parametrize(
    ("share", "flagged"), [(0.01, 1), (0.125, 1), (0.24, 2), (0.5, 4), (0.99, 8)]
)
def test_the_share_is_flagged_and_somebody_always_is(share, flagged):
    cut = FlagShare(share).fit(Y, np.random.default_rng(0).permutation(SCORE)).threshold_
    assert (cut <= SCORE).sum() == flagged


@pytest.mark.parametrize(("share", "flagged"), [(0.25, 1), (0.5, 1), (0.6, 5), (0.99, 8)])
def test_of_tied_scores_none_are_flagged_where_all_would_be_more_than_the_share(share, flagged):
    tied = np.array([0.9, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1])
    assert FlagShare(share).fit(Y, tied).decide(tied).sum() == flagged


def test_of_people_with_one_score_nobody_is_flagged():
    alike = np.full(8, 0.5)
    assert not FlagShare(0.3).fit(Y, alike).decide(alike).any()


def test_a_missing_score_is_refused_in_words():
    with pytest.raises(DataError, match=r"1 of 8 scores are missing \(first in row 2\)"):
        FlagShare(0.5).fit(Y, np.where(SCORE == 0.7, np.nan, SCORE))


@pytest.mark.parametrize("share", [0, 1, -0.1, "half"])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="'share' parameter of FlagShare must be a float in"):
        FlagShare(share).fit(Y, SCORE)


def test_it_needs_no_other_strategy_and_looks_at_no_label():
    assert FlagShare().needs == FlagShare().columns == ()
    one, other = (FlagShare(0.3).fit(y, SCORE) for y in (Y, 1 - Y))
    assert one.threshold_ == other.threshold_
