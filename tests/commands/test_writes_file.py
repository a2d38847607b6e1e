"""No command replaces a file of somebody else, unless --overwrite is typed."""

import json
import sys
from pathlib import Path

import click
import pytest

from fairlab.cli import main
from tests.commands.test_prints_table import commands

WRITTEN = {"--output", "--csv", "--json", "--markdown", "--figure", "--frontier"}
READ = {"--schema", "--policy", "--attributes", "--state", "--about", "--graph", "--costs"}
READ |= {"--data", "--labels", "--script"}
PEOPLE = "sex,y_true,y_pred\n" + "f,0,1\nm,1,0\n" * 30
NOTES = "<p>mine, and written by hand"


def outputs():
    for name, command in commands():
        for option in command.params:
            if WRITTEN & {*option.opts} and option.metavar == "FILE":
                yield name, option.opts[0], command


def needed(command):
    """Give what a command must be told, so that it comes to its outputs."""
    for one in command.params:
        if isinstance(one, click.Argument) and (one.required or one.name == "sources"):
            yield one.type.choices[0] if isinstance(one.type, click.Choice) else "people.csv"
        elif one.required and one.opts[0] not in WRITTEN:
            yield from (one.opts[0], "models:/m/1")


@pytest.fixture
def typed(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    Path("notes.html").write_text(NOTES)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["fairlab", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().err

    return run


def test_every_file_that_an_option_names_is_read_or_kept():
    for name, command in commands():
        files = {one.opts[0] for one in command.params if one.metavar == "FILE"}
        assert files <= WRITTEN | READ, name
        told = {option for one in command.params for option in one.opts}
        assert "--overwrite" in told or not files & WRITTEN, name


@pytest.mark.parametrize(("name", "option", "command"), [*outputs()])
def test_no_command_replaces_notes(typed, name, option, command):
    code, said = typed(*name.split(), *needed(command), option, "notes.html")
    assert code == 2
    assert said.startswith("fairlab: notes.html is there, and not known to be an output of fairlab")
    assert said.count("\n") <= 3
    assert Path("notes.html").read_text() == NOTES


ALL = ("--output", "page.html", "--csv", "table.csv", "--json", "all.json")


def test_the_outputs_of_before_are_replaced_without_a_word(typed):
    assert typed("audit", "people.csv", *ALL) == (0, "")
    Path("people.csv").write_text(PEOPLE + "f,0,1\n")
    assert typed("audit", "people.csv", *ALL) == (0, "")
    assert json.loads(Path("all.json").read_text())["rows"] == 61
    assert "61" in Path("page.html").read_text()


@pytest.mark.parametrize("option", ["--output", "--csv", "--json"])
def test_a_table_of_others_is_replaced_only_when_asked(typed, option):
    Path("other.csv").write_text("name,town\nAnn,Oslo\n")
    Path("link").symlink_to("other.csv")
    code, said = typed("audit", "people.csv", option, "link")
    assert (code, "link is there" in said) == (2, True)
    assert Path("other.csv").read_text() == "name,town\nAnn,Oslo\n"
    assert typed("audit", "people.csv", option, "link", "--overwrite") == (0, "")
    assert "Oslo" not in Path("other.csv").read_text()


def test_a_draft_is_replaced_only_when_asked_and_never_by_its_own_table(typed):
    Path("people.toml").write_text("# mine\n")
    code, said = typed("data", "describe", "people.csv", "--write")
    assert code == 2
    assert "people.toml is there already" in said
    assert typed("data", "describe", "people.csv", "--write", "--overwrite") == (0, "")
    assert "target" in Path("people.toml").read_text()
    Path("people.toml").unlink()
    Path("people.toml").symlink_to("people.csv")
    code, said = typed("data", "describe", "people.csv", "--write", "--overwrite")
    assert (code, "would be lost" in said) == (2, True)
    assert Path("people.csv").read_text() == PEOPLE
