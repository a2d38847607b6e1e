"""A first look at a table, and the settings drafted from it."""

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlab.data.describe import describe
from fairlab.data.draft import text
from fairlab.data.table import read_table
from fairlab.data.table_settings import read_settings
from fairlab.errors import DataError

ROWS = 200


def applications() -> pd.DataFrame:
    noise = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(ROWS)],
            "applied": pd.date_range("2026-01-01", periods=ROWS).astype(str),
            "geslacht": np.resize(["m", "v", None, "v"], ROWS),
            "leeftijd": noise.integers(18, 90, ROWS),
            'so-called "nationality"': np.resize(["NL", "BE", "DE"], ROWS),
            "postcode": [f"{1000 + i % 120}AB" for i in range(ROWS)],
            "income": noise.normal(size=ROWS).round(3),
            "member": np.resize([True, False, True], ROWS),
            "site": "web",
            "nothing": None,
            "Fraude": np.resize(["ja", "nee", "nee", "nee", "nee"], ROWS),
        }
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "applications.csv"
    applications().to_csv(path, index=False)
    return path


def test_each_column_is_described(file):
    found = describe(file)
    assert found.rows == ROWS
    kinds = [(column.kind, column.remark) for column in found.columns]
    assert kinds == [
        ("text", "id?"),
        ("date", "time?"),
        ("text", "sensitive?"),
        ("whole number", "sensitive?"),
        ("text", "sensitive?"),
        ("text", "likely proxy?"),
        ("number", ""),
        ("true or false", ""),
        ("text", "one value"),
        ("number", "empty"),
        ("text", "target?"),
    ]


def test_the_printed_table_counts(file):
    frame = describe(file).frame().set_index("column")
    assert frame.loc["geslacht"].tolist() == ["text", "50 (25.0%)", "2", "'m'", "sensitive? sex"]
    assert frame.loc["nothing", "missing"] == "200 (100.0%)"


def test_the_draft_says_what_was_found_and_reads_back(file):
    draft = describe(file).toml()
    assert (
        "# The column to be predicted, called as such are. Of 200 rows 40 (20.00%) have this label:"
        in draft
    )
    file.with_suffix(".toml").write_text(draft, encoding="utf-8")
    assert read_settings(file) == {
        "data": file,
        "target": "Fraude",
        "positive": "ja",
        "sensitive": ["geslacht", "leeftijd", 'so-called "nationality"'],
        "audit_only": [],
        "ignore": ["customer_id", "applied", "nothing"],
    }


def test_the_draft_makes_a_dataset_once_its_remarks_are_followed(file):
    draft = describe(file).toml().replace("# time =", "time =").replace("# balance", "balance")
    settings = file.with_suffix(".toml")
    settings.write_text(draft, encoding="utf-8")
    data = read_table(settings)
    assert (data.positives, data.time) == (40, "applied")
    assert data.balance == data.sensitive
    assert data.split(0).test.rows == 50


@pytest.mark.parametrize(
    ("labels", "positive"),
    [([1, 0, 0], 1), ([1, 1, 0], 1), ([1, 2, 1], 2), ([True, False, True], 1), ([0.5, 2.5], None)],
)
def test_the_positive_label_is_one_or_the_rarer(tmp_path, labels, positive):
    path = tmp_path / "t.parquet"
    pd.DataFrame({"y": np.resize(labels, 60), "x": range(60)}).to_parquet(path)
    drafted = tomllib.loads(describe(path).toml())["positive"]
    assert drafted == positive or positive is None
    path.with_suffix(".toml").write_text(describe(path).toml())
    assert read_table(path, ignore=[]).positives == (np.resize(labels, 60) == drafted).sum()


def test_without_a_likely_target_the_draft_asks(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "1,x\n2,y\n3,x\n" * 5)
    draft = describe(path).toml()
    assert "# Which column is to be predicted? With two values: \"b\": 'x' (10), 'y' (5)." in draft
    assert "target" not in tomllib.loads(draft)


def test_reading_options_are_drafted_too(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("age;y\n" + "1,5;0\n2,5;1\n" * 20)
    found = describe(path, decimal=",")
    assert found.columns[0].kind == "number"
    assert tomllib.loads(found.toml())["decimal"] == ","


@pytest.mark.parametrize(
    "name", ['"', "\\", "é", "愛", "\U0001f600", "\x7f", "\x01", "a\nb", "a\tb", "]\n[x]", "'", "#"]
)
def test_any_name_survives_the_draft(tmp_path, name):
    assert tomllib.loads(f"x = {text(name)}") == {"x": name}
    path = tmp_path / "t.parquet"
    column = f"age {name}"
    pd.DataFrame({column: range(20), f"sex {name}": [name, "m"] * 10}).to_parquet(path)
    draft = tomllib.loads(describe(path).toml())
    assert draft["sensitive"] == [column, f"sex {name}"]


def test_an_unusable_table_can_still_be_looked_at(tmp_path):
    path = tmp_path / "t.parquet"
    when = pd.to_datetime(["2026-01-31"] * 2)
    pd.DataFrame({"tags": [["a"], ["b"]], "when": when}).to_parquet(path)
    assert [column.kind for column in describe(path).columns] == ["other", "date"]
    with pytest.raises(DataError, match="no file"):
        describe(tmp_path / "none.csv")


def test_a_postcode_of_many_places_is_a_likely_proxy_and_no_group(tmp_path):
    rows = [f"{1000 + i % 300},{'mf'[i % 2]},{int(i % 5 == 0)}" for i in range(1200)]
    (tmp_path / "t.csv").write_text("postcode,sex,bad\n" + "\n".join(rows))
    text = describe(tmp_path / "t.csv").toml()
    assert 'sensitive = ["sex"]' in text
    assert '# Likely to stand for such a trait: ["postcode"]' in text


TABLES = {
    "Dutch": ("geslacht leeftijd nationaliteit burgerlijke_staat", "wanbetaling"),
    "German": ("Geschlecht KundenAlter Staatsangehörigkeit Familienstand", "Kreditausfall"),
    "French": ("sexe âge nationalité situation_familiale", "défaut"),
    "Spanish": ("sexo edad nacionalidad estado_civil", "impago"),
}


@pytest.mark.parametrize("language", TABLES)
def test_traits_and_target_are_found_in(language, tmp_path):
    traits, target = TABLES[language]
    sex, age, *more = traits.split()
    levels = {name: np.resize(["a", "b", "c"], 60) for name in more}
    table = {sex: np.resize(["m", "w"], 60), age: range(20, 80)} | levels
    table |= {"plazo": np.resize([0, 1], 60), target: np.resize([0, 0, 1], 60)}
    pd.DataFrame(table).to_csv(tmp_path / "t.csv", index=False)
    draft = describe(tmp_path / "t.csv").toml()
    drafted = tomllib.loads(draft)
    assert (drafted["sensitive"], drafted["target"]) == (traits.split(), target)
    assert f"# {text(sex)}: sex; 2 values, such as 'm'" in draft


def test_values_speak_for_and_against_a_name(tmp_path):
    table = {
        "code": np.resize(["M", "F", "unknown"], 60),  # sexes under any name
        "land": [0.5 + at for at in range(60)],  # an area
        "alter_konto": range(60),  # of an account
        "man": range(60),  # more than two
    }
    pd.DataFrame(table).to_csv(tmp_path / "t.csv", index=False)
    assert describe(tmp_path / "t.csv").remarked("sensitive?") == ["code"]


def test_a_label_that_is_called_bad_is_the_event(tmp_path):
    table = {"loan_status": np.resize(["Charged Off", "Charged Off", "Fully Paid"], 60)}
    table["rate"] = ["20.58%", *(f"{at / 4}%" for at in range(59))]
    pd.DataFrame(table).to_csv(tmp_path / "t.csv", index=False)
    found = describe(tmp_path / "t.csv")
    drafted = tomllib.loads(found.toml())
    assert (drafted["target"], drafted["positive"]) == ("loan_status", "Charged Off")
    assert (found.columns[1].kind, found.columns[1].example) == ("number", "0.2058")


def test_blanks_that_separate_are_told_and_taken(tmp_path):
    rows = [f"{'fm'[at % 2]} {20 + at % 41} {int(at % 5 == 0)}" for at in range(60)]
    (tmp_path / "t.csv").write_text("\n".join(["sex age bad", *rows]))
    with pytest.raises(DataError, match='--separator " "'):
        describe(tmp_path / "t.csv")
    (tmp_path / "t.toml").write_text(describe(tmp_path / "t.csv", separator=" ").toml())
    assert read_table(tmp_path / "t.toml").rows == 60


def test_several_likely_targets_are_told_with_their_labels(tmp_path):
    table = {"default": np.resize(["no", "yes", "no"], 60), "y": np.resize([1, 1, 0], 60)}
    pd.DataFrame(table).to_csv(tmp_path / "t.csv", index=False)
    draft = describe(tmp_path / "t.csv").toml()
    assert "# Or is it one of these? \"default\": 'no' (40), 'yes' (20)" in draft
    assert "is this the bad event (fraud, default); it is that of most rows?" in draft


def test_a_table_without_rows_has_no_draft(tmp_path):
    (tmp_path / "t.csv").write_text("sex,bad\n")
    with pytest.raises(DataError, match=r"t\.csv has a header and no rows"):
        describe(tmp_path / "t.csv")


GERMAN = [f"{at % 7 + 1}.{at:03},{at % 90 + 10};{at % 9},5 %;{'mw'[at % 2]};{at % 5 // 4}"
          for at in range(60)]  # fmt: skip


def as_file(folder: Path, header: str, rows: list[str]) -> Path:
    file = folder / "t.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    return file


def test_decimal_commas_and_a_word_among_them_are_drafted_and_amounts_are_no_ids(tmp_path):
    rows = [*GERMAN[:-1], "k. A.;1,5 %;m;0"]
    file = as_file(tmp_path, "betrag;zins;geschlecht;ausfall", rows)
    found = describe(file)
    assert [column.kind for column in found.columns[:2]] == ["number", "number"]
    file.with_suffix(".toml").write_text(found.toml(), encoding="utf-8")
    data = read_table(file)
    assert data.frame["betrag"].iloc[:2].tolist() == [1000.1, 2001.11]
    assert data.frame["betrag"].isna().sum() == 1


def test_thousands_are_told_by_the_decimals_of_another_column(tmp_path):
    rows = [f"{at % 9 * 500 + 500:,}".replace(",", ".") + f";{at},25;{at % 2}" for at in range(40)]
    assert describe(as_file(tmp_path, "betrag;zins;y", rows)).reading == {"decimal": ","}
    rows = [row.replace(",", "") for row in rows]
    with pytest.raises(DataError, match=r"numbers such as 1\.000"):
        describe(as_file(tmp_path, "betrag;zins;y", rows))


def test_numbers_that_cannot_be_read_are_told_and_are_no_ids(tmp_path):
    found = describe(as_file(tmp_path, "amount;y", [f"€ {at}.50;{at % 2}" for at in range(40)]))
    assert found.remarked("numbers?") == ["amount"]
    assert "# Read as text: `amount` writes numbers with other signs ('€ 0.50', row 1)" in (
        found.toml()
    )
    assert tomllib.loads(found.toml())["ignore"] == []


@pytest.mark.parametrize(
    ("name", "labels", "positive"),
    [
        ("approve", [0, 1, 1], 0),
        ("approved", ["no", "yes", "yes"], "no"),
        ("rejected", ["no", "no", "yes"], "yes"),
        ("denied", [0, 1, 1], 1),
        ("loan_status", ["Y", "N", "Y"], "N"),
        ("status", ["Denied", "Denied", "Approved"], "Denied"),
    ],
)
def test_a_decision_may_be_the_target_and_its_denial_is_the_event(tmp_path, name, labels, positive):
    pd.DataFrame({name: np.resize(labels, 60)}).assign(x=0.5).to_csv(tmp_path / "t.csv")
    drafted = tomllib.loads(describe(tmp_path / "t.csv").toml())
    assert (drafted["target"], drafted["positive"]) == (name, positive)


def test_of_many_columns_of_two_values_the_last_are_named_and_traits_are_none(tmp_path):
    table = {f"v{at}": np.resize([0, 1], 60) for at in range(9)} | {"black": np.resize([0, 1], 60)}
    pd.DataFrame(table).to_csv(tmp_path / "t.csv", index=False)
    (line,) = [line for line in describe(tmp_path / "t.csv").toml().splitlines() if "With" in line]
    assert '"v8"' in line
    assert '"v5": 0 (30), 1 (30); and 5 more columns.' in line
    assert "black" not in line


def test_a_date_of_birth_is_no_time(tmp_path):
    born = pd.date_range("1960-01-01", periods=60).astype(str)
    pd.DataFrame({"birth_date": born, "y": np.resize([0, 1], 60)}).to_csv(tmp_path / "t.csv")
    draft = describe(tmp_path / "t.csv").toml()
    assert '# time = "COLUMN"' in draft
    assert '# Dates of birth are no groups; ages beside them are: ["birth_date"]' in draft
    assert tomllib.loads(draft)["ignore"] == ["birth_date"]
