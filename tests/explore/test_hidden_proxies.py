"""All features together may tell what none of them tells alone."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.explore import explore
from fairlab.explore.hidden_proxies import hidden_proxies
from fairlab.report.exploration_page import exploration_page
from fairlab.report.pages import render

pytestmark = pytest.mark.slow

ROWS = 1200


def people(told: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(3)
    sex = rng.choice(["f", "m"], ROWS)
    one, other = rng.random(ROWS), rng.random(ROWS)
    # Each of the two is as likely above one half in both groups; that both are on one side is not.
    same = (one > 0.5) == (other > 0.5)
    other = np.where(told & (same != (sex == "f")), 1 - other, other)
    return pd.DataFrame({"one": one, "other": other}), pd.DataFrame({"sex": pd.Categorical(sex)})


def test_what_two_columns_tell_together_is_found():
    features, groups = people(told=True)
    found = hidden_proxies(features, groups).iloc[0]
    assert found["low"] > 0.9
    assert set(found["features"].split(", ")) == {"one", "other"}
    assert explore_of(features, groups).proxies["high"].max() < 0.6


def test_where_nothing_is_told_the_band_holds_one_half():
    found = hidden_proxies(*people(told=False)).iloc[0]
    assert found["low"] < 0.5 < found["high"]


def test_it_is_the_same_each_time():
    pd.testing.assert_frame_equal(hidden_proxies(*people(True)), hidden_proxies(*people(True)))


def test_of_three_groups_each_is_told_from_the_rest_and_small_ones_are_left_out():
    features, _ = people(told=False)
    race = pd.Categorical(["a"] * 600 + ["b"] * 570 + ["c"] * 30)
    found = hidden_proxies(features, pd.DataFrame({"race": race}))
    assert found["group"].tolist() == ["a", "b"]


def explore_of(features: pd.DataFrame, groups: pd.DataFrame, together: bool = False):
    y = np.resize([0, 0, 1], ROWS)
    frame = features.assign(sex=groups["sex"].astype(str), y=y)
    return explore(Dataset("toy", frame, "y", sensitive=("sex",), audit_only=("sex",)), together)


@pytest.mark.parametrize(("together", "shown"), [(True, True), (False, False)])
def test_the_page_has_it_where_it_is_asked_for(together, shown):
    page = exploration_page(explore_of(*people(told=True), together))
    assert ("All features together" in render(page)) is shown
    assert any("may know it all the same" in sentence for sentence in page.answer) is shown
