"""The settings that a run itself fills in, so that they are no part of what was asked for."""

import sys
from collections.abc import Iterable
from typing import Any

from fairlab.experiment.estimator_copy import copy_estimator
from fairlab.experiment.identity.nested_estimators import (
    first_of,
    init_names,
    is_frozen,
    nested_estimators,
    own_settings,
)
from fairlab.experiment.identity.unnamed import SEEDS, seed_unset
from fairlab.seeds import seed_for

THREADS = ("n_jobs", "thread_count")


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
    filled = first_of(SEEDS, estimator), first_of(THREADS, estimator), _left_to_data(estimator)
    listed: frozenset[str] = getattr(estimator, "performance_only", frozenset())
    return frozenset(name for name in filled if name is not None) | listed


def fill_in(
    estimator: Any, seed: int, step: str, threads: int, sensitive: Iterable[str] | None = None
) -> Any:
    """Clone an estimator and give it its seeds, its threads and the attributes to balance.

    Each estimator nested in it gets a seed of its own. Threads go to the outermost that has a
    setting for them, and those within it get one each; an estimator without such a setting runs
    its parts one after another, so that each of them is given all. What is frozen is not touched.
    What stands in a setting without a name of its own, such as the splitter ``cv`` or a candidate
    of a grid, gets a seed where it has none.

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

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> "max_depth" in settable(DecisionTreeClassifier())
    True
    """
    known = set(estimator.get_params()) | init_names(estimator)
    for name, nested in nested_estimators(estimator).items():
        known |= {f"{name}__{setting}" for setting in settable(nested)}
    return known


def _fill(
    estimator: Any, seed: int, path: tuple[str, ...], threads: int, sensitive: Iterable[str] | None
) -> None:
    if is_frozen(estimator):
        return
    threaded = first_of(THREADS, estimator)
    known = {
        first_of(SEEDS, estimator): seed_for(seed, *path),
        None if _ignores_threads(estimator) else threaded: threads,
        None if sensitive is None else _left_to_data(estimator): sensitive,
    }
    estimator.set_params(**{name: value for name, value in known.items() if name is not None})
    for name, nested in nested_estimators(estimator).items():
        _fill(nested, seed, (*path, name), 1 if threaded else threads, sensitive)
    for name, value in own_settings(estimator).items():
        seed_unset(value, seed, (*path, name))


def _ignores_threads(estimator: Any) -> bool:
    # The n_jobs of a logistic regression does nothing since scikit-learn 1.8, which warns of any
    # value but None; there is none before its module is imported.
    known = sys.modules.get("sklearn.linear_model")
    return known is not None and isinstance(estimator, known.LogisticRegression)


def _left_to_data(estimator: Any) -> str | None:
    return "sensitive" if estimator.get_params().get("sensitive", ()) is None else None
