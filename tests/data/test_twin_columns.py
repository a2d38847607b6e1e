"""Two columns of one name are refused however a table is read."""

import gzip
import io
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fairlab.data.chunks.opening import opened
from fairlab.data.decisions.reading import read_decisions
from fairlab.data.twin_columns import refuse_twins
from fairlab.errors import DataError

TEXT = "sex,score,sex\nf,0.5,m\nm,0.25,f\n"
TOLD = r"2 columns are called `sex` \(columns 1, 3\); rename them"


@pytest.fixture(params=["people.csv", "people.csv.gz", "people.parquet"])
def twin(request, tmp_path):
    path = tmp_path / request.param
    if path.suffix == ".parquet":
        columns = [pa.array(["f", "m"]), pa.array([0.5, 0.25]), pa.array(["m", "f"])]
        pq.write_table(pa.table(columns, names=["sex", "score", "sex"]), path)
    else:
        path.write_bytes(gzip.compress(TEXT.encode()) if path.suffix == ".gz" else TEXT.encode())
    return path


def test_a_file_that_is_read_whole(twin):
    with pytest.raises(DataError, match=rf"^{twin.name}: {TOLD}"):
        read_decisions(twin)


def test_files_that_are_read_in_pieces(twin):
    with pytest.raises(DataError, match=rf"{twin.name}: {TOLD}"), opened([twin]):
        pass


def test_the_second_of_two_files(tmp_path):
    one, other = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text("sex,score\nf,0.5\n")
    other.write_text(TEXT)
    with pytest.raises(DataError, match=rf"2.csv: {TOLD}"), opened([one, other]):
        pass


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    with pytest.raises(DataError, match=rf"standard input: {TOLD}"):
        read_decisions("-")


def test_empty_standard_input_is_called_so(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(DataError, match="standard input is empty"):
        read_decisions("-")


def test_columns_without_a_name_are_no_twins():
    refuse_twins("people", ["sex", "", "", " "])
    refuse_twins("people", pd.DataFrame({"a": [1], "b": [2]}).columns)
