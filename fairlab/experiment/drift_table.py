"""The drift check of one run: the last block in time against the earlier ones."""

import pandas as pd

from fairlab.audit.drift import drift_of
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.data import Dataset
from fairlab.experiment.design import FOLDS
from fairlab.experiment.spec import RunSpec


def drift_table(
    spec: RunSpec, dataset: Dataset, rows: pd.DataFrame, groups: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Hold the last block of a run against the earlier ones.

    Parameters
    ----------
    spec : RunSpec
    dataset : Dataset
    rows : DataFrame
        The predictions of the run: ``row``, ``fold``, ``y``, ``flagged``.
    groups : DataFrame
        The groups of these rows.

    Returns
    -------
    dict of str to DataFrame
        ``drift``; nothing where the design has no blocks in time.
    """
    if spec.design.kind != FOLDS or dataset.time is None:
        return {}
    name, row = spec.strategy.name, rows["row"].to_numpy()
    decided = OutOfFold(
        rows["y"].to_numpy(int),
        groups.reset_index(drop=True),
        rows["fold"].to_numpy(int)[None],
        {name: rows["flagged"].to_numpy(int)[None]},
        persons=None if dataset.person is None else dataset.persons[row],
        design="rolling",
    )
    return {"drift": drift_of(decided, name)}
