"""Rows without a label: kept apart with the same types, part of what names the data, in no fold."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset, read_table
from fairlab.errors import DataError, RequestError


@pytest.fixture(scope="module")
def table():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"town": rng.choice(list("ab"), 300), "age": rng.integers(18, 80, 300)})
    frame["bad"] = np.where(frame.index < 60, np.nan, rng.random(300) < 0.3)
    frame.loc[0, "town"] = "only here"
    return frame


def kept(table):
    known = table["bad"].notna()
    return Dataset("t", table[known], "bad", ("age",), unlabelled=table[~known])


def test_they_are_in_no_fold_and_have_the_levels_of_the_others(table):
    data = kept(table)
    assert (data.rows, len(data.unlabelled)) == (240, 60)
    assert list(data.unlabelled) == ["town", "age"]
    assert data.unlabelled["town"].dtype == data.frame["town"].dtype
    assert data.frame["bad"].dtype == float  # as the file had it
    assert sorted(np.concatenate([data.fold(0, n).test_rows for n in range(5)])) == [*range(240)]
    assert len(data.fold(0, 1).train.unlabelled) == 60
    assert len(replace(data, balance=()).unlabelled) == 60


def test_they_are_part_of_what_names_the_data(table):
    data = kept(table)
    assert data.fingerprint != replace(data, unlabelled=None).fingerprint
    other = data.unlabelled.assign(age=data.unlabelled["age"] + 1)
    assert data.fingerprint != replace(data, unlabelled=other).fingerprint
    assert data.fingerprint == kept(table).fingerprint


def test_a_file_keeps_them_only_where_that_is_asked_for(table, tmp_path):
    file = tmp_path / "t.csv"
    table.to_csv(file, index=False)
    with pytest.raises(DataError, match=r"missing in 60 of 300 .* --unlabelled training"):
        read_table(file, target="bad", sensitive=["age"])
    data = read_table(file, target="bad", sensitive=["age"], unlabelled="training")
    assert (data.rows, len(data.unlabelled)) == (240, 60)
    (tmp_path / "t.toml").write_text('target = "bad"\nunlabelled = "training"\n')
    assert len(read_table(file).unlabelled) == 60
    (tmp_path / "t.toml").write_text('target = "bad"\nunlabelled = "drop"\n')
    with pytest.raises(RequestError, match='unlabelled must be "training"'):
        read_table(file)


def test_what_cannot_be_meant_is_refused(table, tmp_path):
    with pytest.raises(DataError, match="lack 1 column that the others have, such as `age`"):
        Dataset("t", table.dropna(), "bad", unlabelled=table[["town"]])
    file = tmp_path / "full.csv"
    table.dropna().to_csv(file, index=False)
    with pytest.raises(DataError, match="`bad` is there in every row"):
        read_table(file, target="bad", unlabelled="training")
