"""Months of invented decisions, and what a monitor is asked about them."""

import numpy as np
import pandas as pd

COLUMNS = [
    "--time", "on", "--id", "id", "--decision", "flag", "--approve", "0", "--groups", "sex,job",
]  # fmt: skip
LABELS = ["--label", "bad", "--maturity", "30d"]
LATER = ["--today", "2026-12-31", "--no-record"]


def month(at: int, people: int = 600, bias: float = 0.0, labelled: bool = True) -> pd.DataFrame:
    """Draw a month of decisions; ``bias`` is how much more often women are flagged."""
    rng = np.random.default_rng(at)
    frame = pd.DataFrame(
        {
            "id": [f"{at}-{one}" for one in range(people)],
            "on": [f"2026-{at:02d}-{day:02d}" for day in rng.integers(1, 29, people)],
            "sex": rng.choice(["f", "m"], people),
            "job": rng.choice(["a", "b", "c"], people),
        }
    )
    bad = rng.random(people) < 0.2
    often = np.where(bad, 0.5, 0.1) + bias * (frame["sex"] == "f")
    frame["flag"] = (rng.random(people) < often).astype(int)
    frame["bad"] = bad.astype(float)
    return frame if labelled else frame.assign(bad=np.nan)


def write(at: int, **about) -> str:
    """Write a month into the current folder."""
    name = f"2026-{at:02d}.csv"
    month(at, **about).to_csv(name, index=False)
    return name
