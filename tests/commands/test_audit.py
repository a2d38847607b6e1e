"""The audit of a recorded run as it is typed: groups, people one by one, mistakes in words."""

import json
from functools import partial
from pathlib import Path
from shutil import copy

import pandas as pd
import pytest

from fairlab.causal import TwinSettings
from fairlab.commands.recorded_run import find_run
from fairlab.data import read_table
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.record import Ledger, open_store
from fairlab.record.artifacts import run_tables
from tests.small import small_credit

pytestmark = pytest.mark.slow

MODEL = TunedXGB(trials=1, trees=40, params={"learning_rate": 0.3})
OWN = ("--data", "small.csv", "--target", "bad", "--sensitive", "sex,age")
OWN += ("--audit-only", "sex", "--ignore", "id")
GRAPH = 'edges = [["sex", "income"], ["age", "income"], ["income", "bad"]]\n'


def table_in(folder):
    roles = {"target": "bad", "sensitive": ("sex", "age"), "audit_only": ("sex",)}
    return read_table(folder / "small.csv", ignore=("id",), **roles)


@pytest.fixture(scope="module")
def computed(tmp_path_factory, template_store):
    """A store with one small run, and the table that it learned from."""
    folder = tmp_path_factory.mktemp("audited")
    copy(template_store, folder)
    small_credit().frame.to_csv(folder / "small.csv", index=False)
    store = open_store(f"sqlite:///{folder}/mlflow.db")
    table = table_in(folder)
    ledger = Ledger(store, "small")
    run_missing(plan([Strategy("baseline", MODEL)], table, [3], Design(folds=2)), table, ledger)
    (run_id,) = ledger.finished().values()
    return folder, store, run_id


@pytest.fixture
def audit(computed, audit_typed, monkeypatch):
    folder, _, _ = computed
    monkeypatch.chdir(folder)
    few = partial(TwinSettings, replicates=2)
    monkeypatch.setattr("fairlab.commands.typed_graph.TwinSettings", few)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    return audit_typed


def newest_audit(store):
    found = store.experiments()["fairlab/small/audit"]
    return store.client.search_runs([found], order_by=["attributes.start_time DESC"])[0]


def table_of(store, run, name):
    kept = json.loads(
        Path(store.client.download_artifacts(run.info.run_id, f"tables/{name}.json")).read_text()
    )
    return pd.DataFrame(kept["data"], columns=kept["columns"])


def test_the_groups_are_those_of_the_run_itself(audit, computed):
    _, store, run_id = computed
    code, said, problem = audit(run_id, *OWN, "--json", "a.json")
    assert code == 0, problem
    assert json.loads(Path("a.json").read_text()).keys() == {"answer", "statements", "groups"}
    assert "bands hold for all of them at once" in said
    assert said.index("each decided about") < said.index("baseline: gaps between groups")
    assert "exact tests and noise floors are on the page: --output" in said
    run = newest_audit(store)
    assert run.data.tags["fairlab.kind"] == "audit"
    assert run.data.params["run"] == run_id
    recorded = table_of(store, store.client.get_run(run_id), "groups")
    pd.testing.assert_frame_equal(table_of(store, run, "groups"), recorded)
    said_of = table_of(store, run, "statements")
    assert said_of["metric"].nunique() == 5
    assert set(said_of["strategy"]) == {"baseline"}
    assert store.datasets() == ["small"]


def test_people_are_asked_about_one_by_one_and_all_of_it_is_kept(audit, computed, tmp_path):
    _, store, _ = computed
    page = tmp_path / "audit.html"
    code, said, problem = audit(
        "--strategy", "baseline", "--seed", 3, *OWN, "--individual", "--output", page
    )
    assert code == 0, problem
    assert "person by person: sex" in said
    assert "person by person: age" in said
    assert "is a probability, not a fact" in said
    assert "of the arrows' ends are the same" in said
    assert said.index("FR1: all whose decision flips") < said.index("person by person: sex")
    assert "- age is cut into bands: 18-24, 25-34" in said
    assert "It is no 95 % interval" in " ".join(said.split())
    html = page.read_text()
    assert "It is no 95 % interval" in html
    assert html.count("<svg") == 4
    assert "What age moves" in html
    run = newest_audit(store)
    rates = table_of(store, run, "individual")
    assert rates.columns[:2].tolist() == ["row", "value"]
    assert set(rates["rate"]) == {"FR1", "FR2", "FR3", "FR4", "FR5"}
    assert rates["replicates"].eq(2).all()
    assert {"none", "low", "descendants", "of", "people"} <= set(rates)
    assert run.data.params["individual__mode"] == "fci"
    assert {"edges", "flows"} <= {
        Path(file.path).stem for file in store.client.list_artifacts(run.info.run_id, "tables")
    }
    assert len(store.client.list_artifacts(run.info.run_id, "figures")) == 4
    largest = rates[(rates["attribute"] == "age") & (rates["rate"] == "FR5")]["value"].max()
    assert run.data.metrics["fair.age/fr5"] == pytest.approx(largest)


def test_what_is_typed_of_causes_is_told_and_recorded(audit, computed):
    _, store, run_id = computed
    told = ("--individual", "--attribute", "sex", "--before", "home", "--not-exogenous", "age")
    code, said, problem = audit(run_id, *OWN, *told, "--allowed", "income")
    assert code == 0, problem
    words = " ".join(said.split())
    assert "Told (--before): home may cause sex or go with it, and never follow from it." in words
    assert "Allowed (--allowed): income does not move with sex, so that it changes" in words
    assert "age is no effect" not in words
    newest = newest_audit(store)
    assert newest.data.params["individual__before"] == "home"
    rows = table_of(store, newest, "told")[["what", "name", "by"]].to_numpy().tolist()
    assert rows == [
        ["not exogenous", "age", "--not-exogenous"],
        ["before", "home", "--before"],
        ["allowed", "income", "--allowed"],
    ]
    assert table_of(store, newest, "assumed")[["what", "name"]].to_numpy().tolist() == [
        ["exogenous", "sex"]
    ]
    code, _, problem = audit(run_id, *OWN, "--before", "home")
    assert (code, "Add --individual" in " ".join(problem.split())) == (2, True)


@pytest.mark.parametrize("name", ["graph.toml", "graph.csv"])
def test_the_users_own_graph_is_followed(audit, computed, name):
    folder, _, run_id = computed
    (folder / "graph.toml").write_text(GRAPH)
    (folder / "graph.csv").write_text("cause,effect\nsex,income\nage, income\nincome,bad\n")
    code, said, problem = audit(
        run_id, *OWN, "--individual", "--attribute", "sex", "--graph", name, "--no-record"
    )
    assert code == 0, problem
    assert "Mode given: 1 column moves with sex: income." in said
    assert "Recorded" not in said


def test_nothing_found_is_not_fair(audit, computed):
    folder, _, run_id = computed
    (folder / "apart.csv").write_text("age,income\nsex,bad\n")
    asked = ("--individual", "--attribute", "sex", "--graph", "apart.csv", "--no-record")
    code, said, _ = audit(run_id, *OWN, *asked)
    assert code == 0
    assert "0 because nothing was found is not fair" in said


def test_as_many_columns_are_learned_from_as_are_typed(audit, computed):
    _, store, run_id = computed
    asked = ("--individual", "--attribute", "sex", "--columns", 1, "--calibrate", 2)
    assert audit(run_id, *OWN, *asked)[0] == 0
    params = newest_audit(store).data.params
    assert (params["individual__largest"], params["individual__calibrations"]) == ("1", "2")


ASK = (*OWN, "--individual")
MISTAKES = {
    "no run": ((), "Which run?"),
    "no id": (("baseline",), "--strategy baseline"),
    "no such run": (("0" * 32,), "There is no run"),
    "no such strategy": (("--strategy", "baselin"), "Did you mean 'baseline'?"),
    "no such seed": (("--strategy", "baseline", "--seed", 4), "no run of seed 4"),
    "both ways": (("0" * 32, "--seed", 3), "not both"),
    "not of fairlab": (("RUN",), "--data FILE"),
    "other roles": (("RUN", *OWN[:4], "--sensitive", "sex"), "other data than these"),
    "not asked": (("RUN", *OWN, "--attribute", "sex"), "Add --individual"),
    "no such column": (("RUN", *ASK, "--attribute", "incme"), "Did you mean 'income'?"),
    "the target": (("RUN", *ASK, "--attribute", "bad"), "is the target"),
    "no such way": (("RUN", *ASK, "--graph", "fic"), "Did you mean 'fci'?"),
    "no such file": (("RUN", *ASK, "--graph", "none.toml"), "There is no file none.toml"),
    "a circle": (("RUN", *ASK, "--graph", "circle.csv"), "runs in a circle"),
    "not in the graph": (
        ("RUN", *ASK, "--graph", "home.csv", "--attribute", "sex"),
        "no node 'sex'",
    ),
    "none in the graph": (("RUN", *ASK, "--graph", "home.csv"), "none of the sensitive columns"),
    "no such node": (("RUN", *ASK, "--graph", "strange.csv"), "no column 'wage'"),
    "no arrows": (("RUN", *ASK, "--graph", "empty.toml"), "holds no arrows"),
    "no pair": (("RUN", *ASK, "--graph", "three.toml"), "not a cause and an effect"),
    "columns, not asked": (("RUN", *OWN, "--columns", 3), "Add --individual"),
    "columns of a given graph": (
        ("RUN", *ASK, "--graph", "home.csv", "--columns", 3),
        "your own graph says which columns",
    ),
    "no toml": (("RUN", *ASK, "--graph", "broken.toml"), "cannot be read as a graph"),
}
FILES = {
    "circle.csv": "sex,income\nincome,sex\n",
    "home.csv": "income,home\n",
    "strange.csv": "sex,wage\n",
    "empty.toml": "",
    "three.toml": 'edges = [["sex", "income", "bad"]]',
    "broken.toml": "edges = [[",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_in_three_lines_before_anything_is_asked(
    name, audit, computed, monkeypatch
):
    folder, _, run_id = computed
    for file, text in FILES.items():
        (folder / file).write_text(text)
    monkeypatch.setattr("fairlab.commands.audit.read_strategy", None)
    arguments, words = MISTAKES[name]
    code, _, said = audit(*(run_id if word == "RUN" else word for word in arguments))
    assert code == 2
    assert words in said
    assert len(said.strip().splitlines()) <= 3


@pytest.fixture
def bare(computed, finished_run):
    """A run without a model, which decided as the run with one did."""
    folder, store, run_id = computed
    found = find_run(store, run_id, None, None, None)
    about = {"strategy_name": "bare", "seed": 3, "data": table_in(folder).identity}
    why = "No format keeps a model of the type mine.Model."
    params = found.params | {"strategy": "bare", "seed": "3"}

    def make(key, predictions):
        result = {"predictions": predictions, "without_model": why, "params": params}
        return Ledger(store, "small").write(*finished_run(**about, **result, key=key))

    return make


def test_a_run_without_a_model_is_audited_by_the_predictions_that_it_recorded(
    audit, computed, bare
):
    _, store, run_id = computed
    made = bare("00000000000000b1", run_tables(store, run_id)["predictions"])
    code, _, problem = audit(made, *OWN)
    assert code == 0, problem
    run = newest_audit(store)
    assert run.data.params["run"] == made
    recorded = table_of(store, store.client.get_run(run_id), "groups")
    pd.testing.assert_frame_equal(table_of(store, run, "groups"), recorded)
    code, _, problem = audit(made, *OWN, "--individual")
    assert code == 2
    assert "has no model" in problem
    assert "No format keeps" in problem


def test_predictions_about_others_are_not_audited(audit, computed, bare):
    _, store, run_id = computed
    predictions = run_tables(store, run_id)["predictions"]
    predictions = predictions.assign(y=predictions["y"].iloc[::-1].to_numpy())
    code, _, problem = audit(bare("00000000000000b2", predictions), *OWN)
    assert code == 2
    assert "are not about the" in problem
    assert len(problem.strip().splitlines()) <= 3
