"""Invented people who are equal in all but some attributes, from a notebook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.api.arguments import described, load_data, whole_number
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.clones import AskedModel, CloneTest
    from fairlab.data import Dataset


def clones(
    model: Callable[[pd.DataFrame], Any],
    data: "str | Dataset",
    attributes: str | Sequence[str] | Mapping[str, Sequence[Any]],
    approves: str | float = "1",
    profiles: int = 2000,
    seed: int = 0,
    follow: str | Sequence[str] = (),
) -> "CloneTest":
    """Ask a model about invented people who are equal in all but some attributes.

    Parameters
    ----------
    model : callable
        Takes a frame of people and gives an answer for each.
    data : str or Dataset
        From whose columns profiles are drawn; no profile is a person of it.
    attributes : str, sequence of str, or mapping of str to sequence
        What clones differ in; with a mapping, at which levels.
    approves : str, bool or number
        The answer that approves: ``"1"``, ``"yes"``, ``">=0.5"``.
    profiles : int
        How many.
    seed : int
        Of the draw.
    follow : str or sequence of str
        Columns that go with the attributes; the rest is equal.

    Returns
    -------
    CloneTest
        ``pairs``, ``approved`` and ``any_flip`` as frames.

    Examples
    --------
    >>> import fairlab
    >>> test = fairlab.clones(lambda people: people["Income"] > 5000, "loans", "Gender", "True",
    ...                       profiles=100)
    >>> test.pairs["flips"].tolist()
    [0]
    """
    from fairlab.clones import chosen_levels, clone_test
    from fairlab.clones.from_data import schema_of, with_proxies

    asked = _asked(attributes)
    profiles, seed = whole_number("profiles", profiles, 1), whole_number("seed", seed, 0)
    dataset = load_data(data)
    form = schema_of(dataset)
    levels = chosen_levels(form, asked)
    following = [follow] if isinstance(follow, str) else list(follow)
    form = with_proxies(form, dataset, levels, following)
    return clone_test(_asked_model(model, approves), form, levels, profiles, seed, following)


def _asked(attributes: Any) -> dict[str, list[str]]:
    named = {attributes: ()} if isinstance(attributes, str) else attributes
    if not isinstance(named, Iterable) or isinstance(named, pd.DataFrame) or not list(named):
        raise RequestError(
            f"Clones must differ in an attribute, but got {described(attributes)}.\n"
            'Name one or more, such as "Gender" or {"age": [25, 60]}.'
        )
    return {name: [*map(str, named[name])] if isinstance(named, Mapping) else [] for name in named}


def _asked_model(model: Any, approves: Any) -> "AskedModel":
    from fairlab.clones import AskedModel

    if not callable(model):
        hint = "\nGive its `predict`." if hasattr(model, "predict") else ""
        raise RequestError(f"The model must be a function, but got {described(model)}.{hint}")
    if not isinstance(approves, str | Real | np.bool_) or approves == "":
        raise RequestError(
            f'approves must be an answer, such as "1" or ">=0.5", but got {described(approves)}.'
        )
    name = getattr(model, "__name__", type(model).__name__)
    return AskedModel(name, model, approves=str(approves))
