"""Structural models of other rows or other assumptions, learned side by side."""

import os
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from fairlab.causal.learning import learn
from fairlab.causal.scm.regression import FIT_ROWS
from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.steps import Steps
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.uncertainty import resampled
from fairlab.system.workers import block_sigint, exit_with_parent

SAMPLE_ROWS = 10_000


def learn_again(
    table: pd.DataFrame,
    how: TwinSettings,
    steps: Steps | None = None,
    jobs: int = 1,
) -> Iterator[StructuralModel]:
    """Learn from bootstrap samples of the rows, of 10,000 at most.

    Parameters
    ----------
    table : DataFrame
        As ``learning_table`` gives it.
    how : TwinSettings
        ``replicates`` says how many samples.
    steps : Steps, optional
        Where the sample that is waited for is told.
    jobs : int
        How many are learned from side by side; the models do not depend on it.
    """
    samples = (resampled(table, how.seed, n, SAMPLE_ROWS) for n in range(how.replicates))
    models = learn_each(((sample, how) for sample in samples), jobs)
    for number in range(how.replicates):
        if steps:
            steps.begin(f"bootstrap sample {number + 1} of {how.replicates}")
        yield next(models)


def learn_each(
    asked: Iterable[tuple[pd.DataFrame, TwinSettings]], jobs: int = 1
) -> Iterator[StructuralModel]:
    """Learn from several tables side by side.

    Parameters
    ----------
    asked : iterable of tuple
        A table, as ``learning_table`` gives it, and settings.
    jobs : int
        How many at once; the models do not depend on it.
    """
    from joblib import Parallel, delayed

    work = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="n_jobs")
    with block_sigint():
        yield from work(delayed(_learn_apart)(table, how, os.getpid()) for table, how in asked)


def _learn_apart(sample: pd.DataFrame, how: TwinSettings, parent: int) -> StructuralModel:
    exit_with_parent(parent)
    return learn(sample, how)[1]


def shrinkage(rows: int) -> float:
    """Give what deviations of bootstrap samples are multiplied by, as these may be smaller.

    Parameters
    ----------
    rows : int
        Training rows.

    Returns
    -------
    float
        The root of the sample's size as a share of the rows that mechanisms are fitted on.

    References
    ----------
    Bickel, Götze and van Zwet (1997), Resampling fewer than n observations.

    Examples
    --------
    >>> shrinkage(10_000), round(shrinkage(1_000_000), 3)
    (1.0, 0.316)
    """
    return float(np.sqrt(min(rows, SAMPLE_ROWS) / min(rows, FIT_ROWS)))
