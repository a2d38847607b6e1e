"""What every decision rule keeps to; new rules are found as files, not listed."""

import json
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from fairlab.errors import StoreError
from fairlab.experiment.identity import leaf_params
from fairlab.experiment.identity.filled_in import left_out
from fairlab.mitigate.rules import read_rule, rule_class, write_rule
from fairlab.mitigate.rules.single_threshold import SingleThreshold
from tests.mitigate.rules.budgeted import every_rule

ROWS = 400


def settings_of(kind: type) -> list[dict]:
    """The settings that a rule is tried with: its own, and attributes where it takes some."""
    params = kind().get_params()
    known = {"sensitive": ("sex", "age"), "features": ("income",)}
    filled = {name: value for name, value in known.items() if name in params}
    return [{}, filled] if filled else [{}]


TRIED = [(kind, settings) for kind in every_rule() for settings in settings_of(kind)]


@pytest.fixture(params=TRIED, ids=lambda tried: " ".join([tried[0].__name__, *tried[1]]))
def rule(request):
    kind, settings = request.param
    return kind(**settings)


def scored(seed: int = 0) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    y = (rng.random(ROWS) < 0.2).astype(int)
    sex = pd.Categorical(rng.choice(["f", "m"], ROWS))
    frame = pd.DataFrame({"sex": sex, "age": rng.integers(18, 80, ROWS)})
    frame["income"] = (sex == "m") + rng.random(ROWS)
    return y, np.clip(0.2 * y + 0.5 * rng.random(ROWS) + 0.3 * (sex == "m"), 0, 1), frame


def fitted(rule):
    reference = {name: {"recall": 0.5} for name in rule.needs}
    return clone(rule).fit(*scored(), reference=reference)


def test_those_that_are_shipped_are_every_rule():
    assert {"CutAt", "FlagShare", "KeepRecall"} <= {kind.__name__ for kind in every_rule()}


def test_it_says_what_it_needs(rule):
    assert rule.on in ("validation", "test")
    for names in (rule.needs, rule.columns):
        assert isinstance(names, tuple)
        assert all(isinstance(name, str) for name in names)


def test_its_settings_survive_cloning_and_are_parameters_of_a_run(rule):
    assert clone(rule).get_params() == rule.get_params()
    known = leaf_params("rule", rule)
    assert known["rule"] == type(rule).__name__
    assert known.keys() - {"rule"} == {
        f"rule__{name}" for name in rule.get_params().keys() - left_out(rule)
    }


def test_fitting_gives_the_rule_itself_and_changes_no_setting(rule):
    before = rule.get_params()
    reference = {name: {"recall": 0.5} for name in rule.needs}
    y, score, frame = scored()
    copies = y.copy(), score.copy(), frame.copy()
    assert rule.fit(y, score, frame, reference=reference) is rule
    assert rule.get_params() == before
    np.testing.assert_array_equal(y, copies[0])
    np.testing.assert_array_equal(score, copies[1])
    pd.testing.assert_frame_equal(frame, copies[2])


def test_it_decides_about_each_row_by_itself(rule):
    _, score, frame = scored(seed=1)
    known = fitted(rule)
    flagged = known.decide(score, frame)
    assert flagged.dtype == bool
    assert 0 < flagged.sum() < ROWS
    order = np.random.default_rng(2).permutation(ROWS)
    np.testing.assert_array_equal(known.decide(score[order], frame.iloc[order]), flagged[order])
    one = known.decide(score[:1], frame.iloc[:1])
    assert one.tolist() == flagged[:1].tolist()


def test_it_looks_at_no_other_column_than_it_says(rule):
    _, score, frame = scored(seed=1)
    known = fitted(rule)
    whole = known.decide(score, frame)
    np.testing.assert_array_equal(known.decide(score, frame[list(rule.columns)]), whole)
    if not rule.columns:
        np.testing.assert_array_equal(known.decide(score), whole)


def test_a_higher_score_is_never_let_go_where_a_lower_one_is_flagged(rule):
    _, score, frame = scored(seed=1)
    same = frame.iloc[[0] * ROWS]
    flagged = fitted(rule).decide(np.sort(score), same)
    assert (np.diff(flagged.astype(int)) >= 0).all()


def test_what_is_written_as_json_decides_alike_and_has_the_same_settings(rule):
    _, score, frame = scored(seed=1)
    known = fitted(rule)
    read = read_rule(json.loads(json.dumps(write_rule(known))))
    assert type(read) is type(known)
    assert read.get_params() == known.get_params()
    np.testing.assert_array_equal(read.decide(score, frame), known.decide(score, frame))
    again = type(known).from_dict(known.to_dict())
    assert again.to_dict() == known.to_dict()
    assert (again.columns, again.needs, again.on) == (known.columns, known.needs, known.on)


def test_one_that_is_not_fitted_decides_about_nobody(rule):
    _, score, frame = scored()
    with pytest.raises(NotFittedError):
        rule.decide(score, frame)


def test_each_file_holds_the_class_of_its_name():
    for kind in every_rule():
        module = import_module(kind.__module__)
        assert module.__name__.rpartition(".")[2].replace("_", "") == kind.__name__.lower()


@pytest.mark.parametrize("name", ["Cutat", "CUTAT", "CutUp"])
def test_a_name_that_is_no_rules_is_refused_in_words(name):
    with pytest.raises(StoreError, match=f"no decision rule '{name}'"):
        rule_class(name)


def test_a_rule_that_only_has_the_name_of_one_is_not_written():
    own = type("CutAt", (SingleThreshold,), {"__module__": "own"})
    with pytest.raises(StoreError, match="'CutAt' of own only has the name of one of fairlab's"):
        write_rule(own())
