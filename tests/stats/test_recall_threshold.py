"""The highest threshold that catches a share of the bad events, and no lower one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlab.stats.recall_threshold import recall_threshold

SCORES = st.lists(st.integers(0, 9), min_size=2, max_size=30)


@given(SCORES, st.integers(1, 30), st.floats(0, 1), st.booleans())
def test_it_catches_enough_and_the_next_higher_score_would_not(scores, bad, recall, weighed):
    score = np.array(scores, float)
    is_bad = np.arange(len(score)) < bad
    weight = score + 1 if weighed else np.ones(len(score))
    found = recall_threshold(score, is_bad, recall, weight if weighed else None)

    def caught(cut):
        return np.average(score[is_bad] >= cut, weights=weight[is_bad])

    assert caught(found) >= recall - 1e-9
    higher = score[is_bad & (score > found)]
    assert not len(higher) or caught(higher.min()) < recall


def test_of_no_recall_nobody_is_flagged():
    score = np.array([0.2, 0.9])
    assert recall_threshold(score, np.array([True, False]), 0) == pytest.approx(0.9)
    assert recall_threshold(score, np.array([True, False]), 0) > 0.9
