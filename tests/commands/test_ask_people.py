"""How far asking about people is, as it is shown: on a terminal, and nowhere else."""

from io import StringIO

import pandas as pd
import pytest
from rich.console import Console

from fairlab.causal import CausalGraph, Dag, IndividualAudit, TwinSettings
from fairlab.causal.next_question import NextQuestion
from fairlab.commands import ask_people
from fairlab.experiment.individual_audit import _of_attribute


def test_the_command_that_asks_next_leaves_out_what_cannot_stand_beside_it(monkeypatch):
    typed = ["fairlab", "audit", "RUN", "--attribute", "sex", "--columns", "20", "--individual"]
    monkeypatch.setattr("sys.argv", typed)
    graph = CausalGraph("fci", "sex", "bad", Dag.from_edges([("sex", "income")]))
    step = NextQuestion("", "--graph", "my graph.csv", without=("--columns",))
    none = pd.DataFrame()
    audit = IndividualAudit(none, graph, none, none, (), next_question=step)
    asked = ask_people._with_command(audit, TwinSettings()).next_question
    assert asked.command.endswith("audit RUN --individual --attribute sex --graph 'my graph.csv'")


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
