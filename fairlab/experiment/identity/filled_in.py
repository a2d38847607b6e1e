"""The settings that a run itself fills in, so that they are no part of what was asked for."""

import inspect
from collections.abc import Iterable
from typing import Any

from sklearn.base import BaseEstimator

from fairlab.experiment.estimator_copy import copy_estimator
from fairlab.experiment.identity.nested_estimators import is_frozen, nested_estimators
from fairlab.seeds import seed_for

SEEDS = ("random_state", "random_seed")
THREADS = ("n_jobs", "thread_count")
BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def left_out(estimator: Any) -> frozenset[str]:
    """Name the settings of an estimator that say nothing about what was asked for.

    Parameters
    ----------
    estimator : estimator
        Only its own settings are looked at; what is nested in it is asked by itself.

    Returns
    -------
    frozenset of str
        Its seed and its threads, ``sensitive`` where it is left to the data, and what its
        ``performance_only`` lists.

    Examples
    --------
    >>> from sklearn.ensemble import RandomForestClassifier
    >>> sorted(left_out(RandomForestClassifier(random_state=3)))
    ['n_jobs', 'random_state']
    """
    if is_frozen(estimator):
        return frozenset()
    filled = _first_of(SEEDS, estimator), _first_of(THREADS, estimator), _left_to_data(estimator)
    listed: frozenset[str] = getattr(estimator, "performance_only", frozenset())
    return frozenset(name for name in filled if name is not None) | listed


def fill_in(
    estimator: Any, seed: int, step: str, threads: int, sensitive: Iterable[str] | None = None
) -> Any:
    """Clone an estimator and give it its seeds, its threads and the attributes to balance.

    Each estimator nested in it gets a seed of its own. Threads go to the outermost that has a
    setting for them, and those within it get one each; an estimator without such a setting runs
    its parts one after another, so that each of them is given all. What is frozen is not touched.

    Parameters
    ----------
    estimator : estimator
        Left as it is.
    seed : int
        The seed of the run.
    step : str
        The name of the step; it and the names down to a nested estimator name its seed.
    threads : int
        How many the step may use.
    sensitive : iterable of str, optional
        Given to each estimator whose ``sensitive`` is None.

    Returns
    -------
    estimator
        Ready to be fitted.

    Examples
    --------
    >>> from sklearn.ensemble import RandomForestClassifier
    >>> from sklearn.pipeline import make_pipeline
    >>> forest = fill_in(make_pipeline(RandomForestClassifier()), 7, "model", threads=4)[-1]
    >>> forest.n_jobs, forest.random_state == seed_for(7, "model", "randomforestclassifier")
    (4, True)
    """
    ready = copy_estimator(estimator)
    _fill(ready, seed, (step,), threads, sensitive)
    return ready


def settable(estimator: Any) -> set[str]:
    """Name every setting of an estimator, also those that ``get_params`` shows only once set.

    Parameters
    ----------
    estimator : estimator
        CatBoost's show only what was set.

    Returns
    -------
    set of str

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> "max_depth" in settable(DecisionTreeClassifier())
    True
    """
    known = set(estimator.get_params()) | _own_names(estimator)
    for name, nested in nested_estimators(estimator).items():
        known |= {f"{name}__{setting}" for setting in settable(nested)}
    return known


def _own_names(estimator: Any) -> set[str]:
    """Name what ``__init__`` takes, where ``set_params`` takes it even if it is not shown."""
    # scikit-learn's own set_params refuses what get_params does not show.
    if getattr(type(estimator), "set_params", None) is BaseEstimator.set_params:
        return set()
    taken = inspect.signature(type(estimator).__init__).parameters.values()
    return {one.name for one in taken if one.kind in BY_NAME} - {"self"}


def _fill(
    estimator: Any, seed: int, path: tuple[str, ...], threads: int, sensitive: Iterable[str] | None
) -> None:
    if is_frozen(estimator):
        return
    threaded = _first_of(THREADS, estimator)
    known = {
        _first_of(SEEDS, estimator): seed_for(seed, *path),
        None if _ignores_threads(estimator) else threaded: threads,
        None if sensitive is None else _left_to_data(estimator): sensitive,
    }
    estimator.set_params(**{name: value for name, value in known.items() if name is not None})
    for name, nested in nested_estimators(estimator).items():
        _fill(nested, seed, (*path, name), 1 if threaded else threads, sensitive)


def _ignores_threads(estimator: Any) -> bool:
    from sklearn.linear_model import LogisticRegression

    # Its n_jobs does nothing since scikit-learn 1.8, which warns of any value but None.
    return isinstance(estimator, LogisticRegression)


def _first_of(names: tuple[str, ...], estimator: Any) -> str | None:
    # A name that was set comes first: CatBoost takes one of random_state and random_seed alone.
    shown, known = estimator.get_params(), _own_names(estimator)
    return next((n for n in names if n in shown), next((n for n in names if n in known), None))


def _left_to_data(estimator: Any) -> str | None:
    return "sensitive" if estimator.get_params().get("sensitive", ()) is None else None
