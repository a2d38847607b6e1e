"""Risks that are wrong in a group at some level of the score are set right there, and no others."""

import numpy as np
import pandas as pd

from fairlab.mitigate import Multicalibrated


def people(rows=12_000, seed=0, wrong=0.2):
    """Of old women the high scores say too little, of young men too much; others are right."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"sex": rng.choice(["f", "m"], rows), "old": rng.random(rows) < 0.5})
    score = rng.uniform(0.05, 0.6, rows)
    high, woman = score > 0.3, (frame["sex"] == "f").to_numpy()
    shift = wrong * high * (1.0 * (woman & frame["old"]) - 1.0 * (~woman & ~frame["old"]))
    return (rng.random(rows) < score + shift).astype(int), score, frame


def errors(y, risk, frame, level):
    """By how much the mean risk of each crossing of groups is off, above a level of the score."""
    missing = pd.Series(y - risk)[level]
    return missing.groupby([frame["sex"][level], frame["old"][level]]).mean().abs()


def test_on_unseen_people_the_risk_is_right_in_every_crossing_at_a_high_score():
    rule = Multicalibrated(0.2, sensitive=("sex", "old")).fit(*people())
    y, score, frame = people(seed=1)
    corrected = rule.corrected(score, frame)
    assert errors(y, score, frame, score > 0.3).max() > 0.15
    assert errors(y, corrected, frame, score > 0.3).max() < 0.08
    assert errors(y, corrected, frame, score <= 0.3).max() < 0.08


def test_more_bad_events_are_caught_than_by_one_cut_of_the_same_share():
    y, score, frame = people(seed=1)
    one, own = (
        Multicalibrated(0.2, sensitive=of).fit(*people()).decide(score, frame)
        for of in (None, ("sex", "old"))
    )
    assert abs(own.mean() - one.mean()) < 0.02
    assert y[own].mean() > y[one].mean() + 0.05


def test_right_scores_stay_nearly_as_they_are():
    rule = Multicalibrated(0.2, sensitive=("sex", "old")).fit(*people(wrong=0))
    _, score, frame = people(seed=1)
    np.testing.assert_allclose(rule.corrected(score, frame), score, atol=0.03)


def test_without_attributes_it_is_one_cut():
    y, score, frame = people()
    rule = Multicalibrated(0.2).fit(y, score, frame)
    assert rule.trees_ == ""
    np.testing.assert_array_equal(rule.decide(score, frame), score >= rule.common_cut_)


def test_a_level_that_was_not_seen_is_decided_about():
    rule = Multicalibrated(0.2, sensitive=("sex", "old")).fit(*people())
    _, score, frame = people(seed=1)
    assert 0 < rule.decide(score, frame.assign(sex="x")).mean() < 1
