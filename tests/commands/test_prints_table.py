"""Every command that prints a table can be quiet, and gives its tables as JSON."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from fairlab.cli import fairlab, main
from fairlab.commands.completion import VARIABLE, completion_script
from tests.commands.recorded_sweep import record

NO_TABLE = {"fit", "score", "ui", "completion"}  # these say in sentences what they did


def commands(group=fairlab, before=""):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        else:
            yield f"{before}{name}", command


def test_every_command_that_prints_a_table_can_be_quiet_and_give_json():
    without = set()
    for name, command in commands():
        options = {option for one in command.params for option in one.opts}
        if not {"--quiet", "--json"} <= options:
            without.add(name)
    assert without == NO_TABLE


def typed(monkeypatch, capsys, *words):
    monkeypatch.setattr(sys, "argv", ["fairlab", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def test_tables_go_to_a_file_and_are_printed_too(monkeypatch, capsys, tmp_path):
    file = tmp_path / "sets.json"
    code, out, _ = typed(monkeypatch, capsys, "data", "fetch", "--json", str(file))
    assert (code, "compas" in out) == (0, True)
    rows = {row["name"]: row for row in json.loads(file.read_text())["tables"]}
    assert rows["german_credit"]["rows"] == 1000


def test_standard_output_gets_the_json_alone_and_the_exit_code_stays(store, monkeypatch, capsys):
    record(store)
    asked = ["--max", "fair.sex/recall_parity=0.0001", "--store", store.uri, "--json", "-"]
    code, out, _ = typed(monkeypatch, capsys, "gate", *asked)
    found = json.loads(out)["verdicts"]
    assert code == 1
    assert {row["verdict"] for row in found} >= {"broken"}


def test_quiet_is_silent_but_for_mistakes(store, monkeypatch, capsys, tmp_path):
    record(store)
    file = tmp_path / "all.json"
    asked = ["compare", "--store", store.uri, "--quiet"]
    assert typed(monkeypatch, capsys, *asked, "--json", str(file)) == (0, "", "")
    families = {row["family"] for row in json.loads(file.read_text())["statements"]}
    assert {"audit", "changes"} <= families
    code, out, err = typed(monkeypatch, capsys, *asked, "--against", "bsaeline")
    assert (code, out) == (2, "")
    assert "Did you mean 'baseline'" in err


def test_a_folder_is_no_file_to_write(monkeypatch, capsys, tmp_path):
    code, out, err = typed(monkeypatch, capsys, "data", "fetch", "--json", str(tmp_path))
    assert (code, out) == (2, "")
    assert str(tmp_path.name) in err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_asks_fairlab_what_fits(shell, monkeypatch, capsys):
    _, out, _ = typed(monkeypatch, capsys, "completion", shell)
    assert "_FAIRLAB_COMPLETE" in out


@pytest.mark.parametrize(
    "typed", [["audit"], ["audit", "--model"], ["sweep", "--data"], ["gate", "--policy"]]
)
def test_the_names_of_files_are_completed_by_the_shell(typed):
    found = ShellComplete(fairlab, {}, "fairlab", VARIABLE).get_completions(typed, "pre")
    assert [item.type for item in found] == ["file"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_commands_and_options(tmp_path):
    program = tmp_path / "fairlab"
    home = Path(__file__).parents[2]
    code = "import sys; sys.argv[0] = 'fairlab'; from fairlab.cli import main; main()"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{home}" exec "{sys.executable}" -c "{code}" "$@"\n')
    program.chmod(0o755)
    script = completion_script(fairlab, "bash")
    asked = (
        "COMPREPLY=(); COMP_WORDS=({}); COMP_CWORD={}; _fairlab_completion fairlab; "
        'echo "${{COMPREPLY[@]}}"'
    )
    lines = [script, asked.format("fairlab com", 1), asked.format("fairlab gate --po", 2)]
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["compare completion", "--policy"]
