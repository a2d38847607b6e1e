"""How a strategy is fitted on all rows: with what its folds found, and nothing left to search."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any

from fairlab.data import Dataset
from fairlab.experiment.fit_arguments import fit_arguments
from fairlab.experiment.fitted import FittedModel
from fairlab.experiment.fitting import fit_model_on
from fairlab.experiment.fold_fit import found_in
from fairlab.experiment.strategy import Strategy
from fairlab.learn.trials import trees_of_best
from fairlab.record.run_result import RunResult
from fairlab.seeds import seed_for


def is_settled(model: Any) -> bool:
    """Tell whether a model can take what folds have found, and then needs no validation rows."""
    return hasattr(model, "on_all_rows")


def needs_validation(model: Any) -> bool:
    """Tell whether a fifth of the rows has to be set apart for a model, as in each fold."""
    return "validation" in fit_arguments(model) and not is_settled(model)


def final_recipe(strategy: Strategy, fits: Sequence[RunResult]) -> Strategy:
    """Fix what the folds of an audit have found.

    Parameters
    ----------
    strategy : Strategy
    fits : sequence of RunResult
        The fits of its audit, in the order of the folds.

    Returns
    -------
    Strategy
        With the hyperparameters of the first fold's search, and as many trees as the folds with
        these hyperparameters kept on average; the strategy itself where its model searches nothing.
    """
    if not is_settled(strategy.model):
        return strategy
    found = found_in(fits[0])
    alike = [fit for fit in fits if found.items() <= found_in(fit).items()]
    trees = max(1, round(fmean(trees_of_best(fit.tables["trials"]) for fit in alike)))
    return replace(strategy, model=strategy.model.on_all_rows(found, trees))


def fit_recipe(recipe: Strategy, rows: Dataset, seed: int, threads: int) -> FittedModel:
    """Fit on rows, of which a fifth is set apart where the model asks for that.

    Parameters
    ----------
    recipe : Strategy
        What ``final_recipe`` returns.
    rows : Dataset
    seed : int
    threads : int
    """
    train, held = rows, None
    if needs_validation(recipe.model):
        chosen = rows.fifth(seed_for(seed, "validation"))
        train, held = rows.rows_where(~chosen), rows.rows_where(chosen)
    return fit_model_on(recipe, train, held, seed, threads)
