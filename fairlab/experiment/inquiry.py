"""Whom a strategy is asked about one by one, and which of its models answers about whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.data import Dataset, Split
from fairlab.data.messages import number_of
from fairlab.errors import RequestError
from fairlab.experiment.design import HOLDOUT, Design
from fairlab.experiment.fitted import Fitted
from fairlab.learn.importance import feature_importance
from fairlab.seeds import seed_for

RANKED = 500  # rows; nine of their ten largest features are those of all rows, also of deep trees


@dataclass(frozen=True)
class Inquiry:
    """People who are asked about once, and what answers.

    Parameters
    ----------
    train : Dataset
        What the causal model is learned from.
    people : Dataset
        Who is asked about.
    decide : callable
        From rows with the index of ``people.frame`` to whether each is flagged.
    importance : callable, optional
        From a seed to what each feature contributes to the scores, where that can be told.
    """

    train: Dataset
    people: Dataset
    decide: Callable[[pd.DataFrame], np.ndarray]
    importance: Callable[[int], pd.Series] | None = None


def inquiry_of_test_set(fitted: Fitted, parts: Split) -> Inquiry:
    """Ask one model about the people of its test set.

    Parameters
    ----------
    fitted : Fitted
    parts : Split
        Of the data that it learned from.

    Returns
    -------
    Inquiry
        Learned from are its training rows.

    Raises
    ------
    RequestError
        The model reads columns that are not there.
    """
    refuse_absent(fitted, parts.test)
    return Inquiry(
        parts.train,
        parts.test,
        lambda rows: fitted.predict(rows)[1],
        lambda seed: importance_of(fitted, parts.train, seed),
    )


def inquiry_of_run(models: Sequence[Fitted], data: Dataset, design: Design, seed: int) -> Inquiry:
    """Ask about everybody once, by the model that has not seen the person.

    Parameters
    ----------
    models : sequence of Fitted
        One per fold, in the order of the folds; a holdout has one.
    data : Dataset
        The whole table.
    design : Design
    seed : int
        Of the run.

    Returns
    -------
    Inquiry
        By folds, learned from are all rows.

    Raises
    ------
    RequestError
        A model reads columns that are not there.
    """
    if design.kind == HOLDOUT:
        return inquiry_of_test_set(models[0], design.split(data, seed))
    for fitted in models:
        refuse_absent(fitted, data)
    fold = data.fold_of(design.split_seed(seed), design.folds)
    people, fold = data.rows_where(fold >= 0), fold[fold >= 0]

    def decide(rows: pd.DataFrame) -> np.ndarray:
        flagged, asked = np.empty(len(rows), bool), fold[rows.index]
        for number in np.unique(asked):
            flagged[asked == number] = models[number].predict(rows[asked == number])[1]
        return flagged

    def importance(seed: int) -> pd.Series:
        own = [people.rows_where(fold == number) for number in range(len(models))]
        each = [importance_of(*pair, seed, len(own)) for pair in zip(models, own, strict=True)]
        return pd.concat(each, axis=1).fillna(0).mean(axis=1)

    return Inquiry(data, people, decide, importance)


def refuse_absent(fitted: Fitted, data: Dataset) -> None:
    """Refuse data without columns that a model reads."""
    absent = [name for name in fitted.columns if name not in data.frame]
    if absent:
        raise RequestError(
            f"The model reads {number_of(len(absent), 'column')} that the data lack, such as "
            f"{absent[0]!r}.\nName the data that it learned from."
        )


def importance_of(fitted: Fitted, data: Dataset, seed: int, parts: int = 1) -> pd.Series:
    """Measure what each feature contributes to the scores.

    Parameters
    ----------
    fitted : Fitted
    data : Dataset
        Rows to look at; a sample is enough.
    seed : int
        For the sample.
    parts : int
        Of how many such measurements the mean is taken: the more, the fewer rows each needs.

    Returns
    -------
    Series of float
        By feature that the model itself reads, see ``feature_importance``.
    """
    seed, rows = seed_for(seed, "importance"), RANKED // parts
    X = fitted.read(data.frame)
    table = feature_importance(fitted.model, X, data.y, seed, rows=rows, directions=False)
    return table.set_index("feature")["contribution"]
