"""What a strategy does with the attribute: worked out from its steps and the roles of the data."""

from dataclasses import replace

import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import FunctionTransformer
from sklearn.tree import DecisionTreeClassifier

from fairlab.data.identity import DataIdentity
from fairlab.errors import RequestError
from fairlab.experiment.attribute_use import attribute_use, obeying
from fairlab.experiment.scripts import find_strategies
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import FairSMOTE, GroupThresholds, KeepRecall, Reweigh

DATA = DataIdentity("toy", "ab" * 32, ("sex", "age", "job"), ("job",), ("sex", "age"))
UNSEEN = replace(DATA, audit_only=("sex", "age", "job"))
TREE = DecisionTreeClassifier()


class Rule(KeepRecall):
    """A rule that tosses a coin."""

    is_random = True


class Dropping(FunctionTransformer):
    """Hands no attribute on."""

    attribute_when_deciding = False

    def __init__(self, sensitive=None):
        self.sensitive = sensitive


class Blind(Dropping):
    """Does not even look at it."""

    attribute_in_training = False


class Repairing(Dropping):
    """Asks for it."""

    attribute_when_deciding = True


def dropping(transformer, **steps):
    return Strategy("dropping", TREE, transformer=transformer, **steps)


@pytest.mark.parametrize(
    ("strategy", "data", "kind", "said"),
    [
        (Strategy("plain", TREE), DATA, "feature", "reads sex and age as features"),
        (Strategy("plain", TREE), UNSEEN, "none", "does not look at sex or age"),
        (Strategy("weighed", TREE, weights=Reweigh()), UNSEEN, "training-only",
         "uses sex and age in training only"),
        (Strategy("one", TREE, FairSMOTE(sensitive="sex")), UNSEEN, "training-only",
         "uses sex in training only"),
        (Strategy("cut", TREE, rule=GroupThresholds(sensitive=("job",))), UNSEEN, "when-deciding",
         "asks for job when it decides"),
        (Strategy("cut", TREE, rule=GroupThresholds()), DATA, "when-deciding",
         "reads sex and age as features, asks for sex and age when it decides"),
        (dropping(Dropping()), DATA, "training-only", "uses sex and age in training only"),
        (dropping(Blind()), DATA, "none", "does not look at sex or age"),
        (dropping(Blind(), weights=Reweigh()), DATA, "training-only",
         "uses sex and age in training only"),
        (Strategy("plain", TREE), replace(DATA, balanced=()), "none", "looks at no attribute"),
        (dropping(Repairing("sex")), UNSEEN, "when-deciding", "asks for sex when it decides"),
    ],
)  # fmt: skip
def test_the_strongest_use_names_the_kind(strategy, data, kind, said):
    found = attribute_use(strategy, data)
    assert (found.kind, found.said) == (kind, said)
    assert found.tags["fairlab.attribute"] == kind


def test_a_decision_that_may_differ_from_time_to_time_is_said():
    found = attribute_use(Strategy("coin", TREE, rule=Rule("plain")), UNSEEN)
    assert found.is_random
    assert found.tags["fairlab.random"] == "yes"
    assert "Two decisions about the same person may differ" in found.sentences
    assert "law" not in found.sentences


def test_what_a_rule_that_asks_for_the_attribute_means_is_said_without_advice():
    told = attribute_use(Strategy("cut", TREE, rule=GroupThresholds()), DATA).sentences
    assert "a question of law and purpose, which fairlab does not answer" in told


def test_what_does_not_obey_is_left_out_unless_others_are_held_against_it():
    plain, logistic = Strategy("baseline", TREE), Strategy("logistic", LogisticRegression())
    held = dropping(Blind(), rule=KeepRecall("baseline"))
    kept, told = obeying([plain, logistic, held], DATA, "none")
    assert [one.name for one in kept] == ["baseline", "dropping"]
    assert told == [
        "baseline is run, as others are held against it, though it reads sex and age as features.",
        "logistic is left out, as it reads sex and age as features.",
    ]
    assert obeying([plain, held], DATA, "any")[1] == []


def test_where_none_is_left_the_reasons_are_told():
    with pytest.raises(RequestError, match=r"obeys --attribute none: plain reads sex and age"):
        obeying([Strategy("plain", TREE)], DATA, "none")


def test_the_script_of_cuts_by_group_asks_for_the_attribute():
    (found,) = find_strategies(["group-thresholds"])
    assert attribute_use(found, UNSEEN).deciding == ("sex", "age")
