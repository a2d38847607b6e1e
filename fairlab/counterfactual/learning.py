"""From training rows to a graph and a structural model, and again from bootstrap samples."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from fairlab.counterfactual.graph import check_given
from fairlab.counterfactual.modes import (
    CausalGraph,
    discovered_graph,
    given_graph,
    no_discovery,
    study_graph,
)
from fairlab.counterfactual.prediction import FIT_ROWS
from fairlab.counterfactual.scm import StructuralModel, fit_model
from fairlab.counterfactual.settings import Settings
from fairlab.counterfactual.subset import choose_subset
from fairlab.counterfactual.uncertainty import resampled
from fairlab.data.dataset import Dataset

SAMPLE_ROWS = 30_000


def learning_table(
    train: Dataset, attribute: str, how: Settings, importance: pd.Series | None = None
) -> pd.DataFrame:
    """Take the columns that the causal model is learned from.

    Parameters
    ----------
    train : Dataset
    attribute : str
    how : Settings
    importance : Series, optional
        What each feature contributes to the scores.

    Returns
    -------
    DataFrame
        The attribute first, the target as 0 and 1 last; between them the nodes of a given graph,
        or the subset that ``choose_subset`` takes.

    Raises
    ------
    RequestError
        When the attribute is not there or has one level, or a given graph does not fit.
    """
    names = choose_subset(train.frame, attribute, train.target, train.features, importance)
    if how.graph is not None:
        check_given(how.graph, attribute, train.frame.columns)
        others = [name for name in how.graph.nodes if name not in (attribute, train.target)]
        names = [attribute, *others, train.target]
    return train.frame[names[:-1]].assign(**{train.target: train.y})


def learn(table: pd.DataFrame, how: Settings) -> tuple[CausalGraph, StructuralModel]:
    """Find the graph in the way that was asked for, and fit the mechanisms along it.

    Parameters
    ----------
    table : DataFrame
        As ``learning_table`` gives it.
    how : Settings

    Returns
    -------
    graph : CausalGraph
    model : StructuralModel
    """
    graph = _graph(table, how)
    return graph, fit_model(table, graph.dag, graph.attribute, how.mechanism, how.seed)


def learn_again(
    table: pd.DataFrame, how: Settings, progress: Callable[[int, int], None] | None = None
) -> Iterator[StructuralModel]:
    """Learn from bootstrap samples of the rows, of 30,000 at most.

    Parameters
    ----------
    table : DataFrame
        As ``learning_table`` gives it.
    how : Settings
        ``replicates`` says how many samples.
    progress : callable, optional
        Told how many of how many samples are done.

    Yields
    ------
    StructuralModel
    """
    for number in range(how.replicates):
        yield learn(resampled(table, how.seed, number, SAMPLE_ROWS), how)[1]
        if progress:
            progress(number + 1, how.replicates)


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
    (1.0, 0.548)
    """
    return float(np.sqrt(min(rows, SAMPLE_ROWS) / min(rows, FIT_ROWS)))


def _graph(table: pd.DataFrame, how: Settings) -> CausalGraph:
    attribute, target = table.columns[0], table.columns[-1]
    if how.graph is not None and how.mode == "given":
        return given_graph(how.graph, attribute, target, table.columns)
    varied = table.loc[:, table.nunique() > 1]
    if how.mode == "none":
        return no_discovery(varied)
    if how.mode == "study":
        return study_graph(varied, seed=how.seed)
    known = how.knowledge(attribute)
    return discovered_graph(
        varied, known, how.view, how.effective_size, seed=how.seed, second=how.second
    )
