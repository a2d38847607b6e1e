"""From a graph that is partly open to one that a model can be computed with."""

from collections.abc import Sequence

import numpy as np

from fairlab.causal.graph import ARROW, CIRCLE, NONE, TAIL, Dag, Pag


def model_dag(
    pag: Pag,
    attribute: str,
    target: str,
    related: Sequence[str],
    told: Sequence[tuple[str, str]] = (),
) -> Dag:
    """Choose one directed graph that a partial one allows, as far as the attribute reaches.

    Open edges run in the order in which columns follow from the attribute; ``<->`` is no edge,
    for it stands for a hidden cause, which stays as it is.

    Parameters
    ----------
    pag : Pag
        What was found.
    attribute, target : str
    related : sequence of str
        Columns that are known to be effects of the attribute, for example because they go with
        one that nothing causes. The attribute and its causes are made their parents besides those
        found: a parent too many costs little, one too few hides an effect.
    told : sequence of tuple of str
        Pairs of which it is known otherwise which comes first.

    Returns
    -------
    Dag
        Without the target.

    Examples
    --------
    >>> marks = np.array([[NONE, ARROW, NONE], [TAIL, NONE, CIRCLE], [NONE, CIRCLE, NONE]])
    >>> pag = Pag(("sex", "income", "debt"), marks)
    >>> model_dag(pag, "sex", "fraud", []).edges
    [('sex', 'income'), ('income', 'debt')]
    """
    place = places(pag, attribute, told)
    edges = [
        (a, b) if place[a] < place[b] else (b, a)
        for a, mark, b in pag.edges
        if mark != "<->" and target not in (a, b) and (mark == "o-o" or place[a] < place[b])
    ]
    causes = [a for a, b in edges if b == attribute and related]
    known = [(cause, x) for x in related for cause in (attribute, *causes)]
    return Dag.from_edges([*known, *edges], [attribute])


def places(pag: Pag, attribute: str, told: Sequence[tuple[str, str]] = ()) -> dict[str, int]:
    """Order the nodes so that arrows run forward, and open edges away from the attribute.

    What was found in a sample may run in a circle; then some arrow runs backward.

    Parameters
    ----------
    pag : Pag
        What was found.
    attribute : str
    told : sequence of tuple of str
        Pairs of which it is known otherwise which comes first.

    Returns
    -------
    dict of str to int
        The place of each node.

    Examples
    --------
    >>> marks = np.array([[NONE, CIRCLE, NONE], [CIRCLE, NONE, ARROW], [NONE, TAIL, NONE]])
    >>> places(Pag(("sex", "income", "debt"), marks), "sex")
    {'sex': 0, 'income': 1, 'debt': 2}
    """
    marks, start = pag.marks, pag.nodes.index(attribute)
    before = (marks == ARROW) & ((marks.T == TAIL) | (marks.T == CIRCLE))
    for first, second in told:
        before[pag.nodes.index(first), pag.nodes.index(second)] = True
    distance = _steps_from(marks, start)
    place: dict[str, int] = {}
    left = list(range(len(marks)))
    while left:
        best = min(left, key=lambda j: (int(before[left, j].sum()), distance[j], j))
        place[pag.nodes[best]] = len(place)
        left.remove(best)
    return place


def _steps_from(marks: np.ndarray, start: int) -> np.ndarray:
    steps = np.full(len(marks), len(marks))
    steps[start] = 0
    for step in range(len(marks)):
        near = (marks[steps == step] != NONE).any(axis=0)
        steps[near & (steps > step + 1)] = step + 1
    return steps
