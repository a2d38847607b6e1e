"""Every bad input of the catalogue: refused, noted or accepted as promised, before training."""

import importlib
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.cli import main
from fairlab.compare.mixed_versions import mixed_versions
from fairlab.data import Dataset
from fairlab.errors import FairlabError
from fairlab.experiment.design import Design
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from tests.faults.bad_inputs import ACCEPTED, NOTED, REFUSED, people
from tests.faults.catalogue import CATALOGUE, counted


def of(door: str, told: tuple[str, ...] = (REFUSED,)) -> list:
    """The inputs that come through a door, of which something is promised."""
    chosen = [bad for bad in CATALOGUE if getattr(bad, door) and bad.told in told]
    return [pytest.param(bad, id=f"{bad.number}: {bad.name}") for bad in chosen]


class TrainingError(Exception):
    """What comes next would be training."""


@pytest.fixture
def typed(monkeypatch, capsys):
    """Type a command: its exit code, what it printed, what it complained of."""

    def train(*_: object, **__: object) -> None:
        raise TrainingError

    for step in (
        "fairlab.commands.sweep.run_missing",
        "fairlab.experiment.strategy.Strategy.fit",
        "xgboost.train",
    ):
        monkeypatch.setattr(step, train)

    def call(arguments: list[str]) -> tuple[int | None, str, str]:
        monkeypatch.setattr(sys, "argv", ["fairlab", *arguments])
        code = None
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        except TrainingError:
            pass
        return code, *capsys.readouterr()

    return call


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("bad", of("arguments"))
def test_it_is_refused_in_words_before_training_and_nothing_is_made(
    bad, typed, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    arguments = bad.arguments(tmp_path)
    before = files(tmp_path)
    code, _, said = typed(arguments)
    assert code == 2
    assert said.startswith("fairlab: ")
    assert [word for word in bad.words if word not in said] == []
    assert len(said.strip().splitlines()) <= max(3, 1 + said.count("\n- "))
    assert max(map(len, said.splitlines())) < 320
    assert files(tmp_path) == before


def test_a_real_process_says_it_without_a_trace_and_makes_nothing(tmp_path):
    bad = next(bad for bad in CATALOGUE if bad.arguments)
    arguments = bad.arguments(tmp_path)
    before = files(tmp_path)
    command = [sys.executable, "-m", "fairlab", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert [word for word in bad.words if word not in done.stderr] == []
    assert len(done.stderr.splitlines()) <= 3
    assert files(tmp_path) == before


@pytest.fixture(scope="module")
def store_option(template_store, tmp_path_factory) -> list[str]:
    path = tmp_path_factory.mktemp("store") / "mlflow.db"
    path.write_bytes(template_store.read_bytes())
    return ["--store", f"sqlite:///{path}"]


@pytest.mark.parametrize("bad", of("arguments", told=(NOTED, ACCEPTED)))
def test_it_is_taken_and_what_is_odd_is_said(bad, typed, tmp_path, monkeypatch, store_option):
    monkeypatch.chdir(tmp_path)
    code, said, complaint = typed([*bad.arguments(tmp_path), *store_option, "--seeds", "1"])
    assert (code, complaint) == (None, "")
    notes = one_line(said.rpartition("runs: ")[0]).rpartition(" ")[0]
    assert [word for word in bad.words if word not in notes] == []
    assert bool(notes) == (bad.told == NOTED)


@pytest.mark.parametrize("bad", of("ask"))
def test_the_function_refuses_it_in_words(bad):
    # A TypeError is how scikit-learn itself refuses what is no table.
    with pytest.raises((FairlabError, TypeError)) as refused:
        bad.ask()
    said = str(refused.value)
    assert [word for word in bad.words if word not in said] == []
    assert len(said.splitlines()) <= 3


@pytest.mark.parametrize("bad", of("ask", told=(NOTED, ACCEPTED)))
def test_the_function_takes_it_and_says_what_is_odd(bad):
    said = str(bad.ask())
    assert [word for word in bad.words if word not in said] == []


@pytest.mark.parametrize("bad", of("test"))
def test_the_test_that_tries_it_is_there(bad):
    for name in bad.words:
        path, _, function = name.partition("::")
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        assert callable(getattr(module, function))


def test_every_row_of_the_promises_is_tried_and_thirty_more():
    numbers = {bad.number for bad in CATALOGUE}
    assert set(range(1, 71)) <= numbers
    assert len(numbers - set(range(1, 71))) >= 30
    assert len({(bad.number, bad.name) for bad in CATALOGUE}) == len(CATALOGUE)
    assert counted() in Path(__file__).parents[2].joinpath("docs/reliability.md").read_text()


def test_every_metric_of_a_run_is_a_number():
    frame = people().assign(home=people()["home"].astype("category").cat.codes)
    data = Dataset("people", frame, "fraud", sensitive=("gender",), audit_only=("gender",))
    tree = Strategy("tree", DecisionTreeClassifier(max_depth=3))
    result = run(data, RunSpec(tree, data.identity, 0, Design(folds=2)))
    assert len(result.metrics) > 10
    assert {type(value) for value in result.metrics.values()} == {float}


def test_runs_of_two_versions_are_noted():
    runs = pd.DataFrame({"versions": ['{"a": "1", "b": "2"}'] * 2 + ['{"a": "3", "b": "2"}']})
    assert mixed_versions(runs) == "Made with different versions: a 1 (2 runs) and 3 (1 run)."
    assert mixed_versions(runs[:2]) == ""
    assert mixed_versions(runs.drop(columns="versions")) == ""
