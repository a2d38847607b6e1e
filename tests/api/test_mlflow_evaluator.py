"""The evaluator within MLflow's own evaluation."""

import shutil
import tomllib
from importlib import import_module
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import pytest
from fairlearn.metrics import MetricFrame, selection_rate
from sklearn.linear_model import LogisticRegression

import fairlab
from fairlab.api.mlflow_evaluator import Evaluator
from fairlab.errors import DataError

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.slow]  # warnings are MLflow's own
ROWS = 300
_RNG = np.random.default_rng(3)
SEX, RISK = np.resize([0, 1], ROWS), _RNG.random(ROWS)
FRAME = pd.DataFrame({"sex": SEX, "risk": RISK, "y": (_RNG.random(ROWS) < RISK).astype(int)})
CONFIG = {"groups": ["sex"]}


@pytest.fixture
def evaluate(template_store, tmp_path):
    from mlflow.models.evaluation.evaluator_registry import _model_evaluation_registry as registry

    registry.register("fairlab", Evaluator)
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(f"sqlite:///{shutil.copy(template_store, tmp_path / 'runs.db')}")
    mlflow.create_experiment("own", (tmp_path / "artifacts").as_uri())
    mlflow.set_experiment("own")

    def run(*model, config=CONFIG, **asked):
        with mlflow.start_run() as run:
            found = mlflow.models.evaluate(
                *model, targets="y", model_type="classifier", evaluators=["fairlab"],
                evaluator_config={"fairlab": config}, **asked,
            )  # fmt: skip
        return found, mlflow.get_run(run.info.run_id)

    yield run
    mlflow.set_tracking_uri(before)


def flagged_above(frame):
    return (frame["risk"] > 0.6).astype(int)


def test_a_function_is_audited_and_logged_as_fairlearn_measures_it(evaluate):
    found, run = evaluate(flagged_above, data=FRAME)
    flagged = flagged_above(FRAME)
    by_sex = MetricFrame(
        metrics=selection_rate, y_true=FRAME["y"], y_pred=1 - flagged, sensitive_features=SEX
    )
    assert run.data.metrics == found.metrics
    assert found.metrics["fair.sex/adverse_impact_ratio"] == pytest.approx(by_sex.ratio())
    ours = fairlab.audit(y=FRAME["y"], decision=flagged, groups=FRAME[["sex"]])
    with mlflow.start_run() as own:
        ours.log_to_mlflow()
    assert mlflow.get_run(own.info.run_id).data.metrics == found.metrics
    page = mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/fairlab/page.html")
    assert "evaluation" in page


def test_predictions_that_are_there_are_audited(evaluate):
    data = FRAME.assign(said=flagged_above(FRAME))
    found, _ = evaluate(data=data, predictions="said")
    assert found.metrics == evaluate(flagged_above, data=FRAME)[0].metrics


def test_a_classifier_of_mlflow_tells_scores_too(evaluate, tmp_path):
    X = FRAME[["sex", "risk"]]
    model = LogisticRegression().fit(X, FRAME["y"])
    mlflow.sklearn.save_model(
        model, tmp_path / "model", pip_requirements=[], serialization_format="cloudpickle"
    )
    found, _ = evaluate(str(tmp_path / "model"), data=FRAME)
    ours = fairlab.audit(
        y=FRAME["y"], decision=model.predict(X), score=model.predict_proba(X)[:, 1],
        groups=FRAME[["sex"]],
    )  # fmt: skip
    auc = ours.comparison.levels.set_index("metric")["estimate"]["auc"]
    assert found.metrics["test/auc"] == pytest.approx(auc)


def test_a_group_that_is_no_column_is_told(evaluate):
    with pytest.raises(DataError, match="'sex'"):
        evaluate(flagged_above, data=FRAME, config={"groups": ["sexx"]})


def test_it_evaluates_classifiers_with_groups_alone():
    assert Evaluator.can_evaluate(model_type="classifier", evaluator_config=CONFIG)
    assert not Evaluator.can_evaluate(model_type="regressor", evaluator_config=CONFIG)
    assert not Evaluator.can_evaluate(model_type="classifier", evaluator_config={})


def test_the_package_names_it_to_mlflow():
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    module, _, name = project["entry-points"]["mlflow.model_evaluator"]["fairlab"].partition(":")
    assert getattr(import_module(module), name) is Evaluator
