"""Approvals by group, of clones and in the data."""

import numpy as np
import pandas as pd

from fairlab.clones import AskedModel, clone_test
from fairlab.clones.approval_rates import approval_rates
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


def test_data_without_the_attribute_are_left_out():
    test = clone_test(AskedModel("men", lambda p: p["sex"] == "m"), form(), SEXES, 40)
    table = pd.DataFrame({"age": range(20, 80), "bad": [0, 0, 1] * 20})
    assert set(approval_rates(test, Dataset("d", table, "bad"))["among"]) == {"clones"}
