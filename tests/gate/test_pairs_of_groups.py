"""Two groups or more against a limit: what is shown, and how seldom wrongly."""

import numpy as np
import pytest
from scipy.stats import binom, norm

from fairlab.gate import pairs_of_groups
from fairlab.gate.pairs_of_groups import hold_differences, hold_ratios
from fairlab.gate.verdicts import BROKEN, KEPT, UNTOLD
from fairlab.stats.exact_comparison import one_sided_p
from fairlab.stats.exact_tail import RATIO
from fairlab.stats.score_statistics import ratio_z


def ratios(hits, size, least=0.8):
    return hold_ratios(np.array(hits), np.array(size), least)


def test_every_pair_must_be_within_and_one_beyond_is_enough():
    assert ratios([200, 190, 195], [400] * 3).verdict == KEPT
    assert ratios([200, 190, 100], [400] * 3).verdict == BROKEN
    assert ratios([200, 190, 170], [400] * 3).verdict == UNTOLD


def test_of_many_groups_the_two_that_decide_speak():
    broken = ratios([200, 190, 100], [400] * 3)
    assert broken.pairs[broken.deciding].tolist() == [0, 2]
    open_ = ratios([200, 190, 170], [400] * 3)
    assert open_.pairs[open_.deciding].tolist() == [0, 2]


def test_with_many_events_it_is_two_score_tests():
    found = ratios([150, 190], [400, 500])
    z = ratio_z(150, 400, 190, 500, 0.8), ratio_z(190, 500, 150, 400, 0.8)
    assert found.p_beyond == pytest.approx([norm.sf(min(z))])


def test_with_few_events_it_is_exact():
    found = ratios([15, 190], [40, 500])
    assert found.p_beyond == pytest.approx([one_sided_p(RATIO, (15, 40, 190, 500), 0.8)])


def test_few_misses_are_few_events_too():
    found = ratios([385, 470], [400, 500], least=0.9)
    assert found.p_beyond != pytest.approx([norm.sf(ratio_z(470, 500, 385, 400, 0.9))], rel=1e-6)


def test_beyond_is_corrected_by_holm_over_pairs():
    two = ratios([45, 66], [100, 100])
    four = ratios([45, 66, 55, 55], [100] * 4)
    assert two.p_within.min() * 6 == pytest.approx(four.p_within.min())


def test_counts_that_are_no_whole_numbers_are_rounded_against_what_is_to_be_shown():
    found = ratios([14.6, 40.4], [30, 80])
    tables = (14, 30, 41, 80), (40, 80, 15, 30)
    least = [one_sided_p(RATIO, table, 0.8) for table in tables]
    assert found.p_beyond == pytest.approx([max(least)])


@pytest.mark.parametrize("hits", [[0, 0], [0, 3], [5, 9]])
def test_corners_have_an_answer(hits):
    for bound in (0.0, 0.5, 1.0):
        assert ratios(hits, [5, 9], bound).verdict in (KEPT, BROKEN, UNTOLD)
        assert hold_differences(np.array(hits), np.array([5, 9]), bound).verdict != BROKEN
    assert ratios([0, 0], [5, 9]).verdict == UNTOLD


def test_any_ratio_keeps_no_limit_at_all_and_no_ratio_is_shown_to_be_one():
    assert ratios([100, 300], [400, 400], 0.0).verdict == KEPT
    assert ratios([200, 200], [400, 400], 1.0).verdict == UNTOLD
    assert ratios([100, 300], [400, 400], 1.0).verdict == BROKEN


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "rate", "least"),
    [
        ((12, 60), 0.4, 0.8),
        ((40, 50), 0.5, 1.0),
        ((60, 60), 0.6, 0.5),
    ],
)
def test_at_the_limit_neither_is_said_in_more_than_one_of_twenty(size, rate, least):
    """By enumeration of every table, so that only the score test's own error is left: 0.3 %."""
    wrong = dict.fromkeys((KEPT, BROKEN, UNTOLD), 0.0)
    chances = [
        binom.pmf(range(n + 1), n, p) for n, p in zip(size, (rate * least, rate), strict=True)
    ]
    for hits in np.ndindex(size[0] + 1, size[1] + 1):
        chance = chances[0][hits[0]] * chances[1][hits[1]]
        if chance > 1e-5:
            wrong[ratios(hits, size, least).verdict] += chance
    assert wrong[KEPT] <= 0.053
    assert wrong[BROKEN] <= 0.053
    assert sum(wrong.values()) > 0.999


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.65, 0.9])
def test_what_is_shown_at_the_sizes_of_the_study(share):
    rng = np.random.default_rng(5)
    size = np.round(1105 * np.array([share, 1 - share])).astype(int)

    def verdicts(second, draws):
        hits = rng.binomial(size, [0.4, second], (draws, 2))
        found = [pairs_of_groups.hold_ratios(one, size, 0.8).verdict for one in hits]
        return {one: found.count(one) / draws for one in (KEPT, BROKEN)}

    assert verdicts(0.4, 200)[KEPT] >= {0.65: 0.4, 0.9: 0.1}[share]
    assert verdicts(0.2, 200)[BROKEN] >= {0.65: 0.9, 0.9: 0.8}[share]
