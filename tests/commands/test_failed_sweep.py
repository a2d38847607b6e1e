"""A sweep in which strategies fail, as it is typed: three lines for each, and an end with 1."""

import sys

import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.cli import main
from fairlab.commands.sweep import _stand_in
from fairlab.experiment.strategy import Strategy
from fairlab.record import Ledger
from tests.experiment.test_failure import numbers

pytestmark = pytest.mark.slow

IMPORTS = """
from imblearn.over_sampling import SMOTE
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import KeepRecall
TREES = HistGradientBoostingClassifier(max_iter=5)
SELECTED = ColumnTransformer([("numbers", "passthrough", ["incme"])])
"""
UNKNOWN = "Some column names are not columns of the dataframe: {'incme'}"
SCRIPTS = {
    "no_nan": "TREES, SMOTE()",
    "no_column": "make_pipeline(SELECTED, LogisticRegression())",
    "works": "TREES",
    "after": "TREES, rule=KeepRecall('no_nan')",
}
TOLD = (
    "no_nan failed in sampler (SMOTE), seeds 0 and 1:",
    "  ValueError: Input X contains NaN.",
    "after failed in start, seeds 0 and 1:",
    "  not run: it needs no_nan, which failed with the same seed",
    "no_column failed in model (Pipeline), seeds 0 and 1:",
    f"  ValueError: {UNKNOWN}",
    "What did not fail is recorded. See it whole: --traceback",
)

TREES = [Strategy(name, DecisionTreeClassifier()) for name in ("baseline", "fair", "plain")]


@pytest.fixture
def sweep(store, tmp_path, monkeypatch, capsys):
    """Type a sweep over four scripts, of which one alone works; its end, what it said, stderr."""
    (tmp_path / "experiments").mkdir()
    for name, steps in SCRIPTS.items():
        text = f"{IMPORTS}strategy = Strategy({name!r}, {steps})\n"
        (tmp_path / "experiments" / f"{name}.py").write_text(text)
    numbers().frame.to_csv(tmp_path / "small.csv", index=False)
    monkeypatch.chdir(tmp_path)
    own = ["--data", "small.csv", "--target", "bad", "--sensitive", "sex"]

    def run(*options):
        typed = ["fairlab", "sweep", "--experiments", "experiments", *own, "--seeds", "2"]
        typed += ["--folds", "2", *options]
        monkeypatch.setattr(sys, "argv", typed)
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


def test_a_command_tells_them_in_three_lines_each_and_ends_with_1(sweep, store):
    code, said, problem = sweep()
    assert code == 1
    assert tuple(problem.splitlines()) == TOLD
    assert "8 runs: 0 finished before, 8 to do." in said
    assert "failed: ValueError: Input X contains NaN." in said
    assert said.count("auprc ") >= 2
    assert Ledger(store, "small").table()["strategy"].tolist() == ["works", "works"]


def test_the_tracebacks_are_shown_whole_where_that_is_asked_for(sweep):
    code, _, problem = sweep("--traceback")
    assert code == 1
    assert "--traceback" not in problem
    assert "Traceback (most recent call last):" in problem
    assert problem.count("ValueError: Input X contains NaN.\n") == 2  # the line, and its trace
    assert "in fit_resample" in problem
    assert problem.count(f"ValueError: {UNKNOWN}\n") == 2


def test_where_nothing_works_nothing_is_compared(sweep, tmp_path):
    for name in ("works", "no_column"):
        (tmp_path / "experiments" / f"{name}.py").unlink()
    code, said, problem = sweep()
    assert code == 1
    assert "More seeds" not in said
    assert problem.startswith("no_nan failed in sampler (SMOTE), seeds 0 and 1:\n")


def test_what_stands_in_for_a_baseline_without_a_run_is_told():
    told = "The baseline has no run here: the others are compared with fair, first by name."
    assert _stand_in(TREES, {"fair", "plain"}, "fair") == told
    assert _stand_in(TREES, {"baseline", "fair"}, "baseline") == ""
    assert (
        _stand_in(TREES, {"fair"}, "fair") == _stand_in(TREES[1:], {"fair", "plain"}, "fair") == ""
    )


def test_of_all_scripts_the_broken_ones_are_named_and_the_others_run(sweep, tmp_path, store):
    for name in ("no_nan", "no_column", "after"):
        (tmp_path / "experiments" / f"{name}.py").write_text("1 / 0\n")
    code, said, problem = sweep()  # of a folder all are meant
    assert code == 1
    cause = "line 1, cannot be run: ZeroDivisionError: division by zero"
    for name, line in zip(("after", "no_column", "no_nan"), problem.splitlines(), strict=True):
        assert line == f"{name} is left out: experiments/{name}.py, {cause}"
    assert "Note: no_nan is left out: " in said
    assert Ledger(store, "small").table()["strategy"].tolist() == ["works", "works"]
    refused = sweep("--strategies", "all", "--budget", "recall")
    assert (refused[0], refused[2].partition(" '")[0]) == (2, "fairlab: There is no strategy")


def test_a_cluster_without_an_address_is_refused_before_a_store_is_made(
    tmp_path, monkeypatch, capsys
):
    typed = "fairlab sweep --dataset loans --rows 500 --strategies baseline --folds 2 --engine dask"
    monkeypatch.setattr(sys, "argv", [*typed.split(), "--store", f"sqlite:///{tmp_path}/no.db"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "needs the cluster's address: --address" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
