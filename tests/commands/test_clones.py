"""The clone test as it is typed: the article by default, any model, mistakes in words."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from fairlab.cli import main
from fairlab.clones import clone_test
from fairlab.commands.clone_advice import WAYS, advice
from fairlab.commands.clone_record import clones_with_decisions
from fairlab.experiment.scripts import script_names
from fairlab.experiment.strategy import Strategy
from fairlab.record.models import fetch_model
from tests.clones.forms import SEXES, form, stricter_by
from tests.small import small_credit

pytestmark = pytest.mark.slow

FORM = """
attributes = ["sex"]
[columns]
sex = ["f", "m"]
income = { from = 0, to = 99999 }
"""
RULES = """
import time
import numpy as np
def approve(people):
    return people["income"] >= 10_000 + 30_000 * (people["sex"] == "f")
def moody(people):
    return np.random.default_rng().random(len(people)) < 0.5
def ends(people):
    raise SystemExit(0)
def late(people):
    time.sleep(3)
def wants(people):
    return people["Gender_Code"]
"""


@pytest.fixture
def fairlab(tmp_path, monkeypatch, capsys):
    """Type a command in a folder with a store, a form and some rules; what it says, and its end."""
    (tmp_path / "form.toml").write_text(FORM)
    (tmp_path / "rules_of_a_bank.py").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["fairlab", "clones", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def recorded(store):
    """The newest run of the store, whatever its kind."""
    experiments = list(store.experiments().values())
    return store.client.search_runs(experiments, order_by=["start_time DESC"])[0]


def test_the_article_is_printed_and_recorded(fairlab, store, tmp_path):
    code, said, _ = fairlab("--profiles", 300, "--figure", "a.svg", "--csv", "a.csv")
    assert code == 0
    assert said.startswith("No --model is named, so the published example is audited")
    assert "5  3479d4cf-0d9b-4f06-9c43-1c3b7e787830  Female   58194             Denied" in said
    words = " ".join(said.split())
    assert "Approval rates in biased training data: Gender Approved Female 0 0.537" in words
    assert "Approved among clones: Male 100 %, Female" in words
    assert "To repair: the data by reweighing" in words
    assert "To watch: fairlab monitor" in words
    assert "Male is favoured over Female" in words
    assert "Kept equal, although it goes with that: First_Name." in " ".join(said.split())
    assert len(pd.read_csv(tmp_path / "a.csv")) == 600
    assert (tmp_path / "a.svg").read_text().startswith("<?xml")
    run = recorded(store)
    assert run.info.status == "FINISHED"
    assert run.data.tags["fairlab.kind"] == "audit"
    assert run.data.params["attributes"] == "Gender"
    assert store.datasets() == []
    low, high = (run.data.metrics[f"clones/flip_{name}"] for name in ("low", "high"))
    assert low < 50_000 / 90_000 < high
    kept = store.client.download_artifacts(run.info.run_id, "tables/pairs.json")
    assert json.loads(Path(kept).read_text())["data"][0][:2] == ["Male", "Female"]


CLONED = {"attributes": ("sex=f,m", "age"), "follow": "a b", "profiles": 60}


@pytest.mark.parametrize(
    ("dataset", "typed", "named"),
    [
        (None, {}, "--data FILE --target COLUMN --sensitive sex"),
        (small_credit(), {}, "--dataset small"),
        (
            replace(small_credit(), sensitive=("age",), audit_only=()),
            {"data": "my table.csv", "target": "bad", "sensitive": "age", "rows": None},
            "--data 'my table.csv' --target bad --sensitive age,sex",
        ),
    ],
)
def test_ways_to_repair_are_strategies_that_there_are_on_the_data_that_were_typed(
    dataset, typed, named
):
    for names in WAYS.values():
        assert set(names) <= set(script_names())
    repair, _ = advice(
        clone_test(stricter_by(0.3), form(), SEXES, 60),
        dataset,
        {**typed, "budget": "0.05 of people", **CLONED},
    )
    sweep, clones = repair.splitlines()[1:]
    assert sweep.endswith(f"{WAYS['the decisions'][0]} --budget 0.05 {named}")
    same = "--attribute sex=f,m --attribute age --follow 'a b' --profiles 60"
    assert clones.endswith(f"fairlab clones --strategy reweighing --budget 0.05 {named} {same}")
    chance = advice(clone_test(stricter_by(0.3), form(), SEXES, 3), dataset, typed)
    assert not any("To repair" in said for said in chance)


def test_what_a_proxy_that_was_kept_equal_carries_is_asked_by_a_command(fairlab, tmp_path):
    nation = ["nl", "tr"] * 100
    sex = ["f", "f", "m", "m"] * 50
    table = pd.DataFrame({"nation": nation, "sex": sex, "hours": range(200)})
    table["title"] = table["sex"].map({"f": "Ms", "m": "Mr"})
    table["street"] = ["a" if at % 10 == 1 else "ab"[at % 2] for at in range(200)]
    table.assign(y=[0, 1, 1, 0, 0] * 40).to_csv(tmp_path / "loans.csv", index=False)
    (tmp_path / "street.py").write_text("def bad(people):\n    return people['street'] == 'b'\n")
    asked = ("--model", "street:bad", "--data", "loans.csv", "--target", "y", "--no-record")
    code, said, _ = fairlab(*asked, "--sensitive", "nation", "--profiles", 40)
    words = " ".join(said.split())
    assert code == 0
    assert "No flip in 40 profiles by the direct effect alone, with street kept equal" in words
    model, told = "fairlab audit --model street:bad --data loans.csv", "--label y --groups nation"
    assert f"{model} {told} --individual\n" in said
    meant = ("--positive", 0, "--approves", 1)
    said = fairlab(*asked, *meant, "--sensitive", "nation", "--profiles", 40)[1]
    assert f"{model} --label y --positive 0 --approve 1 --groups nation" in said
    cut = ("--sensitive", "nation", "--profiles", 40, "--approves", "<0.45")
    assert "--label y --threshold 0.45 --groups nation" in fairlab(*asked, *cut)[1]
    turned = fairlab(*asked, *cut[:-1], ">= 0.45")[1]
    assert "higher for those whom it denies" in " ".join(turned.split())
    assert "most often sex" in words
    assert ": so drawn, not made by cloning." in words


def test_a_function_of_ones_own_is_asked(fairlab, store):
    asked = ("--model", "rules_of_a_bank:approve", "--schema", "form.toml")
    code, said, _ = fairlab(*asked, "--profiles", 500)
    assert code == 0
    assert "m is favoured over f" in " ".join(said.split())
    assert "Model Audit Results" not in said
    assert "published example" not in said


def test_an_mlflow_model_is_asked_with_the_types_of_its_signature(fairlab, store, tmp_path):
    import warnings

    import mlflow.sklearn
    from sklearn.linear_model import LogisticRegression

    X = pd.DataFrame({"female": [0.0, 1.0] * 50, "income": [float(i) for i in range(100)]})
    linear = LogisticRegression(C=100).fit(X, X["income"] > 50 * X["female"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        signature = mlflow.models.infer_signature(X, linear.predict(X))
        mlflow.sklearn.save_model(
            linear, tmp_path / "linear", signature=signature, pip_requirements=[]
        )
    (tmp_path / "numbers.toml").write_text(
        '[columns]\nfemale = [0, 1]\nincome = { from = 0, to = 99 }\nname = "first_name"'
    )
    asked = ("--model", tmp_path / "linear", "--schema", "numbers.toml", "--attribute", "female")
    code, said, problem = fairlab(*asked, "--profiles", 200)
    assert code == 0, problem
    assert "0 is favoured over 1" in " ".join(said.split())


def test_a_file_of_a_model_is_asked_by_labels_and_by_scores(fairlab, store, tmp_path):
    import skops.io
    from sklearn.linear_model import LogisticRegression

    X = pd.DataFrame({"female": [0, 1] * 50, "income": range(100)})
    linear = LogisticRegression(C=100).fit(X, X["income"] < 50 * X["female"])
    skops.io.dump(linear, tmp_path / "linear.skops")
    (tmp_path / "numbers.toml").write_text(
        '[columns]\nincome = { from = 0, to = 99 }\nfemale = [0, 1]\nname = "first_name"'
    )
    asked = ("--model", "linear.skops", "--schema", "numbers.toml", "--attribute", "female")
    told = []
    for approves in ("False", "<0.5"):
        code, said, problem = fairlab(*asked, "--profiles", 200, "--approves", approves)
        assert code == 0, problem
        told.append(" ".join(said.partition("Recorded")[0].split()).replace(approves, ""))
    assert "0 is favoured over 1" in told[0]
    assert told[0] == told[1]


def test_a_recorded_run_is_asked_about_its_own_data(fairlab, store, tmp_path):
    from fairlab.experiment.design import Design
    from fairlab.experiment.sweep import plan, run_missing
    from fairlab.learn import TunedXGB
    from fairlab.record import Ledger

    data, ledger = small_credit(), Ledger(store, "small")
    data.frame.to_csv(tmp_path / "small.csv", index=False)
    strategy = Strategy("baseline", TunedXGB(trials=1, trees=10))
    assert run_missing(plan([strategy], data, [0], Design(folds=2)), data, ledger) == []
    (run_id,) = ledger.finished().values()
    assert fetch_model(store, run_id, tmp_path / "copy").is_dir()
    own = ("--data", "small.csv", "--target", "bad", "--sensitive", "sex", "--audit-only", "sex")
    asked = ("--model", run_id, "--profiles", 200, "--ignore", "id")
    code, said, problem = fairlab(*asked, *own)
    assert code == 0, problem
    found = fairlab("--strategy", "baseline", "--seed", 0, *asked[2:], *own)
    assert found[0] == 0, found[2]
    assert found[1].partition("Recorded")[0] == said.partition("Recorded")[0]
    assert "no run of strategy" in fairlab("--strategy", "tree", *own)[2]
    assert "not both" in fairlab(*asked, "--strategy", "baseline")[2]
    assert "The model does not read sex" in " ".join(said.split())
    flags = " ".join(said.split())
    assert "Taken for denied: who is flagged, or answered 1, the bad event of the data;" in flags
    assert "To repair" not in said  # where nothing was found
    rates = []
    for approves in ([], ["--approves", "<0.2"]):
        code, said, problem = fairlab(*asked, *own, "--attribute", "age=20,70", *approves)
        assert code == 0, problem
        kept = recorded(store)
        assert kept.data.params["approves"] == (approves[1:] or ["not 1"])[0]
        rates.append(kept.data.metrics["clones/approved.20"])
    assert rates[1] < rates[0]
    assert "Each column was drawn by itself" in " ".join(said.split())
    code, _, problem = fairlab(*asked, *own, "--approves", "yes")
    assert (code, "flags, and approves whom it does not flag" in problem) == (2, True)
    code, _, problem = fairlab("--model", run_id)
    assert code == 2
    assert "--data FILE" in problem
    (fit, _) = ledger.beside("fit").finished().values()
    code, _, problem = fairlab("--model", fit, *asked[2:], *own)
    assert code == 2
    assert "no run of a strategy" in problem


MINE = ("--model", "rules_of_a_bank:approve", "--schema", "form.toml")
MISTAKES = {
    "misspelt attribute": ((*MINE, "--attribute", "sx"), "'sex'"),
    "one level": ((*MINE, "--attribute", "sex=f"), "one level only"),
    "no such level": ((*MINE, "--attribute", "sex=f,x"), "no level 'x'"),
    "nothing can follow": ((*MINE, "--follow", "incme"), "'income'"),
    "no such number": ((*MINE, "--along", "incme"), "'income'"),
    "no kind of figure": ((*MINE, "--figure", "a.txt"), ".svg, .png or .pdf"),
    "nothing to draw": ((*MINE, "--attribute", "income=1,2", "--figure", "a.svg"), "no number"),
    "no model": (MINE[2:], "--model"),
    "no profiles": (MINE[:2], "--schema"),
    "two kinds of profiles": ((*MINE, "--dataset", "taiwan"), "not from both"),
    "no such form": ((*MINE[:3], "frm.toml"), "frm.toml"),
    "no such function": (("--model", "rules_of_a_bank:aprove", *MINE[2:]), "'approve'"),
    "no such module": (("--model", "rules_of_bank:approve", *MINE[2:]), "rules_of_bank"),
    "no kind of model": (("--model", "approve", *MINE[2:]), "module:function"),
    "a pickle": (("--model", "form.pkl", *MINE[2:]), "no file of a model"),
    "a late model": (
        ("--model", "rules_of_a_bank:late", *MINE[2:], "--timeout", "0.1"),
        "--timeout SECONDS",
    ),
    "a model that ends": (("--model", "rules_of_a_bank:ends", *MINE[2:]), "fails on a profile"),
    "a model that draws": (("--model", "rules_of_a_bank:moody", *MINE[2:]), "not deterministic"),
    "a column lacks": (("--model", "rules_of_a_bank:wants", *MINE[2:]), "Gender_Code"),
    "no such folder": (("--model", "./tree", *MINE[2:]), "cannot be loaded"),
    "no such run": (("--model", "0" * 32, *MINE[2:]), "no store"),
    "mistyped store": ((*MINE, "--store", "sqllite:///a.db"), "sqlite"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_in_three_lines_and_nothing_is_created(name, fairlab, tmp_path):
    arguments, word = MISTAKES[name]
    code, _, said = fairlab(*arguments, "--profiles", 100)
    assert code == 2
    assert word in said
    assert 1 <= len(said.strip().splitlines()) <= 3
    left = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}
    assert left == {"form.toml", "rules_of_a_bank.py"}


def test_nothing_is_recorded_where_that_is_not_wanted(fairlab, tmp_path):
    code, said, _ = fairlab(*MINE, "--profiles", 50, "--no-record")
    assert code == 0
    assert "Recorded" not in said
    assert "income runs from" not in said
    code, said, _ = fairlab(*MINE, "--attribute", "income=-5,1e18", "--profiles", 1, "--no-record")
    assert "income runs from 0 to 99999; beyond it: -5, 1e+18." in said
    assert "form: 1 profile, rules_of_a_bank:approve" in said
    assert not (tmp_path / "mlflow.db").exists()


def test_columns_called_as_those_that_are_added_are_kept():
    test = clone_test(stricter_by(0.3), form(profile=["a", "b"], approved=["x", "y"]), SEXES, 9)
    table = clones_with_decisions(test)
    assert table["clone_profile"].tolist() == [at // 2 for at in range(18)]
    assert table["clone_approved"].tolist() == test.approved.to_numpy().ravel().tolist()
    assert set(table["profile"]) | set(table["approved"]) == {*"abxy"}


def test_a_run_that_is_not_there_is_told(fairlab, store):
    code, _, said = fairlab("--model", "0" * 32)
    assert code == 2
    assert f"no run {'0' * 32}" in said


def test_words_in_brackets_are_no_markup(fairlab, store, tmp_path):
    (tmp_path / "form.toml").write_text(FORM.replace('"m"', '"[red]m[/red]"'))
    code, said, _ = fairlab(*MINE, "--profiles", 50)
    assert code == 0
    assert "[red]m[/red] is favoured over f" in " ".join(said.split())
