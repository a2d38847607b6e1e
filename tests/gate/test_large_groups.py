"""Fairness without small groups: measured anew from counts, and told who is left out."""

import json

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_counts
from fairlab.audit.metric_names import fairness_metrics
from fairlab.data.words import Words
from fairlab.gate.large_groups import has_small, of_large_groups

CELLS = {"tn": [300, 300, 40], "fp": [10, 10, 9], "fn": [40, 50, 0], "tp": [60, 50, 7]}
COUNTS = {"region": pd.DataFrame(CELLS, index=["north", "south", "island"])}
PARITY = "fair.region/precision_parity"


@pytest.fixture
def run():
    audit = audit_counts(COUNTS)
    figures = fairness_metrics(audit) | {"test/recall": 0.5, "fair.other/recall_parity": 0.1}
    about = {"run_id": "r", "seed": 0, "undefined": json.dumps({"test/auc": "no scores"})}
    return pd.DataFrame([about | figures]), {"groups": audit, "folds": pd.DataFrame()}


def test_their_rates_are_in_no_metric_and_the_others_are_as_if_they_were_not_there(run):
    runs, tables = run
    made, large, told = of_large_groups(runs, lambda run_id: tables, 57, Words({"region": "Part"}))
    alone = audit_counts({"region": COUNTS["region"].iloc[:2]})
    assert made[PARITY][0] == fairness_metrics(alone)[PARITY] < runs[PARITY][0]
    assert set(large("r")["groups"]["group"].dropna()) == {"north", "south"}
    assert large("r").keys() == tables.keys()
    assert (made["test/recall"][0], made["fair.other/recall_parity"][0]) == (0.5, 0.1)
    assert told == (
        "Of fewer than 57 people, and in no limit: island of Part (56 people, 7 bad events)."
    )


def test_leaving_out_is_advised_where_it_changes_a_metric_and_two_groups_stay(run):
    groups = run[1]["groups"]
    assert has_small(groups, [PARITY])
    assert not has_small(groups, ["fair.other/recall_parity", "test/auc"])
    assert not has_small(groups, [PARITY], 56)
    assert not has_small(groups, [PARITY], 411)


def test_where_all_are_large_nothing_changes_and_where_one_is_there_is_nothing_to_compare(run):
    runs, tables = run
    made, _, told = of_large_groups(runs, lambda run_id: tables, 56)
    assert (made[PARITY][0], told) == (runs[PARITY][0], "")
    made, _, _ = of_large_groups(runs, lambda run_id: tables, 415)
    assert np.isnan(made[PARITY][0])
    notes = json.loads(made["undefined"][0])
    assert notes["test/auc"] == "no scores"
    assert notes[PARITY] == "fewer than two groups to compare"
