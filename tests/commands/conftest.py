"""What the tests of commands share."""

import sys

import pytest

from fairlab.cli import main


@pytest.fixture
def audit_typed(monkeypatch, capsys):
    """Give ``fairlab audit`` as it is typed: how it ends, what it says on one line, and errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["fairlab", "audit", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, " ".join(said.out.split()), said.err

    return run
