"""A structural causal model: what becomes of rows when one of their attributes had been another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from fairlab.causal.graph import Dag
from fairlab.causal.scm.coupled_levels import Noise
from fairlab.causal.scm.mechanisms import MECHANISMS, Mechanism
from fairlab.causal.scm.patterns import by_pattern
from fairlab.data.groups import is_continuous
from fairlab.data.messages import quoted
from fairlab.errors import RequestError, nearest
from fairlab.seeds import seed_for


@dataclass(frozen=True)
class StructuralModel:
    """Mechanisms of everything downstream of one attribute.

    Parameters
    ----------
    dag : Dag
        Who depends on whom.
    attribute : str
        The attribute that is changed.
    mechanisms : mapping of str to Mechanism
        Fitted, one per descendant of the attribute, causes before effects.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> sex = rng.integers(0, 2, 1000)
    >>> people = pd.DataFrame({"sex": sex, "income": 3.0 * sex + rng.normal(size=1000)})
    >>> model = fit_model(people, Dag.from_edges([("sex", "income")]), "sex")
    >>> twins = next(model.twins(people, 1 - people["sex"]))
    >>> moved = (twins["income"] - people["income"]).groupby(people["sex"]).mean()
    >>> moved.round(0).to_dict()
    {0: 3.0, 1: -3.0}
    """

    dag: Dag
    attribute: str
    mechanisms: Mapping[str, Mechanism]

    @property
    def descendants(self) -> tuple[str, ...]:
        """What moves with the attribute."""
        return tuple(self.mechanisms)

    @property
    def drawn(self) -> bool:
        """Whether twins are drawn, so that several draws say more than one."""
        return any(mechanism.drawn for mechanism in self.mechanisms.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What is odd about mechanisms, as sentences."""
        odd = self.mechanisms.items()
        return tuple(f"{quoted(name)} {fitted.note}." for name, fitted in odd if fitted.note)

    def twins(
        self,
        frame: pd.DataFrame,
        attribute: pd.Series,
        draws: int = 1,
        seed: int = 0,
        kept: Sequence[str] = (),
        strength: float = 1.0,
    ) -> Iterator[pd.DataFrame]:
        """Give the rows as they had been with other values of the attribute.

        Parameters
        ----------
        frame : DataFrame of shape (n, p)
            The rows, with the attribute, its descendants and their parents.
        attribute : Series of shape (n,)
            The other values.
        draws : int
            How often the noise of a row is drawn where its value does not give it away.
        seed : int
            The same rows and seed give the same twins in any process.
        kept : sequence of str
            Effects that stay as they are, so that nothing moves through them.
        strength : float
            How many times as strong as they were learned what the attribute itself changes is.

        Yields
        ------
        DataFrame of shape (n, p)
            Same index and columns; only the attribute and its descendants differ. One per draw,
            or a single one where nothing is drawn.
        """
        here = {node: self._parameters(node, frame) for node in self.mechanisms}
        there: dict[str, np.ndarray] = {}
        varying = self._varying()
        for draw in range(draws if self.drawn else 1):
            twin = frame.assign(**{self.attribute: attribute})
            for node, mechanism in self.mechanisms.items():
                if node in kept:
                    continue
                if node not in there or varying.intersection(self.dag.parents[node]):
                    there[node] = self._moved(node, twin, frame, strength)
                rng = np.random.default_rng(seed_for(seed, "noise", node, draw))
                uniform = rng.random(len(frame))
                moved = mechanism.carry(frame[node], here[node], there[node], uniform)
                twin[node] = _like(frame[node], moved)
            yield twin

    def recoupled(self, noise: Noise) -> "StructuralModel":
        """Give the same, but that people and twins share hidden noise in another way.

        Parameters
        ----------
        noise : {"none", "gumbel"}
            No noise that values do not give away, or that of the Gumbel maximum where levels have
            no order.
        """
        again = {name: fitted.recoupled(noise) for name, fitted in self.mechanisms.items()}
        return replace(self, mechanisms=again)

    def _moved(
        self, node: str, twin: pd.DataFrame, frame: pd.DataFrame, strength: float
    ) -> np.ndarray:
        moved = self._parameters(node, twin)
        if strength == 1 or self.attribute not in self.dag.parents[node]:
            return moved
        own = twin.assign(**{self.attribute: frame[self.attribute]})
        return self.mechanisms[node].times(self._parameters(node, own), moved, strength)

    def _parameters(self, node: str, rows: pd.DataFrame) -> np.ndarray:
        return by_pattern(self.mechanisms[node].parameters, rows[list(self.dag.parents[node])])

    def _varying(self) -> set[str]:
        """Name the nodes that differ between draws."""
        varying: set[str] = set()
        for node, mechanism in self.mechanisms.items():
            if mechanism.drawn or varying.intersection(self.dag.parents[node]):
                varying.add(node)
        return varying


def fit_model(
    frame: pd.DataFrame, dag: Dag, attribute: str, mechanism: str = "in_support", seed: int = 0
) -> StructuralModel:
    """Fit the mechanism of each descendant of an attribute.

    Parameters
    ----------
    frame : DataFrame
        Training rows.
    dag : Dag
        Who depends on whom.
    attribute : str
        The attribute that is to be changed.
    mechanism : {"in_support", "additive"}
        Location-scale noise for measurements and couplings for levels, or the additive noise of
        the study, which gives values that a column of levels cannot have.
    seed : int
        For the rows on which regressions are chosen and fitted.

    Raises
    ------
    RequestError
        When there is no such mechanism.
    """
    if mechanism not in MECHANISMS:
        raise RequestError(f"There is no mechanism {mechanism!r}. {nearest(mechanism, MECHANISMS)}")
    make = MECHANISMS[mechanism]
    levels = not is_continuous(frame[attribute])
    fitted = {
        node: make(frame[node]).fit(
            frame[list(dag.parents[node])],
            frame[node],
            seed_for(seed, "fit", node),
            attribute if levels and attribute in dag.parents[node] else None,
        )
        for node in dag.descendants(attribute)
    }
    return StructuralModel(dag, attribute, fitted)


def _like(column: pd.Series, values: np.ndarray) -> pd.Series:
    """Give values the type of their column, where it can hold them."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Series(pd.Categorical(values, dtype=column.dtype), column.index)
    made = pd.Series(values, column.index).infer_objects()
    fits = not pd.api.types.is_bool_dtype(column) or made.isin([0, 1]).all()
    return made.astype(column.dtype) if fits else made
