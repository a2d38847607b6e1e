"""The variance of finite test sets by the names of metrics, over the seeds of a strategy."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups
from fairlab.audit.metric_variance import variance_of_metrics
from fairlab.audit.sampling_variance import variance_of_performance


def seed_tables(seed: int, groups: list[str], rows: int = 800) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    y = (rng.random(rows) < 0.3).astype(int)
    score = rng.random(rows) * 0.5 + 0.3 * y
    frame = pd.DataFrame({"y": y, "score": score, "flagged": score > 0.4})
    group = pd.DataFrame({"income (EUR)": pd.Categorical(rng.choice(groups, rows), groups)})
    return {"predictions": frame, "groups": audit_groups(y, frame["flagged"], group)}


def test_figures_have_the_names_that_runs_give_them_and_are_means_over_seeds():
    tables = [seed_tables(seed, ["<= 3", "> 3"]) for seed in range(3)]
    found = variance_of_metrics(tables)
    each = [variance_of_performance(one["predictions"])["auc"] for one in tables]
    assert found["test/auc"] == pytest.approx(np.mean(each))
    assert found["fair.income _EUR_/recall_parity"] > 0


def counted(seed: int) -> dict[str, pd.DataFrame]:
    """The tables of a seed with the counts of two equal groups alone: recall .5 of 60 each."""
    hits = np.random.default_rng(seed).binomial(60, 0.5, 2)
    rows = [{"measure": "recall", "group": g, "hits": h} for g, h in zip("ab", hits, strict=True)]
    rows += [{"measure": "fpr", "group": g, "hits": 20} for g in "ab"]
    audit = pd.DataFrame(rows).assign(attribute="sex", kind="group", size=60)
    return {"predictions": SMALL, "groups": audit}


SMALL = pd.DataFrame({"y": [0, 1] * 20, "score": [0.2, 0.6] * 20, "flagged": [0, 1] * 20})


@pytest.mark.slow
def test_a_gap_of_equal_groups_varies_as_much_as_it_does_over_test_parts():
    tables = [counted(seed) for seed in range(40)]
    recall = [one["groups"]["hits"].to_numpy()[:2] / 60 for one in tables]
    seen = np.var([1 - rates.min() / rates.max() for rates in recall], ddof=1)
    of_all, name = variance_of_metrics(tables), "fair.sex/recall_parity"
    assert of_all[name] == pytest.approx(seen, rel=0.5)
    alone = [variance_of_metrics([one])[name] for one in tables[:10]]
    assert np.mean(alone) > 1.2 * of_all[name]


def test_cuts_may_move_and_groups_may_be_missing():
    moved = [seed_tables(0, ["<= 3", "> 3"]), seed_tables(1, ["<= 4", "> 4"])]
    same = [seed_tables(0, ["<= 3", "> 3"]), seed_tables(1, ["<= 3", "> 3"])]
    pd.testing.assert_series_equal(variance_of_metrics(moved), variance_of_metrics(same))
    fewer = [seed_tables(0, ["a", "b", "c"]), seed_tables(1, ["a", "b"])]
    assert variance_of_metrics(fewer)["fair.income _EUR_/recall_parity"] > 0
