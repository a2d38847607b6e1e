"""What a simulation is made with; written into every row, so that a row's noise can be found."""

import json
from dataclasses import asdict, dataclass

from fairlab.errors import RequestError
from fairlab.simulator import published

FEWEST_ROWS = 5_000


@dataclass(frozen=True)
class SimulatorSettings:
    """The size, the seed and the planted unfairness of a simulation.

    Parameters
    ----------
    rows : int
        How many applications, at least 5,000.
    seed : int
        0 or more.
    label_bias : float
        The probability that somebody without a Dutch document who committed no fraud is
        recorded as a fraud.
    measurement_bias : float
        By how many standard deviations the credit score of people without a Dutch document is
        recorded too low.
    selection : float
        The share of applicants without a Dutch document, those with the poorest signs, that is
        turned away although others like them are accepted.
    proxy : float
        The correlation of ``order_language_score`` with having a Dutch document.

    Raises
    ------
    RequestError
        A setting is out of its range.

    Examples
    --------
    >>> SimulatorSettings.read(SimulatorSettings(rows=60_000, proxy=0.5).text).proxy
    0.5
    """

    rows: int = published.ROWS
    seed: int = 0
    label_bias: float = 0.0
    measurement_bias: float = 0.0
    selection: float = 0.0
    proxy: float = 0.0

    def __post_init__(self) -> None:
        if self.rows < FEWEST_ROWS:
            raise RequestError(
                f"telecom: rows must be at least {FEWEST_ROWS:,}, but got {self.rows:,}; with "
                "fewer, rare groups have nobody in them."
            )
        if self.seed < 0:
            raise RequestError(f"telecom: seed must be 0 or more, but got {self.seed}.")
        for name in ("label_bias", "selection", "proxy"):
            if not 0 <= (size := getattr(self, name)) <= 1:
                raise RequestError(f"telecom: {name} must be from 0 to 1, but got {size}.")

    @property
    def text(self) -> str:
        """The settings as JSON, as they are written into the rows."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "SimulatorSettings":
        """Read what ``text`` wrote."""
        return cls(**json.loads(text))
