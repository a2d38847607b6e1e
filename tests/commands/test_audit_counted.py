"""Tables of several files, large ones and queries, as they are typed."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlab.data.chunks import opening
from tests.bank import KINDS, bank

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(7)
    n = 1500
    found = pd.DataFrame({"sex": rng.choice(["f", "m"], n), "race": rng.choice(["a", "b"], n)})
    found["age"] = rng.integers(18, 80, n)
    found["y_true"] = (rng.random(n) < 0.3).astype(int)
    found["y_pred"] = (rng.random(n) / 2 + found["y_true"] * 0.3 > 0.5).astype(int)
    return found


@pytest.fixture
def audit(audit_typed, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return audit_typed


def in_parts(frame, folder, ending):
    Path(folder).mkdir()
    for at in range(3):
        part = frame.iloc[500 * at : 500 * at + 500]
        file = f"{folder}/part-{at}.{ending}"
        part.to_parquet(file) if ending == "parquet" else part.to_csv(file, index=False)


def told(out):
    """Take the answer and the statements, without what is said of where they come from."""
    return out.partition("- 1,500 people")[2].partition("The page:")[0]


@pytest.fixture(scope="module")
def told_once():
    return []


@pytest.fixture
def kept(audit, frame, told_once):
    """What is told of the whole table, which is the same in every test."""
    if not told_once:
        frame.to_parquet("whole.parquet")
        told_once.append(told(audit("whole.parquet")[1]))
    return told_once[0]


@pytest.mark.parametrize(
    ("named", "ending"),
    [
        ("{folder}", "parquet"),
        ("{folder}", "csv"),
        ("{folder}/*.{ending}", "csv"),
        ("several", "parquet"),
        ("--data", "csv"),
    ],
)
def test_files_together_are_audited_as_one(audit, frame, kept, ending, named):
    in_parts(frame, "parts", ending)
    several = [f"parts/part-{at}.{ending}" for at in range(3)]
    typed = {"several": several, "--data": ["--data", "parts"]}
    code, out, _ = audit(*typed.get(named, [named.format(folder="parts", ending=ending)]))
    assert (code, told(out)) == (0, kept)
    assert "--label y_true --decision y_pred --groups sex,race,age" in out
    written = [file for file in Path().glob("*.html") if file.name != "audit-whole.html"]
    page = written[0].read_text()
    for said in ("(3 files)", "no hash was taken", "sex * race", "f, a"):
        assert said in page, said


def test_a_large_file_is_counted_and_one_that_needs_rows_is_kept(audit, frame, monkeypatch):
    frame.to_parquet("whole.parquet")
    kept = told(audit("whole.parquet", "--json", "whole.json")[1])
    monkeypatch.setattr(opening, "MOST_KEPT_ROWS", 1000)
    monkeypatch.setattr(opening, "MOST_KEPT_BYTES", 1000)
    frame.assign(w=1.5).to_csv("large.csv", index=False)
    assert told(audit("whole.parquet", "--json", "counted.json")[1]) == kept
    one, two = (json.loads(Path(f"{name}.json").read_text()) for name in ("whole", "counted"))
    assert (bool(one["sha256"]), two["sha256"]) == (True, "")
    assert {**one, "sha256": "", "file": ""} == {**two, "file": ""}
    assert audit("large.csv")[0] == 0
    assert "counted in pieces" in Path("audit-large.html").read_text()
    Path("large.toml").write_text('sensitive = ["sex"]\nwords = { sex = "Sex" }')
    assert "Sex: f against m" in audit("large.csv")[1]
    Path("large.toml").unlink()
    assert audit("large.csv", "--weight", "w")[0] == 0
    assert "counted in pieces" not in Path("audit-large-3.html").read_text()


@pytest.fixture(params=KINDS)
def address(request, frame, tmp_path):
    with bank(request.param, frame, tmp_path) as found:
        yield found


def test_a_query_of_a_database_is_audited_and_no_password_is_told(audit, frame, kept, address):
    query = ["--query", "select * from decisions", "--json", "found.json"]
    code, out, err = audit("--data", address, *query)
    assert (code, told(out)) == (0, kept)
    assert told(audit(address, *query)[1]) == kept
    written = Path("audit-query.html").read_text() + Path("found.json").read_text()
    assert "hidden" not in out + err + written
    code, out, err = audit("--data", address, "--query", "select * from nothing")
    assert (code, "does not answer the query" in err) == (2, True)
    assert "hidden" not in out + err


def test_limits_hold_for_what_is_counted(audit, frame):
    in_parts(frame, "parts", "parquet")
    columns = ["--label", "y_true", "--decision", "y_pred", "--groups", "sex,age"]
    limit = ["--min", "test/recall=0.1", "--max", "fair.sex/recall_parity=0.9"]
    assert audit("parts", *columns, *limit)[0] == 0
    assert audit("parts", *columns, "--min", "test/recall=0.99")[0] == 1
    assert "nothing is guessed" in audit("parts", *limit)[2]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["parts", "--max-rows", "1499"], "it says that it has 1,500 rows, more than 1,499"),
        (["parts", "--weight", "age"], "--weight needs all rows at once"),
        (["parts", "--attributes", "a.csv"], "Join the tables first"),
        (["parts", "--strategy", "baseline"], "--strategy belongs to a recorded run"),
        (["parts", "--query", "select 1"], "--query selects from a database"),
        (["sqlite://"], "--query"),
        (["nothing-*.csv"], "No file is called"),
        (["parts", "--groups", "gender"], "no column `gender` (--groups)"),
    ],
)
def test_what_cannot_be_counted_is_told(audit, frame, typed, said):
    in_parts(frame, "parts", "parquet")
    code, _, err = audit(*typed)
    assert code == 2
    assert said in " ".join(err.split())
    assert not list(Path().glob("*.html"))
