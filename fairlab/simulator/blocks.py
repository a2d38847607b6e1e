"""Blocks of applications: drawn one by one, in the order of time, each with its exact quotas."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fairlab.simulator import published
from fairlab.simulator.published import PublishedPart

MOST_ROWS = 65_536
NUMBERS = 2**18  # of applicants that a block may draw from
_WEEK = np.array([1.0, 1.0, 1.0, 1.0, 1.08, 0.92, 0.38])  # Monday to Sunday
_FIRST_WEEKDAY = 3


@dataclass(frozen=True)
class Block:
    """Rows of one part that are drawn together.

    Parameters
    ----------
    part : PublishedPart
        What is published of the part.
    place : int
        0 for the first block of the table.
    start, stop : int
        The rows of the part that it holds.
    rows_of_part : int
        How many rows the part has.
    """

    part: PublishedPart
    place: int
    start: int
    stop: int
    rows_of_part: int

    @property
    def applicants(self) -> int:
        """How many different applicants it holds; the first block holds one of them twice."""
        return self.stop - self.start - (self.place == 0)

    @property
    def candidates(self) -> np.ndarray:
        """The numbers of those who apply, enough of them to be accepted."""
        return np.arange(int(1.4 * self.applicants) + 500) + self.place * NUMBERS

    def quota(self, published_count: int) -> int:
        """Return this block's due of a count published for the whole part."""
        return self._due(published_count, self.stop) - self._due(published_count, self.start)

    def _due(self, published_count: int, rows: int) -> int:
        return (2 * published_count * rows + self.part.rows) // (2 * self.part.rows)

    @property
    def calendar(self) -> np.ndarray:
        """The share of the block's rows that has arrived by the end of each day."""
        days = np.arange(self.part.first_day + self.part.days)
        weight = np.where(days < self.part.first_day, 0, _WEEK[(days + _FIRST_WEEKDAY) % 7])
        rows = weight.cumsum() / weight.sum() * self.rows_of_part
        return (rows - self.start) / (self.stop - self.start)


def blocks_of(rows: int) -> list[Block]:
    """Divide a table over blocks, none of which crosses from training to test.

    Parameters
    ----------
    rows : int
        Of the whole table.

    Returns
    -------
    list of Block
        In the order of time.

    Examples
    --------
    >>> [(block.part.name, block.stop - block.start) for block in blocks_of(100_000)]
    [('train', 45964), ('train', 45964), ('test', 8072)]
    """
    train = round(rows * published.TRAIN.rows / published.ROWS)
    blocks: list[Block] = []
    for part, size in ((published.TRAIN, train), (published.TEST, rows - train)):
        pieces = -(-size // MOST_ROWS)
        bounds = [size * piece // pieces for piece in range(pieces + 1)]
        blocks += [
            Block(part, len(blocks) + k, start, stop, size)
            for k, (start, stop) in enumerate(pairwise(bounds))
        ]
    return blocks
