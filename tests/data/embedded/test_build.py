"""How the embedded files are made of the published ones."""

import gzip
from hashlib import sha256

import pandas as pd
import pytest

from fairlab.data.embedded import build
from fairlab.errors import DataError

ROW = "39, ?, 77516, Bachelors, 13, Never-married, Sales, Own-child, White, Male, 0, 0, 40, ?, "
SOURCES = {
    "adult.data": f"{ROW}<=50K\n{ROW}>50K\n\n".encode(),
    "adult.test": f"|1x3 Cross validator\n{ROW}>50K.\n\n".encode(),
    "taiwan_credit_default.csv.gz": b"ID,SEX,AGE,LIMIT_BAL\n1,2,24,1000000\n",
}


@pytest.fixture
def sources(tmp_path, monkeypatch):
    for name, text in SOURCES.items():
        content = gzip.compress(text) if name.endswith(".gz") else text
        (tmp_path / name).write_bytes(content)
        monkeypatch.setitem(build.SHA256, name, sha256(text).hexdigest())
    return tmp_path


def test_parts_are_joined_and_cleaned(sources):
    build.build(sources, sources)
    adult = pd.read_parquet(sources / "adult.parquet")
    assert adult["income"].tolist() == ["<=50K", ">50K", ">50K"]
    assert adult["part"].tolist() == ["train", "train", "test"]
    assert adult["workclass"].isna().all()
    assert adult["education"].tolist() == ["Bachelors"] * 3


def test_numbers_are_kept_and_the_id_is_not(sources):
    build.build(sources, sources)
    taiwan = pd.read_parquet(sources / "taiwan.parquet")
    assert taiwan.to_dict("list") == {"SEX": [2], "AGE": [24], "LIMIT_BAL": [1_000_000]}
    assert taiwan.dtypes.astype(str).tolist() == ["int8", "int8", "int32"]


@pytest.mark.parametrize("name", SOURCES)
def test_another_source_is_refused(sources, name):
    changed = SOURCES[name] + b" "
    (sources / name).write_bytes(gzip.compress(changed) if name.endswith(".gz") else changed)
    with pytest.raises(DataError, match=f"{name} is not the published file"):
        build.build(sources, sources)
