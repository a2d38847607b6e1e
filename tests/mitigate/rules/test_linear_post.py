"""Fair cuts without the attribute: the gap is nearly closed where features tell the group."""

import json

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import LinearPost
from fairlab.mitigate.fair_prices import fair_prices
from fairlab.mitigate.feature_bins import FeatureBins
from fairlab.mitigate.rules import OutOfFoldScores, read_rule, write_rule

FEATURES = ("height", "shop")


def people(rows=6000, seed=0, levels="fm", lift=1.2):
    rng = np.random.default_rng(seed)
    sex = rng.choice(list(levels), rows)
    order = pd.Index(list(levels)).get_indexer(sex)
    frame = pd.DataFrame({"sex": sex, "height": 2.0 * order + rng.normal(size=rows)})
    frame["shop"] = pd.Categorical(np.where(rng.random(rows) < 0.8, sex, "other"))
    frame.loc[rng.random(rows) < 0.1, "height"] = np.nan
    score = 1 / (1 + np.exp(2.5 - lift * order - 1.2 * rng.normal(size=rows)))
    return (rng.random(rows) < score).astype(int), score, frame


def gap(rule, y, score, frame):
    counted = (y == 1) | (rule.criterion == "demographic_parity")
    flagged = pd.Series(rule.decide(score, frame[list(rule.columns)])[counted])
    return np.ptp(flagged.groupby(frame["sex"].to_numpy()[counted]).mean())


@pytest.mark.parametrize("levels", ["fm", "fmx"])
@pytest.mark.parametrize("criterion", ["equal_opportunity", "demographic_parity"])
def test_the_gap_is_narrowed_on_people_it_has_not_seen(levels, criterion):
    unseen = people(seed=1, levels=levels)
    one = LinearPost(0.15, criterion).fit(*people(levels=levels))
    own = LinearPost(0.15, criterion, sensitive="sex", features=FEATURES)
    own.fit(*people(levels=levels))
    assert own.columns == FEATURES
    assert own.training_columns == ("sex",)
    before, after = (gap(rule, *unseen) for rule in (one, own))
    assert before > 0.15
    assert after < before / 3


def test_without_a_gap_or_features_it_is_one_cut():
    for lift, features in ((0, FEATURES), (1.2, ())):
        y, score, frame = people(lift=lift)
        rule = LinearPost(0.15, sensitive="sex", features=features).fit(y, score, frame)
        assert rule.prices_ == {}
        np.testing.assert_array_equal(rule.decide(score, frame), score >= rule.common_cut_)


@pytest.mark.slow
def test_new_levels_and_missing_values_are_decided_about_after_json_too():
    y, score, frame = people()
    half = slice(0, 3000), slice(3000, None)
    rest = OutOfFoldScores(pd.Series(y[half[1]]), score[half[1]], frame[half[1]])
    rule = LinearPost(0.15, sensitive="sex", features=FEATURES)
    rule.fit(y[half[0]], score[half[0]], frame[half[0]], out_of_fold=rest)
    again = LinearPost(0.15, sensitive="sex", features=FEATURES).fit(y, score, frame)
    assert write_rule(rule) == write_rule(again), "the same bits"
    read = read_rule(json.loads(json.dumps(write_rule(rule))))
    odd = frame.assign(shop="never seen", height=np.nan)
    for rows in (frame, odd, frame.astype({"shop": object})):
        np.testing.assert_array_equal(read.decide(score, rows), rule.decide(score, rows))


def test_levels_that_a_reader_has_made_numbers_of_are_the_same():
    codes = pd.DataFrame({"code": pd.Categorical([1, 2] * 30)})
    bins = FeatureBins.learn(codes)
    assert bins.levels == {"code": ["1", "2"]}
    for rows in (codes, codes.astype({"code": float}), codes.astype({"code": str})):
        np.testing.assert_array_equal(bins.of(rows).indices, [1, 2] * 30)


def test_prices_keep_every_limit_of_two_attributes_at_once():
    rng = np.random.default_rng(0)
    sex, old = rng.random((2, 3000)) < 0.5
    score = np.clip(0.2 * sex + 0.1 * old + 0.6 * rng.random(3000), 0, 1)
    likely = {("sex", "f"): 1.0 - sex, ("sex", "m"): 1.0 * sex}
    likely |= {("age", "young"): 1.0 - old, ("age", "old"): 1.0 * old}
    prices = fair_prices(score, np.ones(3000), likely, 0.3, 0.02)
    owed = sum(prices[group] * of for group, of in likely.items())
    flagged = score - owed >= np.quantile(score - owed, 0.7)
    for group in (sex, old):
        assert abs(flagged[group].mean() - flagged[~group].mean()) < 0.03
