"""A budget is kept on new rows, whatever the scale of the scores of inner folds."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.dummy import DummyClassifier

from fairlab.data import Dataset
from fairlab.experiment.fitting import fit_rule
from fairlab.experiment.score_scale import on_scale_of
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import GroupThresholds, RejectOption

ERRORS = 5  # standard errors


def people(rows=4000):
    rng = np.random.default_rng(0)
    sex = rng.choice(["f", "m"], rows)
    score = np.clip(rng.beta(1, 8, rows) + 0.1 * (sex == "m"), 0, 1)
    bad = (rng.random(rows) < score).astype(int)
    table = pd.DataFrame({"sex": sex, "true_score": score, "bad": bad})
    return Dataset("people", table, "bad", sensitive=("sex",))


DATA = people()


@settings(max_examples=6, deadline=None)
@given(st.floats(0.2, 3), st.floats(0.05, 0.4), st.sampled_from([GroupThresholds, RejectOption]))
def test_the_share_is_flagged_though_inner_models_score_higher_or_lower(power, share, kind):
    parts = DATA.split(0)
    rows = {"train": parts.train, "validation": parts.validation, "test": parts.test}
    score = {name: part.frame["true_score"].to_numpy() for name, part in rows.items()}
    strategy = Strategy("s", DummyClassifier(), rule=kind(share))
    rule = fit_rule(strategy, parts, score, 0, {}, out_of_fold=score["train"] ** power)
    flagged = rule.decide(score["test"], parts.test.frame).mean()
    by_chance = 1 / parts.validation.rows + 1 / parts.test.rows
    error = sqrt(share * (1 - share) * by_chance)
    assert flagged == pytest.approx(share, abs=ERRORS * error)


def test_the_order_stays_and_so_do_ties():
    rng = np.random.default_rng(0)
    others = rng.integers(0, 40, 300).astype(float)
    moved = on_scale_of(rng.random(50), others)
    order = [np.argsort(one, kind="stable") for one in (moved, others)]
    np.testing.assert_array_equal(*order)
    assert len(np.unique(moved)) == len(np.unique(others))


def test_scores_of_one_scale_move_by_less_than_a_step_between_them():
    score = np.sort(np.random.default_rng(0).random(2000))
    assert np.abs(on_scale_of(score, score) - score).max() < 0.01
