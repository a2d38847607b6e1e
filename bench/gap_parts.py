"""The parts of a gap against the truth, in worlds where all four are known, the graph given.

    python -m bench.gap_parts [--towns] [--rows 20000] [--seeds 10]

Prints for each group and part the truth, the mean error in percent of it, and the largest error
of a seed. With --towns regions are words, and in one of them sex does more to income.
"""

import argparse

import pandas as pd

from fairlab.causal import TwinSettings, audit_individual
from tests.causal.parts import DAG, TOWN_DAG, flags, people, true_parts


def main() -> None:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--rows", type=int, default=20_000)
    made.add_argument("--seeds", type=int, default=10)
    made.add_argument("--towns", action="store_true")
    asked = made.parse_args()
    found = pd.concat([one_seed(asked.rows, seed, asked.towns) for seed in range(asked.seeds)])
    off = 100 * (found["told"] / found["truth"] - 1)
    key = [found["group"], found["part"]]
    table = found.groupby(["group", "part"], sort=False)["truth"].mean().to_frame("truth")
    table["mean error %"] = off.groupby(key).mean()
    table["largest %"] = off.abs().groupby(key).max()
    print(table.round(3).to_string())


def one_seed(rows: int, seed: int, towns: bool = False) -> pd.DataFrame:
    """Hold the parts of one table against those of the true twins of its people."""
    drawn = people(rows, seed, towns)
    graph = TOWN_DAG if towns else DAG
    how = TwinSettings("given", graph=graph, replicates=0, allowed=("income",), seed=seed)
    told = audit_individual(drawn.data, drawn.data, flags, "sex", how).decomposition
    true = true_parts(drawn)
    long = true.melt(var_name="part", value_name="truth", ignore_index=False)
    told = told.set_index("group")[true.columns].melt()["value"]
    return long.rename_axis("group").reset_index().assign(told=told)


if __name__ == "__main__":
    main()
