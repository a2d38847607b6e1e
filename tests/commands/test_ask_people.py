"""How far asking about people is, as it is shown: on a terminal, and nowhere else."""

from io import StringIO

import pytest
from rich.console import Console

from fairlab.commands import ask_people
from fairlab.experiment.individual_audit import _of_attribute


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_being_done_is_shown_on_a_terminal_alone(terminal, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    console = Console(file=StringIO(), force_terminal=terminal, width=100)
    with ask_people._progress(console) as watch:
        of_sex = _of_attribute(watch, "[b]sex", 1, 9)
        of_sex("bootstrap sample 3 of 10", 4, 13)
    shown = console.file.getvalue()
    assert ("[b]sex (2 of 9): bootstrap sample 3 of 10" in shown) == terminal
    assert bool(shown) == terminal
