"""The lines that end a sweep: each can be typed as it stands."""

import io
import shlex
import sys
from types import SimpleNamespace

import pytest
from rich.console import Console

from fairlab.cli import fairlab, main
from fairlab.commands.next_steps import _fit_line, show_next_steps
from tests.small import small_credit

SCRIPT = """
from sklearn.ensemble import HistGradientBoostingClassifier
from fairlab import Strategy
strategy = Strategy("baseline", HistGradientBoostingClassifier(max_iter=5))
"""
SMALL = ("--seeds", "2", "--folds", "2")
OWN = ("--data", "my table.csv", "--target", "bad", "--sensitive", "sex,age", "--ignore", "id")
OF_RUNS = ("ui", "compare", "report", "audit", "choose", "fit")
# Of options by their name or else by their kind, where they are no choice.
VALUES = {
    "bands": "age=25,35", "IntRange": "5", "Finite": "0.5", "Budget": "0.05",
    "StoreAddress": "sqlite:///my runs.db",
}  # fmt: skip


def lines(
    about_data,
    is_default=True,
    name="telecom",
    strategies=("baseline",),
    gap=None,
    budget=None,
    seed=None,
    attribute="any",
):
    store = SimpleNamespace(is_default=is_default, shown="sqlite:///my runs.db")
    ledger = SimpleNamespace(store=store, dataset_name=name, shown="", links=dict)
    text = io.StringIO()
    console = Console(file=text, width=60)
    told = {"gap": gap, "budget": budget, "seed": seed, "attribute": attribute}
    show_next_steps(ledger, 3, strategies, about_data, console, **told)
    return dict(line.split(": ", 1) for line in text.getvalue().splitlines() if line)


def test_data_of_fairlab_are_named_and_the_usual_store_is_not():
    said = lines({"dataset": None, "rows": 5000, "data": None})
    for heading, words in (
        ("Compare them", "compare --why --dataset telecom"),
        ("As a page", "report --dataset telecom"),
        ("One model", "audit --strategy baseline --dataset telecom"),
    ):
        assert said[heading].endswith(f"fairlab {words}")


def test_roles_of_data_of_fairlab_are_repeated_with_their_rows():
    said = lines({"dataset": "telecom", "rows": 5000, "data": None, "audit_only": "age"})
    told = "audit --strategy baseline --rows 5000 --audit-only age --dataset telecom"
    assert said["One model"].endswith(told)


def test_every_line_that_reads_runs_names_their_budget():
    said = lines({}, budget=0.1)
    for heading in ("Compare them", "As a page", "One model"):
        assert said[heading].endswith(" --budget 0.1 --dataset telecom")


def test_another_store_and_names_with_spaces_are_quoted():
    said = lines({}, is_default=False, name="my table")
    words = shlex.split(said["As a page"])[1:]
    assert words == ["report", "--dataset", "my table", "--store", "sqlite:///my runs.db"]


def test_bands_of_a_table_are_repeated_as_they_are_typed():
    bands = {"age": (25.0, 35.0), "net income": (20.5,)}
    words = shlex.split(lines({"data": "a.csv", "bands": bands})["One model"])
    assert words[4:10] == ["--data", "a.csv", "--bands", "age=25,35", "--bands", "net income=20.5"]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["fairlab", "sweep", "--seeds", "2", "--search", "none"], "fit fair --search none"),
        (["fairlab", "sweep", "--strategies", "fair,auprc", "--folds", "3"], "fit fair --folds 3"),
        (["fairlab", "run", "--budget", "0.1", "tree", "--seeds=3,4"], "fit --budget 0.1 tree"),
        (["my/tree.py", "--folds", "3"], "fit tree --experiments my --folds 3"),
    ],
)
def test_a_strategy_is_fitted_with_the_options_that_were_typed(typed, line, monkeypatch):
    monkeypatch.setattr(sys, "argv", typed)
    assert _fit_line(["fair"], 0).endswith(f"fairlab {line}")
    assert _fit_line(["fair"], 4).endswith(f"fairlab {line} --seed 4")


@pytest.mark.parametrize("typed", [["sweep"], ["run", "fair"]], ids=" ".join)
def test_whatever_was_typed_each_line_that_is_told_next_can_be_typed(typed, monkeypatch):
    for option in fairlab.commands[typed[0]].params:
        if option.param_type_name == "option":
            kind = VALUES.get(option.name, VALUES.get(type(option.type).__name__, "a b"))
            value = getattr(option.type, "choices", [kind])[-1]
            typed = [*typed, option.opts[0], *([] if option.is_flag else [value])]
    monkeypatch.setattr(sys, "argv", ["fairlab", *typed])
    about = {"data": "a b.csv", "target": "bad", "bands": {"age": (25.0,)}, "time": "day"}
    gap = {"attribute": "net age", "metric": "recall"}
    said = lines(about, False, "my table", ["baseline", "fair"], gap, "recall", seed=4)
    told = [shlex.split(line.partition("   (")[0]) for line in said.values() if "--" in line]
    assert {words[1] for words in told} == {*OF_RUNS, typed[0]}
    for _, name, *words in told:
        fairlab.commands[name].make_context(name, words)


def test_of_several_strategies_the_baseline_is_audited_and_a_person_chooses_what_is_fitted(
    monkeypatch,
):
    several = ["auprc", "baseline", "fair"]
    assert "audit --strategy baseline " in lines({}, strategies=several)["One model"]
    assert "audit --strategy auprc " in lines({}, strategies=["auprc", "fair"])["One model"]
    monkeypatch.setattr(sys, "argv", ["fairlab", "sweep", "--folds", "3"])
    told = "fit STRATEGY --folds 3   (STRATEGY: the one that you choose)"
    assert _fit_line(several, 0).endswith(told)
    monkeypatch.setattr(sys, "argv", ["fairlab", "run", "fair"])
    assert _fit_line(["baseline", "fair"], 0).endswith("fairlab fit fair")


@pytest.mark.parametrize("typed", [("--store", "{}"), ("--store={}",)])
def test_a_password_that_was_typed_is_not_repeated(typed, monkeypatch):
    words = [word.format("http://ann:s3cret@host:5000") for word in typed]
    monkeypatch.setattr(sys, "argv", ["fairlab", "sweep", *words])
    said = lines({})
    assert "s3cret" not in str(said)
    assert "http://ann:***@host:5000" in said["More seeds"]


@pytest.mark.parametrize(
    ("metric", "limit"),
    [
        ("rank", ["--max-gap", "net age.rank=0.1"]),
        ("selection_rate", ["--min-ratio", "net age.selection_rate=0.8"]),
    ],
)
def test_of_several_strategies_one_is_chosen_by_the_gap_that_is_given(metric, limit):
    gap = {"attribute": "net age", "metric": metric}
    assert "Choose one" not in lines({}, gap=gap)
    said = lines({}, strategies=["baseline", "fair"], gap=gap)["Choose one"]
    assert shlex.split(said)[1:] == ["choose", *limit, "--dataset", "telecom"]
    said = lines({}, strategies=["baseline", "fair"], gap=gap, attribute="none")["Choose one"]
    assert shlex.split(said)[4:6] == ["--attribute", "none"]


@pytest.mark.slow
def test_after_a_sweep_of_ones_own_table_each_line_can_be_typed(store, tmp_path, monkeypatch):
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "baseline.py").write_text(SCRIPT)
    small_credit().frame.to_csv(tmp_path / "my table.csv", index=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAIRLAB_TRACKING_URI", "sqlite:///another.db")

    def typed(*words):
        monkeypatch.setattr(sys, "argv", ["fairlab", *words])
        monkeypatch.setattr(sys, "stdout", out := io.StringIO())
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0, out.getvalue()
        return out.getvalue()

    of_store = ("--store", store.uri)
    said = typed("sweep", "--experiments", "experiments", *OWN, *SMALL, *of_store)
    for heading in ("Compare them:", "As a page:", "One model:", "Deploy it:"):
        (line,) = [line for line in said.splitlines() if line.startswith(heading)]
        typed(*shlex.split(line.removeprefix(heading))[1:])
