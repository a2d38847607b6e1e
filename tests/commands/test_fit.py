"""``fairlab fit`` as it is typed: after a run, with --audit, and where the run is missing."""

import sys
from pathlib import Path
from shutil import copy

import pytest

from fairlab.cli import main
from fairlab.record import open_store
from fairlab.record.registry import find_version
from tests.small import small_credit

pytestmark = pytest.mark.slow

OWN = ("--data", "small.csv", "--target", "bad", "--sensitive", "sex,age")
OWN += ("--audit-only", "sex", "--ignore", "id", "--experiments", "scripts", "--folds", 2)
SCRIPT = """
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import FlagShare, KeepRecall

strategy = Strategy("{name}", TunedXGB(trials=0, trees=8, patience=5), rule={rule})
"""


@pytest.fixture
def typed(template_store, tmp_path, monkeypatch, capsys):
    """Type a command in a folder with a table and two strategies."""
    copy(template_store, tmp_path)
    small_credit(300).frame.to_csv(tmp_path / "small.csv", index=False)
    (tmp_path / "scripts").mkdir()
    for name, rule in (("plain", "FlagShare(0.2)"), ("kept", 'KeepRecall("plain")')):
        (tmp_path / "scripts" / f"{name}.py").write_text(SCRIPT.format(name=name, rule=rule))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.cpu_count", lambda: 1)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["fairlab", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, " ".join(said.out.split()), said.err

    return run


def test_a_strategy_is_run_then_fitted_and_registered_once(typed):
    code, _, problem = typed("fit", "kept", *OWN)
    assert code == 2
    assert "no finished run of kept with seed 0" in problem
    assert "or run it first: add --audit" in problem
    assert len(problem.splitlines()) <= 3

    code, said, problem = typed("fit", "kept", *OWN, "--audit")
    assert code == 0, problem
    assert "fold 2 of 2 The decision rule, chosen on 300 scores The model itself" in said
    assert "fitted on all 300 rows of small" in said
    assert "It reads age as a feature." in said
    assert "Registered: models:/fairlab-small/1 (champion)" in said
    assert "fairlab score FILE --model models:/fairlab-small@champion" in said
    assert "--seeds 2" not in said  # what comes next is of the fit, not of its audit

    _, _, problem = typed("fit", "STRATEGY", *OWN)
    assert "Those that have runs in sqlite:///" in problem
    assert problem.splitlines()[1] == "kept, plain"
    Path("small.toml").write_text('decimal = "."\n')
    code, said, _ = typed("fit", "kept", *OWN)
    assert code == 0
    assert "--output scored.csv --decimal ." in said
    assert "models:/fairlab-small/1 (champion), as fitted before" in said
    assert find_version(open_store(), "models:/fairlab-small@champion").number == 1


def test_another_version_has_no_alias_until_it_is_given_one(typed):
    assert typed("fit", "plain", *OWN, "--audit", "--name", "risk")[0] == 0
    code, said, _ = typed(
        "fit", "plain", *OWN, "--flag", 0.1, "--seed", 1, "--name", "risk", "--audit"
    )
    assert code == 0
    assert "Registered: models:/risk/2 Score" in said
    assert "--alias champion" in said
    assert "--model models:/risk/2 " in said


def test_a_store_that_is_not_there_is_not_made(typed, tmp_path):
    code, _, problem = typed("fit", "plain", *OWN, "--store", f"sqlite:///{tmp_path}/no.db")
    assert code == 2
    assert "Run a sweep first" in problem
    assert not (tmp_path / "no.db").exists()
