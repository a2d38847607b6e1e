"""What runs lack is recomputed as it would have been recorded, and nothing else is touched."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups, performance
from fairlab.audit.metric_names import fairness_metrics
from fairlab.compare.backfill import UNRECORDED, backfill, complete_audit
from fairlab.record import Ledger, Store
from fairlab.record.artifacts import run_tables

ROOT = Path(__file__).parents[2]
LENDING = ["adverse_impact_ratio", "selection_rate_difference"]


def recorded(attributes, seed):
    rng = np.random.default_rng(seed)
    part = pd.DataFrame({"y": rng.integers(2, size=300), "score": rng.random(300)})
    part["flagged"] = part["score"] > 0.7
    groups = pd.DataFrame({name: rng.choice(list("abc"), 300) for name in attributes})
    audit = audit_groups(part["y"], part["flagged"], groups)
    values = performance(part["y"], part["score"], part["flagged"])
    figures = {f"test/{name}": value for name, value in values.items()} | fairness_metrics(audit)
    return figures, {"groups": audit, "predictions": part}


def older(*runs):
    """A table of runs from which the figures of lending are taken away, and their tables."""
    made = [recorded(attributes, seed) for seed, attributes in enumerate(runs)]
    rows = [
        {"run_id": str(seed), "seed": seed, "undefined": ""}
        | {name: value for name, value in figures.items() if not any(m in name for m in LENDING)}
        for seed, (figures, _) in enumerate(made)
    ]
    whole = pd.DataFrame([figures for figures, _ in made])
    return pd.DataFrame(rows), lambda run_id: made[int(run_id)][1], whole


def test_it_is_what_would_have_been_recorded():
    runs, tables, whole = older(["sex"], ["sex"])
    found, _ = backfill(runs, tables)
    pd.testing.assert_frame_equal(found[list(whole)], whole)
    assert "fair.sex/adverse_impact_ratio" not in runs, "the table that was given stays as it is"


def test_an_attribute_that_a_run_did_not_audit_is_none_that_it_lacks():
    runs, tables, _ = older(["sex", "age"], ["sex"])
    found, _ = backfill(runs, tables)
    assert found["fair.age/adverse_impact_ratio"].isna().tolist() == [False, True]
    assert found["undefined"].tolist() == ["", ""]


def test_only_the_runs_that_lack_something_are_read():
    runs, tables, whole = older(["sex"], ["sex"])
    found, _ = backfill(runs, tables)
    half = pd.concat([found.iloc[:1], runs.iloc[1:]])
    read = []
    again, _ = backfill(half, lambda run_id: read.append(run_id) or tables(run_id))
    assert read == ["1"]
    pd.testing.assert_frame_equal(again[list(whole)], whole)


def test_what_a_run_calls_undefined_is_not_asked_for_again():
    runs, _, _ = older(["sex"])
    note = {f"fair.sex/{name}": "nothing flagged" for name in LENDING}
    found, _ = backfill(runs.assign(undefined=json.dumps(note)), None)
    assert json.loads(found["undefined"].iloc[0]) == note


def test_a_run_without_counts_says_so():
    runs, tables, _ = older(["sex"])
    found, unread = backfill(runs, lambda run_id: {"predictions": tables(run_id)["predictions"]})
    note = json.loads(found["undefined"].iloc[0])
    assert note == {f"fair.sex/{name}": UNRECORDED for name in LENDING}
    assert unread == {}


def test_scores_of_folds_are_never_pooled():
    rng, fold = np.random.default_rng(0), np.repeat([0, 1, 2], 100)
    y = rng.integers(2, size=300)
    part = pd.DataFrame({"fold": fold, "y": y, "score": rng.random(300) + y + 9 * fold})
    part["flagged"] = part["score"] > 1
    runs = pd.DataFrame({"run_id": ["r"], "seed": [0], "undefined": [""], "test/recall": [0.5]})
    found, _ = backfill(runs, lambda run_id: {"predictions": part})
    each = [performance(own["y"], own["score"], own["flagged"]) for _, own in part.groupby("fold")]
    for name in ("auc", "auprc", "brier"):
        expected = np.mean([one[name] for one in each])
        assert found[f"test/{name}"].iloc[0] == pytest.approx(expected)
    pooled = performance(part["y"], part["score"], part["flagged"])
    assert pooled["auc"] < found["test/auc"].iloc[0] - 0.2
    assert found["test/precision"].iloc[0] == pytest.approx(pooled["precision"])


@pytest.fixture
def old_runs(monkeypatch):
    monkeypatch.chdir(ROOT / "tests")  # the artifacts are found from here
    return Ledger(Store(f"sqlite:///{ROOT}/tests/store_of_0_1_0/mlflow.db"), "loans")


def test_runs_of_0_1_0_gain_the_measures_of_lending(old_runs):
    runs = old_runs.table()
    found, unread = backfill(runs, lambda run_id: run_tables(old_runs.store, run_id))
    assert unread == {}
    made = found[[f"fair.Gender/{name}" for name in LENDING]]
    assert made.notna().all().all()
    pd.testing.assert_frame_equal(found[list(runs)], runs)


def test_an_audit_that_is_made_anew_has_the_figures_that_were_recorded(old_runs):
    run = old_runs.table().iloc[0]
    old = run_tables(old_runs.store, run["run_id"])
    new = complete_audit(old, run["seed"])["groups"]
    assert "adverse_impact_ratio" in set(new["measure"])
    key = ["attribute", "kind", "measure", "group"]
    study = ["precision", "recall", "precision_parity", "recall_parity"]
    figures = ["value", "gap", "low", "high", "p", "p_holm", "p_bh", "floor_95", "hits", "size"]
    ours, theirs = (
        frame[frame["measure"].isin(study)].set_index(key).sort_index()[figures].astype(float)
        for frame in (new, old["groups"])
    )
    pd.testing.assert_frame_equal(ours, theirs, check_index_type=False)
    assert complete_audit({"groups": new}, 0)["groups"] is new
