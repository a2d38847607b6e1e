"""What every dataset that comes with fairlab keeps to; a new file is found and tested."""

import dataclasses

import numpy as np
import pytest

from fairlab.data import Dataset, load, names

PARTS = ("train", "validation", "test")


@pytest.fixture(scope="module", params=names())
def data(request) -> Dataset:
    return load(request.param)


def test_it_carries_its_own_name_and_tells_its_source(data):
    assert isinstance(data, Dataset)
    module = __import__(f"fairlab.data.sets.{data.name}", fromlist=[data.name])
    assert "References" in getattr(module, data.name).__doc__


def test_roles_are_columns(data):
    roles = {data.target, *data.sensitive, *data.balanced, *data.audit_only, *data.ignore}
    assert roles <= set(data.frame.columns)
    assert data.sensitive
    assert set(data.features) <= set(data.frame.columns) - {data.target}


def test_it_has_two_labels(data):
    assert set(data.y) == {0, 1}
    assert 0 < data.positives < data.rows


def test_columns_are_numbers_booleans_or_categories(data):
    kinds = {
        "category" if kind == "category" else kind.kind
        for kind in data.frame[[*data.features, *data.sensitive]].dtypes
    }
    assert kinds <= {"category", "b", "i", "f"}


def test_words_are_for_levels_that_exist(data):
    for column, words in data.labels.items():
        assert set(words) >= set(data.frame[column].dropna().unique())
        assert len(set(words.values())) == len(words)


def test_fingerprint_is_that_of_another_load(data):
    assert load(data.name).fingerprint == data.fingerprint


def test_split_covers_every_row_once_and_is_repeatable(data):
    numbered = dataclasses.replace(
        data, frame=data.frame.assign(row=range(data.rows)), ignore=(*data.ignore, "row")
    )
    first, again = numbered.split(5), numbered.split(5)
    rows = np.concatenate([getattr(first, part).frame["row"] for part in PARTS])
    assert (np.sort(rows) == np.arange(data.rows)).all()
    for part in PARTS:
        assert getattr(first, part).fingerprint == getattr(again, part).fingerprint


def test_groups_learned_on_training_name_every_row_of_test(data):
    split = data.split(0)
    groups = split.train.groups().of(split.test.frame)
    assert list(groups) == list(data.sensitive)
    assert groups.notna().all(axis=None)
    assert (groups.nunique() >= 2).all()


def test_use_does_not_change_it(data):
    before = data.fingerprint
    split = data.split(1)
    split.train.frame[data.target] = 0
    features = data.X
    features[features.columns[0]] = 0
    data.groups()
    assert dataclasses.replace(data).fingerprint == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        data.name = "other"
