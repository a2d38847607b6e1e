"""What a notebook hands to ``clones``."""

import pytest
from sklearn.tree import DecisionTreeClassifier

import fairlab
from fairlab.clones import clone_test
from fairlab.clones.asking import AskedModel
from fairlab.clones.from_data import schema_of
from fairlab.data import Dataset, load
from fairlab.errors import RequestError
from tests.small import small_credit

DATA = small_credit()


def older(people):
    return (people["age"] > 40).astype(int)


@pytest.mark.parametrize("approves", [None, 1, True, 1.0, "1", "True", ">=0.5"])
def test_an_approval_is_a_value_or_its_text(approves):
    found = fairlab.clones(older, DATA, "sex", approves, profiles=50)
    assert found.approved.any(axis=None)
    assert not found.approved.all(axis=None)
    answer = "Taken for denied: who is flagged, or answered 1" if approves is None else "approved"
    assert answer in repr(found)
    assert f"{found.any_flip['profiles']} profiles" in repr(found)


@pytest.mark.parametrize(
    "asked",
    [
        {"approves": "yes"},
        {"approves": ""},
        {"attributes": []},
        {"attributes": {}},
        {"attributes": 3},
        {"attributes": None},
        {"profiles": 50.0},
        {"profiles": "50"},
        {"profiles": 0},
        {"seed": "a"},
        {"seed": -1},
        {"data": DATA.frame},
        {"data": None},
        {"model": DecisionTreeClassifier()},
        {"model": None},
        {"follow": "nothing"},
    ],
)
def test_what_cannot_be_asked_is_told_in_words(asked):
    usual = {"model": older, "data": DATA, "attributes": "sex", "profiles": 50}
    with pytest.raises(RequestError) as told:
        fairlab.clones(**(usual | asked))
    assert 0 < len(str(told.value).splitlines()) <= 3


def test_an_estimator_is_asked_and_a_code_of_the_attribute_moves_along():
    loans = load("loans")
    frame = loans.frame.assign(Gender_Code=(loans.frame["Gender"] == "Male").astype(int))
    coded = Dataset("coded", frame, loans.target, loans.sensitive, loans.positive)
    tree = DecisionTreeClassifier(max_depth=3, random_state=42)
    tree.fit(frame[["Gender_Code", "Income"]], frame["Approved"])
    found = fairlab.clones(tree, coded, "Gender", profiles=500)
    assert found.clones.follow == ("Gender_Code",)
    assert found.any_flip["rate"] == pytest.approx(0.54, abs=0.06)


def test_clones_that_differ_in_nothing_are_no_test():
    with pytest.raises(RequestError, match="at least one attribute"):
        clone_test(AskedModel("older", older), schema_of(DATA), {}, profiles=50)
