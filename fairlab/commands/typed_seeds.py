"""The seeds that somebody types."""

from fairlab.asked_seeds import first_seeds, named_seeds
from fairlab.errors import RequestError


def parse_seeds(text: str) -> list[int]:
    """Read ``--seeds``: a number of seeds, or a list of them.

    Parameters
    ----------
    text : str
        ``"10"`` is 0 to 9; ``"3,7"`` is those two; ``"3,"`` is seed 3 alone.

    Raises
    ------
    RequestError
        If that is no number or list of numbers, names a seed twice, or leaves none.

    Examples
    --------
    >>> parse_seeds("3"), parse_seeds("3,7")
    ([0, 1, 2], [3, 7])
    """
    try:
        numbers = [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise RequestError(
            f"--seeds {text!r} is neither a number nor a list.\n"
            "Write --seeds 10 for the seeds 0 to 9, or --seeds 3,7 for those two."
        ) from None
    if "," in text:
        return named_seeds(numbers)
    return first_seeds(numbers[0] if numbers else 0, "--seeds")
