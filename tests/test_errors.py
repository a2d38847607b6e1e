"""What stops a person is told in the words of the door through which that person came."""

import pickle
import re
from pathlib import Path
from shutil import copy

import pandas as pd
import pytest
from click.testing import CliRunner
from sklearn.tree import DecisionTreeClassifier

import fairlab
from fairlab import cli
from fairlab.errors import DataError, FairlabError, RequestError, StoreError
from tests.small import small_credit

OPTION = re.compile(r"(?<![\w-])--[a-z]")
TWO_FOLDS = fairlab.Design(folds=2)


@pytest.fixture(scope="module")
def store(template_store, tmp_path_factory):
    """Hold runs of two data sets, one of them with two settings."""
    store = Path(copy(template_store, tmp_path_factory.mktemp("store") / "runs.db"))
    for depth, name in ((2, "small"), (3, "small"), (2, "other")):
        model = fairlab.Strategy("baseline", DecisionTreeClassifier(max_depth=depth))
        found = fairlab.sweep(model, ages(name), seeds=1, store=store, design=TWO_FOLDS)
        assert len(found.runs) == 1
    return store


def ages(name, seed=0):
    frame = small_credit(seed=seed).frame[["age", "sex", "bad"]]
    return fairlab.Dataset(name, frame, "bad", ("sex",), audit_only=("sex",))


ASKED = {
    "a file": lambda store: fairlab.sweep("baseline", "loans.csv", store=store),
    "a frame": lambda store: fairlab.sweep("baseline", small_credit().frame, store=store),
    "no attribute": lambda store: fairlab.sweep(
        "baseline", fairlab.Dataset("d", small_credit().frame, "bad"), store=store
    ),
    "an unknown name": lambda store: fairlab.load("loan"),
    "no id": lambda store: fairlab.audit("baseline", store=store),
    "clones of a file": lambda store: fairlab.clones(len, "loans.csv", "sex"),
    "an answer that is none": lambda store: fairlab.clones(
        lambda people: ["maybe"] * len(people), small_credit(), "sex", profiles=10
    ),
    "a number to clone": lambda store: fairlab.clones(len, small_credit(), "income"),
    "no such store": lambda store: fairlab.compare(f"{store}.none"),
    "several data sets": lambda store: fairlab.compare(store),
    "several settings": lambda store: fairlab.report(store, "small"),
    "no limit": lambda store: fairlab.gate(store, "other"),
    "a limit of nothing": lambda store: fairlab.gate(store, "other", {"": 0.2}),
    "percent": lambda store: fairlab.gate(store, "other", {"test/auprc": 20}),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_python_is_told_no_option_of_the_command_line(asked, store):
    with pytest.raises(FairlabError) as told:
        asked(store)
    assert not OPTION.search(str(told.value))
    assert len(str(told.value).splitlines()) <= 3


def test_a_run_on_other_data_is_answered_with_a_dataset(store):
    model = fairlab.Strategy("baseline", DecisionTreeClassifier(max_depth=2))
    found = fairlab.sweep(model, ages("other"), seeds=1, store=store, design=TWO_FOLDS)
    run = found.runs["run_id"][0]
    with pytest.raises(RequestError, match=r"dataset=fairlab\.Dataset\(") as told:
        fairlab.audit(run, store=store, dataset=ages("other", seed=1))
    assert not OPTION.search(str(told.value))


def test_a_table_of_ones_own_is_answered_with_the_call_that_takes_it(tmp_path):
    for wrong in ("loans.csv", tmp_path / "loans.csv", small_credit().frame):
        with pytest.raises(RequestError) as told:
            fairlab.sweep("baseline", wrong)
        assert 'fairlab.Dataset("mine", frame, target="...", sensitive=("...",))' in str(told.value)
        assert 'fairlab.read_table("FILE", target="...", sensitive=("...",))' in str(told.value)
    file = tmp_path / "loans.csv"
    pd.DataFrame({"age": range(20), "bad": [0, 1] * 10}).to_csv(file, index=False)
    with pytest.raises(RequestError, match=r'target="\.\.\."') as told:
        fairlab.read_table(file)
    assert "--target COLUMN" in told.value.typed


def test_the_command_line_is_told_its_options(store):
    uri = f"sqlite:///{store}"
    for words, advice in (
        (["run", "baseline", "--dataset", "loans.csv"], "--data FILE --target COLUMN"),
        (["compare"], "--dataset other"),
        (["compare", "--dataset", "small"], "--where model__max_depth="),
        (["gate", "--dataset", "other"], '--max "fair.gender/recall_parity=0.2"'),
        (["audit", "baseline"], "--strategy baseline"),
    ):
        found = CliRunner().invoke(cli.fairlab, [*words, "--store", uri])
        assert advice in found.exception.typed


@pytest.mark.parametrize("kind", [DataError, RequestError, StoreError])
def test_both_texts_travel_between_processes(kind):
    error = pickle.loads(pickle.dumps(kind("in Python", "typed")))
    assert (str(error), error.typed) == ("in Python", "typed")
    assert kind("alike").typed == "alike"
