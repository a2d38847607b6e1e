"""The command line as a new user meets it: help at once, mistakes in words, nothing created."""

import re
import sys
from pathlib import Path

import pytest

from fairlab.cli import main
from tests.small import small_credit

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("data") / "people.csv"
    small_credit().frame.assign(one="x").to_csv(path, index=False)
    return path


MADE = r"makes ([0-9,]+) new rows", r"new rows from ([0-9,]+)"
OPTIONS = ("--target", "bad", "--positive", "1", "--sensitive", "sex")
MISTAKES = {
    "missing file": (("--data", "none.csv", *OPTIONS), "none.csv"),
    "no such target": (("--data", "TABLE", "--target", "bed", "--sensitive", "sex"), "'bad'"),
    "labels not two": (("--data", "TABLE", "--target", "age", "--sensitive", "sex"), "age"),
    "no such label": (("--data", "TABLE", *OPTIONS[:3], "7", *OPTIONS[4:]), "7"),
    "one value": (("--data", "TABLE", "--target", "bad", "--sensitive", "one"), "one"),
    "misspelt option": (("--dta", "TABLE"), "--data"),
    "a name without its option": (("reweighing",), "--strategies reweighing"),
    "unknown data set": (("--dataset", "taiwna"), "taiwan"),
    "unknown tuner": (("--dataset", "taiwan", "--tuner", "optunna"), "optuna"),
    "no such GPU": (("--dataset", "taiwan", "--device", "cuda:999"), "GPU"),
    "too few rows to tune on": (("--dataset", "taiwan", "--tune-rows", "3"), "rarer class"),
    "everybody flagged": (("--dataset", "taiwan", "--budget", "1"), "--budget"),
    "flagged in no sense": (("--dataset", "taiwan", "--flag", "nan"), "'nan' is not a finite"),
    "no end to balancing": (("--dataset", "taiwan", "--cap", "inf"), "'inf' is not a finite"),
    "less than no balancing": (("--dataset", "taiwan", "--cap", "-1"), "--cap"),
    "no strategy obeys": (("--dataset", "taiwan", "--attribute", "none"), "obeys --attribute none"),
    "no seeds": (("--dataset", "taiwan", "--seeds", "0"), "--seeds"),
    "words as seeds": (("--dataset", "taiwan", "--seeds", "many"), "--seeds"),
    "no trials": (("--dataset", "taiwan", "--trials", "-1"), "--trials"),
    "mistyped store, before all else": (("--data", "none.csv", "--store", "a.db"), "sqlite:///"),
    "store in a missing folder": (
        ("--data", "none.csv", "--store", "sqlite:///no/a.db"),
        "The folder",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_in_three_lines_and_nothing_is_created(name, table, typed, tmp_path):
    arguments, word = MISTAKES[name]
    given = [table if part == "TABLE" else part for part in arguments]
    code, _, said = typed("sweep", *given)
    assert code == 2
    assert 1 <= len(said.strip().splitlines()) <= 3
    assert word in said
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def typed(monkeypatch, capsys, tmp_path):
    """Type a command in an empty folder: its exit code, what it printed, what it complained of."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fairlab", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return call


@pytest.mark.parametrize(
    ("folder", "told"),
    [([], "There is:\nadversarial, auprc,"), (["--experiments", "no"], "no folder 'no'")],
)
def test_a_run_of_no_strategy_is_told_which_there_are(folder, told, typed):
    code, _, said = typed("run", *folder)
    assert code == 2
    assert f"Missing argument 'STRATEGY'. {told}" in said.replace("There is no f", "no f")
    assert max(map(len, said.splitlines()[1:])) <= 80


def test_a_table_of_ones_own_from_start_to_comparison(table, typed, tmp_path):
    assert 'target = "bad"' in typed("data", "describe", table)[1]
    quick = ("--seeds", "2", "--folds", "2", "--ignore", "id", "--audit-only", "sex", "--trials")
    command = ("run", "reweighing", "--data", table, *OPTIONS, *quick)
    code, said, _ = typed(*command, 1)
    assert code == 0
    assert "(2 folds, 2 seeds)" in " ".join(said.split())
    assert "2 finished before, 0 to do" in typed(*command, 1)[1]
    assert typed(*command, 2)[0] == 0
    code, _, complaint = typed("compare")
    assert code == 2
    assert "--where model__trials=" in complaint
    code, said, _ = typed("compare", "--where", "model__trials=1", "--why", "--csv", "c.csv")
    assert code == 0
    assert "What seeds do" in said
    assert (tmp_path / "c.csv").read_text().startswith("family,strategy,")


def test_how_much_is_balanced_can_be_capped(table, typed):
    quick = ("--seeds", "1", "--folds", "2", "--trials", "1", "--ignore", "id")
    code, said, _ = typed("run", "fair_smote", "--data", table, *OPTIONS, *quick, "--cap", 0.25)
    assert code == 0
    made, real = (int(re.search(word, said)[1].replace(",", "")) for word in MADE)
    assert 0 < made <= 0.25 * real


@pytest.mark.parametrize(
    ("option", "word"),
    [(("--figure", "c.xyz"), ".svg"), (("--figure", "no/c.png"), "no"), (("--csv", "."), "folder")],
)
def test_files_that_cannot_be_written_are_told_first(option, word, typed):
    code, _, said = typed("compare", *option)
    assert code == 2
    assert word in said
    assert "store" not in said


def test_replicate_says_what_is_off(typed, tmp_path):
    from fairlab import replication

    study = Path(replication.__file__).parent / "published" / "thesis-original-model.json"
    (tmp_path / "study.json").write_text(study.read_text().replace("0.2477", "0.2480"))
    assert typed("replicate")[0] == 0
    code, said, _ = typed("replicate", "study.json")
    assert code == 1
    assert "1 is off" in said
