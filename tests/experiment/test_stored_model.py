"""What a run leaves behind: a model that anyone with MLflow can use, and no person's row."""

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.data import Dataset
from fairlab.experiment.design import Design
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.stored_model import typical_row
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.mitigate import CutAt
from fairlab.mitigate.rules.single_threshold import SingleThreshold
from fairlab.record import Ledger
from tests.small import small_credit

FOLDS = Design(folds=2)


def credit_with_codes() -> Dataset:
    """The small table with categories of whole numbers, as in the Taiwan data, and a flag."""
    small = small_credit()
    frame = small.frame.assign(
        sex=small.frame["sex"].map({"f": 2, "m": 1}).astype("category"),
        home=small.frame["home"].astype("category"),
        branch=small.frame["id"] % 5 > 2,
        word=np.where(small.frame["id"] % 7 == 0, None, small.frame["home"]),
    )
    return Dataset("small", frame, target="bad", sensitive=("sex", "age"), ignore=("id",))


@pytest.fixture
def recorded(store, tmp_path, monkeypatch) -> tuple[Path, pd.DataFrame, Dataset]:
    """One recorded run: its model in the store, its predictions, and its data."""
    data = credit_with_codes()
    (spec,) = plan([Strategy("tiny", TunedXGB(trials=1, trees=10))], data, [0], FOLDS)
    ledger = Ledger(store, "small")
    assert run_missing([spec], data, ledger) == []
    run_id = ledger.finished()[spec.key]
    made = store.client.get_run(run_id).outputs.model_outputs[0].model_id
    place = store.client.get_logged_model(made).artifact_location.removeprefix("file://")
    found = store.client.download_artifacts(run_id, "predictions.parquet", str(tmp_path))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store.uri)
    return Path(place), pd.read_parquet(found), data


def through_csv(X: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(X.to_csv(index=False)))


def as_strangers_have_it(X: pd.DataFrame) -> pd.DataFrame:
    return X.astype({"age": float, "home": object})[X.columns[::-1]].assign(further=1)


@pytest.mark.slow
def test_mlflow_scores_a_table_in_any_form_as_it_was_scored(recorded):
    from mlflow.pyfunc import load_model

    place, predictions, data = recorded
    model, X = load_model(str(place)), data.X
    assert predictions["fold"].nunique() == 2
    assert X["income"].isna().any()
    assert X["sex"].dtype == "category"
    for form in (X, through_csv(X), as_strangers_have_it(X), X.iloc[:1]):
        said = model.predict(form)
        rows = predictions.iloc[: len(form)]
        np.testing.assert_array_equal(said["score"], rows["score"])
        np.testing.assert_array_equal(said["flagged"], rows["flagged"])
    assert predictions["score"].nunique() > 10


@pytest.mark.slow
def test_the_example_in_the_record_is_no_persons(recorded):
    from mlflow.models import Model

    place, _, data = recorded
    example = Model.load(str(place)).load_input_example(str(place))
    rows = data.X
    assert list(example) == list(rows)
    same = rows.astype(object) == typical_row(rows).astype(object).iloc[0]
    assert not same.all(axis=1).any()


def kept(rule) -> tuple[object, str]:
    """What a run keeps of a model that any format keeps, with a rule."""
    small = small_credit()
    frame = small.frame[["age", "sex", "bad"]]
    data = Dataset("small", frame, target="bad", sensitive=("sex",), audit_only=("sex",))
    strategy = Strategy("tree", DecisionTreeClassifier(max_depth=3), rule=rule)
    found = run(data, RunSpec(strategy, data.identity, 0, FOLDS))
    return found.model, found.without_model


@pytest.mark.slow
def test_a_rule_of_a_script_with_the_name_of_a_rule_is_not_taken_for_it():
    class Below(SingleThreshold):
        def choose(self, y, score, reference):
            return 0.3

        def decide(self, score, frame=None):
            return score < self.threshold_

    for name in ("CutAt", "Cutat"):
        Below.__name__ = name
        model, why = kept(Below())
        assert model is None
        assert "one of a script cannot" in why
    assert kept(CutAt(0.3))[1] == ""


def test_a_rule_that_decides_otherwise_once_it_is_read_again_is_not_kept(monkeypatch):
    monkeypatch.setattr(CutAt, "to_dict", lambda self: {"threshold": 0.0})
    model, why = kept(CutAt(0.3))
    assert model is None
    assert re.match(r"CutAt decides otherwise once it is stored .*\(\d+ of 300 rows\)", why)


def test_a_typical_row_keeps_every_dtype():
    X = pd.DataFrame(
        {
            "whole": [1, 2, 3, 4],
            "small": np.array([1, 2, 3, 4], "uint8"),
            "missing": pd.array([1, 2, 3, None], "Int64"),
            "nothing": pd.array([None] * 4, "Int64"),
            "real": [0.5, 1.5, np.nan, np.nan],
            "flag": [True, True, False, True],
            "code": pd.Categorical([1, 2, 2, None]),
            "word": ["a", "b", "b", None],
        }
    )
    row = typical_row(X)
    assert row.dtypes.to_dict() == X.dtypes.to_dict()
    expected = [2, 2, 2, 0.5, True, 2, "b"]
    assert row.drop(columns="nothing").iloc[0].tolist() == expected
    assert row["nothing"].isna().all()
