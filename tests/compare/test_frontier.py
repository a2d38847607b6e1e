"""The frontier: estimates with bands, and what is dominated only where bands show it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.margins import Margins
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.comparison import compare_people
from fairlab.compare.frontier import frontier, frontiers_of
from fairlab.compare.frontier_figure import frontier_figure

pytestmark = pytest.mark.slow

N = 6000
SEX = {"attribute": "sex", "group": "f", "rest": "m", "metric": "recall"}
# By strategy: the recall of women and of men, and the share of others that is flagged too.
MADE = {
    "baseline": (0.4, 0.7, 0.1),
    "even": (0.54, 0.56, 0.1),
    "worse": (0.25, 0.55, 0.2),
    "turned": (0.7, 0.4, 0.1),
    "eager": (0.8, 0.8, 0.5),
}


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    y, woman = rng.random(N) < 0.4, rng.random(N) < 0.5
    draws = rng.random(N)
    decisions = {
        name: (draws < np.where(y, np.where(woman, women, men), others)).astype(np.int8)[None]
        for name, (women, men, others) in MADE.items()
    }
    groups = pd.DataFrame({"sex": np.where(woman, "f", "m"), "home": rng.choice(["a", "b"], N)})
    return OutOfFold(y.astype(int), groups, (np.arange(N) % 5)[None], decisions)


@pytest.fixture(scope="module")
def found(data):
    return frontier(data, "baseline", SEX).points.set_index("strategy")


def test_every_strategy_has_its_gap_and_its_accuracy_with_bands(found, data):
    bad, woman = data.y == 1, (data.groups["sex"] == "f").to_numpy()
    for name, decided in data.decisions.items():
        flagged = decided[0]
        gap = flagged[bad & woman].mean() - flagged[bad & ~woman].mean()
        assert found.loc[name, "gap"] == pytest.approx(gap)
        assert found.loc[name, "recall"] == pytest.approx(flagged[bad].mean())
        assert found.loc[name, "gap_low"] < gap < found.loc[name, "gap_high"]
        assert found.loc[name, "flagged"] == pytest.approx(flagged.mean())


def test_what_is_worse_beyond_the_band_is_dominated(found):
    assert "even" in found.loc["worse", "dominated_by"]
    assert found.loc["even", "dominated_by"] == ""


def test_a_gap_that_is_turned_round_is_as_large(found):
    assert found.loc["turned", "dominated_by"].split(", ") == ["even"]
    assert "turned" not in found.loc["baseline", "dominated_by"]


def test_who_flags_many_more_dominates_nobody(found):
    assert not any("eager" in names for names in found["dominated_by"])


def test_a_margin_is_what_a_point_that_dominates_may_be_worse_by(data):
    strict = frontier(data, "baseline", SEX, Margins(gap=1e-9, accuracy=1e-9))
    points = strict.points.set_index("strategy")
    assert points.loc["baseline", "dominated_by"] == ""
    assert points.loc["worse", "dominated_by"] == "even"


def test_attributes_with_a_gap_are_shown_and_else_that_nearest_to_it(data):
    uneven = compare_people(data, "baseline")
    few = dict(next(uneven.gaps.itertuples(index=False))._asdict(), **SEX)
    few |= {"group": "x", "estimate": 0.9, "low": -1, "high": 1, "answer": "open"}
    uneven.gaps.loc[len(uneven.gaps)] = few
    of_sex = "recall by sex, f against m"
    assert [one.title for one in frontiers_of(data, uneven)] == [of_sex]
    asked = [one.title for one in frontiers_of(data, uneven, balanced=["home"])]
    assert asked == ["recall by home", of_sex]  # what was worked on, though its gap is not shown
    even = compare_people(data, "even")
    of_few = (even.gaps["metric"] == "recall") & (even.gaps["attribute"] == "home")
    even.gaps.loc[of_few, ["estimate", "low", "high"]] = 0.2, -0.9, 0.9
    assert [one.title for one in frontiers_of(data, even)] == ["recall by sex"]
    even.gaps["low"] = np.nan
    assert frontiers_of(data, even) == []


def test_it_can_be_drawn(data):
    found = frontier(data, "baseline", SEX)
    money = found.points.filter(like="recall")
    money.columns = money.columns.str.replace("recall", "cost_per_1000")
    figure = frontier_figure(replace(found, points=found.points.join(money)))
    axes, costs = figure.axes  # without scores there is no AUPRC
    assert axes.get_xlabel() == costs.get_xlabel() == "recall by sex, gap"
    assert (axes.yaxis_inverted(), costs.yaxis_inverted()) == (False, True)  # the better is higher
    assert [text.get_text() for text in axes.texts] == ["1", "2", "3", "4"]  # eager flags too many


def test_of_many_strategies_the_points_have_the_room(data):
    many = replace(
        data, decisions={f"s{at}": data.decisions["even"] for at in range(9)} | data.decisions
    )
    (axes,) = frontier_figure(frontier(many, "baseline", SEX)).axes
    low, high = axes.get_xlim()
    assert -0.5 < low < -0.31
    assert 0.34 < high < 0.5
