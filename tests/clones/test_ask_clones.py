import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from fairlab.clones import AskedModel, clone_test, compare_pairs, schema_of
from fairlab.clones.article import published_tree
from fairlab.data.sets.loans import loans
from fairlab.errors import RequestError
from tests.clones.forms import BLIND, SEXES, form, stricter_by

GENDERS = {"Gender": ["Female", "Male"]}


@pytest.mark.parametrize("effect", [0.1, 0.25])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_planted_effect_is_recovered_within_binomial_limits(effect, seed):
    data = loans(20_000, seed, {"Gender": effect}, refused=0.2)
    test = clone_test(published_tree(data), schema_of(data), GENDERS, 4000, seed)
    row = test.pairs.iloc[0]
    assert binomtest(int(row["flips"]), 4000, effect).pvalue > 1e-4
    assert (row["only_first"], row["favoured"]) == (0, "Male")


@pytest.mark.slow
def test_the_interval_holds_the_planted_rate_as_often_as_promised():
    approved = clone_test(stricter_by(0.1), form(), SEXES, 200 * 150).approved
    audits = [compare_pairs(approved[first : first + 150]) for first in range(0, 30_000, 150)]
    held = sum(audit["low"][0] <= 0.1 <= audit["high"][0] for audit in audits)
    assert binomtest(held, 200, 0.95, alternative="less").pvalue > 1e-3


def test_no_alarm_where_there_is_no_effect():
    data = loans(4000, 0, {"Gender": 0.0}, refused=0.3, chance=0.2)
    test = clone_test(published_tree(data), schema_of(data), GENDERS, 3000)
    assert test.any_flip["flips"] == 0
    assert test.pairs["favoured"].tolist() == [""]


def test_a_model_that_does_not_look_flips_nobody():
    test = clone_test(BLIND, form(), {**SEXES, "home": ["rent", "own"]}, 500)
    assert test.any_flip["flips"] == 0
    assert test.pairs["flips"].tolist() == [0] * 6


def test_a_proxy_that_follows_is_what_a_blind_model_falls_for():
    by_title = AskedModel("m", lambda people: people["title"] == "Mr", ("title",))
    assert clone_test(by_title, form(), SEXES, 200).any_flip["flips"] == 0
    test = clone_test(by_title, form(), SEXES, 200, follow=["title"])
    assert test.any_flip["flips"] == 200
    told = test.columns.set_index("column")
    assert told["clones"].to_dict() == {
        "id": "kept equal", "title": "follows", "sex": "differs",
        "income": "kept equal", "debt": "kept equal", "home": "kept equal",
    }  # fmt: skip
    assert told["read"].to_dict()["title"] is True
    assert told.index[told["betrays"]].tolist() == ["title", "sex"]


def test_effects_of_two_attributes_add_up():
    planted = {"sex": 0.2, "home": 0.1}

    def strict(people):
        harm = 0.2 * (people["sex"] == "f") + 0.1 * (people["home"] == "rent")
        return people["income"] >= 100_000 * harm.astype(float)

    levels = {"sex": ["f", "m"], "home": ["rent", "own"]}
    test = clone_test(AskedModel("m", strict), form(), levels, 3000)
    pairs = test.pairs.set_index(["first", "second"])["flips"]
    assert binomtest(int(pairs["f, own", "m, own"]), 3000, planted["sex"]).pvalue > 1e-4
    assert binomtest(int(pairs["m, rent", "m, own"]), 3000, planted["home"]).pvalue > 1e-4
    assert binomtest(int(pairs["f, rent", "m, own"]), 3000, 0.3).pvalue > 1e-4
    assert set(test.pairs["favoured"]) == {"f, own", "m, rent", "m, own"}


def test_what_cannot_work_is_told_after_a_few_clones():
    asked = []

    def failing(people):
        asked.append(len(people))
        return people["age"]

    with pytest.raises(RequestError, match="'age'"):
        clone_test(AskedModel("m", failing), form(), SEXES, 100_000)
    assert asked == [100]


def test_no_profile_is_no_test():
    with pytest.raises(RequestError, match="At least one"):
        clone_test(BLIND, form(), SEXES, 0)


def digest(seed: int) -> str:
    schema = form(name="full_name", born={"from": 1.5, "to": 9.0})
    test = clone_test(stricter_by(0.3), schema, SEXES, 200, seed, ["title"])
    hashes = pd.util.hash_pandas_object(test.clones.frame.astype(str)).to_numpy()
    return f"{np.bitwise_xor.reduce(hashes)} {test.any_flip['flips']}"


@pytest.mark.slow
def test_another_process_makes_the_same_clones(another_process):
    code = "from tests.clones.test_ask_clones import digest; print(digest(3))"
    assert another_process.said(code).strip() == digest(3)
    assert digest(4) != digest(3)
