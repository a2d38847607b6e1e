"""What is told of causes and what is assumed: by whom, and what gives way where two disagree."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from fairlab.causal.graph import Dag

if TYPE_CHECKING:
    from fairlab.causal.twin_settings import TwinSettings

SETTINGS, DATA, ROLE = "the settings", "the data set", "its role"


class Told(NamedTuple):
    """One thing that is known of causes.

    Parameters
    ----------
    what : {"exogenous", "not exogenous", "before", "allowed", "graph", "arrow"}
    name : str
        The column, the file of a graph, or the arrow.
    by : str
        An option, ``SETTINGS`` or ``DATA``; ``ROLE`` where nobody says so and it is assumed.
    yields_to : str
        Which option says otherwise and is followed; empty where this is.

    Examples
    --------
    >>> Told("before", "region", "--before").place, Told("before", "region", DATA).place
    ('--before', 'before of the data set')
    """

    what: str
    name: str
    by: str
    yields_to: str = ""

    @property
    def place(self) -> str:
        """Where it is said, for who has to change it."""
        return self.by if self.by.startswith("--") else f"{self.what} of {self.by}"

    @property
    def beaten(self) -> str:
        """Say that it is not followed, and why; nothing where it is."""
        return f", not followed for {self.yields_to}" if self.yields_to else ""

    @property
    def is_own(self) -> bool:
        """Whether whoever asks says so, and neither the data nor a role."""
        return self.by not in (DATA, ROLE)


def against(
    dag: Dag, attribute: str, known: Iterable[Told]
) -> Iterator[tuple[Told, tuple[str, str]]]:
    """Find the arrows that contradict what is told, each with what it contradicts.

    Examples
    --------
    >>> dag = Dag.from_edges([("sex", "income"), ("income", "region")])
    >>> [arrow for _, arrow in against(dag, "sex", [Told("before", "region", "--before")])]
    [('income', 'region')]
    """
    told = [one for one in known if one.by != ROLE and not one.yields_to]
    before = {one.name for one in told if one.what == "before"}
    moved = {attribute, *dag.descendants(attribute)} if attribute in dag.parents else set()
    for one in told:
        for cause in dag.parents.get(one.name, ()):
            is_late = one.what == "before" and one.name != attribute and cause in moved
            may_cause = one.name == attribute and cause in before
            if is_late or (one.what == "exogenous" and not may_cause):
                yield one, (cause, one.name)


def followed(how: "TwinSettings", attribute: str) -> Dag:
    """Give the graph without those of the data set's arrows that whoever asks contradicts."""
    assert how.graph is not None
    left = {arrow for _, arrow in _left_out(how, attribute)}
    if not left:
        return how.graph
    return Dag.from_edges([one for one in how.graph.edges if one not in left], how.graph.nodes)


def known_of(how: "TwinSettings", attribute: str) -> tuple[Told, ...]:
    """List what is told and assumed of one attribute, by settings as ``settled`` gives them."""
    known = [one for one in how.told or () if (one.what, one.name) != ("before", attribute)]
    if how.mode not in ("given", "study"):
        if how.exogenous is False:
            known = [one for one in known if one != Told("exogenous", attribute, ROLE)]
        return (*known, *_implied(how, attribute, known))
    # A graph says it alone, and the study's way knows nothing beforehand.
    known = [one for one in known if one.by != ROLE]
    drawn = graph_told(how)
    if how.graph is None or drawn is None or drawn.by == DATA:
        return (*known, *(arrow for arrow, _ in _left_out(how, attribute)))
    beaten = {one for one, _ in against(how.graph, attribute, known) if one.by == DATA}
    return tuple(one._replace(yields_to=drawn.place) if one in beaten else one for one in known)


def _implied(how: "TwinSettings", attribute: str, known: Iterable[Told]) -> Iterator[Told]:
    """Add what follows of the attribute from what is said of others, or from the settings."""
    beforehand = how.knowledge(attribute)
    if how.exogenous is False:
        yield Told("not exogenous", attribute, SETTINGS)
    said = [one.name for one in known if one.what == "exogenous" and not one.yields_to]
    if attribute in beforehand.exogenous and attribute not in said:
        yield Told("exogenous", attribute, ROLE if how.exogenous is None else SETTINGS)
    for name in (name for tier in how.tiers for name in tier):
        if beforehand.before(name, attribute):
            yield Told("before", name, SETTINGS)


def graph_told(how: "TwinSettings") -> Told | None:
    """Say who gave the graph that is followed."""
    return next((one for one in how.told or () if one.what == "graph" and not one.yields_to), None)


def _left_out(how: "TwinSettings", attribute: str) -> list[tuple[Told, tuple[str, str]]]:
    """List the arrows of the data set that whoever asks contradicts."""
    drawn = graph_told(how)
    if drawn is None or drawn.by != DATA or how.graph is None:
        return []
    found = against(how.graph, attribute, how.told or ())
    return [
        (Told("arrow", " -> ".join(arrow), DATA, one.place), arrow)
        for one, arrow in found
        if one.is_own
    ]
