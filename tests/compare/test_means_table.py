"""Means of runs without people: a spread, and no claim."""

import numpy as np
from rich.console import Console

from fairlab.compare.means_table import means_table
from tests.compare.toy_people import toy_runs


def shown(runs):
    console = Console(width=100)
    with console.capture() as seen:
        console.print(means_table(runs, "toy"))
    return seen.get()


def test_every_compared_metric_has_mean_and_spread_of_each_strategy():
    runs, *_ = toy_runs(seeds=3)
    text = shown(runs)
    assert "toy: means over 3 seeds" in text
    line = next(line for line in text.splitlines() if "test/recall" in line)
    for _, own in runs.groupby("strategy"):
        values = own["test/recall"].to_numpy()
        told = f"{values.mean():.3f} ± {values.std(ddof=1):.3f}".replace("0.", ".")
        assert told in line
    assert "fair.sex/recall_parity" in text


def test_it_claims_nothing():
    text = shown(toy_runs(seeds=3)[0])
    assert not any(word in text for word in ("differs", "alike", "open", "p <", "real"))


def test_one_seed_and_undefined_figures_are_no_numbers():
    runs, *_ = toy_runs(seeds=1)
    text = shown(runs.assign(**{"test/auc": np.nan}))
    assert "n/a ± n/a" in next(line for line in text.splitlines() if "test/auc" in line)
    assert "± n/a" in next(line for line in text.splitlines() if "test/recall" in line)
