"""Why a score is high: the features that raised it most, as the model's library tells it."""

import numpy as np
import pandas as pd

from fairlab.experiment.fitted import FittedModel
from fairlab.learn.importance import own_contributions

MOST = 3


def reasons_for(fitted: FittedModel, frame: pd.DataFrame, which: np.ndarray) -> pd.DataFrame | None:
    """Name the features that raised the scores of some rows most.

    Parameters
    ----------
    fitted : FittedModel
    frame : DataFrame of shape (n, ...)
    which : ndarray of bool, shape (n,)
        Those to look at: exact contributions take their time.

    Returns
    -------
    DataFrame of shape (n, 3) or None
        ``reason_1`` to ``reason_3``, the largest contribution in log odds first; empty where no
        feature raised the score, and of rows that were not asked for. None where the model's
        library has no contributions of its own.
    """
    explain = own_contributions(fitted.model)
    if explain is None:
        return None
    names = [f"reason_{number + 1}" for number in range(MOST)]
    found = pd.DataFrame("", frame.index, names, dtype=object)
    if which.any():
        rows = fitted.read(frame[which]).reset_index(drop=True)
        found.iloc[np.flatnonzero(which)] = _largest(explain(fitted.model, rows))
    return found


def _largest(added: pd.DataFrame) -> np.ndarray:
    values = added.to_numpy()
    order = np.argsort(-values, axis=1, kind="stable")[:, :MOST]
    named = added.columns.to_numpy(dtype=object)[order]
    raised = np.take_along_axis(values, order, axis=1) > 0
    padding = np.full((len(values), MOST - order.shape[1]), "", dtype=object)
    return np.hstack([np.where(raised, named, ""), padding])
