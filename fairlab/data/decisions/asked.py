"""Which column of a table of decisions is what, and how it is to be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fairlab.data.words import Words

RECALL = "recall"  # as a budget


@dataclass(frozen=True)
class Asked:
    """Which column is what, as a person says it or as it was guessed.

    Parameters
    ----------
    label : str, optional
        What happened.
    positive : str, optional
        The label of the bad event; 1 of 0 and 1 where left out.
    scores : tuple of str
        Predicted risks; the first is the champion, the others its challengers.
    decision : str, optional
        What was decided.
    approve : str, optional
        The decision that approves.
    threshold : float, optional
        From which score on people are flagged.
    budget : float or str, optional
        Which share of people with the highest scores is flagged; ``"recall"``, for as many by each
        challenger as catch what the champion catches.
    costs : str, optional
        What the two errors cost, which says the same of scores that are probabilities.
    groups : tuple of str
        The sensitive attributes.
    memberships : mapping of str to tuple of str
        Attributes that are guessed, each with the columns that say how likely each group is.
    bands : mapping of str to tuple of float
        Where an attribute that is a number is cut.
    cross : tuple of tuple of str
        Attributes whose intersections are groups too.
    references : mapping of str to str
        The group that each other one of an attribute is held against.
    every_pair : tuple of str
        The attributes of which every two groups are held against each other.
    smallest : int
        Groups of fewer people are counted, and held against none.
    weight, person, time : str, optional
        How much a row counts, whose it is, and when it was.
    words : Words
        What attributes and groups are called where a person reads.

    Examples
    --------
    >>> list(Asked(label="y", scores=("p",), groups=("sex",)).columns())
    [('label', 'y'), ('score', 'p'), ('groups', 'sex')]
    """

    label: str | None = None
    positive: str | None = None
    scores: tuple[str, ...] = ()
    decision: str | None = None
    approve: str | None = None
    threshold: float | None = None
    budget: float | str | None = None
    costs: str | None = None
    groups: tuple[str, ...] = ()
    memberships: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bands: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    cross: tuple[tuple[str, ...], ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    every_pair: tuple[str, ...] = ()
    smallest: int = 25
    weight: str | None = None
    person: str | None = None
    time: str | None = None
    words: Words = field(default_factory=Words)

    def columns(self) -> Iterator[tuple[str, str]]:
        """Go through the columns that are named, each with its option."""
        single = {"label": self.label, "decision": self.decision, "weight": self.weight,
                  "id": self.person, "time": self.time}  # fmt: skip
        yield from (("label", name) for name in [single.pop("label")] if name)
        yield from (("score", name) for name in self.scores)
        yield from ((role, name) for role, name in single.items() if name)
        yield from (("groups", name) for name in self.groups)
        for names in self.memberships.values():
            yield from (("groups-probability", name) for name in names)
