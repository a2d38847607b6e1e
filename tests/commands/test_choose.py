"""``fairlab choose`` as it is typed: what may be chosen, how it ends, and what it leaves behind."""

import json
import shlex
import sys

import pytest

import fairlab
from fairlab.cli import main
from fairlab.commands.refit_line import refit_line
from fairlab.record import Ledger
from tests.commands.recorded_sweep import NAME, record
from tests.compare.toy_people import PARAMS, people

pytestmark = pytest.mark.slow

WIDE = ("--max-gap", "sex.recall=0.4")
USES = {
    "attribute": "training-only", "attribute_use": "uses sex in training only", "random": "no",
    "falls_short": "Asked: much.",
}  # fmt: skip


@pytest.fixture
def typed(store, monkeypatch, capsys):
    def run(*words):
        given = ["fairlab", "choose", *map(str, words), "--store", store.uri]
        monkeypatch.setattr(sys, "argv", given)
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, " ".join(said.out.split()), said.err

    return run


def with_use(ledger, monkeypatch, **uses):
    """Let recorded runs say what they do with the attribute, as those of a sweep do."""
    table = Ledger.table

    def told(self, keys=None):
        runs = table(self, keys)
        for name, use in uses.items():
            runs.loc[runs["strategy"] == name, list(USES)] = list(use.values())
        return runs

    monkeypatch.setattr(Ledger, "table", told)


def test_a_strategy_is_chosen_and_recorded(store, typed):
    record(store, about=people(3000))
    code, said, _ = typed(*WIDE)
    assert code == 0
    assert said.startswith("toy: 3,000 people, ")
    assert "Chosen: fair. It keeps recall by sex at most .400 apart" in said
    assert "Deploy it: " in said
    assert "Recorded: " in said
    found = json.loads(typed(*WIDE, "--no-record", "--json", "-")[1])
    assert (found["chosen"], found["exit_code"]) == ("fair", 0)
    assert {row["family"] for row in found["statements"]} == {"limits", "prices"}
    number = store.experiments()[f"fairlab/{NAME}/audit"]
    (run,) = store.client.search_runs([number])
    assert run.data.params["chosen"] == "fair"
    assert run.data.tags["mlflow.note.content"].startswith("toy: 3,000 people")


def test_limits_that_nobody_is_shown_to_keep_end_as_in_a_gate(store, typed):
    record(store, about=people(3000))
    code, said, _ = typed("--max-gap", "sex.recall=0.01", "--no-record")
    assert code in (1, 2)
    assert "None is chosen" in said
    assert "Nearest of those that break them is fair: " in " ".join(said.split())
    assert "Deploy it" not in said
    assert "Recorded" not in said


def test_only_what_obeys_is_chosen(store, typed, monkeypatch):
    ledger = record(store, ("baseline", "fair"), about=people(3000))
    record(store, ("blind",), (7,), about=people(3000))  # with no seed of the others
    cuts = {"attribute": "when-deciding", "attribute_use": "asks for sex when it decides"}
    with_use(ledger, monkeypatch, fair=USES, blind=cuts | {"random": "yes", "falls_short": ""})
    code, said, _ = typed(*WIDE, "--attribute", "training-only", "--no-record")
    assert code == 0
    assert "Left out: baseline (what it does with the attribute is not recorded" in said
    assert "Left out: blind (asks for sex when it decides)" in said
    assert "Use of the attribute: uses sex in training only (fair)." in said
    assert "(here 0): Asked: much." in said
    code, _, problem = typed(*WIDE, "--attribute", "none")
    assert code == 2
    assert "No strategy is left to choose from" in problem
    assert "--audit-only" in problem


def test_a_budget_takes_the_runs_that_have_it(store, typed):
    design = {"folds": "3", "search": "once", "about": people(3000)}
    record(store, ("same",), rule__share="0.22", rule="FlagShare", **design)
    record(store, ("fair",), **design)
    code, said, _ = typed("--max-gap", "sex.recall=0.6", "--budget", "0.22", "--no-record")
    assert code == 0
    assert "Chosen: same." in said
    assert "fair (flags ." in said
    assert "of people, more than 0.22)" in said
    code, _, problem = typed(*WIDE, "--budget", "0.1")
    assert code == 2
    assert "No run has a budget of 0.1; there are runs with none, 0.22" in problem
    again = "--budget 0.1 --strategies fair,same --experiments FOLDER --seeds 2 --folds 3 --search"
    assert f"fairlab sweep --data FILE {again}" in problem


@pytest.mark.parametrize(("name", "flags"), [("same", ".234"), ("fair", ".364")])
def test_a_rule_that_flags_more_than_sampling_error_explains_breaks_its_share(
    store, typed, name, flags
):
    record(store, (name,), rule__share="0.2", rule="FlagShare", about=people(3000))
    code, said, _ = typed(*WIDE, "--budget", "0.2", "--no-record")
    assert code == 1
    assert f"Limits are broken by {name} (flags {flags} of people, more than 0.2)" in said


def test_a_rule_that_was_fitted_on_its_own_test_set_is_not_chosen(store, typed):
    record(store, ("baseline",), rule__on="test", about=people(3000))
    code, _, problem = typed(*WIDE)
    assert code == 2
    assert "its rule was fitted on the rows that judge it" in problem


def test_a_store_without_runs_is_told(typed):
    code, _, problem = typed(*WIDE)
    assert code == 2
    assert "no runs yet" in problem


def test_a_notebook_chooses_too(store):
    record(store, about=people(3000), search="once-for-all")
    found = fairlab.choose(store.uri, max_gap={"sex.recall": 0.4})
    assert found.choice.chosen == "fair"
    assert "One search" in str(found)
    assert str(found).startswith("toy: 3,000 people, ")
    with pytest.raises(fairlab.RequestError, match="attribute cannot be 'training'"):
        fairlab.choose(store.uri, max_gap={"sex.recall": 0.4}, attribute="training")


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("reweighing", {"model__trials": "0", "rule": "FlagShare", "rule__share": "0.05"},
         "fit reweighing --dataset telecom --rows 5000 --budget 0.05 --search none"),
        ("baseline", {"model__trials": "7", "folds": "3", "search": "once-for-all"},
         "fit baseline --dataset telecom --rows 5000 --trials 7 --folds 3 --search once"),
        ("group_thresholds",
         {"model__trials": "20", "rule__share": "0.1", "data.bands": "calculated_age=25"},
         "fit group_thresholds --dataset telecom --rows 5000 --bands calculated_age=25 "
         "--budget 0.1"),
        ("reject_option", {"rule__budget": "recall", "budget": "recall", "model__trials": "20"},
         "fit reject_option --dataset telecom --rows 5000 --budget recall"),
        ("fair_smote", {"budget": "recall of baseline", "model__trials": "20"},
         "fit fair_smote --dataset telecom --rows 5000"),
        ("baseline", {"budget": "FP=1,FN=20", "model__trials": "20"},
         "fit baseline --dataset telecom --rows 5000 --costs FP=1,FN=20"),
        ("mine", {"rule__threshold": "0.3", "model__trials": None},
         "fit mine --dataset telecom --rows 5000 --experiments FOLDER --threshold 0.3"),
    ],
)  # fmt: skip
def test_the_line_that_fits_the_chosen_one_has_the_settings_of_its_run(store, name, params, words):
    ledger = Ledger(store, "telecom")
    kept = {**PARAMS, "rows.table": "5000", **params}
    run = {f"params.{key}": value for key, value in kept.items()}
    line = shlex.split(refit_line(ledger, {**run, "strategy": name, "seed": 3}))
    assert " ".join(line[1:]) == f"{words} --seed 3 --store {store.uri}"


def test_a_holdout_is_not_fitted_and_another_table_has_to_be_named(store):
    run = {f"params.{key}": value for key, value in PARAMS.items()}
    run |= {"strategy": "baseline", "seed": 0}
    assert "--data FILE " in refit_line(Ledger(store, "mine"), run)
    assert refit_line(Ledger(store, "mine"), {**run, "params.design": "holdout"}) == ""
    own = {**run, "typed": "--data\nmy people.csv\n--target\nbad"}
    assert " baseline --data 'my people.csv' --target bad" in refit_line(Ledger(store, "mine"), own)


def test_of_a_table_that_is_called_as_fairlabs_is_the_line_types_what_the_run_records(store):
    own = {"data.sensitive": "Gender,age", "data.audit_only": "Gender", "data.bands": "age=25,40"}
    run = {f"params.{key}": value for key, value in {**PARAMS, "rows.table": "9", **own}.items()}
    run |= {"strategy": "baseline", "seed": 0}
    words = "--data FILE --sensitive Gender,age --audit-only Gender --bands age=25,40 "
    assert words in refit_line(Ledger(store, "loans"), run)
    alike = {"params.data.bands": "", "params.data.fingerprint": "0" * 12}
    line = refit_line(Ledger(store, "loans"), run | alike | {"params.data.sensitive": "Gender"})
    assert "--data FILE --sensitive Gender " in line
