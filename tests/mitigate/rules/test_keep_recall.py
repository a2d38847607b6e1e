import numpy as np
import pytest

from fairlab.errors import DataError, RequestError
from fairlab.mitigate import KeepRecall

Y = np.array([1, 0, 1, 0, 1, 1, 0, 0])
SCORE = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2])


def choose(rule, y, score, recall):
    return rule.fit(y, score, reference={rule.strategy: {"recall": recall}}).threshold_


@pytest.mark.parametrize(
    ("recall", "threshold"),
    [(0.25, 0.9), (0.26, 0.7), (0.5, 0.7), (0.75, 0.5), (0.76, 0.4), (1.0, 0.4)],
)
def test_the_highest_threshold_that_reaches_the_recall(recall, threshold):
    assert choose(KeepRecall(), Y, SCORE, recall) == threshold


def test_tied_scores_are_flagged_together():
    threshold = choose(KeepRecall(), [1, 1, 1, 0], [0.5, 0.5, 0.5, 0.5], 1 / 3)
    assert threshold == 0.5


def test_a_recall_that_is_a_quotient_asks_for_no_row_too_many():
    y, score = np.ones(1105, int), np.linspace(1, 0, 1105)
    for caught in range(1, 1106):
        assert choose(KeepRecall(), y, score, caught / 1105) == score[caught - 1]


def test_the_recall_of_a_part_of_another_size_is_reached_not_missed():
    threshold = choose(KeepRecall(), Y, SCORE, 83 / 221)
    assert (SCORE[Y == 1] >= threshold).mean() == 0.5


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_for_a_recall_of_zero_nothing_is_flagged_and_the_threshold_can_be_recorded(kind):
    score = SCORE.astype(kind)
    threshold = choose(KeepRecall(), Y, score, 0.0)
    assert np.isfinite(threshold)
    assert not (score.astype(float) >= threshold).any()


def test_what_cannot_be_chosen_from_is_refused_in_words():
    with pytest.raises(DataError, match=r"2 of 8 scores are missing \(first in row 1\)"):
        choose(KeepRecall(), Y, np.where(np.isin(SCORE, [0.8, 0.3]), np.nan, SCORE), 0.5)
    with pytest.raises(DataError, match="None of the 8 rows is positive"):
        choose(KeepRecall(), np.zeros(8), SCORE, 0.5)
    for recall in (np.nan, -0.1, 1.01):
        with pytest.raises(RequestError, match="0 <= recall <= 1"):
            choose(KeepRecall(), Y, SCORE, recall)


def test_the_part_that_it_is_fitted_on_is_a_setting():
    assert KeepRecall().on == "validation"
    with pytest.raises(ValueError, match="'on' parameter of KeepRecall must be a str among"):
        choose(KeepRecall(on="train"), Y, SCORE, 0.5)


def test_it_needs_the_run_of_the_strategy_whose_recall_it_keeps():
    assert KeepRecall().needs == ("baseline",)
    assert KeepRecall("auprc").needs == ("auprc",)


@pytest.mark.parametrize(
    ("y", "score", "recall", "words"),
    [
        (
            [1, 0],
            [0.5, np.nan],
            0.5,
            "1 of 2 scores are missing (first in row 1).\n"
            "No threshold can be chosen: look at what the model predicts for these rows.",
        ),
        (
            [0, 0],
            [0.5, 0.6],
            0.5,
            "None of the 2 rows is positive, so that no threshold has a recall.\n"
            "Choose the threshold on rows with both labels.",
        ),
        ([1, 0], [0.5, 0.6], 1.5, "`0 <= recall <= 1` must hold, but got recall=1.5."),
    ],
)
def test_what_is_wrong_and_what_to_do_are_said_together(y, score, recall, words):
    with pytest.raises((DataError, RequestError)) as caught:
        choose(KeepRecall(), y, score, recall)
    assert str(caught.value) == words


def test_it_goes_by_the_baseline_and_by_rows_that_are_not_judged():
    assert KeepRecall().get_params() == {"strategy": "baseline", "on": "validation"}
    with pytest.raises(ValueError, match="'strategy' parameter of KeepRecall must be"):
        choose(KeepRecall(strategy=1), Y, SCORE, 0.5)


def test_for_a_recall_of_zero_the_threshold_is_the_very_next_number():
    assert choose(KeepRecall(), Y, SCORE, 0.0) == np.nextafter(0.9, 1)


def test_a_share_of_a_billionth_of_a_row_is_rounding_and_more_is_a_row():
    y, score = np.ones(10, int), np.arange(10)[::-1] / 10
    assert choose(KeepRecall(), y, score, 0.2 + 5e-11) == 0.8
    assert choose(KeepRecall(), y, score, 0.2 + 5e-10) == 0.7


@pytest.mark.parametrize("dtype", [int, np.float32, float])
def test_a_recall_of_zero_flags_nobody_whatever_the_scores_are_held_in(dtype):
    score = np.array([1, 0], dtype=dtype)
    rule = KeepRecall("baseline").fit([1, 0], score, reference={"baseline": {"recall": 0.0}})
    assert not rule.decide(score).any()
