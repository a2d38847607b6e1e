import numpy as np
import pandas as pd
import pytest

from fairlab.experiment.number_columns import as_numbers


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pd.array([1, None], "Int64"), [1.0, np.nan]),
        (pd.array([True, None], "boolean"), [1.0, np.nan]),
        (pd.array([0.5, None], "Float32"), [0.5, np.nan]),
        (pd.Series([1, pd.NA], dtype=object), [1.0, np.nan]),
        (pd.Series([None, None], dtype=object), [np.nan, np.nan]),
    ],
)
def test_missing_numbers_of_any_kind_are_nan(values, expected):
    given = pd.DataFrame({"n": values})
    given.index = [7, 3]
    found = as_numbers(given, ())
    assert found["n"].dtype == np.float64
    assert found.index.tolist() == [7, 3]
    np.testing.assert_array_equal(found["n"], expected)


def test_what_held_categories_and_what_is_plain_or_text_is_left_alone():
    given = pd.DataFrame(
        {
            "code": pd.array([1, None], "Int64"),
            "age": [30, 40],
            "flag": [True, False],
            "word": ["a", None],
            "home": pd.Categorical(["own", "rent"]),
        }
    )
    assert as_numbers(given, {"code": [1]}) is given
