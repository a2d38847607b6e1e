"""The interval of an accuracy metric, from the rows of one test set."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import performance
from fairlab.audit.registry import accuracy_metrics
from fairlab.gate import accuracy_interval as rows
from fairlab.gate.accuracy_interval import accuracy_interval

pytestmark = pytest.mark.slow

PROMISED = 0.93


def people(rng, rows, share=0.3):
    y = (rng.random(rows) < share).astype(int)
    score = np.round(1 / (1 + np.exp(-(y + rng.normal(size=rows) - 0.7))), 2)
    return pd.DataFrame({"y": y, "score": score, "flagged": score >= 0.5})


@pytest.mark.parametrize("metric", [one for one in accuracy_metrics() if one.weighted])
def test_with_equal_weights_it_is_the_metric_itself(metric):
    found = people(np.random.default_rng(0), 500)
    order = np.argsort(-found["score"].to_numpy(), kind="stable")
    y, score = found["y"].to_numpy()[order], found["score"].to_numpy()[order]
    seen = performance(found["y"], found["score"], found["flagged"])[metric.name]
    assert metric.weighted(y, score, np.ones(500)) == pytest.approx(seen, abs=1e-12)


def test_it_holds_what_was_seen_and_says_the_same_again():
    found = people(np.random.default_rng(0), 800)
    seen = performance(found["y"], found["score"], found["flagged"])
    for metric, value in seen.items():
        low, high = accuracy_interval(found, f"test/{metric}")
        assert low < value < high
        assert (low, high) == accuracy_interval(found, f"test/{metric}")


@pytest.mark.parametrize("metric", ["recall", "f1", "auc", "auprc"])
def test_it_covers_as_often_as_promised(metric, monkeypatch):
    monkeypatch.setattr(rows, "DRAWS", 200)
    many = people(np.random.default_rng(2), 400_000)
    truth = performance(many["y"], many["score"], many["flagged"])[metric]
    rng = np.random.default_rng(3)
    edges = [accuracy_interval(people(rng, 300), f"test/{metric}") for _ in range(100)]
    assert np.mean([low <= truth <= high for low, high in edges]) >= PROMISED


def test_scores_of_folds_are_never_pooled():
    found = people(np.random.default_rng(0), 400).assign(fold=np.arange(400) % 4)
    apart = found.assign(score=found["score"] + 9 * found["fold"])
    by_fold = accuracy_interval(found, "test/auc")
    assert accuracy_interval(apart, "test/auc") == pytest.approx(by_fold)
    pooled = accuracy_interval(apart.drop(columns="fold"), "test/auc")
    assert pooled[1] < by_fold[0]
    assert accuracy_interval(apart, "test/recall") == accuracy_interval(found, "test/recall")


def test_no_catch_among_few_positives_is_not_certain():
    none = pd.DataFrame({"y": [1] * 5 + [0] * 95, "score": 0.1, "flagged": False})
    low, high = accuracy_interval(none, "test/recall")
    assert low < 0.01
    assert high > 0.2


@pytest.mark.parametrize("name", ["valid/recall", "time/total_s", "test/unheard_of"])
def test_what_the_rows_do_not_tell_has_no_interval(name):
    assert accuracy_interval(people(np.random.default_rng(0), 50), name) is None
