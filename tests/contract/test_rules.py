"""A rule that decides by group, as one file: in the run, its model, MLflow and the audit's page."""

import sys
from pathlib import Path
from shutil import copy

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.causal import TwinSettings
from fairlab.cli import main
from fairlab.commands.load_model import load_model
from fairlab.data import read_table
from fairlab.errors import RequestError, StoreError
from fairlab.experiment.design import Design
from fairlab.experiment.individual_audit import audit_people
from fairlab.experiment.inquiry import inquiry_of_test_set
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.mitigate import rules
from fairlab.record import Ledger, open_store
from fairlab.record.artifacts import run_tables
from tests.small import small_credit

RULE = '''
"""The same share flagged in every group."""

import pandas as pd
from sklearn.base import BaseEstimator


class SameShare(BaseEstimator):
    """Flag the highest scores of each group."""

    on, needs = "validation", ()

    def __init__(self, attribute="sex", share=0.2):
        self.attribute = attribute
        self.share = share

    @property
    def columns(self):
        return (self.attribute,)

    def fit(self, y, score, frame=None, reference=None):
        groups = pd.Series(score).groupby(frame[self.attribute].astype(str).to_numpy())
        self.thresholds_ = groups.quantile(1 - self.share).to_dict()
        return self

    def decide(self, score, frame=None):
        mine = frame[self.attribute].astype(str).map(self.thresholds_)
        return score >= mine.to_numpy()

    def to_dict(self):
        return {**self.get_params(), "thresholds_": self.thresholds_}

    @classmethod
    def from_dict(cls, state):
        made = cls(state["attribute"], state["share"])
        made.thresholds_ = state["thresholds_"]
        return made
'''
MODULE = f"{rules.__name__}.same_share"
OWN = ("--data", "small.csv", "--target", "bad", "--sensitive", "sex,age")
OWN += ("--audit-only", "sex", "--ignore", "id")
TREES = HistGradientBoostingClassifier(max_iter=10)
FOLDS = Design(folds=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rules")


@pytest.fixture(scope="module")
def rule(folder):
    """The class, for as long as these tests last."""
    (folder / "same_share.py").write_text(RULE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "__path__", [*rules.__path__, str(folder)])
        yield rules.rule_class("SameShare")
    sys.modules.pop(MODULE, None)
    vars(rules).pop("same_share", None)


@pytest.fixture(scope="module")
def data(folder):
    small_credit().frame.to_csv(folder / "small.csv", index=False)
    roles = {"target": "bad", "sensitive": ("sex", "age"), "audit_only": ("sex",)}
    return read_table(folder / "small.csv", ignore=("id",), **roles)


@pytest.fixture(scope="module")
def store(folder, template_store):
    copy(template_store, folder)
    return open_store(f"sqlite:///{folder}/mlflow.db")


@pytest.fixture(scope="module")
def recorded(rule, data, store):
    """The run, as MLflow has it, and the folder of its model there."""
    (spec,) = plan([Strategy("by_group", TREES, rule=rule())], data, [0], FOLDS)
    assert run_missing([spec], data, Ledger(store, "small")) == []
    run = store.client.get_run(Ledger(store, "small").finished()[spec.key])
    (made,) = run.outputs.model_outputs
    place = store.client.get_logged_model(made.model_id).artifact_location
    return run, Path(place.removeprefix("file://"))


def test_its_column_is_a_parameter_and_another_column_is_another_run(rule, data):
    specs = [plan([Strategy("s", TREES, rule=rule(name))], data, [0])[0] for name in ("sex", "age")]
    assert [spec.params["rule.columns"] for spec in specs] == ["sex", "age"]
    assert specs[0].key != specs[1].key
    assert specs[0].params["rule__share"] == 0.2


def test_a_run_is_recorded_with_it(recorded, store, data):
    run, _ = recorded
    assert run.data.params["rule"] == "SameShare"
    assert run.data.params["rule.columns"] == "sex"
    assert "model/threshold" not in run.data.metrics
    people = run_tables(store, run.info.run_id)["predictions"]
    people["sex"] = data.frame["sex"].to_numpy()
    assert all(has_one_threshold(group) for _, group in people.groupby(["fold", "sex"]))
    assert not all(has_one_threshold(fold) for _, fold in people.groupby("fold"))


def has_one_threshold(people):
    flagged = people["flagged"]
    return people["score"][flagged].min() > people["score"][~flagged].max()


def test_mlflow_asks_for_its_column_and_decides_as_the_run_did(recorded, store, data, monkeypatch):
    from mlflow.exceptions import MlflowException
    from mlflow.models import Model
    from mlflow.pyfunc import load_model

    run, place = recorded
    asked = [column.name for column in Model.load(str(place)).signature.inputs]
    assert asked == [*data.features, "sex"]
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store.uri)
    said = load_model(str(place)).predict(data.frame)
    tables = run_tables(store, run.info.run_id)
    np.testing.assert_array_equal(said["flagged"], tables["predictions"]["flagged"])
    with pytest.raises(MlflowException, match=r"missing inputs \['sex'\]"):
        load_model(str(place)).predict(data.X)


def test_the_page_of_an_audit_says_so(recorded, folder, monkeypatch, capsys):
    run, _ = recorded
    monkeypatch.chdir(folder)
    typed = ["fairlab", "audit", run.info.run_id, *OWN, "--output", "page.html"]
    monkeypatch.setattr(sys, "argv", typed)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0, capsys.readouterr().err
    assert "The decision needs the score and <code>sex</code>." in Path("page.html").read_text()


def test_whoever_asks_the_model_is_told_that_it_reads_the_column(recorded, store, data):
    run, _ = recorded
    asked = load_model(run.info.run_id, "1", lambda: store)
    assert asked.name == f"run {run.info.run_id[:8]}, fold 1 of 2"
    assert asked.columns == (*data.features, "sex")
    people = data.frame.head(50)
    other = people.assign(sex=people["sex"].astype(str).map({"f": "m", "m": "f"}))
    assert (asked.predict(people)["flagged"] != asked.predict(other)["flagged"]).any()


def test_people_are_asked_about_with_the_column_that_it_looks_at(recorded, store, data):
    run, _ = recorded
    fitted = read_strategy(store, run.info.run_id).folds[0]
    quick = TwinSettings(mode="none", replicates=0, draws=1)
    parts = FOLDS.split(data, 0)
    (audit,) = audit_people(inquiry_of_test_set(fitted, parts), ["sex"], quick)
    changed = audit.rates[audit.rates["rate"] == "FR1"]["value"]
    assert changed.max() > 0
    without = pd.DataFrame(parts.test.frame).drop(columns="sex")
    with pytest.raises(KeyError):
        fitted.predict(without)


def test_a_column_that_is_not_there_is_refused_before_training(rule, data):
    with pytest.raises(RequestError, match="decides by 'sx', which the table lacks"):
        Strategy("by_group", TREES, rule=rule("sx")).check(data.split(0).train)


def test_without_its_file_the_model_is_refused_in_words(recorded, store, monkeypatch):
    run, _ = recorded
    monkeypatch.setattr(rules, "__path__", list(rules.__path__)[:-1])
    with pytest.raises(StoreError, match="no decision rule 'SameShare'") as told:
        read_strategy(store, run.info.run_id)
    assert len(str(told.value).splitlines()) <= 3


def test_a_rule_of_a_script_keeps_no_model_and_says_why(rule, data, store):
    class Local(rule):
        """Is no file of the folder."""

    Local.__module__, Local.__qualname__ = __name__, "Local"
    globals()["Local"] = Local
    try:
        (spec,) = plan([Strategy("local", TREES, rule=Local())], data, [0], FOLDS)
        run_missing([spec], data, Ledger(store, "small"))
    finally:
        del globals()["Local"]
    run = store.client.get_run(Ledger(store, "small").finished()[spec.key])
    assert "no decision rule 'Local'" in run.data.tags["fairlab.without_model"]
    assert not run.outputs.model_outputs
