"""A figure of a simulation as a row: what was asked, what came out, and its Monte Carlo error."""

from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit.registry import compared_as_ratio

COLUMNS = ["of", "setting", "figure", "value", "error", "repetitions", "asked"]


def row(of: str, setting: str, figure: str, cases: Any, asked: str = "") -> dict[str, Any]:
    """Give the mean of independent cases; a share of 0 or 1 has the error of one case in between.

    A single case has no error.
    """
    made = np.asarray(cases, float)
    count = len(made)
    error = made.std(ddof=1) / np.sqrt(count) if count > 1 else np.nan
    if count > 1 and np.ptp(made) == 0:
        error = 1 / count if made[0] in (0, 1) else 0.0
    return {"of": of, "setting": setting, "figure": figure, "value": made.mean(),
            "error": error, "repetitions": count, "asked": asked}  # fmt: skip


def beyond(found: pd.DataFrame) -> np.ndarray:
    """Tell which bands leave out that nothing differs, also where it is within the margin."""
    ratio = found["metric"].map(compared_as_ratio) & (found["attribute"] != "")
    nothing = np.where(ratio, 1.0, 0.0)
    return ((found["low"] > nothing) | (found["high"] < nothing)).to_numpy()
