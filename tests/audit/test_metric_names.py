"""A run's metrics stay few, whatever is audited, and what is compared is among them."""

import pytest
from sklearn.dummy import DummyClassifier

from fairlab.audit.metric_names import split_details
from fairlab.data import telecom
from fairlab.experiment.design import Design
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy

MOST = 55


@pytest.fixture(scope="module")
def figures():
    guess = Strategy("guess", DummyClassifier(strategy="stratified"))
    data = telecom(rows=5_000, seed=1)
    assert len(data.sensitive) == 9
    return run(data, RunSpec(guess, data.identity, seed=0, design=Design(folds=2))).metrics


@pytest.mark.slow
def test_nine_attributes_make_few_metrics_and_nothing_is_lost(figures):
    metrics, details = split_details(figures)
    assert len(metrics) == 15 + 4 * 9 <= MOST
    assert len(details) == 5 + 7 * 9  # of accuracy, and of each attribute
    assert metrics | details == figures


@pytest.mark.slow
def test_what_strategies_are_compared_by_is_a_metric(figures):
    metrics, _ = split_details(figures)
    for name in ("test/auprc", "valid/recall", "model/threshold", "fair.gender/recall_parity"):
        assert name in metrics
