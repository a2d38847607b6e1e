"""What the tests of commands share."""

import sys

import pytest

from fairlab.cli import main


def typed(command, monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["fairlab", command, *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, " ".join(said.out.split()), said.err

    return run


@pytest.fixture
def audit_typed(monkeypatch, capsys):
    """Give ``fairlab audit`` as it is typed: how it ends, what it says on one line, and errors."""
    return typed("audit", monkeypatch, capsys)


@pytest.fixture
def monitor_typed(monkeypatch, capsys, tmp_path):
    """Give ``fairlab monitor`` in the same way, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return typed("monitor", monkeypatch, capsys)
