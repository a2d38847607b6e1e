"""How counterfactuals are made: the choices of an audit, and what they assume."""

from dataclasses import dataclass, fields
from typing import Any

from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.modes import EFFECTIVE_SIZE
from fairlab.causal.discovery.subset import LARGEST
from fairlab.causal.graph import Dag
from fairlab.errors import RequestError, nearest

MODES = ("fci", "given", "none", "study")


@dataclass(frozen=True)
class TwinSettings:
    """How counterfactuals are made.

    Parameters
    ----------
    mode : {"fci", "given", "none", "study"}
        Where the graph comes from; ``"none"`` is always computed beside.
    graph : Dag, optional
        The user's own graph, for ``"given"``.
    exogenous : bool, optional
        Whether nothing but what comes before it causes the attribute. Left out, it is assumed of
        those that are ``uncaused``, and of an attribute that is in a tier.
    uncaused : tuple of str, optional
        Columns that nothing in the table causes: no effects of the attribute. The sensitive
        columns of the data where left out.
    before : tuple of str
        Columns that come before the attribute: causes of it or companions, but no effects.
    allowed : tuple of str
        Columns through which a difference is allowed: twins keep them.
    tiers : tuple of tuple of str
        Columns in the order of time, for ``"fci"``.
    view : str
        How correlations are estimated.
    second : str, optional
        Another way, whose graph is compared.
    effective_size : float
        Independence tests count on at most so many rows.
    largest : int
        So many columns that the model looks at most, and as many that go with the attribute most,
        are learned from where no graph is given; the study's ten.
    draws : int
        Twins per row where their noise is not known.
    replicates : int
        Bootstrap samples; 0 for no spreads.
    calibrations : int
        Tables that are drawn from the fitted model and audited as a whole, so that spreads hold
        how far off the rates of these are; 0 for bootstrap samples alone.
    rows : int
        So many test rows are looked at again for each bootstrap sample.
    seed : int
        All randomness follows from it.

    Raises
    ------
    RequestError
        When there is no such mode, or no graph is given where one is needed.

    Examples
    --------
    >>> how = TwinSettings(uncaused=("sex", "age"))
    >>> how.knowledge("sex").tiers, how.knowledge("debt").exogenous
    ((('age',), ('sex',)), ('sex', 'age'))
    >>> TwinSettings(mode="fic")
    Traceback (most recent call last):
    fairlab.errors.RequestError: There is no mode 'fic'. Did you mean 'fci'?
    """

    mode: str = "fci"
    graph: Dag | None = None
    exogenous: bool | None = None
    uncaused: tuple[str, ...] | None = None
    before: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    tiers: tuple[tuple[str, ...], ...] = ()
    view: str = "observed"
    second: str | None = "bridge"
    effective_size: float = EFFECTIVE_SIZE
    largest: int = LARGEST
    draws: int = 5
    replicates: int = 10
    calibrations: int = 0
    rows: int = 10_000
    seed: int = 0

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise RequestError(f"There is no mode {self.mode!r}. {nearest(self.mode, MODES)}")
        if self.mode == "given" and self.graph is None:
            raise RequestError(
                "Mode 'given' needs a graph, and there is none.\n"
                'Give one as Dag.from_edges([("gender", "income"), ...]), or choose another mode.'
            )

    @property
    def mechanism(self) -> str:
        """The mechanisms that go with the mode."""
        return "additive" if self.mode == "study" else "in_support"

    def params(self) -> dict[str, Any]:
        """Give every setting but the seed as ``individual__setting``, for the record.

        Examples
        --------
        >>> TwinSettings("given", Dag.from_edges([("sex", "income")])).params()["individual__graph"]
        'sex -> income'
        """
        arrows = self.graph.edges if self.graph else []
        drawn = "; ".join(f"{cause} -> {effect}" for cause, effect in sorted(arrows))
        left_out = {"seed"} if self.calibrations else {"seed", "calibrations"}
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in left_out}
        named |= {name: ", ".join(named[name] or ()) for name in ("uncaused", "before", "allowed")}
        return {f"individual__{name}": value for name, value in (named | {"graph": drawn}).items()}

    def knowledge(self, attribute: str) -> Knowledge:
        """Give what is assumed of causes when one attribute is audited."""
        placed = any(attribute in tier for tier in self.tiers)
        others = tuple(name for name in self.uncaused or () if name != attribute)
        assumed = attribute in (self.uncaused or ()) or placed or bool(self.before)
        exogenous = assumed if self.exogenous is None else self.exogenous
        named = (*self.before, *others)
        earlier = tuple(name for name in dict.fromkeys(named) if name != attribute)
        tiers = (earlier, (attribute,)) if earlier and exogenous else ()
        # What comes before the attribute is caused by none of its effects.
        return Knowledge(self.tiers or tiers, (attribute, *earlier) if exogenous else others)
