import json

import numpy as np
import pandas as pd
import pytest

from fairlab.experiment.category_levels import as_categories, levels_of

X = pd.DataFrame(
    {
        "age": [30, 40, 50],
        "home": pd.Categorical(["rent", "own", None], ["own", "rent"]),
        "code": pd.Categorical([2, 1, 2], [2, 1]),
        "flag": pd.Categorical([True, False, True]),
    }
)


def test_levels_keep_their_order_and_their_types_in_json():
    levels = json.loads(json.dumps(levels_of(X)))
    assert levels == {"home": ["own", "rent"], "code": [2, 1], "flag": [False, True]}
    plain = X.astype({"home": object, "code": int, "flag": bool})
    pd.testing.assert_frame_equal(as_categories(plain, levels), X)


@pytest.mark.parametrize("codes", [[2.0, np.nan, 1.0], pd.array([2, None, 1], "Int64")])
def test_whole_numbers_of_which_one_is_missing_are_the_same_levels(codes):
    found = as_categories(pd.DataFrame({"code": codes}), {"code": [2, 1]})
    assert found["code"].cat.codes.tolist() == [0, -1, 1]


@pytest.mark.parametrize("empty", [[None, None], [np.nan, np.nan]])
def test_a_column_without_values_is_one_of_categories(empty):
    found = as_categories(pd.DataFrame({"home": empty}), {"home": ["own", "rent"]})
    assert found["home"].cat.categories.tolist() == ["own", "rent"]
    assert found["home"].isna().all()


def test_a_level_that_training_had_not_is_missing():
    found = as_categories(pd.DataFrame({"home": ["boat", "own"]}), {"home": ["own", "rent"]})
    assert found["home"].cat.codes.tolist() == [-1, 0]


@pytest.mark.parametrize(("values", "levels"), [([1, 2], ["1", "2"]), (["1", "2"], [1, 2])])
def test_numbers_in_the_place_of_texts_are_left_to_the_model(values, levels):
    given = pd.DataFrame({"code": values})
    pd.testing.assert_frame_equal(as_categories(given, {"code": levels}), given)


def test_nothing_is_changed_in_the_table_that_is_given():
    given = pd.DataFrame({"home": ["own"]})
    as_categories(given, {"home": ["own", "rent"]})
    assert given["home"].tolist() == ["own"]
    assert not isinstance(given["home"].dtype, pd.CategoricalDtype)
    assert as_categories(X, levels_of(X))["home"].cat.categories.tolist() == ["own", "rent"]
