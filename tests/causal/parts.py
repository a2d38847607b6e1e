"""A world in which every part of a gap is known, and decisions that look at the attribute."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from fairlab.causal import Dag
from fairlab.data import Dataset

DAG = Dag.from_edges(
    [("region", "sex"), ("sex", "income"), ("sex", "debt"), ("income", "debt"), ("region", "debt")]
)
TOWN_DAG = Dag.from_edges([*DAG.edges, ("region", "income")])


AMONG = np.array([-0.6, 0.8, -0.2, 1.5])  # what living in a town does to the odds of sex
TOWNS, IN_TOWN = np.array(list("abcd")), np.array([0.0, 0.6, -0.4, 0.9])


class People(NamedTuple):
    """People, and what becomes of them: with the other sex, and with their own income besides."""

    data: Dataset
    twins: pd.DataFrame
    twins_of_same_income: pd.DataFrame


def people(rows: int, seed: int = 0, towns: bool = False) -> People:
    """Sex acts itself, through income and debt, and goes with a region that acts too.

    Where regions are towns, in one of them sex does more to income.
    """
    rng = np.random.default_rng([seed, 7])
    place = rng.choice(4, rows, p=[0.4, 0.3, 0.25, 0.05]) if towns else rng.normal(size=rows)
    region, odds = (IN_TOWN[place], AMONG[place]) if towns else (place, place)
    named, more = (TOWNS[place], 0.3 * (place == 1)) if towns else (region, 0.0)
    own = {name: rng.normal(size=rows) for name in ("income", "debt")}
    sex = (odds + rng.logistic(size=rows) > 0).astype(int)

    def grown(sex, income=None):
        income = (0.8 + more) * sex + towns * region + own["income"] if income is None else income
        debt = 0.6 * sex + 0.5 * income + 0.4 * region + own["debt"]
        return pd.DataFrame({"sex": sex, "region": named, "income": income, "debt": debt})

    found = grown(sex)
    found["bad"] = (found["debt"] + rng.normal(size=rows) > 1).astype(int)
    data = Dataset("people", found, "bad", ("sex",))
    return People(data, grown(1 - sex), grown(1 - sex, found["income"]))


def flags(rows: pd.DataFrame) -> pd.Series:
    """A threshold on everything."""
    region = rows["region"]
    if not pd.api.types.is_numeric_dtype(region):
        region = region.map(dict(zip(TOWNS, IN_TOWN, strict=True))).astype(float)
    return rows["debt"] + 0.6 * rows["income"] + 0.4 * rows["sex"] + 0.3 * region > 1.5


def true_parts(drawn: People) -> pd.DataFrame:
    """Give the parts by group, of true twins."""
    frame = drawn.data.frame
    steps = [frame, frame.assign(sex=1 - frame["sex"]), drawn.twins_of_same_income, drawn.twins]
    shared = [flags(rows).groupby(frame["sex"]).mean() for rows in steps]
    shares = pd.concat(shared, axis=1, keys=range(4))
    gap = shares[0].iloc[::-1].to_numpy() - shares[0]
    moved = shares.diff(axis=1)
    named = {"gap": gap, "direct": moved[1], "indirect": moved[2], "allowed": moved[3]}
    table = pd.DataFrame(named).assign(spurious=gap - (shares[3] - shares[0]))
    return table.set_axis(table.index.astype(str))
