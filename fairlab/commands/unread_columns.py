"""The columns of a table of decisions that are taken for nothing, though they may be meant."""

import pandas as pd
from rich.console import Console

from fairlab.commands.terminal import say_headed
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.guessing import left_over
from fairlab.data.guesses import looks_like_risk

FEW = 8  # columns, that a line can name


def say_unread(said: Asked, asked: Asked, frame: pd.DataFrame, console: Console) -> None:
    """Name what was left out: risks where no score was typed, and all where no outcome is known.

    Parameters
    ----------
    said, asked : Asked
        As it was typed, and with what was guessed.
    frame : DataFrame
    console : Console
    """
    left = left_over(asked, frame)
    named = [] if said.scores else [name for name in left if _may_be_risk(name, frame)]
    if asked != said and not (asked.label or asked.scores):
        others = len(left) - len(named)
        named = left if len(left) <= FEW else [*named, f"{others} {'other ' * bool(named)}columns"]
    if named:
        hint = "--score: a risk" if asked.label else "--label: what happened; --score: a risk"
        say_headed(console, "Not read:", f"{', '.join(named)}   ({hint})")


def _may_be_risk(name: str, frame: pd.DataFrame) -> bool:
    """Tell by its name; of a table that is read in pieces nothing else is known."""
    return looks_like_risk(name) and (frame.empty or pd.api.types.is_numeric_dtype(frame[name]))
