"""The groups that an audit is handed, and how it refuses others."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups, performance
from fairlab.errors import DataError

Y = [0, 0, 0, 1, 1] * 20
SEX = np.resize(["f", "m"], 100)


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (pd.Series(SEX), "groups is a Series"),
        (SEX, "groups is a ndarray"),
        (pd.DataFrame({1: SEX, "1": SEX}), "called `1` .1 and '1'."),
        (pd.DataFrame(np.c_[SEX, SEX], columns=["g", "g"]), "2 columns of groups"),
    ],
)
def test_what_are_no_columns_of_groups_is_refused(groups, words):
    with pytest.raises(DataError, match=words):
        audit_groups(Y, Y, groups)


def test_rows_without_a_group_are_told():
    found = audit_groups(Y, Y, pd.DataFrame({"sex": pd.Series(SEX).mask(np.arange(100) < 40)}))
    assert found.query("kind == 'attribute'")["note"].str.contains("40 rows are in no group").all()
    assert not found.query("kind == 'group'")["note"].str.contains("in no group").any()


def test_of_many_small_groups_not_every_one_is_told():
    found = audit_groups(Y, Y, pd.DataFrame({"raw": [f"{n}" for n in range(100)]}))
    assert found["note"].str.len().max() < 300


@pytest.mark.parametrize("flagged", [[0] * 100, [1] * 100])
def test_any_number_of_groups_may_have_no_hit(flagged):
    groups = pd.DataFrame({"nation": np.resize([f"N{n:02d}" for n in range(40)], 400)})
    found = audit_groups(Y * 4, flagged * 4, groups).set_index("measure")
    assert found.loc["selection_rate_parity", "p"] == 1


def test_decisions_in_another_order_than_groups_are_refused():
    flagged = pd.Series(Y).sample(frac=1, random_state=1)
    with pytest.raises(DataError, match=r"flagged and of groups .* in another order"):
        audit_groups(np.array(Y), flagged, pd.DataFrame({"sex": SEX}))
    with pytest.raises(DataError, match=r"score and of flagged .* in another order"):
        performance(np.array(Y), pd.Series(Y, dtype=float), flagged)
