"""FR1 against the truth in worlds of eleven shapes, and how often twins are withheld.

    python -m bench.credible_twins [--worlds zeros levels] [--rows 6000] [--seeds 5] [--calibrate 8]

Prints a line per world and way: the error of FR1 of either group in percent of the truth, a mean
over the seeds; the AUC by which trees tell twins from people; and of how many seeds the answer is
withheld; and, with --calibrate, the share of calibrated spreads that hold the true FR1. "told" is
fci with the cause of the attribute named (--before region), where it has one.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from fairlab.causal import TwinSettings, audit_individual, flip_rates
from tests.causal.shapes import SHAPES, Trees, people


def main() -> None:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--worlds", nargs="+", default=list(SHAPES), choices=list(SHAPES))
    made.add_argument("--rows", type=int, default=6000)
    made.add_argument("--seeds", type=int, default=5)
    made.add_argument("--calibrate", type=int, default=0)
    asked = made.parse_args()
    for name in asked.worlds:
        found = pd.DataFrame(
            [
                row
                for seed in range(asked.seeds)
                for row in one_seed(name, asked.rows, seed, asked.calibrate)
            ]
        )
        table = found.groupby("way", sort=False).agg(
            truth=("truth", "mean"),
            off_0=("off_0", "mean"),
            off_1=("off_1", "mean"),
            auc=("auc", "mean"),
            withheld=("withheld", "sum"),
            held=("held", "mean"),
        )
        print(f"\n## {name}, {asked.rows} rows, {asked.seeds} seeds")
        print(table.round(3).to_string(), flush=True)


def one_seed(name: str, rows: int, seed: int, tables: int = 0) -> Iterator[dict]:
    """Ask about the people of one table in each way."""
    drawn = people(name, rows, seed)
    model, group = Trees(drawn.train), drawn.test.frame["a"].astype(str)
    flips = model.predict(drawn.test.frame) != model.predict(drawn.twins)
    true = pd.Series(flips).groupby(group.to_numpy()).mean()
    for way, how in ways(name, seed):
        how = replace(how, calibrations=tables)
        audit = audit_individual(drawn.train, drawn.test, model, "a", how)
        first = audit.rates[audit.rates["rate"] == "FR1"].set_index("group")
        held = (first["low"] <= true) & (true <= first["high"])
        asked = audit.people
        told = flip_rates(asked["flagged"], asked["flagged_twin"], asked["group"])
        rate = told[told["rate"] == "FR1"].set_index("group")["value"]
        yield {
            "way": way,
            "truth": true.mean(),
            **{f"off_{level}": 100 * (rate[level] / true[level] - 1) for level in "01"},
            "auc": audit.credibility.auc,
            "withheld": audit.withheld,
            "held": held.mean() if first["low"].notna().all() else np.nan,
        }


def ways(name: str, seed: int) -> Iterator[tuple[str, TwinSettings]]:
    """Name the ways to the twins of a world."""
    usual = {"replicates": 0, "second": None, "seed": seed}
    yield "none", TwinSettings("none", **usual)
    yield "fci", TwinSettings(**usual)
    if SHAPES[name].caused:
        yield "told", TwinSettings(before=("region",), **usual)
    yield "given", TwinSettings("given", graph=SHAPES[name].dag, **usual)


if __name__ == "__main__":
    main()
