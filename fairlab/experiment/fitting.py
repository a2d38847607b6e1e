"""A strategy fitted: each step in its turn, and named where it fails."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.data import Dataset, Split
from fairlab.experiment.category_levels import levels_of, misread_levels
from fairlab.experiment.fit_arguments import fit_arguments
from fairlab.experiment.fitted import Fitted
from fairlab.experiment.steps import checked_resample, checked_weights, in_step, looked_at, scored
from fairlab.experiment.strategy import known_figures

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy


def fit(
    strategy: "Strategy",
    parts: Split,
    seed: int,
    reference: Mapping[str, Mapping[str, float]],
    threads: int,
    journal: Path | None,
) -> Fitted:
    """Fit a strategy, see ``Strategy.fit``."""
    train = parts.train
    model = strategy.ready("model", train, seed, threads)
    sampler, X, y, extra = _resample(strategy, train, seed, threads)
    offered = {"validation": (parts.validation.X, parts.validation.y), "journal": journal, **extra}
    if strategy.weights is not None:
        with in_step("weights", strategy.weights):
            weigher = strategy.ready("weights", train, seed, threads)
            offered["sample_weight"] = checked_weights(weigher, X, y)
    taken = fit_arguments(model)
    if "sensitive_features" in taken:
        offered["sensitive_features"] = _groups_of(train, X)
    handed = {key: offered[name] for name, key in taken.items() if name in offered}
    with in_step("model", model):
        model.fit(X[train.features], y, **handed)
    rule = strategy.ready("rule", train, seed, threads)
    part = parts.test if rule.on == "test" else parts.validation
    score = scored(model, part.X)
    with in_step("rule", rule):
        rule.fit(part.y, score.copy(), looked_at(rule, part.frame), known_figures(rule, reference))
    cells = getattr(sampler, "cells_", None)
    known = levels_of(train.X), misread_levels(train.X)
    return Fitted(model, rule, tuple(train.features), cells, *known)


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
        X, y = checked_resample(sampler, X, y)
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
