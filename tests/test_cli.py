"""The command line as a new user meets it: help at once, mistakes in words, nothing created."""

import subprocess
import sys
from pathlib import Path

import pytest

from fairlab.cli import main
from tests.small import small_credit


def fairlab(*arguments: object, folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "fairlab", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("data") / "people.csv"
    small_credit().frame.assign(one="x").to_csv(path, index=False)
    return path


OPTIONS = ("--target", "bad", "--positive", "1", "--sensitive", "sex")
MISTAKES = {
    "missing file": (("--data", "none.csv", *OPTIONS), "none.csv"),
    "no such target": (("--data", "TABLE", "--target", "bed", "--sensitive", "sex"), "'bad'"),
    "labels not two": (("--data", "TABLE", "--target", "age", "--sensitive", "sex"), "age"),
    "no such label": (("--data", "TABLE", *OPTIONS[:3], "7", *OPTIONS[4:]), "7"),
    "one value": (("--data", "TABLE", "--target", "bad", "--sensitive", "one"), "one"),
    "misspelt option": (("--dta", "TABLE"), "--data"),
    "unknown data set": (("--dataset", "taiwna"), "taiwan"),
    "unknown tuner": (("--dataset", "taiwan", "--tuner", "optunna"), "optuna"),
    "no seeds": (("--dataset", "taiwan", "--seeds", "0"), "--seeds"),
    "words as seeds": (("--dataset", "taiwan", "--seeds", "many"), "--seeds"),
    "no trials": (("--dataset", "taiwan", "--trials", "0"), "--trials"),
    "mistyped store": (("--dataset", "taiwan", "--store", "sqllite:///a.db"), "sqlite"),
    "store in a missing folder": (("--dataset", "taiwan", "--store", "sqlite:///no/a.db"), "no"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_in_three_lines_and_nothing_is_created(
    name, table, tmp_path, monkeypatch, capsys
):
    arguments, word = MISTAKES[name]
    given = [str(table) if part == "TABLE" else part for part in arguments]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["fairlab", "sweep", *given])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 2
    assert 1 <= len(said.splitlines()) <= 3
    assert word in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_unknown_strategies_are_told_with_the_nearest(tmp_path):
    done = fairlab("run", "fair-smot", folder=tmp_path)
    assert done.returncode == 2
    assert "fair_smote" in done.stderr


def test_help_imports_nothing_heavy(tmp_path):
    code = (
        "import sys, fairlab.cli\n"
        "heavy = {'numpy', 'pandas', 'sklearn', 'xgboost', 'mlflow', 'rich', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    for arguments in (["--help"], ["sweep", "--help"], ["data", "--help"]):
        assert fairlab(*arguments, folder=tmp_path).returncode == 0


def test_a_table_of_ones_own_from_start_to_comparison(table, tmp_path):
    drafted = fairlab("data", "describe", table, folder=tmp_path)
    assert 'target = "bad"' in drafted.stdout
    quick = ("--seeds", "2", "--trials", "1", "--ignore", "id", "--audit-only", "sex")
    done = fairlab("run", "reweighing", "--data", table, *OPTIONS, *quick, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "people: 2 seeds" in done.stdout
    again = fairlab("run", "reweighing", "--data", table, *OPTIONS, *quick, folder=tmp_path)
    assert "2 finished before, 0 to do" in again.stdout
    other = [*quick[:3], "2", *quick[4:]]
    fairlab("run", "reweighing", "--data", table, *OPTIONS, *other, folder=tmp_path)
    mixed = fairlab("compare", folder=tmp_path)
    assert mixed.returncode == 2
    assert "--where model__trials=" in mixed.stderr
    one = fairlab("compare", "--where", "model__trials=1", "--csv", "c.csv", folder=tmp_path)
    assert one.returncode == 0, one.stderr
    assert (tmp_path / "c.csv").read_text().startswith("metric,strategy,")


def test_replicate_says_what_is_off(tmp_path):
    from fairlab.audit import replication

    study = Path(replication.__file__).parent / "published" / "thesis-original-model.json"
    altered = tmp_path / "study.json"
    altered.write_text(study.read_text().replace("0.2477", "0.2480"))
    assert fairlab("replicate", folder=tmp_path).returncode == 0
    done = fairlab("replicate", altered, folder=tmp_path)
    assert done.returncode == 1
    assert "1 are off" in done.stdout or "1 off" in done.stdout
