"""Wrong flags are shared alike, without the attribute, where features tell the group."""

import json

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import MetaFair
from fairlab.mitigate.rules import read_rule, write_rule

FEATURES = ("height", "shop")


def people(rows=8000, seed=0, levels="fm", lift=1.0):
    """The later the level, the farther the risks are apart, so that high ones are higher."""
    rng = np.random.default_rng(seed)
    sex = rng.choice(list(levels), rows)
    order = pd.Index(list(levels)).get_indexer(sex)
    frame = pd.DataFrame({"sex": sex, "height": 2.0 * order + rng.normal(size=rows)})
    frame["shop"] = pd.Categorical(np.where(rng.random(rows) < 0.8, sex, "other"))
    frame.loc[rng.random(rows) < 0.1, "height"] = np.nan
    score = 1 / (1 + np.exp(1.2 - (0.5 + lift * order) * rng.normal(size=rows)))
    return (rng.random(rows) < score).astype(int), score, frame


def gap(rule, y, score, frame):
    flagged = rule.decide(score, frame[list(rule.columns)])
    return np.ptp(pd.Series(y[flagged]).groupby(frame["sex"].to_numpy()[flagged]).mean())


@pytest.mark.parametrize(("levels", "lift"), [("fm", 1.0), ("fmx", 0.6)])
def test_the_gap_is_narrowed_on_people_it_has_not_seen(levels, lift):
    learned, unseen = (people(seed=seed, levels=levels, lift=lift) for seed in (0, 1))
    one = MetaFair(0.3).fit(*learned)
    own = MetaFair(0.3, sensitive="sex", features=FEATURES).fit(*learned)
    assert own.columns == FEATURES
    assert own.training_columns == ("sex",)
    before, after = (gap(rule, *unseen) for rule in (one, own))
    assert before > 0.15
    assert after < before / 2


def test_without_a_gap_or_features_it_is_one_cut():
    for lift, features in ((0, FEATURES), (1, ())):
        y, score, frame = people(lift=lift)
        rule = MetaFair(0.3, sensitive="sex", features=features).fit(y, score, frame)
        assert (rule.prices_, rule.level_) == ({}, 1.0)
        np.testing.assert_array_equal(rule.decide(score, frame), score >= rule.common_cut_)


def test_new_levels_and_missing_values_are_decided_about_after_json_too():
    y, score, frame = people()
    rule = MetaFair(0.3, sensitive="sex", features=FEATURES).fit(y, score, frame)
    assert rule.prices_["sex"]["sex=f"] > 0
    read = read_rule(json.loads(json.dumps(write_rule(rule))))
    for rows in (frame, frame.assign(shop="never seen", height=np.nan)):
        np.testing.assert_array_equal(read.decide(score, rows), rule.decide(score, rows))
