"""Numbers that are spread alike: against a plain loop, by level, and where little is known."""

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import DisparateImpactRemover


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    sex = rng.choice(["f", "m"], 3000, p=[0.3, 0.7])
    income = rng.lognormal(size=3000) * np.where(sex == "m", 2, 1)
    return pd.DataFrame({"sex": sex, "income": income, "flag": rng.integers(0, 2, 3000)})


def test_ranks_within_groups_stay_and_groups_are_spread_alike(people):
    repaired = DisparateImpactRemover(sensitive="sex").fit_transform(people)
    assert list(repaired) == ["income", "flag"]
    by_sex = [repaired["income"][people["sex"] == sex] for sex in "fm"]
    for quantile in (0.1, 0.5, 0.9):
        one, other = (values.quantile(quantile) for values in by_sex)
        assert one == pytest.approx(other, rel=0.02)
    women = people["sex"] == "f"
    pd.testing.assert_series_equal(
        repaired["income"][women].rank(), people["income"][women].rank(), atol=2
    )


def test_a_number_goes_where_its_rank_lies_in_the_median_of_the_groups(people):
    repaired = DisparateImpactRemover(sensitive="sex").fit_transform(people)
    groups = {sex: rows["income"].to_numpy() for sex, rows in people.groupby("sex")}
    for row in range(0, 3000, 300):
        own = groups[people["sex"][row]]
        rank = (own < people["income"][row]).sum() / (len(own) - 1)
        there = np.median([np.quantile(values, rank) for values in groups.values()])
        assert repaired["income"][row] == pytest.approx(there, rel=0.05)


@pytest.mark.parametrize("level", [0.0, 0.25])
def test_a_level_of_repair_moves_a_part_of_the_way(people, level):
    whole = DisparateImpactRemover(sensitive="sex").fit_transform(people)
    part = DisparateImpactRemover(level, "sex").fit_transform(people)
    meant = (1 - level) * people["income"] + level * whole["income"]
    pd.testing.assert_series_equal(part["income"], meant)


def test_missing_values_few_valued_columns_and_unknown_groups_are_left(people):
    step = DisparateImpactRemover(sensitive="sex").fit(people)
    asked = people.head(3).assign(sex=["x", "f", "m"], income=[1.0, np.nan, 1e9])
    found = step.transform(asked)
    assert found["income"].iloc[0] == 1.0
    assert np.isnan(found["income"].iloc[1])
    assert found["income"].iloc[2] < 1e9  # the largest that is known
    assert found["flag"].equals(asked["flag"])
    rare = people.assign(sex=np.where(people.index < 19, "x", people["sex"]))
    pd.testing.assert_series_equal(
        DisparateImpactRemover(sensitive="sex").fit_transform(rare)["income"][:19],
        rare["income"][:19],
    )
