"""Columns that tell a group go, and no others."""

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.mitigate import NoProxies


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    sex = rng.choice(["f", "m"], 1000)
    return pd.DataFrame(
        {
            "sex": sex,
            "height": rng.normal(size=1000) + 1.5 * (sex == "m"),
            "shoe": rng.normal(size=1000) + 0.5 * (sex == "m"),
            "luck": rng.random(1000),
        }
    )


@pytest.mark.parametrize(("most", "left"), [(0.5, ["luck"]), (0.7, ["shoe", "luck"])])
def test_the_lower_the_auc_that_is_allowed_the_fewer_columns_stay(people, most, left):
    step = NoProxies(most, "sex").fit(people)
    assert step.columns_ == left
    assert step.dropped_["sex"] == "sensitive"
    assert step.dropped_["height"].startswith("tells sex, AUC 0.8")


def test_where_no_column_would_be_left_that_is_said_before_any_training(people):
    with pytest.raises(DataError, match=r"would drop all 2 columns.*\nTake a higher max_auc"):
        NoProxies(0.6, "sex").check(people[["sex", "height"]])
