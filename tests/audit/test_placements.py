"""Placements of bad events, against all pairs."""

import numpy as np

from fairlab.audit.influence import influence_on_auc
from fairlab.audit.placements import Placements
from fairlab.audit.sorted_folds import sorted_folds

RNG = np.random.default_rng(0)
Y = (RNG.random(120) < 0.4).astype(int)
SCORE = np.round(RNG.normal(size=120) + Y, 1)
FOLD = np.arange(120) % 3
FOLD[:4] = -1
MEMBER = np.array([RNG.random(120) < 0.5, np.ones(120, bool)])


def placements(y, score, fold, *about):
    return Placements(y, score, sorted_folds(score[None], fold[None])[0], *about)


def slow(group: np.ndarray) -> np.ndarray:
    """Compare every bad event with every good one of its fold."""
    made = np.zeros(len(Y))
    for i in np.flatnonzero((Y == 1) & group & (FOLD >= 0)):
        good = np.flatnonzero((Y == 0) & (FOLD[i] == FOLD))
        won = (SCORE[i] > SCORE[good]) + 0.5 * (SCORE[i] == SCORE[good])
        made[i] = won.mean()
        made[good] += (won - won.mean()) / len(good)
    return made


def test_they_are_those_of_all_pairs():
    placed = placements(Y, SCORE, FOLD, MEMBER)
    found = np.hstack([placed.influence(slice(0, 50)), placed.influence(slice(50, 120))])
    np.testing.assert_allclose(found, [slow(group) for group in MEMBER], atol=1e-12)


def test_in_one_fold_they_are_delongs_components():
    placed = placements(Y, SCORE, np.zeros(120, int), MEMBER[1:])
    found = placed.influence(slice(0, 120))[0]
    chance = found.sum() / Y.sum()
    np.testing.assert_allclose((found - chance * Y) / Y.sum(), influence_on_auc(Y, SCORE))


def test_a_fold_without_good_events_places_none():
    fold = np.where((Y == 1) & (np.cumsum(Y) <= 3), 1, 0)
    placed = placements(Y, SCORE, fold, MEMBER)
    assert not placed.defined
    assert np.isfinite(placed.influence(slice(0, 120))).all()
    assert placements(Y, SCORE, FOLD, MEMBER).defined
    assert not placements(np.ones(120), SCORE, fold, MEMBER).influence(slice(0, 120)).any()


def test_a_weight_counts_as_so_many_rows():
    weight = RNG.integers(1, 4, 120)
    rows = np.repeat(np.arange(120), weight)
    weighted = placements(Y, SCORE, FOLD, MEMBER, weight.astype(float)).influence(slice(0, 120))
    repeated = placements(Y[rows], SCORE[rows], FOLD[rows], MEMBER[:, rows])
    found = repeated.influence(slice(0, len(rows)))
    expected = [np.bincount(rows, one, 120) for one in found]
    np.testing.assert_allclose(weighted, expected, atol=1e-12)
