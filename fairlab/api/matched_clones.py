"""Invented people who are equal in all but some attributes, from a notebook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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
    model: Any,
    data: "str | Dataset",
    attributes: str | Sequence[str] | Mapping[str, Sequence[Any]],
    approves: str | float | None = None,
    profiles: int = 2000,
    seed: int = 0,
    follow: str | Sequence[str] = (),
) -> "CloneTest":
    """Ask a model about invented people who are equal in all but some attributes.

    Parameters
    ----------
    model : callable or estimator
        Takes a frame of people, or has a ``predict`` that does, and gives an answer for each.
    data : str or Dataset
        From whose columns profiles are drawn; no profile is a person of it.
    attributes : str, sequence of str, or mapping of str to sequence
        What clones differ in; with a mapping, at which levels.
    approves : str, bool or number, optional
        The answer that approves: ``"yes"``, ``">=0.5"``. Where left out, the bad event of the
        data denies, or 1 of answers that are 0 and 1 (0, where that is the bad event).
    profiles : int
        How many.
    seed : int
        Of the draw.
    follow : str or sequence of str
        Columns that go with the attributes, besides those that say them in other words; the rest
        is equal.

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
    from fairlab.clones.answer_meaning import labels_of
    from fairlab.clones.from_data import following_of, schema_of, with_proxies

    asked = _asked(attributes)
    profiles, seed = whole_number("profiles", profiles, 1), whole_number("seed", seed, 0)
    dataset = load_data(data)
    form = schema_of(dataset)
    levels = chosen_levels(form, asked)
    following = [follow] if isinstance(follow, str) else list(follow)
    following = following_of(form, dataset, levels, following)
    form = with_proxies(form, dataset, levels, following)
    asked_model = replace(_asked_model(model, approves), labels=labels_of(dataset))
    return clone_test(asked_model, form, levels, profiles, seed, following)


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

    ask = model if callable(model) else getattr(model, "predict", None)
    if not callable(ask):
        raise RequestError(
            f"The model must be a function or have a predict, but got {described(model)}."
        )
    if not isinstance(approves, str | Real | np.bool_ | None) or approves == "":
        raise RequestError(
            f'approves must be an answer, such as "1" or ">=0.5", but got {described(approves)}.'
        )
    name = getattr(model, "__name__", type(model).__name__)
    columns = getattr(model, "feature_names_in_", None)
    reads = None if columns is None else tuple(columns)
    said = None if approves is None else str(approves)

    def answer(people: pd.DataFrame) -> Any:
        return ask(people if reads is None else people[list(reads)])

    return AskedModel(name, ask if reads is None else answer, reads, said)
