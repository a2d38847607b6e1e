"""Who was decided about: how many rows, of how many people, and by each seed how many of them."""

from dataclasses import dataclass

import numpy as np

from fairlab.audit.out_of_fold import OutOfFold


@dataclass(frozen=True)
class JudgedPeople:
    """Counts of those whom some seed decided about.

    Parameters
    ----------
    rows : int
    bad_events : int or None
        How many rows had the bad event; None where nothing says what happened.
    persons : int, optional
        Whose rows they are, where people have several.
    each : int, optional
        How many rows each seed decided about, on average, where not all.
    each_bad : int, optional
        How many of those had the bad event.
    """

    rows: int
    bad_events: int | None
    persons: int | None = None
    each: int | None = None
    each_bad: int | None = None

    @property
    def unit(self) -> str:
        """What is counted: people, or rows where people have several."""
        return "people" if self.persons is None else "rows"

    def told(self, earlier: int | None = None) -> str:
        """Say how many there are, and how many bad events.

        Parameters
        ----------
        earlier : int, optional
            The rows of the whole table, of which these are the later ones.

        Examples
        --------
        >>> JudgedPeople(4000, 452, persons=2734).told()
        '4,000 rows of 2,734 people, 452 of the rows bad events'
        >>> JudgedPeople(1754, 144, each=1000, each_bad=82).told()
        '1,000 people per seed (1,754 in all), 82 of them bad events'
        """
        told = f"{self.rows:,} {self.unit}"
        if self.each is not None:
            told = f"{self.each:,} {self.unit} per seed ({self.rows:,} in all)"
        elif earlier is not None:
            told = f"{self.rows:,} of {earlier:,} {self.unit} (the later half)"
        told += "" if self.persons is None else f" of {self.persons:,} people"
        bad = self.bad_events if self.each_bad is None else self.each_bad
        of = "them" if self.persons is None else "the rows"
        return told if bad is None else f"{told}, {bad:,} of {of} bad events"


def judged_people(data: OutOfFold) -> JudgedPeople:
    """Count those whom some seed decided about."""
    by_seed = data.folds >= 0
    known = by_seed if data.labelled is None else by_seed & data.labelled
    rows, bad = (int(one.any(axis=0).sum()) for one in (by_seed, known & (data.y == 1)))
    each, each_bad = (round(one.sum() / data.seeds) for one in (by_seed, known & (data.y == 1)))
    persons = None
    if data.persons is not None:
        persons = len(np.unique(data.persons[by_seed.any(axis=0)]))
    return JudgedPeople(
        rows,
        bad if known.any() else None,
        None if persons == rows else persons,
        None if each == rows else each,
        None if each == rows or not known.any() else each_bad,
    )
