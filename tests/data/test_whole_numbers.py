"""Codes of many digits stay apart, also where one is missing, from every kind of file."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fairlab.data import Dataset
from fairlab.data.chunks.opening import opened
from fairlab.data.chunks.survey import survey
from fairlab.data.columns import typed
from fairlab.data.table import read_frame

CODES = [2**53 + 1, 2**53 + 2, None]
TEXTS = [str(2**53 + 1), str(2**53 + 2)]


@pytest.mark.parametrize("kind", ["Int64", "int64[pyarrow]"])
def test_of_a_frame(kind):
    column = typed(pd.DataFrame({"code": pd.array(CODES, dtype=kind)}))["code"]
    assert column.dropna().tolist() == TEXTS


@pytest.mark.parametrize("kind", ["Int64", "int64[pyarrow]"])
def test_of_a_parquet_file(tmp_path, kind):
    pd.DataFrame({"code": pd.array(CODES, dtype=kind)}).to_parquet(tmp_path / "a.parquet")
    assert typed(read_frame(tmp_path / "a.parquet"))["code"].dropna().tolist() == TEXTS


@pytest.mark.parametrize("first", [2**53 + 1, 2**63 + 1])
def test_of_delimited_text(tmp_path, first):
    (tmp_path / "a.csv").write_text(f"x,code\n1,{first}\n2,{first + 1}\n3,\n")
    known = read_frame(tmp_path / "a.csv")["code"].dropna()
    assert known.tolist() == [str(first), str(first + 1)]


def test_decimals_that_are_one_float_stay_apart(tmp_path):
    texts = ["12345678901234567890.1", "12345678901234567890.2", None]
    cells = pa.array(texts).cast(pa.decimal128(30, 1))
    pq.write_table(pa.table({"x": [1, 2, 3], "code": cells}), tmp_path / "a.parquet")
    (tmp_path / "a.csv").write_text(f"x,code\n1,{texts[0]}\n2,{texts[1]}\n3,\n")
    for name in ("a.parquet", "a.csv"):
        with opened([str(tmp_path / name)]) as table:
            levels = [*survey(table, ["code"], lambda _: None).levels["code"]]
            pieces = typed(pd.DataFrame({"code": table.typed(levels)}))
        for found in (typed(read_frame(tmp_path / name)), pieces):
            assert found["code"].tolist() == [*texts[:2], np.nan], name


def test_numbers_that_a_float_can_hold_stay_numbers(tmp_path):
    (tmp_path / "a.csv").write_text("x,code\n1,9007199254740992\n2,\n3,1e20\n")
    assert read_frame(tmp_path / "a.csv")["code"].dtype == float


def test_many_that_are_one_float_are_levels():
    table = pd.DataFrame({"code": np.resize(2**63 + np.arange(12, dtype="uint64"), 120)})
    data = Dataset("t", table.assign(x=range(120), y=[0, 1, 0] * 40), "y", sensitive=("code",))
    assert data.groups().of(data.frame)["code"].nunique() == 12


def test_an_index_with_a_name_is_a_column_of_a_parquet_file(tmp_path):
    table = pd.DataFrame({"sex": ["f", "m"], "x": [1, 2]}).set_index("sex")
    table.to_parquet(tmp_path / "a.parquet")
    assert read_frame(tmp_path / "a.parquet").columns.tolist() == ["sex", "x"]
