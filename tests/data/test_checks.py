"""Every fault of a table, refused with the column, the count, an example and what to do."""

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlab.data.checks import MOST_LINES
from fairlab.data.dataset import Dataset
from fairlab.errors import DataError

ROWS = 400


def table(**changes) -> pd.DataFrame:
    noise = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "age": noise.integers(20, 80, ROWS),
            "income": noise.normal(size=ROWS),
            "gender": np.resize(["m", "v"], ROWS),
            "fraud": np.resize([1, 0, 0, 0, 0], ROWS),
            **changes,
        }
    )


def with_cell(column: str, value: object, *rows: int) -> pd.DataFrame:
    frame = table()
    frame[column] = frame[column].astype(object)
    frame.loc[list(rows), column] = pd.Series([value] * len(rows), index=list(rows), dtype=object)
    return frame


def renamed(**names: object) -> pd.DataFrame:
    return table().rename(columns=names)


CATALOGUE = {
    "target is no column": (
        table(), {"target": "fruad"}, ["no column `fruad` (target)", "'fraud'"]),
    "sensitive is no column": (
        table(), {"sensitive": ("gendr",)}, ["no column `gendr` (sensitive)", "'gender'"]),
    "audit-only is no column": (
        table(), {"sensitive": ("x",), "audit_only": ("x",)}, ["`x` (sensitive, audit_only)"]),
    "ignored is no column": (table(), {"ignore": ("idd",)}, ["`idd` (ignore)"]),
    "time is no column": (table(), {"time": "when"}, ["`when` (time)"]),
    "part is no column": (table(), {"part": "split"}, ["`split` (part)"]),
    "audit-only but not sensitive": (
        table(), {"audit_only": ("age",)}, ["`age`", "audit_only but not sensitive"]),
    "balanced but not sensitive": (
        table(), {"balance": ("age",)}, ["`age`", "balance but not sensitive"]),
    "target also sensitive": (
        table(), {"sensitive": ("fraud",)}, ["`fraud`", "as target and as sensitive"]),
    "sensitive also ignored": (
        table(), {"sensitive": ("age",), "ignore": ("age",)}, ["`age`", "sensitive and as ignore"]),
    "sensitive named twice": (
        table(), {"sensitive": ("age", "age")}, ["`age` is named twice in sensitive"]),
    "time and part": (
        table(when=range(ROWS), part=np.resize(["train", "test"], ROWS)),
        {"time": "when", "part": "part"}, ["time and part both"]),
    "no feature": (
        table(), {"ignore": ("age", "income", "gender")}, ["no column is left as a feature"]),
    "name is a path": (table(), {"name": "../../x"}, ["'../../x'", "letters, digits"]),
    "name is long": (table(), {"name": "x" * 300}, ["64 letters"]),
    "name turns the text around": (table(), {"name": "a\u202eb"}, ["'a\\u202eb'"]),
    "target is missing": (
        with_cell("fraud", None, 31, 50), {}, ["`fraud` is missing in 2 of 400", "row 32"]),
    "target has one label": (table(fraud=0), {}, ["`fraud` has one label only: 0 (400)"]),
    "target has three labels": (
        table(fraud=np.resize([0, 1, 2, 0], ROWS)), {},
        ["3 labels: 0 (200), 1 (100), 2 (100)", "join or drop"]),
    "target is a number": (
        table(fraud=np.arange(ROWS)), {}, ["400 labels: 0 (1), 1 (1)", ", ..."]),
    "target is good or bad": (
        table(fraud=np.resize(["good", "bad", "good"], ROWS)), {},
        ["'good' (267), 'bad' (133)", "positive='bad'", "--positive bad"]),
    "target is 1 or 2": (
        table(fraud=np.resize([1, 2, 1], ROWS)), {}, ["1 (267), 2 (133)", "positive=2"]),
    "target is -1 or 1": (table(fraud=np.resize([1, -1, -1], ROWS)), {}, ["positive=1"]),
    "positive is no label": (
        table(), {"positive": "yes"}, ["0 (320), 1 (80), not 'yes'", "positive=1"]),
    "too few of one label": (
        table(fraud=[1] * 4 + [0] * 396), {}, ["0 (396), 1 (4)", "at least 5 of each"]),
    "no rows": (table().iloc[:0], {}, ["the table has 0 rows", "at least 10"]),
    "one row": (table().iloc[:1], {}, ["the table has 1 row;"]),
    "sensitive has one value": (
        table(gender="m"), {"sensitive": ("gender",)}, ["`gender` has one value: 'm' (400)"]),
    "sensitive is all missing": (
        table(gender=None), {"sensitive": ("gender",)}, ["`gender` is missing in all rows"]),
    "levels are alike": (
        table(gender=np.resize(["m", "M", " m", "v"], ROWS)), {"sensitive": ("gender",)},
        ["`gender`", "'m' (100)", "'M' (100)", "' m' (100)", "make them one"]),
    "sensitive has many levels": (
        table(gender=[f"person {i}" for i in range(ROWS)]), {"sensitive": ("gender",)},
        ["`gender` has 400 levels", "'person", "at most 50"]),
    "infinite": (
        table(income=[1.0] * 7 + [np.inf] * 3 + [0.0] * 390), {},
        ["`income` is infinite", "3 rows", "first: row 8"]),
    "beyond 32 bits": (table(income=[-1e39] + [0.0] * 399), {}, ["1 row (first: row 1)"]),
    "two columns of one name": (
        renamed(age="income"), {}, ["2 columns are called `income` (columns 1, 2)"]),
    "name is a number": (renamed(age=7), {}, ["column 1 is called 7, not a text"]),
    "name is blank": (renamed(age=" "), {}, ["column 1 has no name"]),
    "numbers and text": (
        with_cell("age", "old", 5), {}, ["`age` holds int (", "str ('old', row 6)"]),
    "lists": (table(x=[[1]] * ROWS), {}, ["`x` holds list ('[1]', row 1)"]),
    "complex numbers": (table(x=1j), {}, ["`x` holds complex"]),
    "integers beyond any float": (table(x=[10**400] + [1] * 399), {}, ["`x` holds int"]),
    "moments": (
        table(when=pd.date_range("2026-01-31", periods=ROWS)), {},
        ["`when` holds dates ('2026-01-31", "--time", "--ignore"]),
    "dates": (table(when=datetime.date(2026, 1, 31)), {}, ["`when` holds dates"]),
    "dates in text": (
        table(when=np.resize(["2026-01-31", "2026-02-28 10:00"], ROWS)), {},
        ["`when` holds dates"]),
    "durations": (table(x=pd.to_timedelta(np.arange(ROWS), "D")), {}, ["`x` holds dates"]),
    "sensitive birth dates": (
        table(born=pd.date_range("1966-01-31", periods=ROWS)),
        {"sensitive": ("born",), "audit_only": ("born",)}, ["`born` holds dates"]),
    "target is mixed": (with_cell("fraud", "yes", 0), {}, ["`fraud` holds str ('yes', row 1)"]),
    "a copy of the target": (
        table(copy=np.resize([1, 0, 0, 0, 0], ROWS)), {},
        ["`copy` alone tells the target `fraud` (AUC 1.0000)", "ignore or drop"]),
    "the target in words": (
        table(copy=np.resize(["y", "n", "o", "n", "n"], ROWS)), {}, ["`copy` alone tells"]),
    "known afterwards": (
        table(written_off=[-1.0 if i % 5 == 0 else np.nan for i in range(ROWS)]), {},
        ["`written_off` alone tells"]),
    "turned around": (
        table(copy=np.resize([-9.5, 2, 3, 4, 5], ROWS)), {}, ["`copy` alone tells"]),
    "moments are none": (
        table(when=["one day"] * ROWS), {"time": "when"}, ["`when` cannot be read", "'one day'"]),
    "moments in many zones": (
        table(when=np.resize(["2026-01-31T00:00+01:00", "2026-01-31T00:00+02:00"], ROWS)),
        {"time": "when"}, ["`when` cannot be read"]),
    "a moment is missing": (
        table(when=[None, *range(399)]), {"time": "when"}, ["`when` is missing in 1 row", "row 1"]),
    "one moment": (table(when=5), {"time": "when"}, ["`when` has one value"]),
    "part is unknown": (
        table(part=["train"] * 200 + ["test"] * 198 + ["dev", None]), {"part": "part"},
        ["`part` is not train, validation or test in 2 rows", "row 399, 'dev'"]),
    "no test set": (table(part="train"), {"part": "part"}, ["no row that says test"]),
    "one spoilt number": (
        table(income=[*map(str, range(399)), "n/a"]), {},
        ["`income` holds numbers, but not in 1 row (first: row 400): 'n/a' (1)", "empty"]),
    "one spoilt number in a small table": (
        table(income=[*map(str, range(59)), "n/a"] + [""] * 340).iloc[:60], {},
        ["not in 1 row (first: row 60)"]),
    "many spoilt numbers": (
        table(income=[["NA", "?", str(i / 7)][min(i % 20, 2)] for i in range(ROWS)]), {},
        ["`income` holds numbers, but not in 40 rows (first: row 1): 'NA' (20), '?' (20)"]),
    "mostly spoilt numbers": (
        table(income=["NA" if i % 20 else str(i) for i in range(ROWS)]), {},
        ["not in 380 rows (first: row 2): 'NA' (380)"]),
    "decimal commas": (
        table(income=np.resize(["1,5", "2", "3,25"], ROWS)), {},
        ["`income`", "'1,5', row 1", "--decimal ,"]),
}  # fmt: skip


def refusal(frame: object, **roles: object) -> str:
    with pytest.raises(DataError) as refused:
        Dataset(**{"name": "toy", "frame": frame, "target": "fraud", **roles})
    return str(refused.value)


@pytest.mark.parametrize("case", CATALOGUE)
def test_each_fault_is_refused_in_a_sentence(case):
    frame, roles, words = CATALOGUE[case]
    message = refusal(frame, **roles)
    assert [word for word in words if word not in message] == []
    assert "faults" not in message
    assert message.count("\n") < 3
    assert case not in ("moments", "dates") or max(map(len, message.split("\n"))) < 100
    assert len(message) < 300


def test_the_table_without_faults_passes():
    assert Dataset("toy", table(), "fraud", sensitive=("gender", "age")).positives == 80


@pytest.mark.parametrize(
    "frame",
    [
        table(code=np.resize(["007", "12", "9"], ROWS)),
        table(code=pd.Categorical([*["1"] * 399, "X"])),
        table(code=np.resize(["1", "2", "X"], ROWS)),
        table(code=[*map(str, range(10)), "X"] + ["1"] * 389),
        table(code=np.resize([*map(str, range(20)), *(f"X{i}" for i in range(23))], ROWS)),
        table(code=np.resize([*(f"{i:03}" for i in range(40)), "X"], ROWS)),
        table(code=np.resize(["1", "2", "3"], ROWS)),
        table(empty=None),
        table(income=np.resize([1.0, np.nan], ROWS)),
        table(gender=np.resize(["m", "v", None], ROWS)),
        table().set_axis(["[age]", "<b>", "gender", "fraud"], axis=1),
        table().set_axis([0] * ROWS),
    ],
)
def test_what_is_odd_but_can_be_used_passes(frame):
    assert Dataset("toy", frame, "fraud", sensitive=("gender",)).rows == ROWS


def test_no_feature_is_found_to_leak_by_its_many_levels():
    ids = [f"person {i}" for i in range(ROWS)]
    assert Dataset("toy", table(id=ids), "fraud").features[-1] == "id"


def test_a_feature_just_below_the_limit_is_no_leak():
    target = np.resize([1, 0, 0, 0, 0], ROWS)
    near = target + 0.0
    near[:5] = [0, 1, 0, 0, 0]
    assert "near" in Dataset("toy", table(near=near), "fraud").features


def test_a_leak_of_a_large_table_is_measured_on_all_rows():
    noise = np.random.default_rng(1)
    fraud = (noise.random(60_000) < 0.3).astype(int)
    frame = pd.DataFrame({"fraud": fraud, "leak": fraud + noise.random(60_000)})
    assert "AUC 1.0000" in refusal(frame)


def test_all_faults_come_at_once():
    frame = table(income=np.inf, gender="m", when=datetime.date(2026, 1, 31))
    lines = refusal(frame, sensitive=("gender", "agee"), ignore=("id",)).splitlines()
    assert lines[0] == "toy: the table has 5 faults."
    for word in ("`agee`", "`id`", "`income`", "`gender`", "`when`"):
        assert sum(word in line for line in lines[1:]) == 1


def test_many_faults_are_counted_rather_than_listed():
    dates = {f"when{i}": datetime.date(2026, 1, 31) for i in range(40)}
    lines = refusal(table(**dates)).splitlines()
    assert len(lines) == MOST_LINES
    assert lines[0] == "toy: the table has 40 faults."
    assert lines[-1] == "- and 30 more."


@pytest.mark.parametrize("thing", [np.zeros((4, 4)), [[1]], Path("x")])
def test_only_tables_are_taken(thing):
    assert "a table (pandas DataFrame) is needed" in refusal(thing)


def test_nothing_in_a_name_or_value_breaks_the_lines():
    frame = table().rename(columns={"age": "a\nb\u202e" * 50})
    frame["x\ny"] = datetime.date(2026, 1, 31)
    message = refusal(frame, sensitive=("a\nc",))
    assert len(message.splitlines()) == 3
    assert "\u202e" not in message


@pytest.mark.parametrize("word", ["Total", "Totaal", " grand total ", "Subtotal:", "SUM"])
def test_a_last_row_of_totals_is_refused_alone(word):
    frame = with_cell("gender", word, ROWS - 1)
    frame.loc[ROWS - 1, "fraud"] = 80
    assert f"row 400, the last, says '{word}' in `gender`" in refusal(frame)


def test_a_level_that_is_called_so_is_none():
    assert Dataset("toy", table(gender=np.resize(["a", "total"], ROWS)), "fraud").rows == ROWS


@pytest.mark.parametrize(
    "dates",
    [
        ["01/02/2024", "31/12/2023"],
        ["1-2-24", "12-11-23"],
        ["31.12.2023", "1.1.2024 10:00"],
        ["2024/1/31", "2023/12/1"],
        ["31-Jan-2024", "1 December 2023"],
        ["Jan 31, 2024", "Dec 1, 2023"],
    ],
)
def test_dates_of_any_custom_are_refused(dates):
    assert "`when` holds dates" in refusal(table(when=np.resize(dates, ROWS)))


@pytest.mark.parametrize("codes", [["1.2.10", "1.2.9"], ["12/24", "1/25"], ["10-12", "3-4"]])
def test_codes_that_look_a_little_like_dates_pass(codes):
    assert Dataset("toy", table(code=np.resize(codes, ROWS)), "fraud").rows == ROWS
