import numpy as np
import pandas as pd
import pytest

from fairlab.data.proxies import FEWEST, MOST_LEVELS, bins_of, proxies


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(4)
    rows = 3000
    sex = rng.choice(["f", "m", "x"], rows, p=[0.5, 0.495, 0.005])
    return pd.DataFrame(
        {
            "sex": pd.Categorical(sex),
            "title": np.where(sex == "f", "Mrs", "Mr"),
            "height": rng.normal(170, 7, rows) + 12 * (sex == "m"),
            "middle": np.where(sex == "f", 0, rng.choice([-1, 1], rows)) + rng.normal(0, 0.1, rows),
            "luck": rng.random(rows),
            "same": 1,
        }
    )


@pytest.fixture(scope="module")
def found(people):
    return proxies(people, people[["sex"]]).set_index("feature")


def test_the_strongest_come_first_and_the_attribute_is_not_its_own_proxy(found):
    assert "sex" not in found.index
    assert found["auc"].is_monotonic_decreasing
    assert found.index[0] in {"title", "middle"}


def test_a_title_gives_away_and_luck_tells_nothing(found):
    assert found.loc["title", "auc"] == 1
    assert found.loc["luck", "low"] < 0.5 < found.loc["luck", "high"]
    assert found.loc["same", "auc"] == 0.5


def test_the_order_of_values_does_not_matter(found):
    assert found.loc["middle", "auc"] > 0.99


def test_heights_are_told_as_well_as_by_their_true_order(people, found):
    rows = people[people["sex"] != "x"]
    men, women = (rows["height"][rows["sex"] == sex].to_numpy() for sex in "mf")
    truth = (men[:, None] > women).mean()
    assert found.loc["height", "low"] - 0.01 < truth < found.loc["height", "high"] + 0.02


def test_small_groups_are_left_out(people, found):
    few = (people["sex"] == "x").sum()
    assert few < FEWEST
    assert (found["rows"] == (len(people) - few) // 2).all()


def test_one_group_alone_has_no_proxies(people):
    groups = pd.DataFrame({"one": pd.Categorical(["a"] * 2990 + ["b"] * 10)})
    assert proxies(people, groups).empty


def test_attributes_keep_their_order_and_rows_may_be_missing(people):
    groups = people[["sex"]].assign(age=pd.Categorical(np.arange(3000) % 2))
    found = proxies(people.assign(height=people["height"].mask(people["luck"] < 0.3)), groups)
    assert found["attribute"].unique().tolist() == ["sex", "age"]
    assert found["auc"].between(0, 1).all()


def test_the_same_table_gives_the_same_numbers(people, found):
    again = proxies(people, people[["sex"]]).set_index("feature")
    pd.testing.assert_frame_equal(again, found)


def test_numbers_fall_into_bins_of_equally_many_rows():
    bins = bins_of(pd.Series([*np.random.default_rng(0).random(2000), np.nan]))
    assert (np.bincount(bins)[:-1] == 100).all()
    assert np.bincount(bins)[-1] == 1


def test_rare_levels_share_a_bin():
    ids = pd.Series([f"id{row}" for row in range(2000)] + ["often"] * 3)
    bins = bins_of(ids)
    assert bins.max() == MOST_LEVELS
    assert len(set(bins[-3:])) == 1
    assert (bins == bins[-1]).sum() == 3
