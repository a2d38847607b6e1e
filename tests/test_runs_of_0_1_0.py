"""What fairlab 0.1.0 recorded is read by every command, told from later runs, and kept apart."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

from fairlab.cli import fairlab
from fairlab.commands.recorded_run import data_of, find_run
from fairlab.data import loans
from fairlab.experiment.design import Design
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.record import Ledger, open_store
from fairlab.record.artifacts import run_tables

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "store_of_0_1_0"
NUMBERS = make_column_transformer(("passthrough", make_column_selector(dtype_include="number")))
TREE = make_pipeline(NUMBERS, DecisionTreeClassifier(max_depth=3))


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A copy of the store; its files are found from the folder above it."""
    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    monkeypatch.chdir(tmp_path)
    return open_store(f"sqlite:///{tmp_path / FOLDER.name}/mlflow.db", create=False)


def said(capsys, *typed):
    code = fairlab.main([*typed], standalone_mode=False)
    return code or 0, capsys.readouterr()


def test_compare_and_report_read_them_and_say_what_they_are(old, capsys):
    code, printed = said(capsys, "compare", "--store", old.uri)
    assert code == 0
    assert "these runs are of fairlab 0.1.0" in printed.err
    assert "means over 2 seeds" in printed.out
    assert "nothing is claimed" in printed.out
    assert "differs" not in printed.out
    code, _ = said(capsys, "report", "--store", old.uri, "--output", "page.html")
    assert code == 0
    page = Path("page.html").read_text()
    assert "Adverse impact ratio" in page
    assert "Attribute by attribute" not in page, "of runs without people nothing is claimed"


def test_gate_judges_them_by_metrics_that_are_newer(old, capsys):
    limit = "fair.Gender/adverse_impact_ratio=0.1"
    code, printed = said(capsys, "gate", "--store", old.uri, "--min", limit)
    assert code != 1  # nobody is approved ten times less often
    assert printed.out.count("fair.Gender/adverse_impact_ratio of") == 4
    assert "undefined" not in printed.out


@pytest.mark.parametrize("strategy", ["baseline", "fair_smote"])
def test_their_models_score_and_decide_as_was_recorded(old, strategy):
    found = find_run(old, None, strategy, 0, "loans")
    test = found.split(data_of(found, {})).test
    score, flagged = read_strategy(old, found.run_id).predict(test.frame)
    recorded = run_tables(old, found.run_id)["predictions"]
    np.testing.assert_array_equal(score, recorded["score"])
    np.testing.assert_array_equal(flagged, recorded["flagged"])


def test_mlflow_loads_their_models_by_the_name_that_they_know(old):
    from fairlab.record.client import quiet

    with quiet():
        from mlflow.pyfunc import load_model

    run = find_run(old, None, "baseline", 0, "loans")
    made = old.client.get_run(run.run_id).outputs.model_outputs[0].model_id
    place = old.client.get_logged_model(made).artifact_location
    said = load_model(place).predict(loans().X)
    assert list(said) == ["score", "flagged"]


def test_they_are_never_gone_on_with_and_never_mixed_with_later_ones(old, capsys):
    ledger = Ledger(old, "loans")
    before = ledger.table()
    data = loans()
    specs = plan([Strategy("baseline", TREE)], data, [0, 1], Design(folds=2))
    assert run_missing(specs, data, ledger) == []
    assert len(ledger.table()) == len(before) + 2
    _, printed = said(capsys, "compare", "--store", old.uri)
    assert f"left out: {len(before)} runs of an older fairlab" in printed.err
    assert "where format=1" in printed.err
    _, printed = said(capsys, "compare", "--store", old.uri, "--where", "format=1")
    assert "fair_smote" in printed.out
