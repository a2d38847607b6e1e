"""Numbers without what the attributes predict: fairlearn's where that can be asked, and more."""

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import CorrelationRemover


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    sex, age = rng.choice(["f", "m"], 500), rng.integers(18, 80, 500)
    income = rng.normal(size=500) + (sex == "m") + 0.02 * age
    return pd.DataFrame({"sex": sex, "age": age, "income": income, "luck": rng.random(500)})


@pytest.mark.parametrize("alpha", [0.3, 1.0])
def test_it_is_fairlearns_where_all_is_known(people, alpha):
    theirs = pytest.importorskip("fairlearn.preprocessing").CorrelationRemover
    numbers = people.assign(sex=(people["sex"] == "m").astype(float))
    known = theirs(sensitive_feature_ids=["sex", "age"], alpha=alpha).fit_transform(numbers)
    found = CorrelationRemover(alpha, ["sex", "age"]).fit_transform(people)
    assert list(found) == ["income", "luck"]
    np.testing.assert_allclose(found.to_numpy(), np.asarray(known), atol=1e-10)


def test_nothing_goes_with_an_attribute_any_more_where_values_are_missing(people):
    gaps = people.assign(income=people["income"].where(people["luck"] > 0.2))
    gaps["sex"] = gaps["sex"].where(gaps["luck"] < 0.9)
    found = CorrelationRemover(sensitive=["sex", "age"]).fit_transform(gaps)
    assert found["income"].isna().equals(gaps["income"].isna())
    assert abs(found["income"].corr(gaps["age"])) < 1e-10
    means = found.groupby(gaps["sex"].fillna("missing"))["income"].mean()
    assert np.ptp(means) < 1e-10


def test_levels_that_training_did_not_see_are_the_first(people):
    step = CorrelationRemover(sensitive="sex").fit(people)
    strange, women = (step.transform(people.assign(sex=sex)) for sex in ("x", "f"))
    pd.testing.assert_frame_equal(strange, women)
