import numpy as np
import pandas as pd
import pytest
from scipy.stats import pointbiserialr, spearmanr

from fairlab.causal.discovery.subset import choose_subset
from fairlab.errors import RequestError
from fairlab.stats.associations import correlations_with

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    sex = rng.integers(0, 2, 2000)
    table = pd.DataFrame(
        {"sex": sex, "income": rng.lognormal(sex, 1), "owner": rng.random(2000) < 0.3}
    )
    table["town"] = pd.Categorical(np.where(sex == 1, *rng.choice(list("abc"), (2, 2000))))
    for i in range(30):
        table[f"n{i}"] = rng.normal(size=2000)
    table["near"] = sex + rng.normal(size=2000)
    return table.assign(flat=1, fraud=rng.integers(0, 2, 2000))


def test_like_types_are_ranked_and_mixed_ones_are_point_biserial(people):
    found = correlations_with(people, "sex")["strength"]
    assert found["owner"] == pytest.approx(abs(spearmanr(people["sex"], people["owner"])[0]))
    assert found["income"] == pytest.approx(abs(pointbiserialr(people["sex"], people["income"])[0]))
    with_income = correlations_with(people, "income")["strength"]
    assert with_income["n3"] == pytest.approx(abs(spearmanr(people["income"], people["n3"])[0]))


def test_levels_without_order_are_measured_too(people):
    tied = people.assign(tied=np.where(people["sex"] == 1, "x", "y"))
    found = correlations_with(tied, "sex")["strength"]
    assert found["tied"] == pytest.approx(1)
    shifted = people.assign(town=np.where(people["sex"] == 1, "a", people["town"].astype(str)))
    assert correlations_with(shifted[["sex", "town"]], "sex").loc["town", "strength"] > 0.4
    assert correlations_with(shifted[["income", "town"]], "income").loc["town", "strength"] > 0.2


def test_the_subset_is_what_matters_and_what_goes_with_the_attribute(people):
    features = [name for name in people if name not in ("fraud", "sex")]
    importance = pd.Series({f"n{i}": i for i in range(30)} | {"flat": 99.0})
    chosen = choose_subset(people, "sex", "fraud", features, importance)
    assert chosen[0] == "sex"
    assert chosen[-1] == "fraud"
    assert {"income", "near", *(f"n{i}" for i in range(20, 30))} <= set(chosen)
    assert "flat" not in chosen
    assert 12 < len(chosen) <= 22


def test_an_attribute_that_is_not_there_or_has_one_level_is_refused(people):
    with pytest.raises(RequestError, match="Did you mean 'sex'"):
        choose_subset(people, "sx", "fraud", ["income"])
    with pytest.raises(RequestError, match="one level only in 2,000 rows"):
        choose_subset(people, "flat", "fraud", ["income"])
    with pytest.raises(RequestError, match="'flat' is missing in 2,000 rows"):
        choose_subset(people.assign(flat=None), "flat", "fraud", ["income"])
    with pytest.raises(RequestError, match="has no rows"):
        choose_subset(people.head(0), "flat", "fraud", ["income"])
    many = people.assign(flat=[f"level {place % 13}" for place in range(2000)])
    with pytest.raises(RequestError, match="'flat' has 13 levels, each of which"):
        choose_subset(many, "flat", "fraud", ["income"])
    assert choose_subset(many.replace("level 12", "level 0"), "flat", "fraud", ["income"])


@pytest.mark.parametrize("attribute", ["sex", "income", "town", "owner"])
def test_chance_is_called_chance_as_often_as_it_should(attribute):
    rng = np.random.default_rng(3)
    seemed = []
    for _ in range(60):
        table = pd.DataFrame({"sex": rng.integers(0, 2, 300), "income": rng.normal(size=300)})
        table["town"] = rng.choice(list("abcd"), 300)
        table["owner"] = rng.random(300) < 0.2
        seemed += (correlations_with(table, attribute)["p"] < 0.05).tolist()
    assert 0.02 < np.mean(seemed) < 0.09
