"""The facts known of the census of 1994."""

import pytest

from fairlab.data.dataset import Dataset
from fairlab.data.sets.adult import adult


@pytest.fixture(scope="module")
def data() -> Dataset:
    return adult()


def test_rows_labels_and_roles(data):
    assert (data.rows, data.positives) == (48_842, 11_687)
    assert data.sensitive == ("sex", "race", "age")
    assert data.balanced == ("sex",)
    assert not {"fnlwgt", "part", "income"} & set(data.features)


def test_the_given_test_part_is_the_test_part(data):
    split = data.split(0)
    assert (split.test.rows, split.test.positives) == (16_281, 3_846)
    assert split.train.rows + split.validation.rows == 32_561


def test_unknown_is_missing_and_nothing_has_blanks(data):
    missing = data.frame.isna().sum()
    assert missing[missing > 0].to_dict() == {
        "workclass": 2_799, "occupation": 2_809, "native-country": 857,
    }  # fmt: skip
    text = data.frame.select_dtypes("category")
    assert all(level == level.strip(" .") for name in text for level in text[name].cat.categories)


def test_race_has_five_levels(data):
    assert data.groups().of(data.frame)["race"].nunique() == 5


def test_the_table_is_the_one_of_this_release(data):
    expected = "709a42257ea8b44a34ea64da6ce453ea621fa87df367b8eb62d6cc964ba25770"
    assert data.fingerprint == expected
