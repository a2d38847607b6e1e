"""The runs that are shipped: whole, finished, small, and free of any path of their making."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from fairlab.cli import main
from fairlab.commands.recorded_run import data_of, find_run
from fairlab.compare.select import refuse_mixture
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.record import Ledger, Store, open_store
from fairlab.record.artifacts import run_tables
from fairlab.record.example import check_example

FOLDER = Path(__file__).parents[1] / "mlruns_example"


def runs():
    return Ledger(Store(f"sqlite:///{FOLDER}/mlflow.db"), "telecom").table()


def test_it_can_be_opened_anywhere():
    assert check_example(FOLDER) == []


def test_it_is_four_strategies_with_two_seeds_of_one_setting_each():
    found = runs()
    refuse_mixture(found)
    seeds = found.groupby("strategy")["seed"].agg(tuple).to_dict()
    names = ("auprc", "baseline", "fair_smote", "reweighing")
    assert seeds == dict.fromkeys(names, (0, 1))


def test_it_is_small():
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file())
    assert size < 15_000_000


def parts(block):
    """Take a shown answer apart: sentences, and rows of tables; "(and so on)" is left out."""
    head, sentences, *tables = block.split("\n\n")
    rows = [line for table in tables for line in table.splitlines()]
    told = [head, *re.split(r"\n(?=- )", sentences), *rows]
    return [" ".join(part.split()) for part in told if not re.match(r" ?\(", part)]


@pytest.mark.slow
def test_the_pages_show_what_it_prints(tmp_path, monkeypatch, capsys):
    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    store = f"sqlite:///{FOLDER.name}/mlflow.db"
    monkeypatch.setattr(
        "sys.argv", ["fairlab", "compare", "--dataset", "telecom", "--store", store]
    )
    with pytest.raises(SystemExit):
        main()
    printed = " ".join(capsys.readouterr().out.split())
    for page in ("README.md", "docs/guides/first-sweep.md"):
        (block,) = re.findall(
            r"```\n(telecom: .*?)```", (FOLDER.parent / page).read_text(), re.DOTALL
        )
        shown = parts(block)
        assert len(shown) > 15
        assert not [part for part in shown if part not in printed]


@pytest.mark.slow
@pytest.mark.parametrize("strategy", ["baseline", "fair_smote"])
def test_its_models_score_and_decide_as_was_recorded(strategy, tmp_path, monkeypatch):
    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    monkeypatch.chdir(tmp_path)
    store = open_store(f"sqlite:///{FOLDER.name}/mlflow.db", create=False)
    found = find_run(store, None, strategy, 0, "telecom")
    score, flagged = read_strategy(store, found.run_id).predict(data_of(found, {}).frame)
    recorded = run_tables(store, found.run_id)["predictions"]
    np.testing.assert_array_equal(score, recorded["score"])
    np.testing.assert_array_equal(flagged, recorded["flagged"])
