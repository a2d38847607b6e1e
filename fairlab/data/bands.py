"""Bands of an attribute that is a number: ages as lenders group them, else quarters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from fairlab.data.traits import looks_like_age

AGES = (18.0, 25.0, 35.0, 45.0, 55.0, 62.0)
SMALLEST = 25  # people; of fewer nothing could be said
_QUARTERS = (0.25, 0.5, 0.75)


def usual_edges(
    values: pd.Series, smallest: int = SMALLEST, rows: np.ndarray | None = None
) -> tuple[float, ...]:
    """Give the edges by which a number is cut where nobody says otherwise.

    Parameters
    ----------
    values : Series of float
        A column; its name tells ages.
    smallest : int
        Bands of ages with fewer people are joined to the smaller neighbour.
    rows : ndarray of int, optional
        How many people have each value; one where left out.

    Returns
    -------
    tuple of float
        Where bands begin, but for the lowest: of ages 18, 25, 35, 45, 55 and 62, else quartiles.

    Examples
    --------
    >>> usual_edges(pd.Series(range(20, 70), name="age"), smallest=8)
    (35.0, 45.0, 55.0)
    >>> usual_edges(pd.Series([*range(8)], name="income"))
    (2.0, 4.0, 6.0)
    """
    there = values.notna().to_numpy()
    known = values.to_numpy(float, na_value=np.nan)[there]
    weight = np.ones(len(known), int) if rows is None else rows[there]
    if looks_like_age(str(values.name)):
        return _merged(known, weight, [edge for edge in AGES if edge > known.min()], smallest)
    order = np.argsort(known, kind="stable")
    up_to = np.cumsum(weight[order])
    places = np.ceil((up_to[-1] - 1) * np.array(_QUARTERS))
    edges = known[order][np.searchsorted(up_to, places, side="right")]
    return tuple(float(edge) for edge in np.unique(edges) if edge > known.min())


@dataclass(frozen=True)
class Bands:
    """The bands of one attribute.

    Parameters
    ----------
    edges : tuple of float
        Where bands begin, but for the lowest; rising.
    names : tuple of str
        From the lowest band up.

    Examples
    --------
    >>> age = pd.Series([24, 30, 62, None], name="age")
    >>> bands = Bands.learn(age, [25, 35, 62])
    >>> bands.names, bands.codes(age).tolist()
    (('18-24', '25-34', '35-61', '62+'), [0, 1, 3, 4])
    """

    edges: tuple[float, ...]
    names: tuple[str, ...]

    @classmethod
    def learn(cls, values: pd.Series, edges: Sequence[float]) -> "Bands":
        """Name bands after what all rows of a table hold, such as whole years of adults."""
        return cls(tuple(edges), tuple(_names(values, values.dropna().to_numpy(float), edges)))

    def codes(self, values: pd.Series) -> np.ndarray:
        """Give each row the number of its band; who has no value comes after the last."""
        numbers = values.to_numpy(float, na_value=np.nan)
        found = np.searchsorted(self.edges, numbers, side="right")
        return np.where(np.isnan(numbers), len(self.names), found)


def bands_as_typed(bands: Mapping[str, Sequence[float]]) -> list[str]:
    """Write bands as they are typed.

    Parameters
    ----------
    bands : mapping of str to sequence of float
        Edges by attribute.

    Examples
    --------
    >>> bands_as_typed({"age": (25, 62.5)})
    ['age=25,62.5']
    """
    return [
        f"{name}=" + ",".join(f"{edge:.17g}" for edge in edges) for name, edges in bands.items()
    ]


def _names(values: pd.Series, known: np.ndarray, edges: Sequence[float]) -> list[str]:
    if not len(edges):
        return ["all"]
    whole = bool((known % 1 == 0).all()) and all(edge % 1 == 0 for edge in edges)
    adults = (
        whole and looks_like_age(str(values.name)) and known.min(initial=edges[0]) >= AGES[0]
        and AGES[0] < edges[0]
    )  # fmt: skip
    first = f"{AGES[0]:.0f}-{edges[0] - 1:.0f}" if adults else f"< {edges[0]:g}"
    between = [
        f"{low:.0f}-{high - 1:.0f}" if whole else f"{low:g} to < {high:g}"
        for low, high in pairwise(edges)
    ]
    return [first, *between, f"{edges[-1]:g}+"]


def _merged(
    known: np.ndarray, weight: np.ndarray, edges: list[float], smallest: int
) -> tuple[float, ...]:
    """Join the smallest band to its smaller neighbour until none is too small."""
    while edges:
        band = np.searchsorted(edges, known, side="right")
        sizes = np.bincount(band, weight, minlength=len(edges) + 1)
        least = int(sizes.argmin())
        if sizes[least] >= smallest:
            break
        to_the_left = least == len(edges) or (least > 0 and sizes[least - 1] <= sizes[least + 1])
        edges.pop(least - 1 if to_the_left else least)
    return tuple(edges)
