"""Every kind of table gives the same rows in pieces, twice, in the types that it would have."""

import gzip
import sqlite3
from contextlib import closing, suppress

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fairlab.data.chunks import delimited_files
from fairlab.data.chunks.database_query import connected
from fairlab.data.chunks.delimited_files import DelimitedFiles
from fairlab.data.chunks.opening import opened
from fairlab.data.chunks.parquet_files import ParquetFiles
from fairlab.data.chunks.survey import coded, survey
from fairlab.errors import DataError, RequestError
from tests.bank import KINDS, bank

FRAME = pd.DataFrame(
    {
        "sex": ["f", "m", None, "f"] * 50,
        "age": [20, 30, 40, 50] * 50,
        "score": [0.5, 0.25, 0.125, 0.75] * 50,
    }
)
LEVELS = {"sex": {"f": 100, "m": 50, None: 50}, "age": {20: 50, 30: 50, 40: 50, 50: 50}}


def levels_twice(table):
    once, again = (survey(table, ["sex", "age"], lambda _: None).levels for _ in range(2))
    assert once == again
    return once


def parquet_parts(folder):
    for at in range(2):
        FRAME.iloc[100 * at : 100 * at + 100].to_parquet(folder / f"{at}.parquet", row_group_size=7)
    return sorted(folder.glob("*.parquet"))


def test_parquet(tmp_path):
    table = ParquetFiles(parquet_parts(tmp_path), "parts")
    assert (table.rows, table.columns) == (200, ("sex", "age", "score"))
    assert levels_twice(table) == LEVELS
    pieces = table.read(["score"], ["score"])
    assert [cell for piece in pieces for cell in piece["score"].to_pylist()] == [*FRAME["score"]]


def test_parquet_with_other_types_of_the_same_levels(tmp_path):
    files = parquet_parts(tmp_path)
    second = pq.read_table(files[1])
    as_category = second["sex"].dictionary_encode()
    second = second.set_column(0, "sex", as_category).set_column(
        1, "age", second["age"].cast("int8")
    )
    pq.write_table(second, files[1])
    assert levels_twice(ParquetFiles(files, "parts")) == LEVELS


def test_parquet_that_lacks_a_column_or_is_cut_off_is_told(tmp_path):
    files = parquet_parts(tmp_path)
    FRAME.drop(columns="age").to_parquet(files[1])
    with pytest.raises(DataError, match=r"1\.parquet has no column `age`, which 0\.parquet has"):
        ParquetFiles(files, "parts")
    files[1].write_bytes(files[0].read_bytes()[:-20])
    with pytest.raises(DataError, match=r"1\.parquet cannot be read as Parquet; is it complete"):
        ParquetFiles(files, "parts")


@pytest.mark.parametrize("zipped", [False, True])
def test_csv(tmp_path, monkeypatch, zipped):
    monkeypatch.setattr(delimited_files, "_BLOCK", 200)
    for at in range(2):
        text = FRAME.iloc[100 * at : 100 * at + 100].to_csv(index=False, sep=";", decimal=",")
        raw = ("\ufeff" + text).encode()
        (tmp_path / f"{at}.csv").write_bytes(gzip.compress(raw) if zipped else raw)
    table = DelimitedFiles(sorted(tmp_path.glob("*.csv")), "parts", decimal=",")
    assert len(list(table.read(["sex"]))) > 4
    found = levels_twice(table)
    assert found["sex"] == LEVELS["sex"]
    assert found["age"] == {str(age): count for age, count in LEVELS["age"].items()}
    assert table.typed(list(found["age"])).tolist() == [20, 30, 40, 50]
    pieces = table.read(["score"], ["score"])
    assert [cell for piece in pieces for cell in piece["score"].to_pylist()] == [*FRAME["score"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n1,2,3\n", "a row has 3 cells, where the header has 2: '1,2,3'"),
        ("a,b\n1,x\n", "`b` holds text, such as .x.; numbers are needed"),
        ("", "is empty or no text"),
    ],
)
def test_csv_that_is_none_is_told(tmp_path, text, told):
    file = tmp_path / "a.csv"
    file.write_text(text)
    with pytest.raises(DataError, match=told):
        list(DelimitedFiles([file], "a").read(["a", "b"], ["b"]))


@pytest.fixture(params=KINDS)
def address(request, tmp_path):
    with bank(request.param, FRAME, tmp_path) as found:
        yield found


def test_a_query(address):
    query = "select sex, age, score, ':no' as word, '12:30%' as hour from decisions;"
    with connected(address, query) as table:
        assert table.columns == ("sex", "age", "score", "word", "hour")
        assert levels_twice(table) == LEVELS
        assert next(table.read(["word", "hour"])).to_pylist()[0] == {
            "word": ":no",
            "hour": "12:30%",
        }
        assert "hidden" not in table.name
    delete = "delete from decisions where age = 20 returning age"
    with suppress(DataError), connected(address, delete) as table:  # a server refuses it at once
        list(table.read(["age"]))
    with connected(address, "select age from decisions where age = 20") as table:
        assert sum(len(piece) for piece in table.read(["age"])) == 50  # nothing was written


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select nothing from decisions", "does not answer the query"),
        ("select age, age from decisions", "two columns called `age`"),
        ("create table other (a int)", "readonly database"),
        ("drop table decisions", "readonly database"),
        ("delete from decisions returning age", "readonly database"),
        ("attach 'other.db' as other", "too many attached databases"),
        ("vacuum into 'copy.db'", "too many attached databases"),
    ],
)
def test_a_query_that_cannot_be_read_is_told(tmp_path, monkeypatch, query, told):
    monkeypatch.chdir(tmp_path)
    with sqlite3.connect(tmp_path / "bank.db") as bank:
        FRAME.to_sql("decisions", bank, index=False)
    with (
        pytest.raises((DataError, RequestError), match=told),
        connected(f"sqlite:///{tmp_path}/bank.db", query) as table,
    ):
        list(table.read(table.columns))
    with sqlite3.connect(tmp_path / "bank.db") as bank:
        assert bank.execute("select count(*) from decisions").fetchone() == (200,)
    assert [file.name for file in tmp_path.iterdir()] == ["bank.db"]


def test_a_database_that_is_not_there_is_told_and_not_made(tmp_path):
    (tmp_path / "bank.db").touch()
    told = "There is no file .*bnk.db. Did you mean 'bank.db'?"
    with pytest.raises(DataError, match=told), connected(f"sqlite:///{tmp_path}/bnk.db", "select"):
        pass
    assert not (tmp_path / "bnk.db").exists()


def test_a_file_of_an_odd_name_is_opened(tmp_path):
    with sqlite3.connect(tmp_path / "a #1%.db") as bank:
        FRAME.to_sql("decisions", bank, index=False)
    with connected(f"sqlite:///{tmp_path}/a #1%.db", "select sex from decisions") as table:
        assert table.columns == ("sex",)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:hidden@127.0.0.1:1/bank",
        "postgresql://ann:hidden@127.0.0.1:port/bank",
        "oracle://ann:hidden@host/bank",
        "nosuch://ann:hidden@host/bank",
        "postgresql://ann:x@hidden@127.0.0.1:1/bank",
        "postgresql://ann:x@hid/hidden@127.0.0.1:1/bank",
        "postgresql://127.0.0.1:1/bank?user=ann&pwd=hidden",
        "postgresql://127.0.0.1:1/bank?user=ann&PASSWORD=hidden",
    ],
)
def test_the_password_is_in_no_message(address):
    with pytest.raises((DataError, RequestError)) as raised, connected(address, "select 1"):
        pass
    assert "hidden" not in str(raised.value)
    assert len(str(raised.value).splitlines()) <= 3


def test_missing_cells_are_one_level_however_they_are_written():
    codes, values = coded(pa.array([1.0, np.nan, None]))
    assert [values[code] for code in codes] == [1.0, None, None]
    text = pa.array(["a", None]).dictionary_encode()
    codes, values = coded(text)
    assert [values[code] for code in codes] == ["a", None]


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([3, None, -2, 3], pa.int8()),
        pa.array([127, -128, None], pa.int8()),
        pa.array([127, -128], pa.int8()),
        pa.array([255, None, 250], pa.uint8()),
        pa.array([5, 10**12, None]),
        pa.array([2**62, 2**62 + 1]),
        pa.array([True, None, False, True]),
        pa.array([True, True]),
        pa.array([None, None], pa.int64()),
        pa.array([], pa.int64()),
        pa.array([1.5, None, 2.0]),
        pa.array([None, None]),
    ],
    ids=str,
)
def test_cells_are_told_apart_whatever_their_type(cells):
    codes, values = coded(cells)
    found = [values[code] for code in codes]
    assert found == cells.to_pylist()
    assert [type(cell) for cell in found] == [type(cell) for cell in cells.to_pylist()]


def test_lists_are_no_levels(tmp_path):
    pd.DataFrame({"sex": [["f"], ["m"]]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(DataError, match="`sex` holds list"):
        survey(ParquetFiles([tmp_path / "a.parquet"], "a"), ["sex"], lambda _: None)


def test_more_values_than_groups_can_have_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("fairlab.data.chunks.survey.MOST_VALUES", 3)
    FRAME.to_parquet(tmp_path / "a.parquet")
    with pytest.raises(DataError, match="`age` has more than 3 values"):
        survey(ParquetFiles([tmp_path / "a.parquet"], "a"), ["age"], lambda _: None)


def in_two(folder, first, second):
    files = [folder / "1.csv", folder / "2.csv"]
    for file, text in zip(files, (first, second), strict=True):
        file.write_text(text)
    return files


@pytest.mark.parametrize(
    ("cell", "advice"), [("0,5", "decimal commas? --decimal ,"), ("5%", "write percentages")]
)
def test_a_score_that_is_no_number_is_told_with_advice(tmp_path, cell, advice):
    files = in_two(tmp_path, "sex;score\nf;1\n", f"sex;score\nm;1\nf;{cell}\n")
    with pytest.raises(DataError) as raised:
        list(DelimitedFiles(files, "both").read(["score"], ["score"]))
    assert f"2.csv: `score` holds text, such as '{cell}'; {advice}" in str(raised.value)


def test_the_file_of_another_separator_is_named(tmp_path):
    files = in_two(tmp_path, "sex;score\nf;1\n", "sex,score\nm,1\n")
    with pytest.raises(DataError, match=r"2.csv is separated by ',', and 1.csv by ';'"):
        DelimitedFiles(files, "both")


def test_a_separator_that_separates_nothing_is_told(tmp_path):
    files = in_two(tmp_path, "sex,score\nf,1\n", "sex,score\nm,1\n")
    with pytest.raises(DataError, match="';' separates nothing in the first line, ',' does"):
        DelimitedFiles(files, "both", separator=";")


@pytest.mark.parametrize("kind", ["csv", "parquet", "db"])
def test_what_stands_for_a_missing_value_is_empty_in_every_kind_of_table(kind, tmp_path):
    frame, file = FRAME.fillna({"sex": "NULL"}), tmp_path / f"people.{kind}"
    frame["age"] = frame["age"].replace(40, -999)
    query = None
    if kind == "csv":
        frame.astype({"score": object}).replace({"score": {0.75: "NULL"}}).to_csv(file, index=False)
    elif kind == "parquet":
        frame.to_parquet(file)
    else:
        query = "select * from people"
        with closing(sqlite3.connect(file)) as db:
            frame.to_sql("people", db, index=False)
    named = f"sqlite:///{file}" if query else file
    with opened([named], query, na_values=["NULL", "-999"]) as table:
        levels = survey(table, ["sex", "age"], lambda _: None).levels
        score = [one for piece in table.read(["score"], ["score"]) for one in piece["score"]]
    assert levels["sex"] == LEVELS["sex"]
    assert {age and int(age): rows for age, rows in levels["age"].items()} == {
        20: 50, 30: 50, None: 50, 50: 50
    }  # fmt: skip
    assert score[3].as_py() == (None if kind == "csv" else 0.75)
