"""Approvals by group, of clones and in the data."""

import numpy as np
import pandas as pd
import pytest

from fairlab.clones import AskedModel, clone_test
from fairlab.clones.approval_rates import approval_rates, rates_in_words
from fairlab.data import Dataset
from tests.clones.forms import SEXES, form


def test_rates_of_clones_stand_beside_those_of_the_data():
    test = clone_test(AskedModel("men", lambda p: p["sex"] == "m"), form(), SEXES, 40)
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"sex": ["f"] * 60 + ["m"] * 40, "income": rng.random(100)})
    data = Dataset("d", table.assign(bad=[0] * 45 + [1] * 15 + [0] * 35 + [1] * 5), "bad", ("sex",))
    rates = approval_rates(test, data).set_index(["among", "group"])
    assert rates["rate"].to_dict() == {
        ("clones", "f"): 0.0,
        ("clones", "m"): 1.0,
        ("data", "f"): 0.75,
        ("data", "m"): 0.875,
    }
    assert rates.loc[("data", "f"), "low"] < 0.75 < rates.loc[("data", "f"), "high"]


@pytest.mark.parametrize("bands", [{}, {"income": (50,)}])
def test_a_number_is_counted_in_the_data_with_its_band(bands):
    test = clone_test(AskedModel("all", lambda p: p["debt"] >= 0), form(), {"income": [1, 98]}, 9)
    table = pd.DataFrame({"income": range(100), "bad": [1, 1, 0, 1, 0] * 10 + [0, 0, 0, 0, 1] * 10})
    data = Dataset("d", table, "bad", ("income",), bands=bands)
    rates = approval_rates(test, data)
    assert rates["people"].tolist() == [9, 9, 50, 50]
    assert rates["rate"].tolist()[2:] == [0.4, 0.8]
    named = rates_in_words(rates).split("data: ")[1]
    assert named.startswith("1 (< 50) 40.0 %, 98 (50+)" if bands else "1 (<= 49) 40.0 %, 98 (> 49)")


def test_data_without_the_attribute_are_left_out():
    test = clone_test(AskedModel("men", lambda p: p["sex"] == "m"), form(), SEXES, 40)
    table = pd.DataFrame({"age": range(20, 80), "bad": [0, 0, 1] * 20})
    assert set(approval_rates(test, Dataset("d", table, "bad"))["among"]) == {"clones"}
