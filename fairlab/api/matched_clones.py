"""Invented people who are equal in all but some attributes, from a notebook."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import load_data

if TYPE_CHECKING:
    from fairlab.clones import CloneTest
    from fairlab.data import Dataset


def clones(
    model: Callable[[pd.DataFrame], Any],
    data: "str | Dataset",
    attributes: str | Sequence[str] | Mapping[str, Sequence[Any]],
    approves: str = "1",
    profiles: int = 2000,
    seed: int = 0,
    follow: Sequence[str] = (),
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
    approves : str
        The answer that approves: ``"1"``, ``"yes"``, ``">=0.5"``.
    profiles : int
        How many.
    seed : int
        Of the draw.
    follow : sequence of str
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
    from fairlab.clones import AskedModel, chosen_levels, clone_test
    from fairlab.clones.from_data import schema_of, with_proxies

    named = {attributes: ()} if isinstance(attributes, str) else attributes
    asked = {name: [*map(str, named[name])] if isinstance(named, Mapping) else [] for name in named}
    dataset = load_data(data)
    form = schema_of(dataset)
    levels = chosen_levels(form, asked)
    form = with_proxies(form, dataset, levels, follow)
    name = getattr(model, "__name__", type(model).__name__)
    return clone_test(
        AskedModel(name, model, approves=approves), form, levels, profiles, seed, follow
    )
