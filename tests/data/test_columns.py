"""The types of columns."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from fairlab.data.columns import holds_dates, typed


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", None], "category"),
        (pd.array(["a", None], dtype="string"), "category"),
        ([True, False], "bool"),
        ([True, None], "float64"),
        (pd.array([1, 2], dtype="Int64"), "int64"),
        (pd.array([1, None], dtype="Int64"), "float64"),
        (pd.array([True, False], dtype="boolean"), "bool"),
        ([Decimal("1.5"), None], "float64"),
        ([None, None], "float64"),
        ([10**30, 1], "float64"),
        (np.array([1, 2], "int8"), "int8"),
        (np.array([1, 2**63], "uint64"), "uint64"),
        ([1, "a"], "object"),
        ([10**400, 1], "object"),
    ],
)
def test_each_column_gets_its_type(values, kind):
    assert typed(pd.DataFrame({"x": values}))["x"].dtype == kind


def test_missing_stays_missing():
    frame = pd.DataFrame({"a": [True, None], "b": ["x", None], "c": pd.array([1, None], "Int64")})
    assert typed(frame).isna().to_numpy().tolist() == [[False] * 3, [True] * 3]


def test_a_missing_number_of_pandas_is_nan_among_objects_too():
    found = typed(pd.DataFrame({"n": pd.Series([1, pd.NA], dtype=object)}))["n"]
    assert found.dtype == "float64"
    assert found.isna().tolist() == [False, True]


def test_categories_given_are_kept():
    given = pd.Categorical([2, 1], categories=[1, 2, 3])
    assert typed(pd.DataFrame({"x": given}))["x"].cat.categories.tolist() == [1, 2, 3]


def test_only_the_time_column_is_read_as_moments():
    frame = typed(pd.DataFrame({"a": ["2026-01-31"], "b": ["2026-01-31"]}), time="a")
    assert frame["a"].dtype.kind == "M"
    assert frame["b"].dtype == "category"
    assert holds_dates(frame["b"])
