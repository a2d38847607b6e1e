"""A run on data with people who were turned away says how its models rank all people."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.experiment.design import Design
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import SelfLabelling
from tests.small import small_credit

pytestmark = pytest.mark.slow

STRATEGY = Strategy("labelling", TunedXGB(trials=0, trees=10), SelfLabelling(stop_early=False))


@pytest.fixture(scope="module")
def data():
    whole = small_credit()
    accepted = whole.frame["income"].fillna(0) > 12_000
    return replace(
        whole, frame=whole.frame[accepted], unlabelled=whole.frame[~accepted].drop(columns="bad")
    )


def test_a_run_says_how_all_people_are_ranked_and_decides_about_the_labelled_alone(data):
    found = run(data, RunSpec(STRATEGY, data.identity, 0, Design(folds=2)))
    for name in ("auc", "auprc"):
        low, mean, high = (found.metrics[f"bayes/{name}{end}"] for end in ("_low", "", "_high"))
        assert 0 < low < mean < high < 1
    assert found.predictions["row"].tolist() == [*range(data.rows)]
    again = run(data, RunSpec(STRATEGY, data.identity, 0, Design(folds=2)))
    assert again.metrics["bayes/auc"] == found.metrics["bayes/auc"]
    np.testing.assert_array_equal(again.predictions["score"], found.predictions["score"])


def test_without_such_rows_nothing_is_said(data):
    full = replace(data, unlabelled=None)
    found = run(full, RunSpec(STRATEGY, full.identity, 0, Design(folds=2)))
    assert not [name for name in found.metrics if name.startswith("bayes/")]
