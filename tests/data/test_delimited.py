"""CSV files as people have them."""

import gzip
import math
from pathlib import Path

import pandas as pd
import pytest

from fairlab.data import raw_text
from fairlab.data.delimited import read_delimited
from fairlab.errors import DataError


@pytest.fixture
def read(tmp_path: Path):
    def written_and_read(content: str | bytes, **options) -> pd.DataFrame:
        file = tmp_path / "table.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_delimited(file, **options)

    return written_and_read


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separator_line_ends_and_mark_are_found(read, separator, end, mark):
    rows = ["a,b,c", "1,x,0.5", "2,y,1.5"]
    frame = read(mark + end.join(rows).replace(",", separator))
    assert frame.to_dict("list") == {"a": [1, 2], "b": ["x", "y"], "c": [0.5, 1.5]}


def test_a_separator_inside_cells_does_not_mislead(read):
    frame = read('name;town\n"a, b, c";"x, y"\nd;"z, z, z"\n')
    assert frame.columns.tolist() == ["name", "town"]


def test_an_odd_separator_can_be_named(read):
    assert read("a^b\n1^2\n", separator="^").to_dict("list") == {"a": [1], "b": [2]}


@pytest.mark.parametrize("content", ["a\n1\n2\n", "a^b\n1^2\n"])
def test_one_column_asks_for_the_separator(read, content):
    with pytest.raises(DataError, match=r"one column found(.|\n)*separator = "):
        read(content)


def test_only_the_empty_cell_is_missing(read):
    country = read('id,country\n1,NA\n2,\n3,NULL\n4,""\n5,nan\n')["country"]
    assert country.isna().tolist() == [False, True, False, True, False]
    assert country.dropna().tolist() == ["NA", "NULL", "nan"]


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "2"], "int64", [1, 2]),
        (["-1", "+2"], "int64", [-1, 2]),
        (["1", ""], "float64", [1.0, math.nan]),
        (["1.5", ".5"], "float64", [1.5, 0.5]),
        ([" 1 ", "2e3"], "float64", [1.0, 2000.0]),
        (["99999999999999999999", "1"], "float64", [1e20, 1.0]),
        (["inf", "1"], "float64", [math.inf, 1.0]),
        (["0123", "9999"], "str", ["0123", "9999"]),
        (["0", "0.5"], "float64", [0.0, 0.5]),
        (["true", "FALSE"], "bool", [True, False]),
        (["true", ""], "str", ["true", math.nan]),
        (["nan", "1"], "str", ["nan", "1"]),
        (["1", "n/a"], "str", ["1", "n/a"]),
        (["1_000", "2"], "str", ["1_000", "2"]),
        (["0x1f", "2"], "str", ["0x1f", "2"]),
        ([" m", "m"], "str", [" m", "m"]),
        (["1,5", "2"], "str", ["1,5", "2"]),
        (["", ""], "float64", [math.nan, math.nan]),
    ],
)
def test_types_are_not_guessed_beyond_the_cells(read, cells, kind, values):
    column = read("x;y\n" + "".join(f"{cell};z\n" for cell in cells))["x"]
    assert column.dtype == kind
    assert [v for v in column if v == v] == [v for v in values if v == v]
    assert column.isna().tolist() == [v != v for v in values]


def test_decimal_commas_on_request(read):
    frame = read("x;y\n1,5;1\n;2\n-0,25;3\n", decimal=",")
    assert frame["x"].tolist()[::2] == [1.5, -0.25]
    assert frame["y"].tolist() == [1, 2, 3]


def test_cells_may_hold_separators_quotes_and_line_ends(read):
    frame = read('a,b\n"x,\n""y""",1\nz,2\n')
    assert frame["a"].tolist() == ['x,\n"y"', "z"]


def test_names_keep_what_they_hold_but_blanks_around_them(read):
    frame = read('" a ",<b>[0],"c\nd"\n1,2,3\n')
    assert frame.columns.tolist() == ["a", "<b>[0]", "c\nd"]
    assert frame.iloc[0].tolist() == [1, 2, 3]


def test_columns_of_one_name_are_kept_for_the_checks(read):
    assert read("a,a,\n1,2,3\n").columns.tolist() == ["a", "a", ""]


@pytest.mark.parametrize("content", ["a,b\n", "a,b"])
def test_a_header_alone_has_no_rows(read, content):
    assert read(content).shape == (0, 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "table.csv is empty"),
        (b"\r\n\n", "table.csv is empty"),
        ("a,b\n1,2\n3\n", r"1 row without the 2 cells(.|\n)*Row 2 has 1: '3'"),
        ("a,b\n1,2\n3,4,5\n6,7,8\n", r"2 rows without the 2 cells(.|\n)*Row 2 has 3: '3,4,5'"),
        ('a,b\n1,2\n"3,4\n5,6\n', "Row 2 has 1"),
        (b"a,b\n1,2\ncaf\xe9,3\n", r"not in UTF-8: byte 0xe9 in line 3(.|\n)*Windows-1252"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04" + bytes(40), "zip archive or a workbook"),
        (bytes(range(10)) * 3, "no text"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 999, mtime=0)[:-20], "cannot be read"),
        (b"\x1f\x8b no gzip", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(read, content, words):
    with pytest.raises(DataError, match=words) as refused:
        read(content)
    assert str(refused.value).count("\n") < 3


def test_a_gzipped_table_is_read_by_its_content(read):
    assert read(gzip.compress(b"a,b\n1,2\n")).to_dict("list") == {"a": [1], "b": [2]}


def test_a_bomb_is_refused_at_the_limit(read, monkeypatch):
    monkeypatch.setattr(raw_text, "MOST_BYTES", 2**20)
    bomb = gzip.compress(b"a,b\n" + b"1,2\n" * 2**19)
    assert len(bomb) < 10_000
    with pytest.raises(DataError, match="more than"):
        read(bomb)


LONG = "x" * 140_000


@pytest.mark.parametrize("options", [{}, {"separator": ","}])
def test_a_header_that_is_too_long_is_refused_in_words(read, options):
    with pytest.raises(DataError, match=r"longer than 131,072 characters\.\nIs a quote left open"):
        read(f'a,"{LONG}\n1,2\n', **options)


def test_a_cell_that_is_too_long_to_find_the_separator_is_refused_in_words(read):
    with pytest.raises(DataError, match=r"table\.csv: one of the first cells is longer"):
        read(f"a,b\n1,{LONG}\n")
    assert read(f"a,b\n1,{LONG}\n", separator=",")["b"].str.len().tolist() == [140_000]


@pytest.mark.slow
def test_a_line_may_be_longer_than_a_cell(read):
    names = [f"column_{i:0200}" for i in range(1000)]
    frame = read(";".join(names) + "\n" + ";".join(["1"] * 1000) + "\n")
    assert frame.shape == (1, 1000)


@pytest.mark.parametrize(
    ("cells", "decimal", "values"),
    [
        (["1.234,5", "-2", ",5"], ",", [1234.5, -2.0, 0.5]),
        (["1,234.5", "+2", ".5"], ".", [1234.5, 2.0, 0.5]),
        (["1.234.567", "1.000"], ",", [1234567, 1000]),
        (["1,234", "999"], ".", [1234, 999]),
        (["0.5", "1.5"], ",", [0.5, 1.5]),  # no thousands: the cells say so
        (["0123", "4567"], ",", ["0123", "4567"]),
        (["1.23,5", "2"], ",", ["1.23,5", "2"]),
        (["-", "1,5"], ",", ["-", "1,5"]),
        (["1,5", ""], ",", [1.5, math.nan]),
    ],
)
def test_a_named_decimal_sign_makes_the_other_part_thousands(read, cells, decimal, values):
    column = read("x;y\n" + "".join(f"{cell};z\n" for cell in cells), decimal=decimal)["x"]
    assert [v for v in column if v == v] == [v for v in values if v == v]
    assert column.isna().tolist() == [v != v for v in values]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_separator_may_be_named_in_a_first_line(read, end):
    assert read(end.join(["sep=^", "a^b", "1^2", ""])).to_dict("list") == {"a": [1], "b": [2]}
    assert read("sep=;\na,b\n1,2\n", separator=",").to_dict("list") == {"a": [1], "b": [2]}


def test_a_title_above_the_header_is_told(read):
    with pytest.raises(DataError, match=r"one cell \('Report'\), later ones 3\.\nIs it a title"):
        read("Report\na;b;c\n1;2;3\n4;5;6\n")


def test_a_header_that_is_repeated_is_told_with_its_row(read):
    with pytest.raises(DataError, match="row 3 repeats the header"):
        read("a,b\n1,2\n3,4\na,b\n5,6\n")
    assert len(read("a,b\na,2\na,4\n")) == 2


def test_zero_bytes_anywhere_are_no_text(read):
    with pytest.raises(DataError, match="zero bytes"):
        read(b"a,b\n" + b"1,2\n" * 5000 + b"1,\0\n")


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (",", ["", ""]),
        (",a\n", ["", "a"]),
        (",a\n0,1\n1,5\n", ["a"]),
        (",a\n7,1\n8,5\n", ["", "a"]),
    ],
)
def test_a_first_column_that_numbers_the_rows_is_a_saved_index(tmp_path, content, columns):
    (tmp_path / "a.csv").write_text(content)
    assert read_delimited(tmp_path / "a.csv").columns.tolist() == columns
