"""Samplers that grow cells: how many rows, between which, and with which levels."""

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import RequestError
from fairlab.mitigate import (
    FOS,
    HeterogeneousClusters,
    TableKMeansSMOTE,
    TableSMOTE,
    TableSMOTEENN,
    growing_cells,
)
from fairlab.mitigate.interpolation import Ends, between

GROWING = [TableSMOTE, TableKMeansSMOTE, HeterogeneousClusters]


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    sex = rng.choice(["f", "m"], 800, p=[0.3, 0.7])
    bad = rng.random(800) < 0.1 + 0.1 * (sex == "m")
    X = pd.DataFrame(
        {
            "sex": sex,
            "debt": rng.normal(size=800) + 2 * bad + (sex == "m"),
            "children": rng.integers(0, 4, 800),
            "town": np.where(bad, "x", rng.choice(["x", "y"], 800)),
        }
    )
    return X, pd.Series(bad.astype(int))


@pytest.mark.parametrize("kind", GROWING)
@pytest.mark.parametrize("sensitive", ["sex", ()])
def test_every_cell_is_brought_to_the_largest_and_old_rows_come_first(kind, sensitive, people):
    X, y = people
    grown, labels = kind(sensitive=sensitive, random_state=0).fit_resample(X, y)
    pd.testing.assert_frame_equal(grown.head(800), X)
    by = [grown["sex"], labels] if sensitive else [labels]
    assert pd.Series(1, grown.index).groupby(by).sum().nunique() == 1


def test_a_new_number_lies_between_its_row_and_a_near_one_of_its_cell(people):
    X, y = people
    numbers = X[["sex", "debt"]]
    grown, labels = TableSMOTE(1, "sex", random_state=0).fit_resample(numbers, y)
    for (sex, bad), new in grown[800:].groupby([grown["sex"], labels]):
        own = np.sort(X["debt"][(X["sex"] == sex) & (y == bad)].to_numpy())
        place = np.searchsorted(own, new["debt"]).clip(1, len(own) - 1)
        assert ((own[place - 1] <= new["debt"]) & (new["debt"] <= own[place])).all()


def test_levels_are_elected_whole_numbers_stay_whole_and_gaps_are_the_parents():
    table = pd.DataFrame(
        {"n": [0, 5, 9], "r": [np.nan, 1.0, 3.0], "job": ["a", None, "b"], "held": ["p", "q", "q"]}
    )
    ends = Ends(np.array([0, 2]), np.array([1, 1]), np.array([0.5, 0.5]))
    votes = ends._replace(voters=np.array([[1, 2, 2], [1, 1, 1]]))
    found = between(table, votes, ("held",))
    assert found["n"].tolist() == [2, 7]
    assert found["r"].fillna(-1).tolist() == [-1, 2.0]
    assert found["job"].tolist() == ["b", "b"]  # nobody voted for the second: its parent's
    assert found["held"].tolist() == ["p", "q"]
    assert between(table, ends)["job"].tolist() == ["a", "b"]


def test_k_means_grows_a_cell_only_where_it_is_at_home():
    rng = np.random.default_rng(0)
    places = np.r_[rng.normal(0, 1, 300), rng.normal(20, 1, 100)]
    y = np.r_[np.arange(300) < 10, np.arange(100) < 60].astype(int)
    sampler = TableKMeansSMOTE(2, sensitive=(), random_state=0)
    grown, _ = sampler.fit_resample(pd.DataFrame({"place": places}), pd.Series(y))
    assert (grown["place"][400:] > 10).all()
    plain, _ = TableSMOTE(sensitive=(), random_state=0).fit_resample(
        pd.DataFrame({"place": places}), pd.Series(y)
    )
    assert (plain["place"][400:] < 10).any()


def test_after_editing_no_row_is_contradicted_by_most_of_its_neighbours(people):
    X, y = people
    grown, labels = TableSMOTE(sensitive="sex", random_state=0).fit_resample(X, y)
    edited, kept = TableSMOTEENN(sensitive="sex", random_state=0).fit_resample(X, y)
    assert 0.3 * len(grown) < len(edited) < len(grown)
    assert set(kept) == {0, 1}
    assert (
        edited.merge(grown.drop_duplicates(), how="left", indicator=True)["_merge"].eq("both").all()
    )
    gap = [
        abs(rows["debt"].groupby(of).mean().diff().iloc[-1])
        for rows, of in ((grown, labels), (edited, kept))
    ]
    assert gap[1] > gap[0]


def test_fos_balances_labels_in_each_group_and_mixes_groups_in_all_but_one(people):
    X, y = people
    sampler = FOS(sensitive="sex", random_state=0)
    grown, labels = sampler.fit_resample(X, y)
    before, after = pd.crosstab(X["sex"], y), pd.crosstab(grown["sex"], labels)
    assert (after[0] == before[0]).all()
    assert (after[1] == before[0]).all()
    men = (X["sex"] == "m") & (y == 1)
    new = grown[800:]
    of_men = new["debt"][new["sex"] == "m"]
    assert of_men.mean() < X["debt"][men].mean()  # drawn towards women, who owe less


def test_heterogeneous_rows_stay_near_and_mix_in_the_other_class(people):
    X, y = people
    near, labels = HeterogeneousClusters(sensitive="sex", random_state=0).fit_resample(X, y)
    plain, same = TableSMOTE(sensitive="sex", random_state=0).fit_resample(X, y)
    bad_women = (X["sex"] == "f") & (y == 1)
    means = [
        rows["debt"][800:][(rows["sex"] == "f")[800:] & (of == 1)[800:]].mean()
        for rows, of in ((near, labels), (plain, same))
    ]
    assert means[0] != pytest.approx(means[1], abs=1e-3)
    assert means[0] == pytest.approx(X["debt"][bad_women].mean(), abs=0.6)


def test_too_many_rows_are_refused_before_any_is_made(people, monkeypatch):
    monkeypatch.setattr(growing_cells, "MOST_ROWS", 1_000)
    with pytest.raises(RequestError, match=r"TableSMOTE would hold more than 1,000 rows") as told:
        TableSMOTE(sensitive="sex").check(*people)
    assert len(str(told.value).splitlines()) <= 3
