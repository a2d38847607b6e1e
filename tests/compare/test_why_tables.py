"""Reasons in the terminal: the shares, what is missing, and the seeds needed."""

import numpy as np
import pandas as pd
from rich.console import Console

from fairlab.compare.seeds_needed import seeds_needed
from fairlab.compare.variation import variation
from fairlab.compare.why_tables import needed_sheet, variation_sheet


def printed(sheet) -> str:
    console = Console(width=100)
    with console.capture() as seen:
        console.print(sheet)
    return seen.get()


def runs(vary: str) -> pd.DataFrame:
    values = {"test/auc": [0.70, 0.72, 0.74], "test/f1": [0.1, np.nan, np.nan]}
    return pd.DataFrame({"strategy": "[red]a", "seed": range(3), "vary": vary, **values})


FINITE = pd.DataFrame({"test/auc": {"[red]a": 2.2e-4}, "test/f1": {"[red]a": 1e-4}})


def test_shares_are_shown_with_how_rough_they_are():
    text = printed(variation_sheet(variation(runs("both"), FINITE, drawn=0.25)))
    assert "41 / 59" in text
    assert "n/a / n/a" in text
    assert "told apart by the same runs with --vary model" in text
    assert "Shares of 3 seeds are rough: the first, 41, may be 1" in text
    assert "[red]a" in text


def test_what_cannot_be_told_names_the_option():
    text = printed(variation_sheet(variation(runs("model"), FINITE, drawn=0.25)))
    assert "Rows trained on: these runs do not tell: run the same with --vary data" in text
    assert "rough" not in text


def test_seeds_needed_are_numbers_or_none():
    row = {"metric": "test/auc", "strategy": "a", "pairs": 5, "difference": 0.02}
    row |= {"sd_difference": 0.01, "p": 0.1, "verdict": "within chance"}
    rows = pd.DataFrame([row, row | {"metric": "test/f1", "difference": 0.001}])
    text = printed(needed_sheet(seeds_needed(rows, overlap=0.3)))
    assert "none (0.0" in text
    assert "5 (0.017)" in printed(needed_sheet(seeds_needed(rows.head(1))))
    assert "n/a" in printed(needed_sheet(seeds_needed(rows.assign(sd_difference=np.nan))))
