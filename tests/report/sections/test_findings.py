import numpy as np
import pandas as pd

from fairlab.data import Dataset, loans
from fairlab.explore import explore
from fairlab.explore.level_counts import counts
from fairlab.report.sections.findings import findings, spread
from tests.explore.strange import dated


def test_there_are_three_sentences():
    said = findings(explore(loans()))
    assert len(said) == 3
    assert "274 of 1,000" in said[0]
    assert said[0].endswith("2.6 others for each.")
    assert "`Gender`" in said[1]
    assert "`Income`" in said[2]


def test_without_sensitive_columns_it_says_how_to_name_some():
    said = findings(explore(dated(sensitive=())))
    assert len(said) == 2
    assert "--sensitive" in said[1]


def test_rows_of_a_fixed_test_part_are_said_to_be_left_out():
    found = explore(dated())
    tested = dated().rows - found.rows
    assert tested > 0
    assert findings(found)[0].endswith(f"The {tested} rows of the test part are left out.")


def test_equal_groups_are_not_told_apart_and_a_lone_attribute_has_no_proxy():
    data = dated(time=None, ignore=("when", "income"))
    said = findings(explore(data))
    assert said[1].startswith("In no sensitive attribute")
    assert said[2].startswith("There is no feature")


def test_levels_off_the_overall_share_are_named_and_joined():
    bins = [pd.Interval(low, low + 5, "left") for low in range(0, 20, 5)]
    level = pd.Categorical.from_codes(np.repeat([0, 1, 2, 3], 300), pd.Index(bins, dtype=object))
    y = np.concatenate([np.arange(300) < hits for hits in (90, 90, 60, 20)]).astype(int)
    said = spread(counts(level, y), y.mean())
    assert "3 of 4 intervals leave out the overall 21.7 %" in said
    assert "`0 to 10` above; `15 to 20` below." in said


def test_levels_like_all_others_are_not_named():
    level = pd.Categorical(["a", "b"] * 100)
    said = spread(counts(level, np.tile([0, 0, 1, 1], 50)), 0.5)
    assert said.endswith("None of 2 intervals leaves out the overall 50.0 % (by chance about 0.1).")


def test_few_rows_do_not_make_an_extreme():
    level = pd.Categorical(["a"] * 100 + ["b"] * 100 + ["c"])
    y = np.array([1] * 20 + [0] * 80 + [1] * 30 + [0] * 70 + [1])
    said = spread(counts(level, y), y.mean())
    assert said.startswith("From 20.0 % (`a`) to 30.0 % (`b`), 1 with fewer than 30 rows aside. ")


def test_where_groups_are_too_small_for_proxies_it_is_said():
    table = pd.DataFrame({"sex": ["f", "m"] * 20, "pay": range(40), "bad": [0, 0, 0, 1] * 10})
    told = findings(explore(Dataset("few", table, "bad", sensitive=("sex",))))
    assert "groups of 50 rows or more" in told[2]
