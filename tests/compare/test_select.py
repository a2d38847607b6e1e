"""Runs of different settings are told apart, never averaged."""

import pandas as pd
import pytest

from fairlab.compare.select import (
    compared_metrics,
    few_caught,
    refuse_mixture,
    uneven_search,
    where,
)
from fairlab.errors import RequestError

RUNS = pd.DataFrame(
    {
        "strategy": ["baseline", "baseline", "auprc"],
        "seed": [0, 0, 0],
        "settings_hash": ["a", "b", "c"],
        "params.model__trials": ["5", "20", "5"],
        "params.vary": "both",
        "params.split.test": "drawn",
        "params.rows.test": "25",
        "params.rows.train": "60",
        "test/auc": [0.7, 0.8, 0.9],
        "fair.sex/recall_parity": [0.1, 0.2, 0.3],
        "fair.sex/recall_floor_95": [0.4, 0.5, 0.6],
        "model/threshold": 0.5,
    }
)


def test_a_mixture_is_refused_and_the_difference_shown():
    with pytest.raises(RequestError) as error:
        refuse_mixture(RUNS)
    for message, advice in (
        (str(error.value), "where='model__trials="),
        (error.value.typed, "--where model__trials="),
    ):
        assert "baseline" in message
        assert "model__trials is 5 (1 run) and 20 (1 run)" in message
        assert advice in message
        assert message.count("\n") < 3


def test_what_can_be_asked_for_is_named_before_what_cannot():
    needing = pd.DataFrame({"strategy": ["auprc"] * 2, "settings_hash": ["c", "d"]})
    needing["params.vary"] = "both"
    runs = pd.concat([needing, RUNS.iloc[:2]])
    with pytest.raises(
        RequestError, match="baseline was run with different settings: model__trial"
    ):
        refuse_mixture(runs)
    with pytest.raises(RequestError, match="auprc was run after two different versions") as error:
        refuse_mixture(needing)
    assert error.value.typed.endswith("--store sqlite:///other.db")


def test_several_budgets_are_named_with_the_option_that_says_which():
    budgets = {"params.budget": ["0.05", None, "0.05"], "settings_hash": ["a", "b", "c"]}
    with pytest.raises(RequestError) as error:
        refuse_mixture(RUNS.assign(**budgets))
    assert "The runs keep several budgets: 0.05 (1 run), none (1 run)." in str(error.value)
    assert str(error.value).endswith("Say which: budget=0.05")
    assert error.value.typed.endswith("Say which: --budget 0.05")
    assert error.value.typed.count("\n") < 3


def test_where_chooses_and_what_is_chosen_is_no_mixture():
    chosen = where(RUNS, ["model__trials=5"])
    refuse_mixture(chosen)
    assert chosen["test/auc"].tolist() == [0.7, 0.9]


def test_where_keeps_runs_of_strategies_without_that_parameter():
    runs = RUNS.assign(**{"params.sampler__mode": [None, None, "paper"]})
    assert len(where(runs, ["sampler__mode=paper"])) == 3


@pytest.mark.parametrize(("name", "others"), [("search", []), ("weights__mode", ["auprc"])])
def test_runs_that_lack_a_parameter_are_told_apart_from_those_that_have_it(name, others):
    lacking = {"params.model__trials": "5", f"params.{name}": ["one", None, None]}
    runs = RUNS.assign(**lacking)
    with pytest.raises(RequestError, match=rf"{name} is .*- \(.*\n.*where='{name}=one'"):
        refuse_mixture(runs)
    for value, kept in {"one": ["baseline", *others], "-": ["baseline", "auprc"]}.items():
        chosen = where(runs, [f"{name}={value}"])
        refuse_mixture(chosen)
        assert chosen["strategy"].tolist() == kept


def test_what_is_told_of_causes_tells_runs_apart_and_who_told_it_does_not():
    told = {"settings_hash": ["a", "b"], "params.individual.told": ["(--before)", "(the data set)"]}
    runs = RUNS[:2].assign(**told, **{"params.model__trials": "5"})
    with pytest.raises(RequestError, match=r"individual__before is home \(1 run\) and empty"):
        refuse_mixture(runs.assign(**{"params.individual__before": ["home", ""]}))
    with pytest.raises(RequestError, match="two different versions of what it needs"):
        refuse_mixture(runs)


def test_unknown_parameters_and_empty_choices_are_told():
    with pytest.raises(RequestError, match="model__trials"):
        where(RUNS, ["model__trial=5"])
    with pytest.raises(RequestError, match="No finished run has model__trials=7"):
        where(RUNS, ["model__trials=7"])


def test_only_test_metrics_and_parities_are_compared():
    assert list(compared_metrics(RUNS)) == [
        "strategy",
        "seed",
        "test/auc",
        "fair.sex/recall_parity",
    ]


def test_a_seed_or_a_number_of_rows_is_no_setting():
    runs = RUNS.assign(**{"params.model__trials": "5", "params.seed": ["0", "1", "0"]})
    runs = runs.assign(**{"params.weights__mode": ["a", "b", None]})
    with pytest.raises(RequestError, match=r"weights__mode is a \(1 run\) and b"):
        refuse_mixture(runs)


@pytest.mark.parametrize("name", ["data.fingerprint", "vary"])
def test_strategies_on_other_data_or_splits_are_not_paired(name):
    runs = RUNS.iloc[1:].assign(**{f"params.{name}": ["x", "y"]})
    with pytest.raises(RequestError, match=rf"(?s){name} is .*where='{name}=") as error:
        refuse_mixture(runs)
    assert f"--where {name}=" in error.value.typed
    assert error.value.typed.count("\n") < 3


def test_unequal_effort_is_told_and_equal_effort_is_not():
    assert uneven_search(RUNS.iloc[1:]) == "Not tuned alike (trials): auprc 5, baseline 20."
    assert uneven_search(RUNS.iloc[[0, 2]]) == ""


def test_a_cut_that_catches_next_to_nobody_is_told_unless_it_was_chosen():
    runs = RUNS.assign(**{"test/recall": [0.01, 0.02, 0.4]})
    assert few_caught(runs).startswith("At the threshold 0.5, baseline catches 1.5 % of the bad")
    assert few_caught(runs.assign(**{"params.threshold": "FlagShare"})) == ""
    assert few_caught(runs.assign(**{"test/recall": 0.05})) == ""
    assert few_caught(runs.drop(columns="test/recall")) == ""


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"rule": "CutAt", "rule__threshold": "0.5"}, True),
        ({"rule": "CutAt", "rule__threshold": "0.3"}, False),
        ({"rule": "FlagShare", "rule__share": "0.05"}, False),
        ({"rule": "SameShare"}, False),
    ],
)
def test_few_are_caught_at_one_half_alone_beside_runs_of_0_1_0(rule, told):
    new = {"strategy": "new", "test/recall": 0.01}
    new |= {f"params.{name}": value for name, value in rule.items()}
    old = {"strategy": "old", "test/recall": 0.02}
    kept = {**old, "strategy": "kept", "params.threshold": "KeepRecall"}
    said = few_caught(pd.DataFrame([new, old, kept]))
    assert ("new catches 1.0 %" in said) == told
    assert "old catches 2.0 %" in said
    assert "kept" not in said
    assert ("new" in few_caught(pd.DataFrame([new]))) == told


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ({"design": "folds", "folds": "5"}, {"design": "holdout"}, "design"),
        ({"design": "folds", "folds": "5"}, {"design": "folds", "folds": "3"}, "folds"),
        ({"search": "once"}, {"search": "once-for-all"}, "search"),
        ({"vary": "both"}, {"vary": "model"}, "vary"),
    ],
)
@pytest.mark.parametrize("strategies", [("a", "a"), ("a", "b")])
def test_designs_are_never_mixed_and_neither_is_how_they_search(first, second, name, strategies):
    rows = [
        {"strategy": strategy, "seed": 0, "settings_hash": f"{strategy}{params}"}
        | {f"params.{key}": value for key, value in params.items()}
        for strategy, params in zip(strategies, (first, second), strict=True)
    ]
    with pytest.raises(RequestError, match=f"{name} is ") as told:
        refuse_mixture(pd.DataFrame(rows))
    assert f"where='{name}=" in str(told.value)
