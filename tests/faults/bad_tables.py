"""Rows 1 to 47 of the table of promises: tables and their columns."""

import gzip
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.faults.bad_inputs import (
    ACCEPTED,
    NOTED,
    OPTIONS,
    ROWS,
    BadInput,
    held,
    in_file,
    people,
    typed,
    with_cells,
)


def two(first: Any, second: Any, *more: Any) -> np.ndarray:
    """A target of these labels, the first of them rare."""
    return np.resize([first, second, second, second, *more], ROWS)


def renamed(**names: Any) -> pd.DataFrame:
    return people().rename(columns=names)


def parquet_cut_short(path: Path) -> None:
    people().to_parquet(path)
    path.write_bytes(path.read_bytes()[:-200])


def large(column: str, row: int, value: str) -> pd.DataFrame:
    frame = people(6000)
    frame[column] = frame[column].astype(str)
    frame.loc[row - 1, column] = value
    return frame


def part_with_three_positives() -> pd.DataFrame:
    frame = people()
    test = (frame["fraud"] == 0) & (frame.index < 150)
    test |= (frame["fraud"] == 1) & (frame.index < 15)
    return frame.assign(split=np.where(test, "test", "train"))


BOMB = gzip.compress(b"age,gender,fraud\n" + b"1,m,0\n" * 3_000_000)


TABLES: list[BadInput] = [
    in_file(1, "target is missing", with_cells("fraud", None, 31, 40),
            "`fraud` is missing in 2 of 400 rows (first: row 31)", "label or drop"),
    in_file(2, "target is all one class", people(fraud=0),
            "`fraud` has one label only: 0 (400)", "two are needed"),
    in_file(3, "target in words", people(fraud=two("bad", "good")),
            "'good' (300), 'bad' (100)", "--positive bad"),
    in_file(4, "target is 1 and 2", people(fraud=two(2, 1)), "1 (300), 2 (100)", "--positive 2"),
    in_file(4, "target is -1 and 1", people(fraud=two(1, -1)), "-1 (300)", "--positive 1"),
    in_file(5, "target is true or false", people(fraud=two(True, False)), told=ACCEPTED),
    in_file(6, "target has three classes", people(fraud=two(1, 0, 2)),
            "3 labels: 0 (240), 1 (80), 2 (80)", "join or drop"),
    in_file(7, "polarity is flipped", people(fraud=two(0, 1)),
            "75.0% of the rows are positive; is 1 really the bad event?", told=NOTED),
    in_file(8, "a part with three positives", part_with_three_positives(),
            "the test set has 3 positive", "at least 5 of each",
            options=OPTIONS + " --part split --design holdout"),
    in_file(8, "a part column with folds", people(split=np.resize(["train", "test"], ROWS)),
            "the column `split` is not followed: folds decide about everybody",
            "--design holdout", options=OPTIONS + " --part split", told=NOTED),
    in_file(9, "sensitive attribute is no column", people(),
            "no column `gendr` (sensitive)", "'gender'",
            options="--target fraud --sensitive gendr"),
    in_file(10, "sensitive attribute has gaps", with_cells("gender", None, 1, 2, 3),
            "`gender` is missing in 3 rows: a group of its own", told=NOTED),
    in_file(11, "sensitive attribute is continuous", people(), told=ACCEPTED,
            options="--target fraud --sensitive age"),
    in_file(11, "sensitive whole numbers that may be codes",
            people(region=np.resize(range(20), ROWS)),
            "`region` holds 20 whole numbers and is audited in quarters", "letter", told=NOTED,
            options="--target fraud --sensitive region"),
    in_file(12, "a group of one row", with_cells("gender", "x", 9),
            "`gender` has groups of few rows: 'x' (1)", "compared with none", told=NOTED),
    in_file(16, "levels that differ in case and blanks",
            people(gender=np.resize(["m", "M", " m", "v"], ROWS)),
            "`gender` writes one level as", "'M' (100)", "' m' (100)", "make them one"),
    in_file(21, "rows that are there twice",
            pd.concat([people(), people().head(30)], ignore_index=True),
            "30 rows repeat another exactly; train and test may share them", told=NOTED),
    in_file(22, "infinite", with_cells("income", "inf", 7, 9),
            "`income` is infinite or beyond 3.4e38 in 2 rows (first: row 7)", "empty"),
    in_file(22, "beyond 32 bits", with_cells("income", 1e39, 7),
            "`income`", "1 row (first: row 7)"),
    in_file(23, "a column of one value", people(site=1),
            "`site` has one value in all rows", told=NOTED),
    in_file(23, "a column without values", people(site=np.nan),
            "`site` is missing in all rows", told=NOTED),
    in_file(24, "two columns of one name", people().to_csv(index=False).replace("income", "age", 1),
            "2 columns are called `age` (columns 1, 2)", "rename"),
    in_file(25, "names with brackets and HTML", renamed(age="[age]<", home="<script>x</script>"),
            told=ACCEPTED),
    in_file(26, "names that are numbers", renamed(age="0", home="1"), told=ACCEPTED),
    in_file(27, "text", people(town=np.resize(["Oss", "Ede", "Urk"], ROWS)), told=ACCEPTED),
    in_file(29, "dates", people(born=pd.date_range("1970-01-01", periods=ROWS)),
            "`born` holds dates ('1970-01-01')", "days until", "--time"),
    in_file(29, "moments of several time zones as time",
            people(at=np.resize(["2026-01-31T00:00+01:00", "2026-01-31T00:00+02:00"], ROWS)),
            "`at` cannot be read as points in time", "2026-01-31",
            options=OPTIONS + " --time at"),
    in_file(32, "the target as a feature", people(copy=two("y", "n", "n")),
            "`copy` alone tells the target `fraud` (AUC 1.0000)", "ignore or drop"),
    in_file(35, "ids", people(customer=[9_000_000_000_000_000 + 7 * i for i in range(ROWS)]),
            "`customer` looks like an id, with 400 values; ignore it?", told=NOTED),
    in_file(40, "no rows", people().iloc[:0], "the table has 0 rows; at least 10 are needed"),
    in_file(40, "one row", people().iloc[:1], "the table has 1 row; at least 10 are needed"),
    in_file(43, "a byte order mark and semicolons",
            b"\xef\xbb\xbf" + people().to_csv(index=False, sep=";").encode(), told=ACCEPTED),
    in_file(43, "a separator that is not seen", people().to_csv(index=False, sep="^"),
            "one column found ('age^income", "--separator"),
    in_file(44, "NA that means Namibia", people(country=np.resize(["NA", "NL", "BE"], ROWS)),
            "`country` holds 'NA' (134), a level like others: only an empty cell is missing",
            told=NOTED),
    in_file(45, "decimal commas", people().to_csv(index=False, sep=";", decimal=","),
            "`income` writes numbers with a comma ('", "row 1", "--decimal ,"),
    in_file(45, "decimal commas that were named",
            people().to_csv(index=False, sep=";", decimal=","),
            told=ACCEPTED, options=OPTIONS + " --decimal ,"),
    in_file(45, "postcodes with leading zeros",
            people(postcode=[f"0{i % 9}11" for i in range(ROWS)]), told=ACCEPTED),
    in_file(46, "one bad value in row 5001", large("income", 5001, "n/a"),
            "`income` holds numbers, but not in 1 row (first: row 5001): 'n/a' (1)", "empty"),
    in_file(47, "another encoding",
            people(home="caf\u00e9").to_csv(index=False).encode("latin-1"),
            "not in UTF-8: byte 0xe9 in line 2", "Windows-1252"),
    in_file(47, "Parquet that is cut short", parquet_cut_short,
            "cannot be read as Parquet; is it complete?", file="people.parquet"),
    in_file(47, "a workbook called CSV", b"PK\x03\x04" + bytes(200), "zip archive or a workbook"),
    held(47, "a bomb", "tests/data/test_delimited.py::test_a_bomb_is_refused_at_the_limit"),
    in_file(47, "gzip that is cut short", gzip.compress(people().to_csv().encode())[:-50],
            "cannot be read", file="people.csv.gz"),
    typed(47, "no such file", "sweep --data peeple.csv " + OPTIONS, "There is no file peeple.csv"),
    in_file(47, "decimals of a database", people(income=[Decimal(i) / 100 for i in range(ROWS)]),
            told=ACCEPTED, file="people.parquet"),
]  # fmt: skip
