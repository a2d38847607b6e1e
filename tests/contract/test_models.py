"""Any classifier is a full citizen: run, recorded, audited, loaded elsewhere, and in a report."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from _pytest.outcomes import Skipped

import fairlab
from fairlab.audit import audit_groups
from fairlab.cli import main
from fairlab.commands.recorded_decisions import decisions_of
from fairlab.commands.recorded_run import find_run
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.record import Ledger, open_store
from fairlab.record.artifacts import run_tables
from fairlab.record.laying_out import keyed
from fairlab.report.audit_page import audit_page, statements_about
from fairlab.report.pages import render
from fairlab.seeds import seed_for
from tests.contract.any_model import DATA, MODELS, SEED

PREDICT = """
import sys
from pathlib import Path
import pandas as pd
from fairlab.record.client import quiet
with quiet():
    import mlflow
    from mlflow.pyfunc import load_model
mlflow.set_tracking_uri(sys.argv[1])
rows = pd.read_parquet(sys.argv[2])
for place, answer in zip(sys.argv[3::2], sys.argv[4::2]):
    load_model(place).predict(rows).to_parquet(answer)
"""


@pytest.fixture(scope="module")
def strategies() -> list[Strategy]:
    """Those whose library is installed."""
    made = []
    for name, make in MODELS.items():
        try:
            made.append(Strategy(name, make()))
        except Skipped:
            continue
    return made


@pytest.fixture(scope="module")
def store(strategies, template_store, tmp_path_factory):
    """A store in which each of them has a run."""
    folder = tmp_path_factory.mktemp("models")
    shutil.copy(template_store, folder / "mlflow.db")
    opened = open_store(f"sqlite:///{folder}/mlflow.db")
    specs = plan(strategies, DATA, [SEED], Design(folds=2))
    failed = run_missing(specs, DATA, Ledger(opened, "small"))
    assert [f"{one.strategy}: {one.cause}" for one in failed] == []
    return opened


@pytest.fixture(scope="module")
def runs(store, strategies) -> dict[str, str]:
    """The id of each run."""
    table = Ledger(store, "small").table()
    found = dict(zip(table["strategy"], table["run_id"], strict=True))
    assert found.keys() == {strategy.name for strategy in strategies}
    return found


@pytest.fixture(scope="module")
def answers(store, runs, tmp_path_factory) -> dict[str, pd.DataFrame]:
    """What each says of everybody, in one process that has only MLflow and the store."""
    folder = tmp_path_factory.mktemp("answers")
    DATA.X.to_parquet(folder / "rows.parquet")
    words = []
    for name, run_id in runs.items():
        (made,) = store.client.get_run(run_id).outputs.model_outputs
        place = store.client.get_logged_model(made.model_id).artifact_location
        words += [place, str(folder / f"{name}.parquet")]
    command = [sys.executable, "-c", PREDICT, store.uri, str(folder / "rows.parquet"), *words]
    root = Path(fairlab.__file__).parents[1]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in runs}


def run_of(name: str, runs: dict[str, str]) -> str:
    if name not in runs:
        pytest.skip(f"the library of {name} is not installed")
    return runs[name]


@pytest.mark.parametrize("name", MODELS)
def test_it_is_recorded_with_all_that_a_run_has(name, store, runs):
    run = store.client.get_run(run_of(name, runs))
    assert "fairlab.without_model" not in run.data.tags
    assert 0.5 < run.data.metrics["test/auc"] <= 1
    tables = run_tables(store, runs[name])
    assert tables.keys() >= {"groups", "calibration", "importance", "predictions"}
    importance = tables["importance"]
    assert set(importance["feature"]) == set(DATA.features)
    assert set(importance["method"]) <= {"shap", "permutation"}
    assert importance["contribution"].abs().max() > 0
    assert run.data.params["rule"] == "CutAt"


@pytest.mark.parametrize("name", MODELS)
def test_an_audit_by_group_finds_what_the_run_found(name, store, runs):
    found = find_run(store, run_of(name, runs), None, None, None)
    source = decisions_of(store, found, DATA)
    groups = audit_groups(source.y, source.decision, source.groups, seed_for(SEED, "audit"))
    recorded = run_tables(store, runs[name])["groups"]
    pd.testing.assert_frame_equal(keyed(groups).astype(recorded.dtypes), recorded)
    assert f"audit of {name}, seed {SEED}" in source.title


def test_its_page_says_what_a_decision_needs(store, runs):
    source = decisions_of(store, find_run(store, runs["logistic"], None, None, None), DATA)
    groups = audit_groups(source.y, source.decision, source.groups)
    html = render(audit_page(source, statements_about(source), groups, ()))
    assert source.title in html
    assert "The decision needs the score alone." in html
    assert f"The bad event that is predicted: <code>{DATA.bad_event}</code>." in html


@pytest.mark.parametrize("name", MODELS)
def test_mlflow_gives_the_recorded_scores_and_decisions_in_a_fresh_process(
    name, store, runs, answers
):
    recorded = run_tables(store, run_of(name, runs))["predictions"]
    assert recorded["score"].nunique() > 10
    assert recorded["row"].tolist() == list(range(DATA.rows))
    assert answers[name]["score"].to_numpy().tobytes() == recorded["score"].to_numpy().tobytes()
    np.testing.assert_array_equal(answers[name]["flagged"], recorded["flagged"])


def test_all_of_them_stand_in_one_report(store, runs, tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.html"
    typed = ["fairlab", "report", "--store", store.uri, "--dataset", "small"]
    monkeypatch.setattr(sys, "argv", [*typed, "--output", str(page)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0, capsys.readouterr().err
    html = page.read_text()
    assert [name for name in runs if name not in html] == []
