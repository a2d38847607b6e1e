"""The rules by which FCI turns open marks into arrows and tails, in Zhang's numbering.

Rules 5 to 7 are for selection bias, which is assumed away. Rules repeat until none applies.
"""

from collections.abc import Callable, Iterator

import numpy as np

from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.skeleton import Separators
from fairlab.causal.graph import ARROW, CIRCLE, NONE, TAIL


def colliders(
    adjacent: np.ndarray, separators: Separators, nodes: tuple[str, ...], knowledge: Knowledge
) -> np.ndarray:
    """Write what is known, then rule 0: i *-> k <-* j where k did not separate i and j.

    Parameters
    ----------
    adjacent : array of bool, shape (p, p)
    separators : dict of (int, int) to frozenset of int
    nodes : tuple of str, length p
    knowledge : Knowledge

    Returns
    -------
    array of int, shape (p, p)
        Marks, as in ``Pag``.
    """
    marks = np.where(adjacent, CIRCLE, NONE)
    knowledge.orient(marks, nodes)
    for (i, j), separator in sorted(separators.items()):
        for k in np.flatnonzero(adjacent[i] & adjacent[j]).tolist():
            if k not in separator and TAIL not in (marks[i, k], marks[j, k]):
                marks[i, k] = marks[j, k] = ARROW
    return marks


def complete(marks: np.ndarray, separators: Separators) -> np.ndarray:
    """Apply the rules 1 to 4 and 8 to 10 until no mark changes.

    Parameters
    ----------
    marks : array of int, shape (p, p)
        With the colliders of rule 0, as in ``Pag``.
    separators : dict of (int, int) to frozenset of int

    Returns
    -------
    array of int, shape (p, p)

    References
    ----------
    Zhang (2008), On the completeness of orientation rules for causal discovery in the presence
    of latent confounders and selection bias.
    """
    marks = marks.copy()
    changed = True
    while changed:
        before = marks.copy()
        _at_circles(marks, _away_from_collider, _away_from_cycle, _double_triangle)
        _discriminate(marks, separators)
        _at_circles(marks, _transitive_tail, _uncovered_path_tail, _two_paths_tail)
        changed = bool((marks != before).any())
    return marks


Rule = Callable[[np.ndarray, int, int], int]


def _at_circles(marks: np.ndarray, *rules: Rule) -> None:
    """Ask each rule about each mark that is open, at the second node of the pair."""
    for rule in rules:
        for pair in np.argwhere(marks == CIRCLE).tolist():
            if marks[tuple(pair)] == CIRCLE:
                marks[tuple(pair)] = rule(marks, *pair)


def _away_from_collider(marks: np.ndarray, c: int, b: int) -> int:
    """Rule 1: a *-> b o-* c, a and c not adjacent: b --> c. The mark in question is at b."""
    into_b = marks[:, b] == ARROW
    far = marks[:, c] == NONE
    far[c] = False
    if (into_b & far).any():
        marks[b, c] = ARROW
        return TAIL
    return CIRCLE


def _away_from_cycle(marks: np.ndarray, a: int, c: int) -> int:
    """Rule 2: a --> b *-> c or a *-> b --> c, and a *-o c: a *-> c."""
    into = (marks[a] == ARROW) & (marks[:, c] == ARROW)
    from_a, from_b = marks[:, a] == TAIL, marks[c] == TAIL
    return ARROW if (into & (from_a | from_b)).any() else CIRCLE


def _double_triangle(marks: np.ndarray, d: int, b: int) -> int:
    """Rule 3: a *-> b <-* c, a *-o d o-* c, a and c not adjacent, d *-o b: d *-> b."""
    both = np.flatnonzero((marks[:, b] == ARROW) & (marks[:, d] == CIRCLE))
    apart = marks[np.ix_(both, both)] == NONE
    return ARROW if (apart & ~np.eye(len(both), dtype=bool)).any() else CIRCLE


def _discriminate(marks: np.ndarray, separators: Separators) -> None:
    """Rule 4: a discriminating path to c tells whether b, just before c, is a collider."""
    for c, b in np.argwhere(marks == CIRCLE).tolist():
        for a in np.flatnonzero((marks[b] == ARROW) & (marks[:, b] != NONE)).tolist():
            if marks[c, b] != CIRCLE or not _is_parent(marks, a, c):
                continue
            far_end = _discriminating_from(marks, a, b, c)
            if far_end is None:
                continue
            if b in separators[min(far_end, c), max(far_end, c)]:
                marks[c, b], marks[b, c] = TAIL, ARROW
            else:
                marks[a, b] = marks[b, c] = marks[c, b] = ARROW


def _discriminating_from(marks: np.ndarray, a: int, b: int, c: int) -> int | None:
    """Walk back from a over colliders that are parents of c, to a node not adjacent to c."""
    steps, seen = [a], {a, b, c}
    while steps:
        t = steps.pop(0)
        for d in np.flatnonzero(marks[:, t] == ARROW).tolist():
            if d in seen:
                continue
            if marks[d, c] == NONE:
                return d
            if marks[t, d] == ARROW and _is_parent(marks, d, c):
                seen.add(d)
                steps.append(d)
    return None


def _transitive_tail(marks: np.ndarray, c: int, a: int) -> int:
    """Rule 8: a --> b --> c or a --o b --> c, and a o-> c: a --> c. The mark is at a."""
    if marks[a, c] != ARROW:
        return CIRCLE
    tail_at_a = (marks[:, a] == TAIL) & ((marks[a] == ARROW) | (marks[a] == CIRCLE))
    parent_of_c = (marks[:, c] == ARROW) & (marks[c] == TAIL)
    return TAIL if (tail_at_a & parent_of_c).any() else CIRCLE


def _uncovered_path_tail(marks: np.ndarray, c: int, a: int) -> int:
    """Rule 9: a o-> c, and an uncovered possibly directed path a, b, ..., c with b far from c."""
    if marks[a, c] != ARROW:
        return CIRCLE
    starts = [b for b in _onward(marks, a) if b != c and marks[b, c] == NONE]
    return TAIL if any(c in _reached(marks, a, b, stop=-1) for b in starts) else CIRCLE


def _two_paths_tail(marks: np.ndarray, c: int, a: int) -> int:
    """Rule 10: a o-> c, b --> c <-- d, and such paths from a to b and to d that part at once."""
    if marks[a, c] != ARROW:
        return CIRCLE
    parents = [b for b in range(len(marks)) if _is_parent(marks, b, c) and b != a]
    reach = {m: _reached(marks, a, m, stop=c) for m in _onward(marks, a) if m != c}
    for m, to in reach.items():
        for w, towards in reach.items():
            if m == w or marks[m, w] != NONE:
                continue
            if any(b in to and d in towards for b in parents for d in parents if b != d):
                return TAIL
    return CIRCLE


def _reached(marks: np.ndarray, a: int, b: int, stop: int) -> set[int]:
    """Find where uncovered possibly directed paths a, b, ... lead that never pass ``stop``.

    A path visits a node once: one that comes back through its start proves nothing.
    """
    ends = {b}
    paths: list[tuple[int, ...]] = [(a, b)]
    while paths:
        path = paths.pop()
        for c in _onward(marks, path[-1]):
            if c not in path and c != stop and marks[path[-2], c] == NONE:
                ends.add(c)
                paths.append((*path, c))
    return ends


def _onward(marks: np.ndarray, a: int) -> Iterator[int]:
    """Yield the nodes b of edges a --> b, a o-> b, a o-o b: those along which a may be a cause."""
    open_here = (marks[:, a] == CIRCLE) | (marks[:, a] == TAIL)
    yield from np.flatnonzero(open_here & ((marks[a] == ARROW) | (marks[a] == CIRCLE))).tolist()


def _is_parent(marks: np.ndarray, a: int, c: int) -> bool:
    return bool(marks[a, c] == ARROW and marks[c, a] == TAIL)
