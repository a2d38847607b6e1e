"""A user's own table with its roles."""

import os
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.grouped import edges_of
from fairlab.data.table import read_frame, read_table, slug
from fairlab.errors import DataError, RequestError


def rows(count: int = 60) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age": [20 + i % 40 for i in range(count)],
            "gender": ["m", "v"] * (count // 2),
            "postcode": [f"0{i % 7}23" for i in range(count)],
            "fraud": [1, 0, 0, 0, 0] * (count // 5),
        }
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "applications.csv"
    rows().to_csv(path, index=False)
    return path


def beside(file: Path, text: str) -> Path:
    path = file.with_name("applications.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_roles_come_from_the_call(file):
    data = read_table(file, target="fraud", sensitive=["gender", "age"], audit_only=["gender"])
    assert (data.name, data.rows, data.positives) == ("applications", 60, 12)
    assert data.features == ["age", "postcode"]


def test_roles_come_from_the_file_beside(file):
    beside(file, 'target = "fraud"\nsensitive = ["gender"]\nignore = ["postcode"]\nname = "mine"')
    data = read_table(file)
    assert (data.name, data.sensitive, data.ignore) == ("mine", ("gender",), ("postcode",))


def test_the_call_wins_over_the_file_beside(file):
    beside(file, 'target = "gender"\npositive = "v"\nsensitive = ["age"]')
    data = read_table(file, target="fraud", positive="1", sensitive=[])
    assert (data.target, data.positive, data.sensitive) == ("fraud", 1, ())


def test_the_file_beside_can_be_named_itself_from_elsewhere(file, monkeypatch):
    settings = beside(file, 'data = "applications.csv"\ntarget = "fraud"')
    monkeypatch.chdir("/")
    assert read_table(settings).rows == 60


@pytest.mark.parametrize("ending", ["csv.gz", "parquet", "tsv", "txt"])
def test_each_kind_of_file_holds_the_same_table(file, tmp_path, ending):
    other = tmp_path / f"applications.{ending}"
    if ending == "parquet":
        rows().to_parquet(other)
    else:
        rows().to_csv(other, index=False, sep="\t" if ending == "tsv" else ",")
    one, two = (read_table(path, target="fraud") for path in (file, other))
    assert one.fingerprint == two.fingerprint
    assert (two.name, two.file) == ("applications", other.name)


def test_reading_options_come_from_either_place(tmp_path):
    path = tmp_path / "table.csv"
    rows().assign(pay=[f"{i},5" for i in range(60)]).to_csv(path, index=False, sep=";")
    with pytest.raises(DataError, match=r"`pay` writes numbers with a comma \('0,5', row 1\)"):
        read_table(path, target="fraud")
    assert read_table(path, target="fraud", decimal=",").frame["pay"].sum() == 1800
    path.with_suffix(".toml").write_text('target = "fraud"\ndecimal = ","\nseparator = ";"')
    assert read_table(path).frame["pay"].sum() == 1800


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_what_stands_for_missing_comes_from_either_place(tmp_path, ending):
    path = tmp_path / f"table.{ending}"
    months = [*range(58), "Exempt", -999] if ending == "csv" else [*range(59), -999]
    frame = rows().assign(months=months, late=[None, -999.0, *range(58)])
    frame.to_csv(path, index=False) if ending == "csv" else frame.to_parquet(path)
    asked = read_table(path, target="fraud", na_values=["Exempt", "-999"]).frame
    assert asked[["months", "late"]].isna().sum().tolist() == [2 if ending == "csv" else 1, 2]
    path.with_suffix(".toml").write_text('target = "fraud"\nna_values = ["Exempt", -999]')
    pd.testing.assert_frame_equal(read_table(path).frame, asked)
    path.with_suffix(".toml").write_text('na_values = "Exempt"')
    with pytest.raises(RequestError, match="na_values must be a list"):
        read_table(path)


@pytest.mark.parametrize(
    ("labels", "asked", "found"),
    [
        ([0, 1], "1", 1),
        ([0, 1], 1.0, 1),
        ([0.5, 1.5], "1.5", 1.5),
        ([1, 2], "2", 2),
        (["good", "bad"], "bad", "bad"),
        (["Good", "Bad"], "bad", "Bad"),
        (["y", "Y"], "Y", "Y"),
        ([False, True], "1", True),
        ([False, True], "true", True),
        ([False, True], 1, True),
        (["01", "1x"], "01", "01"),
    ],
)
def test_a_label_is_found_by_its_text(tmp_path, labels, asked, found):
    frame = rows().drop(columns="gender").assign(fraud=labels * 30)
    frame.to_parquet(tmp_path / "table.parquet")
    data = read_table(tmp_path / "table.parquet", target="fraud", positive=asked)
    assert data.positive == found
    assert data.positives == 30


def test_an_ambiguous_or_absent_label_is_refused(tmp_path):
    rows().assign(fraud=["y", "Y"] * 30).to_parquet(tmp_path / "table.parquet")
    for asked in ("yes", " y "):
        with pytest.raises(DataError, match=r"'y' \(30\)"):
            read_table(tmp_path / "table.parquet", target="fraud", positive=asked)


def test_all_faults_of_a_file_come_at_once(tmp_path):
    path = tmp_path / "big.csv"
    frame = rows(6000)
    frame["pay"] = [str(i) for i in range(6000)]
    frame.loc[5000, "pay"] = "n/a"
    frame.loc[31, "fraud"] = None
    frame.to_csv(path, index=False)
    with pytest.raises(DataError) as refused:
        read_table(path, target="fraud", sensitive=["gendr"])
    message = str(refused.value)
    assert message.startswith("big: the table has 3 faults.")
    assert "(first: row 5001): 'n/a' (" in message
    assert "(first: row 32)" in message
    assert "Did you mean 'gender'?" in message


def test_a_settings_file_without_a_target_is_to_be_completed(file):
    written = file.with_suffix(".toml")
    written.write_text(f'data = "{file.name}"\nsensitive = ["gender"]')
    for named in (file, written):
        with pytest.raises(RequestError) as asked:
            read_table(named)
        assert str(asked.value).startswith(f"{written.name} does not say which column is to be")
        assert "set target in it. Is it `fraud`?" in str(asked.value)


def test_no_target_asks_for_one(file):
    with pytest.raises(RequestError, match=r"target=(.|\n)*fairlab data describe") as asked:
        read_table(file)
    assert "Is it `fraud`?" in str(asked.value)


@pytest.mark.parametrize(
    ("columns", "hint"),
    [
        ({"x": [1, 2, 3], "sex": ["m", "v", "m"], "own": [0, 1, 1]}, "Is it `own`?\n"),
        ({"x": [1, 2, 3], "z": [4, 5, 6]}, "--target COLUMN.\n"),
    ],
)
def test_columns_of_two_values_may_be_the_target(tmp_path, columns, hint):
    pd.DataFrame(columns).to_csv(tmp_path / "table.csv", index=False)
    with pytest.raises(RequestError) as asked:
        read_table(tmp_path / "table.csv")
    assert hint in asked.value.typed


@pytest.mark.parametrize(
    "options", [{"decimal": ";"}, {"separator": "::"}, {"separator": ""}, {"separator": '"'}]
)
def test_odd_reading_options_are_refused(file, options):
    with pytest.raises(RequestError, match="must be"):
        read_table(file, target="fraud", **options)


def test_what_is_not_there_is_refused(tmp_path, file):
    with pytest.raises(DataError, match=r"no file .*Did you mean 'applications.csv'"):
        read_frame(tmp_path / "aplications.csv")
    with pytest.raises(DataError, match=r"There is no file .*x\.csv\.$"):
        read_frame(tmp_path / "nowhere" / "x.csv")
    for folder in (tmp_path, "/", ""):
        with pytest.raises(DataError, match="is a folder"):
            read_table(folder, target="fraud")
    assert sorted(os.listdir(tmp_path)) == ["applications.csv"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("table.xlsx", b"PK", "neither CSV nor Parquet"),
        ("table.parquet", b"", "is empty"),
        ("table.parquet", b"PAR1" + bytes(50), "cannot be read as Parquet"),
        ("table.csv", b"", "is empty"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=words) as refused:
        read_frame(tmp_path / name)
    assert str(refused.value).count("\n") < 3


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_parquet_file_is_refused(tmp_path, kept):
    path = tmp_path / "table.parquet"
    rows(600).to_parquet(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(DataError, match="is it complete"):
        read_frame(path)


def test_an_unreadable_file_is_refused(file, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the superuser may read any file
    with pytest.raises(DataError, match=r"cannot be read: .*Permission denied"):
        read_frame(file)


def test_the_name_of_any_file_becomes_a_plain_one(tmp_path):
    path = tmp_path / "café aanvragen 2026 (définitif).csv"
    rows().to_csv(path, index=False)
    assert read_table(path, target="fraud").name == "cafe-aanvragen-2026-definitif"
    assert len(slug("x" * 300)) == 64


def test_numbers_are_cut_as_those_of_a_file_of_decisions_are_and_by_the_whole_table(file):
    people = rows(240).assign(income=range(240), fraud=[1, 0, 0, 0] * 60)
    people.to_csv(file, index=False)
    named = ("age", "income", "gender")
    data = read_table(file, target="fraud", sensitive=named, bands={"income": [100]})
    assert data.bands == {"age": (25, 35, 45, 55), "income": [100]}
    assert data.bands["age"] == edges_of(Asked(groups=("age",)), people)["age"]
    part = data.rows_where(people["age"].to_numpy() < 40)
    levels = part.groups().of(part.frame)["age"].cat.categories
    assert [*levels] == ["18-24", "25-34", "35-44", "45-54", "55+"]
    assert data.fingerprint != replace(data, bands={"income": [100]}).fingerprint


def test_too_few_for_bands_are_in_halves(file):
    rows(40).to_csv(file, index=False)
    assert read_table(file, target="fraud", sensitive=["age"]).groups().cuts == {"age": 39}
