"""What a sweep says of groups and of attributes holds for runs that were finished before too."""

from dataclasses import replace

import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.commands.finished import complete_tables
from fairlab.data import Dataset
from fairlab.experiment.design import Design
from fairlab.experiment.recorded_people import recorded_people
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.summaries import summarise
from fairlab.experiment.sweep import plan, run_missing
from fairlab.record import Ledger
from tests.small import small_credit

TREES = [Strategy(name, DecisionTreeClassifier(max_depth=2)) for name in ("baseline", "other")]
SWAPPED, RIGHT = {"sex": {0: "women", 1: "men"}}, {"sex": {0: "men", 1: "women"}}


@pytest.fixture(scope="module")
def data() -> Dataset:
    frame = small_credit().frame[["age", "sex", "bad"]]
    frame = frame.assign(sex=(frame["sex"] == "f").astype(int), old=frame["age"] > 40)
    roles = {"sensitive": ("sex", "old"), "audit_only": ("sex",), "balance": ("sex",)}
    return Dataset("small", frame, "bad", labels=SWAPPED, **roles)


def sweep(strategies, data, store):
    """Say which strategies were computed."""
    ledger, computed = Ledger(store, "small"), []
    specs = plan(strategies, data, [0], Design(folds=2))
    run_missing(specs, data, ledger, watch=lambda spec, _: computed.append(spec.strategy_name))
    return computed


def women_counted(store):
    """Give how many there are by what is compared, and by the table of each run."""
    ledger = Ledger(store, "small")
    runs = ledger.table()
    yield (recorded_people(ledger, runs).groups["sex"] == "women").sum()
    tables = complete_tables(ledger, runs)
    for run_id in runs["run_id"]:
        groups = tables(run_id)["groups"].query("kind == 'group' and measure == 'selection_rate'")
        yield groups.set_index("group").loc["women", "size"]


def summarised(store):
    return {one.content for one in summarise(Ledger(store, "small").table())}


def test_labels_that_were_corrected_name_the_groups_of_every_run(store, data):
    women, men = (int((data.frame["sex"] == code).sum()) for code in (1, 0))
    assert sweep(TREES, data, store) == ["baseline", "baseline", "baseline", "other"]
    before = summarised(store)
    assert set(women_counted(store)) == {men}
    assert sweep(TREES[:1], replace(data, labels=RIGHT, words={"sex": "gender"}), store) == []
    assert set(women_counted(store)) == {women}
    assert not summarised(store) & before
    assert sweep(TREES[1:], data, store) == []
    assert set(women_counted(store)) == {men}
    assert summarised(store) == before


def test_the_use_of_an_attribute_is_that_of_what_is_balanced_now(store, data):
    sweep(TREES[:1], data, store)
    table = Ledger(store, "small").table
    assert table()[["attribute", "attribute_use"]].values.tolist() == [
        ["none", "does not look at sex"]
    ]
    assert sweep(TREES[:1], replace(data, balance=None), store) == []
    assert table()[["attribute", "attribute_use"]].values.tolist() == [
        ["feature", "reads old as a feature"]
    ]
