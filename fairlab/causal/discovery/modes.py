"""Four ways to a causal graph: the user's own, none at all, discovered, and the study's."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from fairlab.causal.causal_graph import CausalGraph, Notes
from fairlab.causal.discovery.attribute_effects import GOES_WITH, effects_of_attribute
from fairlab.causal.discovery.copula import correlations, pairs_apart
from fairlab.causal.discovery.direction import directions, open_pairs, order_notes
from fairlab.causal.discovery.fci import Discovery, fci
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.likelier import likelier_notes
from fairlab.causal.discovery.model_dag import model_dag, places
from fairlab.causal.discovery.tree_screen import with_helpful_causes
from fairlab.causal.graph import Dag
from fairlab.data.messages import quoted

EFFECTIVE_SIZE = 5000


def given_graph(dag: Dag, attribute: str, target: str) -> CausalGraph:
    """Take the user's own graph, without arrows into the target.

    Examples
    --------
    >>> dag = Dag.from_edges([("sex", "income"), ("income", "fraud")])
    >>> given_graph(dag, "sex", "fraud").descendants
    ('income',)
    """
    return CausalGraph("given", attribute, target, _without(dag, target))


def no_discovery(frame: pd.DataFrame, seed: int = 0, earlier: Sequence[str] = ()) -> CausalGraph:
    """Take the attribute for the one parent of everything that goes with it.

    Parameters
    ----------
    frame : DataFrame
        Training rows: the attribute first, the target last.
    seed : int
        For the rows that trees learn from.
    earlier : sequence of str
        What comes before the attribute: a parent of its effects, and none of them.

    Examples
    --------
    >>> sex = np.arange(100) % 2
    >>> people = pd.DataFrame({"sex": sex, "income": sex + np.arange(100), "fraud": sex})
    >>> no_discovery(people).descendants
    ()
    """
    attribute, target = frame.columns[0], frame.columns[-1]
    earlier = [name for name in frame.columns[1:-1] if name in earlier]
    by_ranks, seen = effects_of_attribute(frame, earlier, seed)
    arrows = [(cause, name) for name in (*by_ranks, *seen) for cause in (attribute, *earlier)]
    dag = Dag.from_edges(arrows, [attribute])
    which = f"that goes with {quoted(attribute)} (p < {GOES_WITH:g})"
    notes = (f"Everything {which} is taken for its effect.", *_by_trees(seen, attribute))
    return CausalGraph("none", attribute, target, dag, notes=notes)


def discovered_graph(
    frame: pd.DataFrame,
    knowledge: Knowledge,
    view: str = "observed",
    effective_size: float = EFFECTIVE_SIZE,
    alpha: float = 0.05,
    seed: int = 0,
    second: str | None = None,
) -> CausalGraph:
    """Discover the graph with FCI under background knowledge.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
        Training rows: the attribute first, the target last.
    knowledge : Knowledge
        Whether the attribute is exogenous, and the order of time among columns; that the target
        causes nothing is added.
    view : {"observed", "bridge", "sampled"}
        How correlations are estimated.
    effective_size : float
        Tests count on at most so many rows: at half a million everything is dependent.
    alpha : float
        The level of each test.
    seed : int
        For the draws of ``"sampled"``.
    second : str, optional
        Another view, for comparison.

    References
    ----------
    van der Pol (2026), section 5.1.2; Cai, Li and Ma (2022).
    """
    attribute, target = frame.columns[0], frame.columns[-1]
    known = replace(knowledge, final=(target,))
    earlier: list[str] = []
    by_ranks: list[str] = []
    seen: list[str] = []
    if attribute in known.exogenous:
        earlier = [name for name in frame.columns[1:-1] if known.before(name, attribute)]
        by_ranks, seen = effects_of_attribute(frame, earlier, seed)
        others = frame.columns[1:-1].difference([*by_ranks, *seen, *earlier], sort=False)
        apart = {(attribute, name): tuple(earlier) for name in others}
        known = replace(known, apart=apart, together=tuple((attribute, name) for name in seen))

    def look(how: str) -> Discovery:
        size = min(effective_size, len(frame))
        return fci(correlations(frame, how, seed), size, alpha, known, rows=len(frame))

    found, other = look(view), look(second) if second else None
    effects = [*by_ranks, *seen]
    pairs = open_pairs(found.pag, effects, seen)
    told = directions(frame, attribute, pairs, earlier, seed)
    dag = model_dag(found.pag, attribute, target, effects, told)
    place = places(found.pag, attribute, told)
    order = [name for name in sorted(place, key=place.__getitem__) if name != target]
    dag = with_helpful_causes(dag, frame, attribute, order, seed)
    notes = (*_notes(found, other, second), *_by_trees(seen, attribute), *order_notes(told))
    notes += likelier_notes(found.open) + _not_compared(frame)
    return CausalGraph("fci", attribute, target, dag, found, other, notes, tuple(seen))


def study_graph(frame: pd.DataFrame, alpha: float = 0.05, seed: int = 0) -> CausalGraph:
    """Discover the graph as the study did; its effects are known to come out too small.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
        Training rows: the attribute first, the target last.
    alpha : float
        The level of each test; tests count on all rows.
    seed : int
        For the draws of the hidden degrees.

    References
    ----------
    van der Pol (2026), section 5.1.2: edges from attribute to X to target, all certain, and those
    from other parents of X.
    """
    attribute, target = frame.columns[0], frame.columns[-1]
    found = fci(correlations(frame, "sampled", seed), len(frame), alpha)
    certain = {(a, b) for a, mark, b in found.pag.edges if mark == "-->"}
    between = {x for x in frame.columns if {(attribute, x), (x, target)} <= certain}
    place = places(found.pag, attribute)
    edges = [(a, x) for a, x in sorted(certain) if x in between and place[a] < place[x]]
    note = "The study's procedure: it understates, for few edges are certain enough for it."
    dag = Dag.from_edges(edges, [attribute])
    return CausalGraph("study", attribute, target, dag, found, notes=(note,))


def _by_trees(names: Sequence[str], attribute: str) -> Notes:
    if not names:
        return ()
    listed, verb = ", ".join(map(quoted, names)), "goes" if len(names) == 1 else "go"
    return (f"Trees, not correlations, say that {listed} {verb} with {quoted(attribute)}.",)


def _not_compared(frame: pd.DataFrame) -> Notes:
    pairs = pairs_apart(frame)
    if not pairs:
        return ()
    first = ", ".join(f"{still!r} where {name!r} has a value" for still, name in pairs[:3])
    more = f" and {len(pairs) - 3} more" if len(pairs) > 3 else ""
    return (f"Taken not to go together, for one does not vary: {first}{more}.",)


def _without(dag: Dag, target: str) -> Dag:
    return Dag.from_edges(
        [(a, b) for a, b in dag.edges if target not in (a, b)],
        [node for node in dag.nodes if node != target],
    )


def _notes(found: Discovery, other: Discovery | None, view: str | None) -> Notes:
    tried = f"FCI tried sets of up to {found.bound} columns as what explains a connection away"
    if not np.isnan(found.stability):
        tried += f"; with one column less {_same(found.stability)}"
    notes = [f"{tried}."]
    if other:
        another = f"With the correlations of levels estimated in another way ({view})"
        notes.append(f"{another}, {_same(found.pag.same_marks(other.pag))}.")
    return tuple(notes)


def _same(share: float) -> str:
    return f"{100 * share:.0f} % of the arrows' ends are the same"
