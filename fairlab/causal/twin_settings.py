"""How counterfactuals are made: the choices of an audit, and what they assume."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.modes import EFFECTIVE_SIZE
from fairlab.causal.discovery.subset import LARGEST
from fairlab.causal.graph import Dag
from fairlab.causal.told import ROLE, Told
from fairlab.errors import RequestError, nearest
from fairlab.typed_names import names_as_typed

MODES = ("fci", "given", "none", "study")
LATER = ("calibrations", "caused")  # left out of the record where not set, as it was before them


@dataclass(frozen=True)
class TwinSettings:
    """How counterfactuals are made.

    Parameters
    ----------
    mode : {"fci", "given", "none", "study"}, optional
        Where the graph comes from; ``"none"`` is always computed beside. Left out, it is the data
        set's graph where there is one, and ``"fci"`` elsewhere.
    graph : Dag, optional
        The user's own graph, for ``"given"``.
    exogenous : bool, optional
        Whether nothing but what comes before it causes the attribute. Left out, it is assumed of
        those that are ``uncaused``, and of an attribute that is in a tier.
    uncaused : tuple of str, optional
        Columns that nothing in the table causes: no effects of the attribute. The sensitive
        columns of the data where left out.
    caused : tuple of str
        Those of ``uncaused`` that others may cause, also where something comes before them.
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
    told : tuple of Told, optional
        Who said what of all this, as ``settled`` fills it in.

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

    mode: str | None = None
    graph: Dag | None = None
    exogenous: bool | None = None
    uncaused: tuple[str, ...] | None = None
    caused: tuple[str, ...] = ()
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
    told: tuple[Told, ...] | None = None

    def __post_init__(self) -> None:
        if self.mode not in (None, *MODES):
            raise RequestError(f"There is no mode {self.mode!r}. {nearest(self.mode, MODES)}")
        if self.mode == "given" and self.graph is None:
            raise RequestError(
                "Mode 'given' needs a graph, and there is none.\n"
                'Give one as Dag.from_edges([("gender", "income"), ...]), or choose another mode.'
            )
        if self.tiers and self.before:
            raise RequestError("tiers and before both say what comes first: leave out one of them.")

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
        left_out = {"seed", "told", *(name for name in LATER if not getattr(self, name))}
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in left_out}
        lists = {"uncaused", "caused", "before", "allowed"} - left_out
        named |= {name: _listed(named[name] or ()) for name in lists}
        drawn = "" if self.graph is None else str(self.graph)
        named |= {"mode": self.mode or MODES[0], "graph": drawn}
        return {f"individual__{name}": value for name, value in named.items()}

    def asking(self, attribute: str) -> "TwinSettings":
        """Give what holds for one of several attributes, which does not come before itself."""
        told = tuple(one for one in self.told or () if one[:2] != ("before", attribute))
        return replace(self, before=_without(self.before, attribute), told=told)

    @property
    def sources(self) -> dict[str, str]:
        """Say for the record who said what of causes, on which no number depends."""
        known = self.told or ()
        told = [f"{one.what} {one.name} ({one.by}{one.beaten})" for one in known if one.by != ROLE]
        assumed = [f"{one.what} {one.name}" for one in known if one.by == ROLE]
        listed = {"individual.told": told, "individual.assumed": assumed}
        return {name: "; ".join(each) for name, each in listed.items() if each}

    def knowledge(self, attribute: str) -> Knowledge:
        """Give what is assumed of causes when one attribute is audited."""
        placed = any(attribute in tier for tier in self.tiers)
        others = _without(self.uncaused or (), attribute)
        before = _without(self.before, attribute)
        # Nothing else causes what something comes before, unless that is said too.
        implied = bool(before) and attribute not in self.caused
        assumed = attribute in (self.uncaused or ()) or placed or implied
        exogenous = assumed if self.exogenous is None else self.exogenous
        earlier = tuple(dict.fromkeys((*before, *others) if exogenous else before))
        tiers = (earlier, (attribute,)) if earlier else ()
        # What comes before the attribute is caused by none of its effects.
        return Knowledge(self.tiers or tiers, (attribute, *earlier) if exogenous else others)


def _without(names: Iterable[str], attribute: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != attribute)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names_as_typed([name]) for name in names)
