"""Chain or collider, where too few rows tell whether an attribute goes with what is further on."""

from collections.abc import Iterator, Sequence

import numpy as np

from fairlab.causal.discovery.independence import PartialCorrelationTest
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.orientation import colliders, complete
from fairlab.causal.discovery.skeleton import Separators
from fairlab.causal.graph import CIRCLE, NONE, TAIL
from fairlab.data.messages import quoted

TIMES = 3  # as likely a chain has to be, for what does not go with an attribute is no effect of it

Open = tuple[str, str, bool]
Triple = tuple[int, int, int]


def likelier_separators(
    test: PartialCorrelationTest,
    adjacent: np.ndarray,
    separators: Separators,
    nodes: tuple[str, ...],
    known: Knowledge,
    rows: float,
) -> tuple[Separators, tuple[Open, ...]]:
    """Let the middle of a triple separate its ends where that is the likelier.

    That an attribute and a debt seem independent makes the income between them an effect of the
    debt, though few rows may hide that they go together. Where they seem so given the income too,
    the triple is ambiguous. Then goes first what the other columns say, and else what the
    correlation of the ends is nearer to: none, or the product of those along the chain.

    Parameters
    ----------
    test : PartialCorrelationTest
    adjacent : array of bool, shape (p, p)
    separators : dict of (int, int) to frozenset of int
    nodes : tuple of str, length p
    known : Knowledge
        Triples are looked at that begin at its exogenous columns, or hold one next to them.
    rows : float
        What the correlations are estimated from.

    Returns
    -------
    separators : dict of (int, int) to frozenset of int
        With the middles of what are taken for chains.
    open : tuple of (str, str, bool)
        Middle and end of triples from an exogenous column of which neither was surely the
        likelier, or a chain was, and whether the end is taken to follow.

    References
    ----------
    Ramsey, Spirtes and Zhang (2006), Adjacency-faithfulness and conservative causal inference.

    Examples
    --------
    >>> chain = np.array([[1, 0.05, 0.04], [0.05, 1, 0.8], [0.04, 0.8, 1]])
    >>> near = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], bool)
    >>> test, known = PartialCorrelationTest(chain, 2000), Knowledge(exogenous=("sex",))
    >>> names = ("sex", "income", "debt")
    >>> likelier_separators(test, near, {(0, 2): frozenset()}, names, known, 2000)
    ({(0, 2): frozenset({1})}, (('income', 'debt', True),))
    """
    firsts = [nodes.index(name) for name in known.exogenous if name in nodes]
    if not firsts:
        return separators, ()
    told, still_open = dict(separators), []
    caused = [i for i in range(len(nodes)) if i not in firsts]
    beside = {i for i in caused if adjacent[firsts, i].any()}
    for triple in _ambiguous(test, adjacent, separators, caused):
        if beside & {*triple} and _times(test.correlations, rows, triple, separators) > TIMES:
            _separate(told, triple)
    ambiguous = [*_ambiguous(test, adjacent, separators, firsts)]
    clear = {ends: told[ends] for ends in told.keys() - {*map(_ends, ambiguous)}}
    others = _of_others(adjacent, clear, nodes, known, firsts)
    for triple in ambiguous:
        _, middle, end = triple
        follows = others[end, middle] == TAIL
        if others[end, middle] == CIRCLE:
            times = _times(test.correlations, rows, triple, separators)
            follows = times > TIMES
            if times > 1 / TIMES and nodes[end] not in known.final:
                still_open.append((nodes[middle], nodes[end], follows))
        if follows:
            _separate(told, triple)
    return told, tuple(still_open)


def _of_others(
    adjacent: np.ndarray,
    separators: Separators,
    nodes: tuple[str, ...],
    known: Knowledge,
    firsts: Sequence[int],
) -> np.ndarray:
    """Orient the columns that something may cause by what is not ambiguous."""
    marks = colliders(adjacent, separators, nodes, known)
    marks[firsts] = marks[:, firsts] = NONE
    return complete(marks, separators)


def _ambiguous(
    test: PartialCorrelationTest, adjacent: np.ndarray, separators: Separators, ends: Sequence[int]
) -> Iterator[Triple]:
    """Yield triples whose middle is not what made their ends seem independent, but might be."""
    for pair, separator in sorted(separators.items()):
        if {*pair}.isdisjoint(ends):
            continue
        first, end = pair if pair[0] in ends else pair[::-1]
        for middle in np.flatnonzero(adjacent[first] & adjacent[end]).tolist():
            given = np.array([[*sorted(separator), middle]])
            if middle not in separator and test.independent(first, end, given)[0]:
                yield first, middle, end


def _times(correlations: np.ndarray, rows: float, triple: Triple, separators: Separators) -> float:
    """Tell how many times as likely the correlation of the ends is if the middle explains it."""
    given = sorted(separators[_ends(triple)])
    names = [*triple, *given]
    partial = np.linalg.inv(np.linalg.inv(correlations[np.ix_(names, names)])[:3, :3])
    spread = np.sqrt(np.diag(partial))
    r = partial / np.outer(spread, spread)
    seen, chain = np.arctanh(r[0, 2]), np.arctanh(r[0, 1] * r[1, 2])
    return float(np.exp((seen**2 - (seen - chain) ** 2) * (rows - len(given) - 3) / 2))


def _ends(triple: Triple) -> tuple[int, int]:
    return min(triple[0], triple[2]), max(triple[0], triple[2])


def _separate(told: Separators, triple: Triple) -> None:
    told[_ends(triple)] |= {triple[1]}


def likelier_notes(still_open: Sequence[Open]) -> tuple[str, ...]:
    """Say of which columns too few rows tell whether they follow, as a sentence.

    Examples
    --------
    >>> likelier_notes([("income", "debt", True)])
    ('Too few rows tell surely what follows: `debt` from `income` is taken to.',)
    >>> likelier_notes([("income", "debt", True), ("job", "age", False)])[0][39:]
    '`debt` from `income` is taken to; `age` from `job` is taken not to.'
    """
    if not still_open:
        return ()
    ends = (
        f"{quoted(end)} from {quoted(middle)} is taken {'to' if follows else 'not to'}"
        for middle, end, follows in still_open
    )
    return (f"Too few rows tell surely what follows: {'; '.join(ends)}.",)
