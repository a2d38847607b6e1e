"""Running the equations, with or without an intervention, and the graph that they make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import signature

import numpy as np

from fairlab.simulator import noise

Equation = Callable[..., np.ndarray]
Equations = dict[str, Equation]
World = dict[str, np.ndarray]

CONSTANTS = frozenset({"calendar", "debt_limits", "fraud_limits"})
_OWN_NOISE = {"u": noise.uniform, "z": noise.normal}


def simulate(
    equations: Mapping[str, Equation], seed: int, numbers: np.ndarray, given: World
) -> World:
    """Compute each variable that is not given, from its parents and its own noise.

    Parameters
    ----------
    equations : mapping of str to callable
        Parents before children.
    seed : int
        Seed of the noise.
    numbers : ndarray of int, shape (rows,)
        The applicants' numbers, which identify their noise.
    given : dict of str to ndarray
        What is known already, or set by an intervention, and constants.

    Returns
    -------
    dict of str to ndarray
        ``given`` and the computed variables.

    Examples
    --------
    >>> double = {"a": lambda u: u, "b": lambda a: 2 * a}
    >>> simulate(double, 0, np.arange(2), {"a": np.array([1.0, 3.0])})["b"].tolist()
    [2.0, 6.0]
    """
    world = dict(given)
    for name, equation in equations.items():
        if name not in world:
            world[name] = equation(
                *(
                    _OWN_NOISE[needed](seed, name, numbers) if needed in _OWN_NOISE
                    else world[needed]
                    for needed in _parameters(equation)
                )
            )  # fmt: skip
    return world


def parents_of(equation: Equation) -> tuple[str, ...]:
    """Return the parents of a variable: what its equation takes, noise and constants aside.

    Parameters
    ----------
    equation : callable
        The variable's equation.

    Examples
    --------
    >>> parents_of(lambda age, income, z: age + income + z)
    ('age', 'income')
    """
    return tuple(p for p in _parameters(equation) if p not in _OWN_NOISE and p not in CONSTANTS)


@lru_cache(maxsize=1024)
def _parameters(equation: Equation) -> tuple[str, ...]:
    return tuple(signature(equation).parameters)


@dataclass(frozen=True)
class Graph:
    """A directed acyclic graph of causes and effects.

    Parameters
    ----------
    parents : mapping of str to tuple of str
        The direct causes of each variable, hidden ones included; causes come before effects.
    hidden : frozenset of str
        The variables that no table shows.
    selection : str
        The hidden variable that is true in every row: those who were not accepted are not seen.

    Examples
    --------
    >>> graph = Graph({"income": (), "rent": ("income",), "debt": ("rent",)}, frozenset({"income"}))
    >>> graph.edges
    [('income', 'rent'), ('rent', 'debt')]
    >>> graph.descendants("rent")
    ['debt']
    """

    parents: Mapping[str, tuple[str, ...]]
    hidden: frozenset[str] = frozenset()
    selection: str = "accepted"

    @property
    def edges(self) -> list[tuple[str, str]]:
        """The arrows, as pairs of cause and effect."""
        return [(cause, effect) for effect, causes in self.parents.items() for cause in causes]

    def descendants(self, variable: str) -> list[str]:
        """List what a variable causes, directly or through others, in causal order."""
        reached = {variable}
        for effect, causes in self.parents.items():
            if reached.intersection(causes):
                reached.add(effect)
        return [effect for effect in self.parents if effect in reached - {variable}]
