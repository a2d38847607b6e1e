"""Some rows of every embedded table, and of one that is as strange as a table may be."""

from functools import cache

import numpy as np
import pandas as pd

from fairlab.data import Dataset
from fairlab.data.sets.adult import adult
from fairlab.data.sets.loans import loans
from fairlab.data.sets.taiwan import taiwan
from fairlab.data.sets.telecom import telecom

ROWS = 600


def strange() -> Dataset:
    """Three groups, some without a value; a constant, an empty column, and a level seen once."""
    rng = np.random.default_rng(0)
    race = pd.Series(rng.choice(["a", "b", "c"], ROWS, p=[0.7, 0.2, 0.1])).astype(object)
    town = pd.Series(rng.choice(["x", "y"], ROWS)).where(rng.random(ROWS) > 0.1)
    town[7] = "once"
    frame = pd.DataFrame(
        {
            "race": race.mask(rng.random(ROWS) < 0.05),
            "age": rng.integers(18, 80, ROWS),
            "income": np.where(rng.random(ROWS) < 0.1, np.nan, rng.normal(size=ROWS)),
            "town": town,
            "fixed": 1,
            "nothing": np.where(np.arange(ROWS) > 0, np.nan, 1.0),
            "card": rng.random(ROWS) < 0.3,
            "bad": rng.random(ROWS) < 0.3,
        }
    )
    roles = {"sensitive": ("race", "age"), "audit_only": ("race",)}
    return Dataset("strange", frame, "bad", positive=True, **roles)


def few(dataset: Dataset) -> Dataset:
    chosen = np.random.default_rng(0).permutation(dataset.rows) < ROWS
    return dataset.rows_where(chosen)


TABLES = {
    "strange": strange,
    "adult": lambda: few(adult()),
    "loans": lambda: few(loans()),
    "taiwan": lambda: few(taiwan()),
    "telecom": lambda: few(telecom(rows=5_000)),
}


@cache
def embedded(name: str) -> Dataset:
    """Give a table, made once; no test may change it."""
    return TABLES[name]()
