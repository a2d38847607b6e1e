"""Approval rates beside the highest of an attribute, in the form of Local Law 144."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.impact_ratios import impact_ratios
from fairlab.audit.pairing import Pairing
from fairlab.audit.sources import AuditSource


@pytest.fixture
def source():
    rng = np.random.default_rng(3)
    groups = pd.DataFrame(
        {
            "sex": pd.Categorical(rng.choice(["f", "m"], 3000)),
            "race": pd.Categorical(rng.choice(["a", "b", "c"], 3000, p=[0.5, 0.49, 0.01])),
        }
    )
    flagged = pd.Series(rng.random(3000) < 0.2 + 0.2 * (groups["race"] == "b"))
    return AuditSource("t", "", None, flagged, groups, pairing=Pairing(fewest=100))


def test_they_are_rates_over_the_highest(source):
    found = impact_ratios(source).set_index(["attribute", "group"])
    rate = 1 - source.decision.groupby(source.groups["sex"], observed=True).mean()
    ratios = (rate / rate.max()).to_dict()
    assert found.loc["sex", "ratio"].to_dict() == pytest.approx(ratios)
    assert (found.loc["sex", "people"] == source.groups["sex"].value_counts()).all()


def test_sex_and_race_are_crossed_by_themselves(source):
    found = impact_ratios(source)
    assert set(found["attribute"]) == {"sex", "race", "sex * race"}
    assert found.groupby("attribute")["people"].sum().eq(3000).all()


def test_bands_hold_the_ratio_and_leave_out_one_where_groups_part(source):
    found = impact_ratios(source).set_index(["attribute", "group"])
    black = found.loc[("race", "b")]
    assert black["low"] < black["ratio"] < black["high"] < 1
    assert black["against"] == "a"
    inside = found.dropna(subset=["low"])
    assert (inside["low"] <= inside["ratio"]).all()
    assert (inside["ratio"] <= inside["high"]).all()


def test_small_groups_are_counted_and_compared_with_none(source):
    small = impact_ratios(source).set_index(["attribute", "group"]).loc[("race", "c")]
    assert small["people"] == (source.groups["race"] == "c").sum()
    assert np.isnan(small["ratio"])
    assert small["note"] == "too few to compare"


def test_nobody_approved_in_a_group_is_a_ratio_of_none(source):
    flagged = source.decision | (source.groups["sex"] == "f")
    found = impact_ratios(replace(source, decision=flagged)).set_index(["attribute", "group"])
    assert found.loc[("sex", "f"), "ratio"] == 0
    assert found.loc[("sex", "f"), "low"] == 0
    assert 0 < found.loc[("sex", "f"), "high"] < 0.1


def test_of_very_many_groups_each_attribute_has_its_share_of_the_level(source, monkeypatch):
    together = impact_ratios(source)
    monkeypatch.setattr("fairlab.audit.impact_ratios.MOST_DRAWN", 2)
    apart = impact_ratios(source)
    shown = ["attribute", "group", "people", "approved", "rate", "against", "ratio"]
    pd.testing.assert_frame_equal(apart[shown], together[shown])
    wide, narrow = (each["high"] - each["low"] for each in (apart, together))
    known = narrow.notna()
    assert wide[known].sum() > narrow[known].sum()
