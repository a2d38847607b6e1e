"""The evaluation design: which rows a run learns from, and on which it is judged."""

from dataclasses import dataclass
from typing import Any

from fairlab.errors import RequestError, nearest

VARIED = ("both", "data", "model")
FIXED = 0


@dataclass(frozen=True)
class Design:
    """One training, validation and test set, as in the study.

    Parameters
    ----------
    vary : {"both", "data", "model"}
        Whether a seed changes the split (``"data"``), the training (``"model"``) or both.

    Raises
    ------
    RequestError
        There is no such way.

    Examples
    --------
    >>> Design("model").split_seed(3), Design("data").training_seed(3), Design().split_seed(3)
    (0, 0, 3)
    """

    vary: str = "both"

    def __post_init__(self) -> None:
        if self.vary not in VARIED:
            raise RequestError(f"No way {self.vary!r} to vary. {nearest(self.vary, VARIED)}")

    @property
    def params(self) -> dict[str, Any]:
        """What is recorded of it, and is part of a run's key."""
        return {"design": "holdout", "vary": self.vary}

    def split_seed(self, seed: int) -> int:
        """Give the seed from which the parts are drawn: the same for every strategy."""
        return FIXED if self.vary == "model" else seed

    def training_seed(self, seed: int) -> int:
        """Give the seed from which those of sampling, tuning and training are derived."""
        return FIXED if self.vary == "data" else seed
