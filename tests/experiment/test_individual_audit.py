"""People asked about one by one, as part of a run."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.causal import TwinSettings
from fairlab.causal.effects import WITHHELD
from fairlab.causal.learning import check_questions
from fairlab.engines.joblib import Local
from fairlab.errors import RequestError
from fairlab.experiment.asked_people import ASKED
from fairlab.experiment.design import Design
from fairlab.experiment.individual_audit import (
    audit_people,
    individual_metrics,
    individual_notes,
)
from fairlab.experiment.inquiry import importance_of, inquiry_of_run, inquiry_of_test_set
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.record import Ledger
from tests.small import small_credit

pytestmark = pytest.mark.slow

MODEL = TunedXGB(trials=1, trees=40, params={"learning_rate": 0.3})
STRATEGY = Strategy("baseline", MODEL)
QUICK = TwinSettings(replicates=0, draws=2)


@pytest.fixture(scope="module")
def parts():
    return small_credit().split(0)


@pytest.fixture(scope="module")
def fitted(parts):
    return STRATEGY.fit(parts, seed=0)


def test_a_run_without_it_keeps_its_key_and_one_with_it_has_its_own():
    data = small_credit()
    [plain], [asked] = (plan([STRATEGY], data, [0], individual=how) for how in (None, QUICK))
    assert not any("individual" in name for name in plain.settings)
    assert asked.settings["individual__draws"] == 2
    assert plain.key != asked.key
    [other] = plan([STRATEGY], data, [0], individual=replace(QUICK, draws=3))
    assert other.key != asked.key


def test_a_run_with_it_has_a_table_and_two_metrics_per_attribute(store):
    data, seen = small_credit(), []
    (spec,) = plan([STRATEGY], data, [0], Design(folds=2), individual=QUICK)
    ledger = Ledger(store, "small")
    run_missing([spec], data, ledger, Local(), lambda _, result: seen.append(result.metrics))
    told = {name for name in seen[-1] if "/fr5" in name}
    assert told == {f"fair.{a}/fr5{end}" for a in data.sensitive for end in ("", "_none")}
    (run_id,) = ledger.finished().values()
    tables = {file.path for file in store.client.list_artifacts(run_id, "tables")}
    assert "tables/individual.json" in tables
    assert not (ledger.work_dir(spec.key) / ASKED).exists()
    # Its models, read for the question, are named by the hashes that they were recorded with.
    models = read_strategy(store, run_id).folds
    assert len(models) == 2
    # Everybody is asked about once, by the model that has not seen the person.
    known = ledger.tables(spec.key)
    assert set(known["individual"].groupby("attribute")["people"].first()) == {data.rows}
    assert set(known["individual"]["twins"]) <= {"alike", "open"}
    asked = inquiry_of_run(models, data, spec.design, spec.seed)
    mixed = asked.people.frame.sample(frac=0.5, random_state=0)
    assert (asked.decide(mixed) == known["predictions"]["flagged"][mixed.index]).all()
    assert set(asked.importance(0).index) == set(data.features)


def test_progress_counts_bootstrap_samples_and_attributes(parts, fitted):
    seen = []
    how = TwinSettings(replicates=2, draws=1, rows=50, second=None)
    asked = inquiry_of_test_set(fitted, parts)
    audits = audit_people(asked, ["sex", "age"], how, lambda *told: seen.append(told))
    assert [audit.graph.attribute for audit in audits] == ["sex", "age"]
    assert [told[1:] for told in seen] == [(done, 10) for done in range(10)]
    assert seen[7][0] == "age (2 of 2): bootstrap sample 1 of 2"


def test_a_model_that_reads_other_columns_is_told(parts, fitted):
    other = replace(fitted, features=(*fitted.features, "wage"))
    with pytest.raises(RequestError, match="1 column that the data lack, such as 'wage'"):
        inquiry_of_test_set(other, parts)


def test_an_attribute_of_one_level_is_refused_before_anything_is_trained():
    data = small_credit()
    part = np.where((data.frame["sex"] == "f") & (data.frame.index % 4 > 0), "train", "test")
    apart = replace(data, frame=data.frame.assign(part=part), part="part")
    with pytest.raises(RequestError, match="'sex' has one level only"):
        check_questions(apart.split(0).train, ["age", "sex"], QUICK)


def test_columns_of_one_category_are_one_feature_of_any_model(parts, fitted):
    one_hot = STRATEGY.with_settings(model__encoding="onehot").fit(parts, seed=0)
    forest = Strategy("forest", HistGradientBoostingClassifier(max_iter=5)).fit(parts, seed=0)
    for each in (fitted, one_hot, forest):
        found = importance_of(each, parts.train, seed=0)
        assert set(found.index) == set(fitted.features)
        assert found.abs().max() > 0


def test_a_figure_that_no_group_has_is_undefined_and_says_why():
    rates = pd.DataFrame({"attribute": "sex", "rate": ["FR1", "FR5"], "none": [0.5, 0.5]})
    rates = rates.assign(value=[0.5, np.nan])
    assert np.isnan(individual_metrics(rates)["fair.sex/fr5"])
    assert individual_notes(rates) == {"fair.sex/fr5": "no twin is flagged in any group"}
    assert individual_notes(rates.assign(value=np.nan)) == {"fair.sex/fr5": WITHHELD}
    beside = individual_notes(rates.assign(value=0.5, none=np.nan))
    assert beside == {"fair.sex/fr5_none": WITHHELD}
    assert individual_metrics(pd.DataFrame()) == {}
