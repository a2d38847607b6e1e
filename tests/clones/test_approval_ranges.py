import numpy as np
import pytest

from fairlab.clones import AskedModel, approval_by_range, clone_test
from fairlab.clones.approval_ranges import (
    FLIPS,
    flipped_between,
    most_telling_column,
    numeric_columns,
)
from fairlab.errors import RequestError
from tests.clones.forms import BLIND, SEXES, form, stricter_by


@pytest.fixture(scope="module")
def test():
    return clone_test(stricter_by(0.3), form(), SEXES, 3000)


def test_parts_add_up_to_the_whole_by_a_plain_loop(test):
    table = approval_by_range(test, "income", bins=7)
    frame = test.clones.frame.assign(approved=test.approved.to_numpy().ravel())
    for row in table[table["of"] != FLIPS].itertuples():
        inside = frame[(frame["income"] >= row[1]) & (frame["sex"] == row.of)]
        last = row.to == table["to"].max()
        inside = inside[inside["income"] <= row.to] if last else inside[inside["income"] < row.to]
        assert (len(inside), inside["approved"].sum()) == (row.profiles, row.flips)
    assert table.loc[table["of"] == FLIPS, "flips"].sum() == test.any_flip["flips"]
    assert table.loc[table["of"] == FLIPS, "profiles"].sum() == 3000


@pytest.mark.parametrize(("along", "step"), [("income", 100), ("debt", 0.001)])
def test_parts_end_at_round_numbers_and_leave_nobody_out(test, along, step):
    table = approval_by_range(test, along, bins=9)
    values = test.clones.frame[along]
    ends = np.union1d(table["from"], table["to"]) / step
    assert np.abs(ends - ends.round()).max() < 1e-9
    assert ends.min() * step <= values.min()
    assert values.max() <= ends.max() * step
    assert table.loc[table["of"] == FLIPS, "profiles"].sum() == 3000


def test_flips_lie_where_the_model_is_stricter(test):
    low, high = flipped_between(test, "income")
    assert 10_000 <= low < 10_200
    assert 39_800 < high < 40_000
    table = approval_by_range(test, "income", bins=20)
    flips = table[table["of"] == FLIPS]
    assert (flips.loc[flips["from"] > 41_000, "flips"] == 0).all()


def test_the_number_that_matters_is_found(test):
    assert numeric_columns(form(), ["sex"]) == ["income", "debt"]
    assert most_telling_column(test) == "income"
    in_debt = AskedModel("debt", lambda p: (p["debt"] < 0.5) | (p["sex"] == "m"))
    assert most_telling_column(clone_test(in_debt, form(), SEXES, 500)) == "debt"


def test_without_flips_there_is_no_range_of_them():
    assert flipped_between(clone_test(BLIND, form(), SEXES, 100), "income") is None


def test_gaps_are_in_no_part(test):
    frame = test.clones.frame
    with_gaps = frame["debt"].where(np.arange(len(frame)) // 2 % 2 == 0)
    frame["debt"], whole = with_gaps, frame["debt"]
    table = approval_by_range(test, "debt")
    frame["debt"] = whole
    assert table.loc[table["of"] == FLIPS, "profiles"].sum() == 1500


@pytest.mark.parametrize("name", ["incme", "sex", "home", "id"])
def test_what_is_no_number_is_told(test, name):
    with pytest.raises(RequestError, match="no number"):
        approval_by_range(test, name)
