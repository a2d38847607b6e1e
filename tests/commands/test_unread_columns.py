"""Which columns of a table of decisions are said to be taken for nothing."""

import pandas as pd
import pytest
from rich.console import Console

from fairlab.commands.unread_columns import say_unread
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.guessing import guessed

RISKS = pd.DataFrame({"sex": ["f", "m", "f"], "y": [1, 0, 0], "decision": ["no", "yes", "yes"],
                      "pd_12m": [0.1, 0.4, 0.2], "pd_old": [0.2, 0.3, 0.1]})  # fmt: skip


def told(frame, said=None):
    said, console = said or Asked(), Console(width=120)
    with console.capture() as shown:
        say_unread(said, guessed("p.csv", said, frame), frame, console)
    return " ".join(shown.get().split())


@pytest.mark.parametrize("rows", [3, 0])  # none of a table that is read in pieces
def test_several_risks_beside_a_decision_are_named(rows):
    assert told(RISKS.iloc[:rows]) == "Not read: pd_12m, pd_old (--score: a risk)"
    every = Asked(label="y", decision="decision", groups=("sex",))
    assert "pd_12m, pd_old" in told(RISKS.iloc[:rows], every)


def test_one_that_is_read_is_not_and_neither_are_others_than_one_that_was_typed():
    assert told(RISKS.drop(columns="pd_old")) == ""
    assert told(RISKS, Asked(scores=("pd_old",))) == ""
    assert told(RISKS.assign(score=[0.1, 0.4, 0.3])).startswith("Not read: pd_12m, pd_old")


def test_of_many_columns_risks_are_named_and_the_others_counted():
    wide = RISKS.drop(columns="y").assign(**{f"x{place}": 1 for place in range(9)})
    assert told(wide).startswith("Not read: pd_12m, pd_old, 9 other columns (--label: what")
