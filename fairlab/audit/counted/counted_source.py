"""Decisions about people who were counted and not kept, as what can be audited."""

from dataclasses import dataclass, field
from functools import cached_property

from fairlab.audit.basic_statistics import BasicStatistics
from fairlab.audit.counted.counted_people import CountedPeople
from fairlab.audit.counted.counted_statistics import counted_statistics
from fairlab.audit.pairing import Pairing
from fairlab.data.words import Words


@dataclass(frozen=True, eq=False)
class CountedSource:
    """Decisions about people who were counted and not kept.

    Parameters
    ----------
    title, about : str
        As of an `AuditSource`.
    people : CountedPeople
    further : CountedPeople
        The same, also by the intersections that impact ratios look at.
    strategy : str
        What decided, by name.
    pairing : Pairing
        Which groups are held against which.
    read_as, notes : tuple of str
        How columns were read; what is missing or odd, and how scores were binned.
    words : Words
        What attributes and groups are called where a person reads.
    threshold : float, optional
        From which score on people are flagged, where that alone decides.
    """

    title: str
    about: str
    people: CountedPeople
    further: CountedPeople
    strategy: str
    pairing: Pairing = field(default_factory=Pairing)
    read_as: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    words: Words = field(default_factory=Words)
    threshold: float | None = None

    @property
    def rows(self) -> int:
        """How many people were decided about."""
        return self.people.rows

    @property
    def known(self) -> int:
        """Of how many it is known what happened."""
        return self.people.labelled

    @property
    def bad_events(self) -> int:
        """How many of them had the bad event."""
        return self.people.bad_events

    @property
    def flagged(self) -> int:
        """How many of them were flagged."""
        return self.people.flagged

    @property
    def has_scores(self) -> bool:
        """Whether people are ranked."""
        return self.people.scores is not None

    @cached_property
    def statistics(self) -> BasicStatistics:
        """Every rate of every group, with its influences."""
        return counted_statistics(self.people, self.strategy)

    @property
    def further_statistics(self) -> BasicStatistics:
        """The same, also of the intersections that impact ratios look at."""
        return counted_statistics(self.further, self.strategy)
