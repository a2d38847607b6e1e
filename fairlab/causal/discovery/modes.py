"""Four ways to a causal graph: the user's own, none at all, discovered, and the study's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import ndtri

from fairlab.causal.discovery.copula import correlations, pairs_apart, partial_correlations
from fairlab.causal.discovery.fci import Discovery, fci
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.model_dag import model_dag, places
from fairlab.causal.discovery.subset import correlations_with
from fairlab.causal.discovery.tree_screen import helpful, with_helpful_causes
from fairlab.causal.graph import Dag, check_given, edge_table

GOES_WITH = 0.01
ALL_OF_THEM = 0.05  # by chance, of all columns that are looked at
EFFECTIVE_SIZE = 5000
Notes = tuple[str, ...]


@dataclass(frozen=True)
class CausalGraph:
    """The graph that counterfactuals are computed with, and how it came about.

    Parameters
    ----------
    mode : str
        ``"given"``, ``"none"``, ``"fci"`` or ``"study"``.
    attribute, target : str
        The attribute asked about, and the bad event.
    dag : Dag
        What the model uses, without the target.
    discovery : Discovery, optional
        What was found in the data.
    second : Discovery, optional
        What was found with the other view of what lies behind levels.
    notes : tuple of str
        Assumptions and cautions, as sentences.

    Examples
    --------
    >>> graph = CausalGraph("given", "sex", "fraud", Dag.from_edges([("sex", "income")]))
    >>> graph.descendants, graph.agreement
    (('income',), nan)
    """

    mode: str
    attribute: str
    target: str
    dag: Dag
    discovery: Discovery | None = None
    second: Discovery | None = None
    notes: Notes = ()

    @property
    def descendants(self) -> tuple[str, ...]:
        """What moves with the attribute."""
        return self.dag.descendants(self.attribute)

    @property
    def edges(self) -> pd.DataFrame:
        """The edges for a figure, as ``edge_table`` gives them."""
        return edge_table(self.discovery.pag if self.discovery else None, self.dag)

    @property
    def agreement(self) -> float:
        """The share of marks on which the two views agree; NaN where there is one."""
        if self.discovery is None or self.second is None:
            return np.nan
        return self.discovery.pag.same_marks(self.second.pag)


def given_graph(dag: Dag, attribute: str, target: str, columns: Sequence[str]) -> CausalGraph:
    """Take the user's own graph, after a check.

    Parameters
    ----------
    dag : Dag
        Who causes whom; the target may be in it.
    attribute, target : str
    columns : sequence of str
        The columns that there are.

    Returns
    -------
    CausalGraph

    Raises
    ------
    RequestError
        When the graph does not fit the table.

    Examples
    --------
    >>> dag = Dag.from_edges([("sex", "income"), ("income", "fraud")])
    >>> given_graph(dag, "sex", "fraud", ["sex", "income", "fraud"]).descendants
    ('income',)
    """
    check_given(dag, attribute, columns)
    return CausalGraph("given", attribute, target, _without(dag, target))


def no_discovery(
    frame: pd.DataFrame,
    level: float = GOES_WITH,
    seed: int = 0,
    earlier: Sequence[str] = (),
) -> CausalGraph:
    """Take the attribute for the one parent of everything that goes with it.

    Parameters
    ----------
    frame : DataFrame
        Training rows: the attribute first, the target last.
    level : float
        A column goes with the attribute where chance would make it seem so less often than this,
        and less often than in one of 20 tables of so many columns; or where trees say so.
    seed : int
        For the rows that trees learn from.
    earlier : sequence of str
        What comes before the attribute: a parent of its effects, and none of them.

    Returns
    -------
    CausalGraph

    Examples
    --------
    >>> sex = np.arange(100) % 2
    >>> people = pd.DataFrame({"sex": sex, "income": sex + np.arange(100), "fraud": sex})
    >>> no_discovery(people).descendants
    ()
    >>> no_discovery(people.assign(income=sex + np.arange(100) / 100)).descendants
    ('income',)
    """
    attribute, target = frame.columns[0], frame.columns[-1]
    earlier = [name for name in frame.columns[1:-1] if name in earlier]
    found = _linear_effects(frame, earlier, level)
    effects, by_trees = _all_effects(frame, found, earlier, seed)
    arrows = [(cause, name) for name in effects for cause in (attribute, *earlier)]
    dag = Dag.from_edges(arrows, [attribute])
    note = f"Everything that goes with {attribute!r} (p < {level:g}) is taken for its effect."
    return CausalGraph("none", attribute, target, dag, notes=(note, *by_trees))


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

    Returns
    -------
    CausalGraph

    References
    ----------
    van der Pol (2026), section 5.1.2; Cai, Li and Ma (2022).
    """
    attribute, target = frame.columns[0], frame.columns[-1]
    known = replace(knowledge, final=(target,))

    def look(how: str) -> Discovery:
        size = min(effective_size, len(frame))
        return fci(correlations(frame, how, seed), size, alpha, known)

    found, other = look(view), look(second) if second else None
    effects, by_trees = _effects(frame, known, seed) if attribute in known.exogenous else ([], ())
    dag = model_dag(found.pag, attribute, target, effects)
    place = places(found.pag, attribute)
    order = [name for name in sorted(place, key=place.__getitem__) if name != target]
    dag = with_helpful_causes(dag, frame, attribute, order, seed)
    notes = (*_notes(found, other, second), *by_trees, *_not_compared(frame))
    return CausalGraph("fci", attribute, target, dag, found, other, notes)


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

    Returns
    -------
    CausalGraph

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


def _related(frame: pd.DataFrame, level: float) -> list[str]:
    p = correlations_with(frame.iloc[:, :-1], frame.columns[0])["p"]
    return p.index[p < min(level, ALL_OF_THEM / max(len(p), 1))].tolist()


def _all_effects(
    frame: pd.DataFrame, found: list[str], earlier: Sequence[str], seed: int
) -> tuple[list[str], Notes]:
    """Add to what correlations find what trees do."""
    attribute = frame.columns[0]
    left = [name for name in frame.columns[1:-1] if name not in (*found, *earlier)]
    by_trees = helpful(frame, attribute, left, earlier, seed)
    names = ", ".join(map(repr, by_trees))
    note = f"Trees, not correlations, say that {names} goes with {attribute!r}."
    return [*found, *by_trees], (note,) if by_trees else ()


def _effects(frame: pd.DataFrame, known: Knowledge, seed: int) -> tuple[list[str], Notes]:
    """Name what goes with an exogenous attribute once the columns before it are accounted for."""
    attribute = frame.columns[0]
    earlier = [name for name in frame.columns[1:-1] if known.before(name, attribute)]
    return _all_effects(frame, _linear_effects(frame, earlier, GOES_WITH), earlier, seed)


def _linear_effects(frame: pd.DataFrame, earlier: list[str], level: float) -> list[str]:
    attribute = frame.columns[0]
    if not earlier:
        return _related(frame, level)
    partial = partial_correlations(correlations(frame.iloc[:, :-1]), earlier)
    chance = -ndtri(min(level, ALL_OF_THEM / max(len(partial) - 1, 1)) / 2) / np.sqrt(len(frame))
    strength = partial.loc[attribute].drop(attribute).abs()
    return strength.index[strength > chance].tolist()


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
        tried += f"; with one column less {found.stability:.0%} of the arrows' ends are the same"
    notes = [f"{tried}."]
    if other:
        notes.append(
            f"With the correlations of levels estimated in another way ({view}), "
            f"{found.pag.same_marks(other.pag):.0%} of the arrows' ends are the same."
        )
    return tuple(notes)
