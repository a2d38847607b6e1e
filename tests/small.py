"""A small credit table that trains in a moment."""

import numpy as np
import pandas as pd

from fairlab.data import Dataset


def small_credit(rows: int = 600, seed: int = 0) -> Dataset:
    rng = np.random.default_rng(seed)
    sex = rng.choice(["f", "m"], rows, p=[0.4, 0.6])
    age = rng.integers(18, 80, rows)
    income = rng.lognormal(10, 0.5, rows)
    risk = -1.2 - 0.8 * (np.log(income) - 10) + 0.5 * (sex == "m") - 0.02 * (age - 45)
    frame = pd.DataFrame(
        {
            "id": np.arange(rows),
            "sex": sex,
            "age": age,
            "income": np.where(rng.random(rows) < 0.05, np.nan, income),
            "home": rng.choice(["rent", "own"], rows),
            "bad": (rng.random(rows) < 1 / (1 + np.exp(-risk))).astype(int),
        }
    )
    return Dataset(
        "small", frame, target="bad", sensitive=("sex", "age"), audit_only=("sex",), ignore=("id",)
    )
