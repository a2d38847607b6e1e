"""Seeds for what stands in a setting without a name: splitters, candidates of a grid, lists."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from fairlab.experiment.identity.nested_estimators import (
    first_of,
    is_estimator,
    is_frozen,
    nested_estimators,
    own_settings,
)
from fairlab.seeds import seed_for

SEEDS = ("random_state", "random_seed")


def seed_unset(value: Any, seed: int, path: tuple[str, ...]) -> None:
    """Give a seed to everything in a value that draws at random and has none yet.

    A seed that was set stays: the key of the run tells it, as it tells one that was not.

    Parameters
    ----------
    value : object
        What an estimator is set to; it is changed, so it has to be a copy of the user's.
    seed : int
        The seed of the run.
    path : tuple of str
        The names down to the value, which name its seed.

    Examples
    --------
    >>> from sklearn.model_selection import ShuffleSplit
    >>> cv = ShuffleSplit()
    >>> seed_unset([cv], 7, ("model", "cv"))
    >>> cv.random_state == seed_for(7, "model", "cv", "0")
    True
    """
    if is_estimator(value):
        _seed_estimator(value, seed, path)
    elif not isinstance(value, type) and _is_unseeded(value):
        # Past __setattr__, which an object that is frozen would refuse on its copy too.
        vars(value)["random_state"] = seed_for(seed, *path)
    for name, part in _parts(value):
        seed_unset(part, seed, (*path, *name))


def _seed_estimator(estimator: Any, seed: int, path: tuple[str, ...]) -> None:
    if is_frozen(estimator):
        return
    name = first_of(SEEDS, estimator)
    if name is not None and estimator.get_params().get(name) is None:
        estimator.set_params(**{name: seed_for(seed, *path)})


def _is_unseeded(value: Any) -> bool:
    # A splitter that does not shuffle draws nothing, and scikit-learn wants no seed there.
    held = getattr(value, "__dict__", {})
    return held.get("random_state", 0) is None and held.get("shuffle") is not False


def _parts(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give what is held one level down, with the name that it has there."""
    if is_estimator(value) and not is_frozen(value):
        # Named parts come first: they are met again in the lists that name them.
        held = {**nested_estimators(value), **own_settings(value)}
        yield from (((name,), part) for name, part in held.items())
    elif isinstance(value, Mapping):
        yield from (((str(name),), part) for name, part in value.items())
    elif isinstance(value, list | tuple) or _holds_objects(value):
        yield from (((str(place),), part) for place, part in enumerate(value))
    elif isinstance(value, set | frozenset):
        yield from (((), part) for part in value)  # without an order, so all with the same seed


def _holds_objects(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == object and value.ndim > 0
