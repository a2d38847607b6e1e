"""Limits on decisions that nobody recorded."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.source_groups import audit_source
from fairlab.audit.sources import AuditSource
from fairlab.errors import RequestError
from fairlab.gate.judge_source import judge_source


@pytest.fixture(scope="module")
def source():
    rng = np.random.default_rng(6)
    sex = pd.DataFrame({"sex": pd.Categorical(rng.choice(["f", "m"], 4000))})
    y = pd.Series((rng.random(4000) < 0.3).astype(float))
    score = pd.Series(rng.random(4000) / 2 + 0.4 * y + 0.1 * (sex["sex"] == "m"))
    other = pd.Series(rng.random(4000))
    rivals = {"coin": (other > 0.5, other)}
    return AuditSource("t", "", y, score > 0.5, sex, score, strategy="model", challengers=rivals)


def judged(source, most=(), least=()):
    return [one.verdict for one in judge_source(source, audit_source(source), most, least)]


def test_each_model_is_judged(source):
    assert judged(source, least=["test/auc=0.8"]) == ["kept", "broken"]
    assert judged(source, most=["fair.sex/selection_rate_difference=0.05"]) == ["broken", "kept"]


def test_without_labels_only_who_is_flagged_can_be_limited(source):
    blind = replace(source, y=None, challengers={})
    assert judged(blind, least=["fair.sex/adverse_impact_ratio=0.5"]) == ["kept"]
    with pytest.raises(RequestError, match="test/auc needs what happened"):
        judged(blind, least=["test/auc=0.8"])


def test_accuracy_is_judged_by_weights_and_groups_are_not(source):
    weighted = replace(source, weight=np.linspace(0.5, 1.5, 4000), challengers={})
    assert judged(weighted, least=["test/auc=0.8"]) == ["kept"]
    with pytest.raises(RequestError, match="Leave --weight out"):
        judged(weighted, most=["fair.sex/recall_parity=0.2"])
