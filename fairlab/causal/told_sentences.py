"""What was told and what was assumed of causes, as sentences and as tables."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.told import ROLE, Told, known_of
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data.messages import quoted

CLAIMS = {
    "exogenous": "nothing causes {0}",
    "not exogenous": "others may cause {0}",
    "before": "{0} may cause {1} or go with it, and never follow from it",
    "allowed": "a difference through {0} is allowed",
    "graph": "the arrows of {0}, and no others",
    "arrow": "the arrow {0}",
}
NOT_IDENTIFIED = (
    " How much of the gap goes that way is not identified: the graph was found, not given "
    "(--graph)."
)
TWO_WAYS = (
    " As {0} moves and acts on them, no data tell how the gap divides into what is allowed and "
    "what is indirect: here twins share as much noise as they can."
)


def told_sentences(how: TwinSettings, graph: CausalGraph) -> list[str]:
    """Say what was told, by whom, what gave way, what was assumed, and how to say otherwise."""
    known = known_of(how, graph.attribute)
    told = [one for one in known if one.by != ROLE]
    first = any(one.what == "before" and not one.yields_to for one in told)
    but = " but what comes before it" if first else ""
    said = [sentence for group in _alike(told) for sentence in _told(group, graph, but)]
    assumed = [one.name for one in known if one.by == ROLE]
    return [*said, *_assumed(how, graph.attribute, assumed, but)]


def told_tables(known: Iterable[tuple[str, Sequence[Told]]]) -> dict[str, pd.DataFrame]:
    """Lay out what was told and what was assumed, a row each.

    Parameters
    ----------
    known : iterable of tuple
        Attributes, each with what ``known_of`` lists.

    Returns
    -------
    dict of str to DataFrame
        ``told`` with attribute, what, name, by and yields_to (what says otherwise and is followed);
        ``assumed`` with attribute, what and name.

    Examples
    --------
    >>> told_tables([("sex", [Told("exogenous", "age", ROLE)])])["assumed"]
      attribute       what name
    0       sex  exogenous  age
    """
    rows = [(attribute, *one) for attribute, all_of in known for one in all_of]
    table = pd.DataFrame(rows, columns=["attribute", *Told._fields])
    is_assumed = table["by"] == ROLE
    told, assumed = table[~is_assumed], table.loc[is_assumed, ["attribute", "what", "name"]]
    return {"told": told.reset_index(drop=True), "assumed": assumed.reset_index(drop=True)}


def _alike(told: Sequence[Told]) -> Iterable[list[Told]]:
    """Put together what is said of several columns in one way."""
    found: dict[tuple[str, ...], list[Told]] = {}
    for one in told:
        found.setdefault((one.what, one.by, one.yields_to), []).append(one)
    return found.values()


def _told(alike: Sequence[Told], graph: CausalGraph, but: str) -> Iterator[str]:
    """Say one thing of several columns, or that it gives way."""
    what, _, by, yields_to = alike[0]
    names = [one.name for one in alike]
    if what == "allowed" and not yields_to:
        yield from _allowed(names, by, graph)
        return
    way = f" and not followed, for {yields_to} says otherwise" if yields_to else ""
    but = but if what == "exogenous" and graph.attribute in names else ""
    said = CLAIMS[what].format(", ".join(map(quoted, names)), quoted(graph.attribute))
    yield f"Told ({by}){way}: {said}{but}."


def _allowed(names: Sequence[str], by: str, graph: CausalGraph) -> Iterator[str]:
    moving = [name for name in names if name in graph.descendants]
    still = [name for name in names if name not in moving]
    if moving:
        listed = ", ".join(map(quoted, moving))
        open_end = _by_two_ways(moving, graph) if graph.mode == "given" else NOT_IDENTIFIED
        yield f"Allowed ({by}): nothing moves through {listed}, which twins keep.{open_end}"
    if still:
        listed, verb = ", ".join(map(quoted, still)), "does" if len(still) == 1 else "do"
        name = quoted(graph.attribute)
        yield f"Allowed ({by}): {listed} {verb} not move with {name}, so that it changes nothing."


def _by_two_ways(kept: Sequence[str], graph: CausalGraph) -> str:
    """Name what carries effects along the allowed way and another (Avin et al., 2005)."""
    moved = [name for name in graph.descendants if name not in kept]
    both = [name for name in moved if {*kept}.intersection(graph.dag.descendants(name))]
    return TWO_WAYS.format(", ".join(map(quoted, both))) if both else ""


def _assumed(how: TwinSettings, attribute: str, assumed: Sequence[str], but: str) -> Iterator[str]:
    name, others = quoted(attribute), [other for other in assumed if other != attribute]
    if attribute in assumed:
        yield f"Assumed: nothing causes {name}{but} (--not-exogenous says otherwise)."
    elif how.mode == "fci" and attribute not in how.knowledge(attribute).exogenous:
        missed = "effects are missed (--exogenous, --before)"
        yield f"Nothing is assumed of what causes {name}: {missed}."
    if others:
        names = ", ".join(map(quoted, others))
        verb = "is no effect" if len(others) == 1 else "are no effects"
        yield f"Assumed: {names} {verb} of {name} (--not-exogenous says otherwise)."
