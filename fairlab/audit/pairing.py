"""Which groups are held against which: each against its rest, a reference, or every other."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from fairlab.data.level_names import plain_level

REST = "rest"
FEWEST_PEOPLE, NEARLY_NONE = 25, 0.01


@dataclass(frozen=True)
class Pairing:
    """Which groups of an attribute are held against which.

    Two groups that hold nearly everyone are the attribute, and what is left beside them, such as
    missing values, is held against all others; of more groups each is held against all others with
    a label. Those of fewer than ``fewest`` people are left out, of whom little could be said; where
    that is not said to be another number, two groups without others are of any size.

    Parameters
    ----------
    fewest : int
        Of people in a group.
    references : mapping of str to object
        The group of an attribute that each other one is held against.
    every : frozenset of str
        The attributes of which each group is held against each other one.

    Examples
    --------
    >>> sizes = pd.Series({"a": 40, "b": 30, "c": 30})
    >>> list(Pairing().of("job", sizes))
    [('a', 'rest'), ('b', 'rest'), ('c', 'rest')]
    >>> list(Pairing(references={"job": "b"}).of("job", sizes))
    [('a', 'b'), ('c', 'b')]
    >>> list(Pairing(every=frozenset(["job"])).of("job", sizes))
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    """

    fewest: int = FEWEST_PEOPLE
    references: Mapping[str, object] = field(default_factory=dict)
    every: frozenset[str] = frozenset()

    def of(self, attribute: str, sizes: pd.Series) -> Iterator[tuple[object, object]]:
        """Pair the groups of an attribute.

        Parameters
        ----------
        attribute : str
        sizes : Series of int
            How many people are in each of its groups.

        Yields
        ------
        tuple
            A group, and whom it is held against: another group, or ``"rest"``.
        """
        people = dict(zip(sizes.index, sizes.tolist(), strict=True))
        known = [group for group, size in people.items() if size >= self.fewest]
        if attribute in self.references:
            reference = self.references[attribute]
            if reference in known:
                yield from ((group, reference) for group in known if group != reference)
        elif attribute in self.every:
            yield from ((one, two) for at, one in enumerate(known) for two in known[at + 1 :])
        else:
            yield from _against_the_rest(
                list(people) if self._holds_any_two(people) else known, people
            )

    def small(self, sizes: pd.Series) -> dict[str, int]:
        """Name the groups of an attribute that are compared with none, and count their people.

        Parameters
        ----------
        sizes : Series of int
            How many people are in each of its groups.

        Examples
        --------
        >>> Pairing().small(pd.Series({"a": 40, "b": 30, "c": 3}))
        {'c': 3}
        """
        people = {plain_level(group): size for group, size in sizes.items() if size}
        if self._holds_any_two(people):
            return {}
        return {group: size for group, size in people.items() if size < self.fewest}

    def _holds_any_two(self, people: Collection[object]) -> bool:
        return len(people) <= 2 and self.fewest == FEWEST_PEOPLE


def _against_the_rest(
    known: list[object], people: Mapping[object, float]
) -> Iterator[tuple[object, object]]:
    most = NEARLY_NONE * sum(people.values())
    pair = known if len(known) == 2 else [group for group in known if people[group] >= most]
    if len(pair) == 2:
        yield pair[0], pair[1]
        known = [group for group in known if group not in pair]
    if len(people) > 2:
        yield from ((group, REST) for group in known)
