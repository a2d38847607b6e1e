"""What a notebook asks of a store, as the commands take it."""

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

import fairlab
from fairlab.api.arguments import conditions, dataset_name, limits
from fairlab.errors import RequestError
from fairlab.mitigate import CutAt
from tests.commands.recorded_sweep import record
from tests.small import small_credit


@pytest.mark.parametrize("where", ["a=1", ["a=1"], ("a=1",), {"a": 1}])
def test_filters_are_one_or_several_or_a_mapping(where):
    assert conditions(where) == ["a=1"]


def test_no_filter_is_none():
    assert conditions(()) == []


def test_data_are_named_by_their_name_or_themselves():
    assert dataset_name(small_credit()) == dataset_name("small") == "small"
    assert dataset_name(None) is None


@pytest.mark.parametrize("value", [0.9, np.float64(0.9)])
def test_limits_are_numbers_of_any_kind(value):
    assert limits("most", {"test/auc": value}) == ["test/auc=0.9"]
    assert limits("most", None) == []


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (fairlab.gate, {"most": ["test/auc=0.9"]}),
        (fairlab.gate, {"least": "test/auc=0.9"}),
        (fairlab.gate, {"most": {"test/auc": "0.9"}}),
        (fairlab.gate, {"most": {"test/auc": None}}),
        (fairlab.gate, {"most": {"test/auc": True}}),
        (fairlab.compare, {"where": [3]}),
        (fairlab.compare, {"where": 3}),
        (fairlab.compare, {"dataset": pd.DataFrame()}),
        (fairlab.compare, {"store": 3}),
    ],
)
def test_other_questions_are_refused_in_words(call, asked, tmp_path):
    with pytest.raises(RequestError) as told:
        call(**({"store": tmp_path / "none.db"} | asked))
    assert 0 < len(str(told.value).splitlines()) <= 3


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A sweep of folds: a tree, the same one under another name, and one that flags many."""
    trees = {"baseline": 0.3, "same": 0.3, "strict": 0.15}
    made = [
        fairlab.Strategy(name, DecisionTreeClassifier(max_depth=2, random_state=0), rule=CutAt(cut))
        for name, cut in trees.items()
    ]
    store = tmp_path_factory.mktemp("store") / "runs.db"
    frame = small_credit().frame[["age", "sex", "bad"]]
    data = fairlab.Dataset("own", frame, "bad", ("sex", "age"), audit_only=("sex",))
    return fairlab.sweep(made, data, seeds=1, store=store)


def test_a_sweep_is_compared_person_by_person(swept):
    found = fairlab.compare(swept)
    assert (found.against, found.people, found.folds, found.seeds) == ("baseline", 600, 5, 1)
    assert found.bad_events == small_credit().y.sum()
    same = found.changes[found.changes["strategy"] == "same"]
    rates = same[~same["metric"].isin(["selection_rate", "approval_rate"])]
    assert (rates["estimate"] == 0).all()
    strict = found.changes[found.changes["strategy"] == "strict"].set_index(["attribute", "metric"])
    levels = swept.runs.set_index("strategy")["test/recall"]
    change = levels["strict"] - levels["baseline"]
    assert strict.loc[("", "recall"), "estimate"] == pytest.approx(change)


def test_predictions_come_with_the_groups_of_their_rows(swept):
    found = fairlab.predictions(swept)
    named = ["strategy", "seed", "row", "fold", "y", "score", "flagged", "group.sex", "group.age"]
    assert [*found] == named
    assert found.groupby("strategy").size().to_dict() == dict.fromkeys(swept.runs["strategy"], 600)
    frame = small_credit().frame.iloc[found["row"]].reset_index(drop=True)
    assert (found["group.sex"].astype(str) == frame["sex"]).all()
    assert (found["y"] == frame["bad"]).all()


def test_rows_of_folds_make_bands_of_folds(swept):
    levels = fairlab.compare(swept).levels.set_index(["strategy", "metric"])
    recall = levels.loc[("baseline", "recall")]
    events = small_credit().y.sum()
    rows = np.sqrt(recall["estimate"] * (1 - recall["estimate"]) / events)
    assert recall["se"] >= rows * np.sqrt(5 / 4) * 0.999, "K / (K - 1)"


def test_a_notebook_names_whom_to_compare_with_and_margins(swept):
    found = fairlab.compare(swept, against="strict", margins={"gap": 0.9})
    assert found.strategies == ["strict", "baseline", "same"]
    assert found.margins.gap == 0.9
    with pytest.raises(RequestError, match="no runs of 'strickt'"):
        fairlab.compare(swept, against="strickt")
    with pytest.raises(RequestError, match="no margin 'gab'"):
        fairlab.compare(swept, margins={"gab": 0.1})


def test_a_sweep_becomes_a_page_and_is_judged(swept, tmp_path):
    page = fairlab.report(swept, output=tmp_path / "page.html").read_text()
    assert "same against baseline: " in page
    judged = fairlab.gate(swept, least={"test/auc": 0.1}, most={"test/auc": 0.2})
    assert set(judged["verdict"]) == {"kept", "broken"}
    assert judged["sentence"].str.contains("by the people who were decided about").all()


def test_runs_without_people_are_not_compared(store):
    record(store, known=False)
    with pytest.raises(RequestError, match="did not record whom they decided about"):
        fairlab.compare(store.uri)
