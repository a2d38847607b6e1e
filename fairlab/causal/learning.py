"""From training rows to a graph and a structural model, and again from bootstrap samples."""

import os
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from fairlab.causal.assumptions import earlier_columns
from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.discovery.modes import (
    discovered_graph,
    given_graph,
    no_discovery,
    study_graph,
)
from fairlab.causal.discovery.subset import check_attribute, choose_subset
from fairlab.causal.graph import check_given
from fairlab.causal.scm.regression import FIT_ROWS
from fairlab.causal.scm.structural_model import StructuralModel, fit_model
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.uncertainty import resampled
from fairlab.data.dataset import Dataset
from fairlab.errors import RequestError
from fairlab.stats.column_kinds import kind_of
from fairlab.system.workers import block_sigint, exit_with_parent

MOST_WORDS = 100
MOST_EARLIER = 10_000  # values of a column that comes before; of more nothing is learned
SAMPLE_ROWS = 10_000


def learning_table(
    train: Dataset, attribute: str, how: TwinSettings, importance: pd.Series | None = None
) -> pd.DataFrame:
    """Take the columns that the causal model is learned from.

    Parameters
    ----------
    train : Dataset
    attribute : str
    how : TwinSettings
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
    check_question(train, attribute, how)
    if how.graph is not None:
        others = [name for name in how.graph.nodes if name not in (attribute, train.target)]
        names = [attribute, *others, train.target]
    else:
        few = [name for name in train.features if not is_high_cardinality(train.frame[name])]
        names = choose_subset(train.frame, attribute, train.target, few, importance, how.largest)
        others = [name for name in earlier_columns(how, attribute) if name not in names]
        names[1:1] = [name for name in others if 1 < train.frame[name].nunique() <= MOST_EARLIER]
    return train.frame[names[:-1]].assign(**{train.target: train.y})


def check_question(train: Dataset, attribute: str, how: TwinSettings) -> None:
    """Refuse a question that cannot be answered, before anything is computed.

    Parameters
    ----------
    train : Dataset
        Training rows.
    attribute : str
        The column that is to be changed.
    how : TwinSettings

    Raises
    ------
    RequestError
        The attribute is not there, is the target, is allowed to differ or has one level; or a
        given graph lacks it, or moves a column whose mechanism cannot be inverted.

    Examples
    --------
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> check_question(Dataset("people", table, target="bad"), "bad", TwinSettings())
    Traceback (most recent call last):
    fairlab.errors.RequestError: 'bad' is the target: ask what it had been under another column.
    """
    if attribute == train.target:
        raise RequestError(
            f"{attribute!r} is the target: ask what it had been under another column."
        )
    check_attribute(train.frame, attribute)
    if attribute in how.allowed:
        raise RequestError(
            f"{attribute!r} is asked about, and twins that keep it are none.\n"
            "Leave it out of --allowed, or ask about other attributes: --attribute."
        )
    if how.graph is None:
        return
    check_given(how.graph, attribute, train.frame.columns)
    for name in how.graph.descendants(attribute):
        if name != train.target:
            _refuse_not_invertible(name, train.frame[name])


def is_high_cardinality(values: pd.Series) -> bool:
    """Tell whether a column has more different words than anything can be learned about.

    Examples
    --------
    >>> names = pd.Series([f"name {i}" for i in range(500)])
    >>> is_high_cardinality(names), is_high_cardinality(pd.Series(range(500)))
    (True, False)
    """
    return kind_of(values) == "categorical" and values.nunique() > MOST_WORDS


def _refuse_not_invertible(name: str, values: pd.Series) -> None:
    if is_high_cardinality(values):
        raise RequestError(
            f"The mechanism of {name!r} cannot be inverted: it holds {values.nunique():,} "
            f"different words,\nmore than {MOST_WORDS}, so that hardly a row shares its own with "
            "others. Take it out of the graph."
        )
    if values.nunique() < 2:
        raise RequestError(
            f"The mechanism of {name!r} cannot be inverted: it holds one value only in "
            f"{len(values):,} rows,\nso that nothing is seen to move it. Take it out of the graph."
        )


def learn(table: pd.DataFrame, how: TwinSettings) -> tuple[CausalGraph, StructuralModel]:
    """Find the graph in the way that was asked for, and fit the mechanisms along it.

    Parameters
    ----------
    table : DataFrame
        As ``learning_table`` gives it.
    how : TwinSettings

    Returns
    -------
    graph : CausalGraph
    model : StructuralModel
    """
    # On matrices as small as these, threads of the linear algebra wait for each other.
    with threadpool_limits(1, "blas"):
        graph = _graph(table, how)
        return graph, fit_model(table, graph.dag, graph.attribute, how.mechanism, how.seed)


def learn_again(
    table: pd.DataFrame,
    how: TwinSettings,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> Iterator[StructuralModel]:
    """Learn from bootstrap samples of the rows, of 10,000 at most.

    Parameters
    ----------
    table : DataFrame
        As ``learning_table`` gives it.
    how : TwinSettings
        ``replicates`` says how many samples.
    progress : callable, optional
        Told how many of how many samples are done.
    jobs : int
        How many are learned from side by side; the models do not depend on it.

    Yields
    ------
    StructuralModel
    """
    samples = (resampled(table, how.seed, n, SAMPLE_ROWS) for n in range(how.replicates))
    models = learn_each(((sample, how) for sample in samples), jobs)
    for number, model in enumerate(models, 1):
        yield model
        if progress:
            progress(number, how.replicates)


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

    Yields
    ------
    StructuralModel
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


def _graph(table: pd.DataFrame, how: TwinSettings) -> CausalGraph:
    attribute, target = table.columns[0], table.columns[-1]
    if how.graph is not None and how.mode == "given":
        return given_graph(how.graph, attribute, target, table.columns)
    varied = table.loc[:, table.nunique() > 1]
    if how.mode == "none":
        earlier = earlier_columns(how, attribute)
        return no_discovery(varied, seed=how.seed, earlier=earlier)
    if how.mode == "study":
        return study_graph(varied, seed=how.seed)
    known = how.knowledge(attribute)
    return discovered_graph(
        varied, known, how.view, how.effective_size, seed=how.seed, second=how.second
    )
