"""Runs that differ in what a seed changes alone are found, and what their seeds test."""

import pandas as pd
import pytest

from fairlab.compare.vary import drawn_share, same_but_for_vary
from tests.compare.test_select import RUNS


def test_the_share_of_the_table_that_is_drawn_to_test():
    runs = RUNS.assign(**{"params.rows.validation": "15"})
    assert drawn_share(runs) == pytest.approx(0.25)
    assert drawn_share(runs.assign(**{"params.split.test": "latest"})) == 0


def test_runs_that_differ_in_what_a_seed_changes_alone_are_found():
    mine = RUNS.iloc[[0, 2]]
    other = mine.assign(settings_hash=["d", "e"], **{"params.vary": "model", "params.seed": "9"})
    every = pd.concat([RUNS, other], ignore_index=True)
    found = same_but_for_vary(mine, every)
    assert found["settings_hash"].tolist() == ["a", "c", "d", "e"]
