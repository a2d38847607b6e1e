import numpy as np
import pandas as pd
import pytest

from fairlab.causal import TwinSettings, audit_individual
from fairlab.causal.audit_notes import UNSURE
from fairlab.causal.twins.credibility import FEW, NOTHING, Credibility, credibility
from tests.causal.shapes import SHAPES, Trees, people

pytestmark = pytest.mark.slow


def asked(name, mode="given", rows=3000):
    drawn = people(name, rows, 0)
    graph = SHAPES[name].dag if mode == "given" else None
    how = TwinSettings(mode, graph, exogenous=True, replicates=0, draws=1, second=None)
    return audit_individual(drawn.train, drawn.test, Trees(drawn.train), "a", how)


@pytest.mark.parametrize(("name", "mode"), [("collider", "fci"), ("interaction", "given")])
def test_sound_twins_pass(name, mode):
    found = asked(name, mode)
    assert found.credibility.credible
    assert found.credibility.low < 0.5 < found.credibility.high
    assert abs(found.credibility.z) < 4


@pytest.mark.slow
def test_twins_that_lack_an_effect_are_withheld_and_the_columns_are_named():
    found = asked("interaction", "none")
    assert set(found.credibility.columns) & {"limit", "swing"}
    assert found.rates[["value", "none", "flips"]].isna().all(axis=None)
    assert (found.rates["note"] == "withheld: the twins are not credible").all()
    assert abs(found.credibility.z) > 4
    assert UNSURE not in found.notes  # no share of flagged twins is told


@pytest.mark.slow
def test_people_are_weighted_until_they_have_the_causes_of_the_attribute_as_twins_do():
    found = asked("common")
    assert found.credibility.credible
    assert found.credibility.auc < 0.53
    drawn = people("common", 3000, 0)
    twins = drawn.twins[drawn.test.frame.columns].assign(a=1 - drawn.test.frame["a"])
    frame = drawn.test.frame.drop(columns="bad")
    assert not credibility(frame, twins[list(frame)], "a").credible
    assert credibility(frame, twins[list(frame)], "a", given=["region"]).credible
    kept = twins.assign(income=frame["income"], debt=frame["debt"] + 1)
    assert not credibility(frame, kept[list(frame)], "a", given=["region"]).credible


def test_levels_and_measurements_are_tested_too():
    rng = np.random.default_rng(0)
    town = rng.choice(list("abc"), 3000)
    pay = rng.normal(size=3000)
    table = pd.DataFrame({"town": town, "pay": pay + 2 * (town == "b")})
    moved = pd.concat([table[town != to].assign(town=to) for to in "abc"])
    assert not credibility(table, moved, "town").credible
    base = pd.Series(pay)[moved.index].to_numpy()
    assert credibility(table, moved.assign(pay=base + 2 * (moved["town"] == "b")), "town").credible
    age = pd.DataFrame({"age": pay, "pay": pay + rng.normal(size=3000)})
    assert not credibility(age, age.assign(age=-pay), "age").credible
    assert credibility(age, -age, "age").credible


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [
        (0.48, 0.53, "alike"),
        (0.51, 0.53, "differs"),
        (0.48, 0.54, "open"),
        (0.35, 0.47, "open"),
        (0.48, 0.49, "alike"),
        (0.53, 0.54, "open"),
        (0.54, 0.55, "differs by more than the margin"),
        (np.nan, np.nan, "undefined"),
    ],
)
def test_the_interval_says_whether_twins_pass(low, high, answer):
    assert Credibility(low=low, high=high).answer == answer


def test_too_few_people_are_told():
    table = pd.DataFrame({"sex": [0, 1] * 20, "pay": range(40)})
    assert credibility(table, table.assign(sex=1 - table["sex"]), "sex").note == FEW


def test_a_level_of_one_person_is_no_test_and_neither_is_the_attribute_alone():
    table = pd.DataFrame({"sex": [1] + [0] * 299, "pay": range(300), "age": range(300)})
    moved = table.assign(sex=1 - table["sex"])
    assert credibility(table, moved, "sex").note == FEW
    assert credibility(table, moved, "sex", given=["age"]).note == FEW
    assert credibility(table[["sex"]], moved[["sex"]], "sex").note == NOTHING
    assert credibility(table, moved, "sex", given=["age", "pay"]).note == NOTHING
