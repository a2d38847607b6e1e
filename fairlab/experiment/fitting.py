"""A strategy fitted: each step in its turn, and named where it fails."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.data import Dataset, Split
from fairlab.errors import RequestError
from fairlab.experiment.category_levels import levels_of, misread_levels
from fairlab.experiment.fit_arguments import fit_arguments, unlabelled_for
from fairlab.experiment.fitted import FittedModel
from fairlab.experiment.known_figures import known_figures
from fairlab.experiment.score_scale import on_scale_of
from fairlab.experiment.steps import checked_resample, checked_weights, in_step, learned_from
from fairlab.experiment.transforming import columns_read, fit_transformer, transform_rows
from fairlab.mitigate.rules import DecisionRule, OutOfFoldScores, Reference, wants_out_of_fold

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy


def fit_model(
    strategy: "Strategy", parts: Split, seed: int, threads: int = 1, journal: Path | None = None
) -> FittedModel:
    """Do all of a strategy but deciding: transform, resample, weigh, tune and train.

    Parameters
    ----------
    strategy : Strategy
    parts : Split
        The test set is not looked at.
    seed : int
        From which the seed of each step is derived.
    threads : int
        How many the model may use.
    journal : Path, optional
        Where finished tuning trials are written, so that a killed search goes on.
    """
    return fit_model_on(strategy, parts.train, parts.validation, seed, threads, journal)


def fit_model_on(
    strategy: "Strategy",
    train: Dataset,
    held: Dataset | None,
    seed: int,
    threads: int = 1,
    journal: Path | None = None,
) -> FittedModel:
    """Do the same on any rows.

    Parameters
    ----------
    strategy, seed, threads, journal
        As for ``fit_model``.
    train : Dataset
        Rows to learn from.
    held : Dataset or None
        Rows to be validated on, for a model that asks for them.
    """
    given = train
    transformer = fit_transformer(strategy, train, seed, threads)
    columns = tuple(columns_read(transformer, train))
    if transformer is not None:
        train = transform_rows(transformer, columns, train)
        held = held and transform_rows(transformer, columns, held)
    model = strategy.ready("model", train, seed, threads)
    sampler, X, y, extra = _resample(strategy, train, seed, threads)
    offered: dict[str, Any] = {"journal": journal, **extra}
    if held is not None:
        offered["validation"] = held.X, held.y
    if strategy.weights is not None:
        with in_step("weights", strategy.weights):
            weigher = strategy.ready("weights", train, seed, threads)
            offered["sample_weight"] = checked_weights(weigher, X, y)
    taken = fit_arguments(model)
    if "sensitive_features" in taken:
        offered["sensitive_features"] = _groups_of(train, X)
        if held is not None:
            held_rows = held.with_sensitive
            offered["validation_sensitive_features"] = _groups_of(train, held_rows)
    handed = {key: offered[name] for name, key in taken.items() if name in offered}
    with in_step("model", model):
        model.fit(X[train.features], y, **handed)
    cells = getattr(sampler, "cells_", None)
    read = given.frame[list(columns)]
    return FittedModel(model, columns, cells, levels_of(read), misread_levels(read), transformer)


def fit_rule(
    strategy: "Strategy",
    parts: Split,
    scores: Mapping[str, np.ndarray],
    seed: int,
    reference: Mapping[str, Mapping[str, float]],
    out_of_fold: np.ndarray | None = None,
) -> DecisionRule:
    """Fit the decision rule of a strategy on rows that its model has scored.

    Parameters
    ----------
    strategy : Strategy
    parts : Split
    scores : mapping of str to ndarray
        Of the ``validation`` and of the ``test`` rows, each in the order of that part.
    seed : int
        From which that of the rule is derived.
    reference : mapping of str to mapping of str to float
        The metrics of the strategies that the rule needs, of the same fold.
    out_of_fold : ndarray, optional
        Scores of the ``train`` rows by models that had not seen them, for a rule that wants them.

    Returns
    -------
    DecisionRule
        A fitted one.
    """
    name = "test" if strategy.rule.on == "test" else "validation"
    known = known_figures(strategy.rule, reference)
    rest = None
    if out_of_fold is not None:
        rest = parts.train, on_scale_of(scores[name], out_of_fold)
    return fit_rule_on(strategy, getattr(parts, name), scores[name], seed, known, rest)


def fit_rule_on(
    strategy: "Strategy",
    rows: Dataset,
    score: np.ndarray,
    seed: int,
    known: Reference,
    rest: tuple[Dataset, np.ndarray] | None = None,
) -> DecisionRule:
    """Do the same on any rows.

    Parameters
    ----------
    strategy, seed
        As for ``fit_rule``.
    rows : Dataset
    score : ndarray of shape (n,)
        One per row.
    known : mapping of str to mapping of str to float
        Figures of the strategies that the rule needs, on the same rows.
    rest : tuple of Dataset and ndarray, optional
        Other rows and their out-of-fold scores, for a rule that wants them.

    Returns
    -------
    DecisionRule
        A fitted one.
    """
    rule: DecisionRule = strategy.ready("rule", rows, seed, threads=1)
    with in_step("rule", rule):
        further, looked = _wanted(strategy, rule, rest), learned_from(rule, rows.frame)
        rule.fit(rows.y, score.copy(), looked, known, **further)
    return rule


def _wanted(
    strategy: "Strategy", rule: DecisionRule, rest: tuple[Dataset, np.ndarray] | None
) -> dict[str, OutOfFoldScores]:
    """Hand on what the rule is fitted with beside the usual."""
    if not wants_out_of_fold(rule):
        return {}
    if rest is None:
        raise RequestError(
            f"The rule of {strategy.name} wants out-of-fold scores of the training rows, which a "
            "sweep makes.\nRun it: fairlab.sweep([strategy], data)"
        )
    rows, score = rest
    return {"out_of_fold": OutOfFoldScores(rows.y, score.copy(), learned_from(rule, rows.frame))}


def _resample(
    strategy: "Strategy", train: Dataset, seed: int, threads: int
) -> tuple[Any, pd.DataFrame, pd.Series, dict[str, Any]]:
    """Change the training rows, or hand new ones to the model batch by batch."""
    X, y = train.with_sensitive, train.y
    if strategy.sampler is None:
        return None, X, y, {}
    sampler = strategy.ready("sampler", train, seed, threads)
    with in_step("sampler", sampler):
        if _streams(strategy):
            rows = sampler.new_rows(X, y)
            return sampler, X, y, {"extra_rows": partial(_batches, rows, train.features)}
        X, y = checked_resample(sampler, X, y, unlabelled_for(sampler.fit_resample, train))
    return sampler, X, y, {}


def _streams(strategy: "Strategy") -> bool:
    """Tell whether the sampler's new rows go to the model batch by batch."""
    taken = "extra_rows" in fit_arguments(strategy.model)
    return hasattr(strategy.sampler, "new_rows") and taken and strategy.weights is None


def _batches(rows: Iterable, features: list[str]) -> Iterator[tuple[pd.DataFrame, pd.Series]]:
    return ((table[features], labels) for table, labels in rows)


def _groups_of(train: Dataset, X: pd.DataFrame) -> pd.DataFrame:
    """Name the groups of the training rows, in the attributes that are balanced."""
    return train.groups().of(X)[list(train.balanced)].astype(str)
