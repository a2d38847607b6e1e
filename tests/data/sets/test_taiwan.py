"""The facts known of the Taiwanese clients."""

import pytest

from fairlab.data.dataset import Dataset
from fairlab.data.sets.taiwan import taiwan


@pytest.fixture(scope="module")
def data() -> Dataset:
    return taiwan()


def test_rows_labels_and_roles(data):
    assert (data.rows, data.positives, data.frame.shape[1]) == (30_000, 6_636, 24)
    assert data.sensitive == ("SEX", "AGE", "EDUCATION", "MARRIAGE")
    assert data.balanced == ("SEX", "AGE")
    assert "SEX" in data.features
    assert not data.frame.isna().any(axis=None)


def test_groups_in_words(data):
    groups = data.groups().of(data.frame)
    assert groups["SEX"].value_counts().to_dict() == {"female": 18_112, "male": 11_888}
    assert groups["EDUCATION"].value_counts().to_dict() == {
        "university": 14_030, "graduate school": 10_585, "high school": 4_917, "unknown 5": 280,
        "others": 123, "unknown 6": 51, "unknown 0": 14,
    }  # fmt: skip
    assert groups["MARRIAGE"].value_counts().to_dict() == {
        "single": 15_964, "married": 13_659, "others": 323, "unknown 0": 54,
    }  # fmt: skip
    assert groups["AGE"].value_counts().to_dict() == {"> 33": 15_466, "<= 33": 14_534}


def test_numbers_are_wide_enough_to_subtract(data):
    kinds = {str(kind) for kind in data.frame.dtypes if kind != "category"}
    assert kinds == {"int64"}


def test_all_attributes_together_leave_cells_empty(data):
    cells = (
        data.groups()
        .of(data.frame)
        .assign(y=data.y)
        .groupby([*data.sensitive, "y"], observed=False)
    )
    sizes = cells.size().unstack().stack()
    assert (len(sizes), int((sizes == 0).sum())) == (224, 89)


def test_the_table_is_the_one_of_this_release(data):
    expected = "7b42b6a28b4f08718afc4d7678e4b1cdc8b8b39f5a0ad980f245a45697831235"
    assert data.fingerprint == expected
