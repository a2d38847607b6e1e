import json
import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.errors import DataError, RequestError
from fairlab.learn.encode import TableEncoder

NAN = np.nan


@parametrize_with_checks([TableEncoder(), TableEncoder("onehot")])
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        # the checks themselves warn that they were skipped or that names are missing
        warnings.simplefilter("ignore")
        check(estimator)


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "job": pd.Categorical(["cook", None, "clerk"], categories=["cook", "clerk", "pilot"]),
            "home": ["rent", "own", None],
            "sex": pd.Categorical([2, 1, 2]),
            "citizen": [True, False, True],
            "married": pd.array([True, None, False], dtype="boolean"),
            "children": pd.array([0, 2, None], dtype="Int64"),
            "income": [1000.5, NAN, 300],
        }
    )


def test_native_codes_are_places_among_the_categories_of_training(people):
    encoder = TableEncoder().fit(people)
    expected = [
        [0, 1, 1, 1, 1, 0, 1000.5],
        [NAN, 0, 0, 0, NAN, 2, NAN],
        [1, NAN, 1, 1, 0, NAN, 300],
    ]
    found = encoder.transform(people)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, expected)
    assert encoder.feature_types_ == list("cccqqqq")
    assert encoder.columns_["job"] == ["cook", "clerk"]
    assert list(encoder.get_feature_names_out()) == list(people)


def test_one_hot_is_a_column_per_category_of_training(people):
    encoder = TableEncoder("onehot").fit(people[["home", "income", "sex"]])
    assert list(encoder.get_feature_names_out()) == [
        "home=own", "home=rent", "income", "sex=1", "sex=2",
    ]  # fmt: skip
    expected = [[0, 1, 1000.5, 0, 1], [1, 0, NAN, 1, 0], [0, 0, 300, 0, 1]]
    np.testing.assert_array_equal(encoder.transform(people), expected)
    assert encoder.feature_types_ == list("qqqqq")


@pytest.mark.parametrize("encoding", ["native", "onehot"])
def test_an_unseen_category_is_missing_and_counted(people, encoding):
    encoder = TableEncoder(encoding).fit(people)
    later = people.assign(job=["pilot", "pilot", None], sex=[1, 3, 2])
    missing = later.assign(job=[None] * 3, sex=[1, None, 2])
    np.testing.assert_array_equal(encoder.transform(later), encoder.transform(missing))
    assert encoder.unseen(later) == {"job": 2, "sex": 1}
    assert encoder.unseen(missing) == encoder.unseen(people) == {}


def test_categories_are_matched_by_value_whatever_the_column_type(people):
    encoder = TableEncoder().fit(people)
    as_text = people.astype({"job": object, "home": "category"})
    as_numbers = people.assign(sex=[2.0, 1.0, 2.0])
    expected = encoder.transform(people)
    np.testing.assert_array_equal(encoder.transform(as_text), expected)
    np.testing.assert_array_equal(encoder.transform(as_numbers), expected)


@pytest.mark.parametrize("encoding", ["native", "onehot"])
def test_many_rows_are_encoded_to_the_same_bits_as_few(people, encoding, monkeypatch):
    encoder = TableEncoder(encoding).fit(people)
    few = encoder.transform(people)
    monkeypatch.setattr("fairlab.learn.encoded_columns.FEW", 0)
    many = encoder.transform(people)
    assert few.tobytes() == many.tobytes()
    assert few.flags["C_CONTIGUOUS"]
    assert many.flags["C_CONTIGUOUS"]


def test_columns_are_found_by_name(people):
    encoder = TableEncoder().fit(people)
    turned = people[people.columns[::-1]].assign(further=1)
    np.testing.assert_array_equal(encoder.transform(turned), encoder.transform(people))


@pytest.mark.parametrize("encoding", ["native", "onehot"])
def test_the_state_survives_json(people, encoding):
    encoder = TableEncoder(encoding).fit(people)
    again = TableEncoder.from_dict(json.loads(json.dumps(encoder.to_dict())))
    np.testing.assert_array_equal(again.transform(people), encoder.transform(people))
    assert again.to_dict() == encoder.to_dict()
    assert again.feature_types_ == encoder.feature_types_
    assert again.get_params() == encoder.get_params()


def test_an_array_goes_with_an_array_only(people):
    rows = np.array([[1.0, 2.0], [3.0, NAN]])
    encoder = TableEncoder().fit(rows)
    np.testing.assert_array_equal(encoder.transform(rows), rows)
    with pytest.raises(DataError, match="has 1 features"):
        encoder.transform(rows[:, :1])
    with pytest.raises(DataError, match="fitted on named columns, and an array has none"):
        TableEncoder().fit(people[["income"]]).transform(rows[:, :1])
    with pytest.raises(DataError, match="Columns missing, 2 of 2"):
        encoder.transform(pd.DataFrame(rows, columns=["a", "b"]))


@pytest.mark.parametrize("value", [1e39, -1e39, np.inf])
def test_numbers_beyond_float32_are_refused_by_column(people, value):
    encoder = TableEncoder().fit(people)
    with pytest.raises(
        DataError, match=r"'income' holds infinity or .* in 1 row \(first in row 2: "
    ) as refused:
        encoder.transform(people.assign(income=[1.0, value, 2.0]))
    assert len(str(refused.value).splitlines()) <= 3


def test_what_cannot_be_read_is_refused_in_words(people):
    encoder = TableEncoder().fit(people)
    with pytest.raises(DataError, match=r"Columns missing, 1 of 7: 'income'"):
        encoder.transform(people.drop(columns="income"))
    with pytest.raises(DataError, match=r"'income' held numbers in training .* 'high'"):
        encoder.transform(people.assign(income="high"))
    with pytest.raises(DataError, match="'since' holds datetime64"):
        TableEncoder().fit(people.assign(since=pd.Timestamp("2026-01-01")))
    with pytest.raises(DataError, match="'band' holds a Interval"):
        TableEncoder().fit(people.assign(band=pd.cut(people["income"], [0, 500, 2000])))
    with pytest.raises(DataError, match="'home' occurs more than once"):
        TableEncoder().fit(people[["home", "income", "home"]])
    with pytest.raises(DataError, match="no rows"):
        TableEncoder().fit(people[:0])
    with pytest.raises(RequestError, match=r"'one-hot'. Did you mean 'onehot'"):
        TableEncoder("one-hot").fit(people)
