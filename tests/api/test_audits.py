"""What a notebook does with an audit: figures, limits, pages."""

import shutil

import mlflow
import numpy as np
import pandas as pd
import pytest

import fairlab
from fairlab.errors import RequestError
from fairlab.gate.verdicts import BROKEN, KEPT

ROWS = 400
SEX = {"sex": np.resize(["f", "m"], ROWS)}
FLAGGED = np.resize([1, 0, 1, 0, 0, 0], ROWS)
UNEQUAL = fairlab.audit(y=np.resize([1, 1, 0], ROWS), decision=FLAGGED, groups=SEX)


def test_limits_are_judged_as_of_a_file():
    found = UNEQUAL.gate(least={"fair.sex/adverse_impact_ratio": 0.8, "test/recall": 0.05})
    assert found["verdict"].tolist() == [BROKEN, KEPT]
    with pytest.raises(RequestError):
        UNEQUAL.gate()


@pytest.mark.parametrize(
    ("threshold", "told"),
    [(7, "Nobody is flagged by `score`: no"), (-1, "Everybody is flagged by `score`: every")],
)
def test_a_threshold_that_sets_nobody_apart_is_told_first(threshold, told):
    found = fairlab.audit(score=np.resize([0.2, 0.6], ROWS), groups=SEX, threshold=threshold)
    assert found.answer[0] == f"{told} score reaches the threshold."
    assert "is flagged by" not in " ".join(UNEQUAL.answer)


def test_gaps_are_drawn_one_row_per_attribute():
    for measure, none in (("recall", 0), ("selection_rate", 1)):
        (axes,) = UNEQUAL.figure(measure).axes
        assert [one.get_text() for one in axes.get_yticklabels()] == ["sex"]
        assert none in [line.get_xdata()[0] for line in axes.lines]
    assert "recall" in UNEQUAL.figure().axes[0].get_title("right")
    with pytest.raises(RequestError, match="selection_rate"):
        UNEQUAL.figure("selection_rat")


def test_a_notebook_and_the_page_show_the_answer(tmp_path):
    path = UNEQUAL.to_html(tmp_path / "page.html")
    page, shown = path.read_text(), UNEQUAL._repr_html_()
    for text in ("400 people", "1 is the bad event"):
        assert text in page
        assert text in shown
    assert isinstance(UNEQUAL.statements, pd.DataFrame)


@pytest.fixture
def own_store(template_store, tmp_path):
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(f"sqlite:///{shutil.copy(template_store, tmp_path / 'runs.db')}")
    mlflow.create_experiment("own", (tmp_path / "artifacts").as_uri())
    yield mlflow.set_experiment("own")
    mlflow.set_tracking_uri(before)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # MLflow's own
def test_an_audit_is_logged_into_the_active_run_or_one_of_its_own(own_store):
    alone = UNEQUAL.log_to_mlflow()
    with mlflow.start_run() as run:
        mlflow.log_metric("mine", 1)
        assert UNEQUAL.log_to_mlflow() == run.info.run_id
        assert mlflow.active_run().info.run_id == run.info.run_id
    own, shared = mlflow.get_run(alone), mlflow.get_run(run.info.run_id)
    assert shared.data.metrics == own.data.metrics | {"mine": 1}
    rates = UNEQUAL.groups.set_index(["kind", "measure"])["value"]
    ratio = rates["attribute", "adverse_impact_ratio"]
    assert own.data.metrics["fair.sex/adverse_impact_ratio"] == pytest.approx(ratio)
    assert own.info.status == shared.info.status == "FINISHED"
    assert mlflow.artifacts.load_text(f"runs:/{alone}/fairlab/page.html").startswith("<!")
