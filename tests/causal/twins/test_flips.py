import json
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.causal.twins.flips import flip_rates, flip_rates_of_counts

STUDY = json.loads(
    (files("fairlab.replication") / "published/thesis-original-model.json").read_text()
)
ATTRIBUTES = STUDY["original"]["attributes"]
PUBLISHED = [
    (attribute, name, values)
    for attribute, groups in ATTRIBUTES.items()
    for name, values in groups.items()
    if "published_flip_rates" in values
]
UNREACHABLE = ("calculated_age", "group1")


def test_the_flip_rates_of_tables_6_and_7_to_the_printed_digit():
    checked = 0
    for attribute, name, c in PUBLISHED:
        if (attribute, name) == UNREACHABLE:
            continue
        found = flip_rates_of_counts(
            c["size"], c["predicted"], c["flips_to_no_fraud"], c["flips_to_fraud"]
        )
        for rate, published in c["published_flip_rates"].items():
            assert abs(found[rate] - published) <= 0.00005 + 1e-12, (attribute, name, rate)
            checked += 1
    assert checked == 17 * 5


def test_no_counts_give_the_published_rates_of_the_older_group():
    c = ATTRIBUTES["calculated_age"]["group1"]
    published = c["published_flip_rates"]
    reached = [
        (to_no, to_yes)
        for to_no in range(c["predicted"] + 1)
        for to_yes in range(200)
        if all(
            abs(flip_rates_of_counts(c["size"], c["predicted"], to_no, to_yes)[rate] - p) <= 0.00005
            for rate, p in published.items()
        )
    ]
    assert reached == []


@pytest.mark.slow
@settings(max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.sampled_from("ab")), min_size=1))
def test_the_rates_agree_with_each_other(rows):
    before, after, group = map(np.array, zip(*rows, strict=True))
    table = flip_rates(before, after, pd.Series(group)).set_index(["group", "rate"])
    for name in np.unique(group):
        value = table["value"][name]
        assert value["FR1"] == pytest.approx(value["FR2"] + value["FR3"])
        undefined = table.loc[name][table.loc[name, "of"] == 0]
        assert undefined["value"].isna().all()
        assert (undefined["note"] != "").all()
        defined = table.loc[name][table.loc[name, "of"] > 0]
        assert defined["value"].between(0, 1 + 1e-9).all()
        assert (defined["flips"] / defined["of"]).to_numpy() == pytest.approx(
            defined["value"].to_numpy()
        )


def test_drawn_twins_count_as_shares():
    table = flip_rates([1, 0, 0, 0], [0.75, 0.5, 0, 0], pd.Series(list("aaaa"))).set_index("rate")
    assert table["value"].to_dict() == {
        "FR1": 0.75 / 4,
        "FR2": 0.5 / 4,
        "FR3": 0.25 / 4,
        "FR4": 0.25,
        "FR5": 0.5 / 1.25,
    }


def test_a_group_without_flagged_rows_has_no_rate_of_them():
    table = flip_rates([0, 0], [0, 0], pd.Series(list("ab"))).set_index(["group", "rate"])
    assert np.isnan(table.loc[("a", "FR4"), "value"])
    assert table.loc[("a", "FR4"), "note"] == "no row is flagged"
    assert table.loc[("a", "FR5"), "note"] == "no twin is flagged"
    assert table.loc[("a", "FR1"), "value"] == 0
