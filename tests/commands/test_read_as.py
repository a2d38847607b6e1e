"""The command after "Read as:" is the same run: typed again, it says the same, guesses nothing."""

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

TABLE = "id;sex;y_true;y_pred;score\n" + "1;f;yes;0;0,5\n2;m;no;1;0,25\n3;m;so;1;0,25\n" * 30


@pytest.fixture
def audit(audit_typed, monkeypatch, tmp_path):
    """Tables whose label has three values, so that an audit ends before it counts."""
    monkeypatch.chdir(tmp_path)
    for name in ("one.csv", "two more.csv", "that's.csv"):
        Path(name).write_text(TABLE)
    Path("people.csv").write_text("id;race\n1;a\n2;b\n")
    Path("named.csv").write_text(TABLE.replace(",", ".").replace(";", "^"))
    with closing(sqlite3.connect("my bank.db")) as db, db:
        db.execute("create table t (sex, y_true, y_pred)")
        rows = [("f", "yes", 0), ("m", "no", 1), ("m", "so", 1)] * 30
        db.executemany("insert into t values (?, ?, ?)", rows)
    Path("rules.py").write_text("def flag(people):\n    return [0] * len(people)\n")
    return audit_typed


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["one.csv"], ["--decimal ,"]),
        (["two more.csv"], ["'two more.csv'"]),
        (["one.csv", "two more.csv", "that's.csv", "--decimal", ","], ["one.csv 'two more.csv'"]),
        (["named.csv", "--separator", "^"], ["--separator '^'"]),
        (["one.csv", "--max-rows", "99"], ["--max-rows 99"]),
        (
            ["one.csv", "--attributes", "people.csv", "--id", "id", "--groups", "race"],
            ["--attributes people.csv", "--id id"],
        ),
        (
            ["--data", "sqlite:///my bank.db", "--query", "select * from t where sex in ('f','m')"],
            ["--data 'sqlite:///my bank.db' --query"],
        ),
        (
            ["--model", "rules:flag", "--data", "one.csv", "--trust", "--ignore", "id,score"],
            ["--model rules:flag --data one.csv", "--ignore id,score", "--trust"],
        ),
    ],
    ids=lambda words: words[0],
)
def test_it_repeats_the_run(audit, words, kept):
    code, out, err = audit(*words)
    assert (code, "two are needed" in err) == (2, True)
    command = out.partition("Read as: ")[2]
    assert all(part in command for part in kept)
    again = shlex.split(command)
    assert again[:2] == ["fairlab", "audit"]
    assert audit(*again[2:]) == (code, "", err)
