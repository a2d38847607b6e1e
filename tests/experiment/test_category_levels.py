import io
import json

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.experiment.category_levels import as_categories, levels_of, misread_levels

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


def test_texts_in_the_place_of_numbers_are_refused():
    with pytest.raises(DataError, match="'code' held numbers as levels in training"):
        as_categories(pd.DataFrame({"code": ["1", "2"]}), {"code": [1, 2]})


@pytest.mark.parametrize(
    ("values", "held"),
    [
        ([22, 1011], "int64, such as 22"),
        ([22.0, np.nan], "float64, such as 22.0"),
        (pd.array([22, None], "Int64"), "Int64, such as 22"),
        (pd.Series([22, None], dtype=object), "int64, such as 22"),
        (pd.Categorical([22, 1011]), "int64, such as 22"),
        ([True, False], "bool, such as True"),
    ],
)
def test_numbers_in_the_place_of_texts_are_refused(values, held):
    with pytest.raises(DataError, match=f"'zip' held text in training and now holds {held}"):
        as_categories(pd.DataFrame({"zip": values}), {"zip": ["0022", "1011"]})


@pytest.mark.parametrize(
    ("values", "levels", "codes"),
    [
        ([True, False], ["False", "True"], [1, 0]),
        (pd.Series([True, None], dtype=object), ["False", "True"], [1, -1]),
        (pd.array([False, None], "boolean"), ["FALSE", "TRUE", "unknown"], [0, -1]),
    ],
)
def test_booleans_are_the_texts_that_they_were_read_from(values, levels, codes):
    found = as_categories(pd.DataFrame({"flag": values}), {"flag": levels})["flag"]
    assert found.cat.codes.tolist() == codes
    assert found.cat.categories.tolist() == levels


def test_booleans_of_two_spellings_are_refused():
    with pytest.raises(DataError, match="'flag' held text in training and now holds bool"):
        as_categories(pd.DataFrame({"flag": [True]}), {"flag": ["TRUE", "True"]})


def test_a_level_that_a_file_has_lost_is_told():
    train = pd.DataFrame(
        {
            "gap": pd.Categorical(["None", "own", "rent"]),
            "holes": pd.Categorical(["None", "own", None]),
        }
    )
    levels, misread = levels_of(train), misread_levels(train)
    assert misread == {"gap": "None"}
    back = pd.read_csv(io.StringIO(train.to_csv(index=False)))
    with pytest.raises(DataError, match=r"'gap' held 'None' and nothing missing .* now 1") as told:
        as_categories(back, levels, misread)
    assert "keep_default_na=False" in str(told.value)
    whole = pd.read_csv(io.StringIO(train.to_csv(index=False)), keep_default_na=False)
    assert as_categories(whole, levels, misread)["gap"].cat.codes.tolist() == [0, 1, 2]
    pd.testing.assert_frame_equal(as_categories(train, levels, misread), train)


def test_nothing_is_changed_in_the_table_that_is_given():
    given = pd.DataFrame({"home": ["own"]})
    as_categories(given, {"home": ["own", "rent"]})
    assert given["home"].tolist() == ["own"]
    assert not isinstance(given["home"].dtype, pd.CategoricalDtype)
    assert as_categories(X, levels_of(X))["home"].cat.categories.tolist() == ["own", "rent"]
