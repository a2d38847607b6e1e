"""Which seeds may be asked for: each a whole number that every store can hold."""

from collections.abc import Sequence

from fairlab.errors import RequestError

MOST_SEEDS = 10_000
LARGEST_SEED = 2**32 - 1


def first_seeds(count: int, what: str = "seeds") -> list[int]:
    """List as many seeds, from 0 on.

    Parameters
    ----------
    count : int
    what : str
        What the number is called in a message.

    Raises
    ------
    RequestError
        There are none, or more than 10,000.

    Examples
    --------
    >>> first_seeds(3)
    [0, 1, 2]
    """
    refuse_outside(what, count, 1, MOST_SEEDS)
    return list(range(count))


def named_seeds(numbers: Sequence[int]) -> list[int]:
    """Take the seeds that a list names.

    Raises
    ------
    RequestError
        There are none, one is there twice, or one is too large for a store.

    Examples
    --------
    >>> named_seeds([3, 7])
    [3, 7]
    """
    for number in numbers:
        refuse_outside("a seed", number, 0, LARGEST_SEED)
    if not numbers or len(set(numbers)) < len(numbers):
        shown = ", ".join(map(str, numbers[:8]))
        raise RequestError(f"A list of seeds must name at least one, each once, not [{shown}].")
    return list(numbers)


def refuse_outside(what: str, value: int, low: int, high: int) -> None:
    """Refuse a number outside its range.

    Parameters
    ----------
    what : str
        What it is called in the message.
    value, low, high : int
        The range includes its ends.

    Raises
    ------
    RequestError
    """
    if not low <= value <= high:
        raise RequestError(f"{what} must be from {low} to {high}, but got {value}.")
