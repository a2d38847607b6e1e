"""What a command reads, the store and databases are not written over."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fairlab.cli import main
from fairlab.commands.writable import refuse_unwritable, store_file, table_files
from fairlab.errors import RequestError

PEOPLE = "sex,y_true,y_pred\n" + "f,0,1\nm,1,0\n" * 30


@pytest.fixture
def here(monkeypatch, tmp_path):
    """A folder with a table, its settings, a link to it, and a database."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    Path("people.toml").write_text('target = "y_true"\n')
    Path("named.toml").write_text('data = "people.csv"')
    Path("link.csv").symlink_to("people.csv")
    Path("arrows.csv").write_text("sex,income\n")
    Path("drawn.toml").write_text('data = "people.csv"\ncauses = { graph = "arrows.csv" }\n')
    Path("folder").mkdir()
    Path("folder", "part.csv").write_text(PEOPLE)
    Path("rules.py").write_text("def flag(people):\n    return [0] * len(people)\n")
    with closing(sqlite3.connect("bank.db")) as db:
        db.execute("create table people (sex)")
    return tmp_path


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("people.csv", "people.csv"),
        ("./folder/../people.csv", "people.csv"),
        ("link.csv", "people.csv"),
        ("people.csv", "link.csv"),
        ("folder/part.csv", "folder"),
        ("folder/part.csv", "folder/*.csv"),
        ("rules.py", "rules:flag"),
        ("new.db", "sqlite:///new.db"),
    ],
)
def test_what_is_read_is_not_written(here, written, read):
    with pytest.raises(RequestError, match="is read by this command; it would be lost"):
        refuse_unwritable(Path(written), inputs=[None, read])
    refuse_unwritable(Path("other.html"), None, inputs=[read])


def test_the_settings_of_a_table_are_read_too(here):
    Path("other.toml").write_text('data = "people.csv"\n')
    assert {file.name for file in table_files("people.csv")} == {"people.csv", "people.toml"}
    assert {file.name for file in table_files("other.toml")} == {"people.csv", "other.toml"}


def test_no_database_is_written_over(here):
    with pytest.raises(RequestError, match=r"bank.db is a database; it would be lost"):
        refuse_unwritable(Path("bank.db"))
    with pytest.raises(RequestError, match=r"bank.db-wal is a database; it would be lost"):
        refuse_unwritable(Path("bank.db-wal"))


def test_two_outputs_have_two_files(here):
    with pytest.raises(RequestError, match=r"out.csv is named for two outputs"):
        refuse_unwritable(Path("out.csv"), None, Path("folder/../out.csv"))
    refuse_unwritable(Path("/dev/null"), Path("/dev/null"))


def test_a_dash_is_no_file(here):
    with pytest.raises(RequestError, match="- names no file"):
        refuse_unwritable(Path("-"))


def test_a_store_is_a_file_unless_a_server_keeps_it(here):
    assert store_file("sqlite:///runs.db") == here / "runs.db"
    assert store_file("http://localhost:5000") is None


@pytest.mark.parametrize(
    "words",
    [
        "audit people.csv --output people.csv",
        "audit named.toml --json people.csv",
        "audit people.csv --json audit-people.html",
        "audit people.csv --csv link.csv",
        "audit people.csv folder/part.csv --output folder/part.csv",
        "audit folder --csv folder/part.csv",
        "audit people.csv --policy people.toml --output people.toml",
        "audit people.csv --attributes folder/part.csv --id sex --json folder/part.csv",
        "audit sqlite:///bank.db --query select --output bank.db",
        "audit people.csv --record --store sqlite:///new.db --output new.db",
        "audit people.csv --csv same --json same",
        "audit --model rules:flag --data people.csv --csv rules.py",
        "audit --model rules:flag --data people.csv --output people.csv",
        "audit --model rules:flag --data people.csv --graph arrows.csv --output arrows.csv",
        "audit --model rules:flag --data drawn.toml --csv arrows.csv",
        "audit --model rules:flag --data named.toml --output named.toml",
        "audit drawn.toml --output arrows.csv",
        "audit drawn.toml --json arrows.csv",
        "audit --strategy baseline --data people.csv --output people.toml",
        "score people.csv --model models:/m/1 --output people.csv",
        "compare --csv bank.db",
        "compare --csv bank.db --overwrite",
        "document --draft --about bank.db --overwrite",
        "compare --csv same --json same",
        "clones --model rules:flag --data people.csv --json people.csv --no-record",
        "monitor folder people.csv --json folder/part.csv",
        "gate --policy people.toml --json people.toml",
        "compare --store sqlite:///new.db --markdown new.db",
        "report --output bank.db",
        "report --store sqlite:///new.db --output new.db",
        "clones --model rules:flag --data people.csv --csv people.csv --no-record",
        "clones --model rules:flag --schema people.toml --figure people.toml --no-record",
        "data explore --data people.csv --output people.csv",
        "data explore --data people.csv --output people.toml --no-record",
        "data explore --data people.csv --store sqlite:///new.db --output new.db",
    ],
)
def test_no_command_loses_what_it_reads(here, monkeypatch, capsys, words):
    before = {file: file.read_bytes() for file in here.rglob("*") if file.is_file()}
    monkeypatch.setattr(sys, "argv", ["fairlab", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "would be lost" in said or "two outputs" in said
    assert {file: file.read_bytes() for file in here.rglob("*") if file.is_file()} == before
