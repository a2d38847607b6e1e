"""What the registry tells of a figure by its name in the record."""

import pytest

from fairlab.audit import registry
from fairlab.audit.metric_types import LENDING, STUDY
from fairlab.audit.registry import all_metrics, find_metric, is_gateable, sign_of_better


@pytest.mark.parametrize("name", ["test/auc", "valid/auc"])
def test_accuracy_is_found_in_either_part(name):
    assert find_metric(name).name == "auc"


@pytest.mark.parametrize("name", ["fair.a b.c/recall_parity", "valid/fair.sex/recall_parity"])
def test_a_group_metric_is_found_under_any_attribute(name):
    assert find_metric(name).name == "recall_parity"


@pytest.mark.parametrize(
    "name", ["fair.sex/auc", "test/recall_parity", "fair.sex/recall_floor_95", "time/fit_s", "seed"]
)
def test_what_is_no_metric_is_none_and_has_no_direction(name):
    assert find_metric(name) is None
    assert is_gateable(name)
    with pytest.raises(LookupError, match="no metric"):
        sign_of_better(name)


def test_families_stand_one_after_the_other_and_the_study_is_what_it_was():
    families = [metric.family for metric in all_metrics()]
    assert families == sorted(families, key=("study", "lending", "exploratory").index)
    study = {metric.name for metric in all_metrics() if metric.family == STUDY and metric.compared}
    accuracy = {"auc", "auprc", "gmean", "f1", "mcc", "recall", "precision"}
    assert study == accuracy | {"recall_parity", "precision_parity"}
    lending = {one.name for one in all_metrics() if one.family == LENDING and one.compared}
    assert lending == {"selection_rate_difference", "adverse_impact_ratio"}


def test_files_are_looked_through_once(monkeypatch):
    all_metrics()
    monkeypatch.setattr(registry, "import_module", None)
    assert all_metrics()
