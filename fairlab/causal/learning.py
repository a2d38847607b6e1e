"""From training rows to a graph and a structural model."""

from collections.abc import Sequence

import pandas as pd
from threadpoolctl import threadpool_limits

from fairlab.causal.assumptions import SpokenOf, earlier_columns, settled
from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.contradictions import refuse_contradictions
from fairlab.causal.discovery.modes import (
    discovered_graph,
    given_graph,
    no_discovery,
    study_graph,
)
from fairlab.causal.discovery.subset import check_attribute, choose_subset
from fairlab.causal.scm.structural_model import StructuralModel, fit_model
from fairlab.causal.told import followed
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data.dataset import Dataset
from fairlab.errors import RequestError
from fairlab.stats.column_kinds import kind_of

MOST_WORDS = 100
MOST_EARLIER = 10_000  # values of a column that comes before; of more nothing is learned


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
    check_questions(train, [attribute], how)
    if how.graph is not None:
        others = [name for name in how.graph.nodes if name not in (attribute, train.target)]
        names = [attribute, *others, train.target]
    else:
        few = [name for name in train.features if not is_high_cardinality(train.frame[name])]
        names = choose_subset(train.frame, attribute, train.target, few, importance, how.largest)
        others = [name for name in earlier_columns(how, attribute) if name not in names]
        names[1:1] = [name for name in others if is_learnable_cause(train.frame[name].nunique())]
    return train.frame[names[:-1]].assign(**{train.target: train.y})


def check_questions(
    train: Dataset | SpokenOf, attributes: Sequence[str], how: TwinSettings
) -> None:
    """Refuse questions that cannot be answered, before anything is computed.

    Raises
    ------
    RequestError
        An attribute is not there, is the target or has one level; what is said of causes
        contradicts itself or the table; or a given graph moves a column whose mechanism cannot be
        inverted.

    Examples
    --------
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> check_questions(Dataset("people", table, target="bad"), ["bad"], TwinSettings())
    Traceback (most recent call last):
    fairlab.errors.RequestError: 'bad' is the target: ask what it had been under another column.
    """
    for attribute in attributes:
        if attribute == train.target:
            raise RequestError(
                f"{attribute!r} is the target: ask what it had been under another column."
            )
        check_attribute(train.frame, attribute)
    how = settled(how, train)
    refuse_contradictions(how, train, attributes)
    if how.graph is None:
        return
    for attribute in attributes:
        for name in followed(how, attribute).descendants(attribute):
            if name != train.target:
                _refuse_not_invertible(name, train.frame[name])


def is_learnable_cause(values: int) -> bool:
    """Tell whether so many values of a column that comes before are neither too few nor many."""
    return 1 < values <= MOST_EARLIER


def has_more_columns(train: Dataset, table: pd.DataFrame) -> bool:
    """Tell whether more of the features could be learned from than a table has.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": list("mf") * 9, "age": range(18), "y": [0, 0, 1] * 6})
    >>> has_more_columns(Dataset("people", people, "y"), people[["sex", "y"]])
    True
    """
    left = (name for name in train.features if name not in table)
    return any(not is_high_cardinality(train.frame[name]) for name in left)


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
    import xgboost

    # On matrices as small as these, threads wait for each other.
    with threadpool_limits(1, "blas"), xgboost.config_context(nthread=1):
        graph = _graph(table, how)
        return graph, fit_model(table, graph.dag, graph.attribute, how.mechanism, how.seed)


def _graph(table: pd.DataFrame, how: TwinSettings) -> CausalGraph:
    attribute, target = table.columns[0], table.columns[-1]
    if how.graph is not None and how.mode == "given":
        return given_graph(followed(how, attribute), attribute, target)
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
