"""A rule whose posteriors read the features is fitted with the attribute, and deployed without."""

from shutil import copy

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

import fairlab
from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan
from fairlab.mitigate import LinearPost
from tests.small import small_credit

TREES = HistGradientBoostingClassifier(max_iter=10)
LINEAR = Strategy("linear", TREES, rule=LinearPost(0.2, gate=1.0))


@pytest.fixture(scope="module")
def model(tmp_path_factory, template_store):
    store = copy(template_store, tmp_path_factory.mktemp("features"))
    return fairlab.fit(LINEAR, small_credit(), str(store), design=Design(folds=2), audit=True)


def test_it_is_filled_in_with_the_features_but_for_the_attributes():
    rule = LINEAR.ready("rule", small_credit(), seed=0, threads=1)
    assert rule.columns == ("income", "home")
    assert rule.training_columns == ("sex", "age")
    used = attribute_use(LINEAR, small_credit())
    assert (used.deciding, used.training) == ((), ("sex", "age"))


@pytest.mark.slow
def test_it_is_deployed_without_the_attribute_that_the_model_does_not_read(model):
    rule = model.fitted.rule
    assert set(rule.prices_) == {"sex", "age"}
    assert set(model.columns) == {"age", "income", "home"}
    people = small_credit(seed=1).frame
    flagged = model.decide(people.drop(columns=["sex", "bad"]))
    assert 0 < flagged.mean() < 0.5
    np.testing.assert_array_equal(flagged, model.decide(people))


def test_the_run_says_that_it_reads_the_features():
    params = plan([LINEAR], small_credit(), [0])[0].params
    assert params["rule.reads"] == "features"
    assert "rule.columns" not in params
