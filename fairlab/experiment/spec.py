"""What is run: one strategy on one dataset with one seed, and the key that names it."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from fairlab.causal.twin_settings import TwinSettings
from fairlab.data import Dataset
from fairlab.errors import RequestError
from fairlab.experiment.strategy import Strategy

FORMAT = 1
FIXED = 0


@dataclass(frozen=True)
class Cell:
    """One strategy on one dataset with one seed, and the key that names it.

    Parameters
    ----------
    strategy : Strategy
    dataset : Dataset
    seed : int
    vary : {"both", "data", "model"}
        Whether the seed changes the split (``"data"``), the training (``"model"``) or both.
    needs : tuple of Cell
        The cells whose metrics this one looks at.
    individual : TwinSettings, optional
        How people are asked about one by one; they are not when left out.
    """

    strategy: Strategy
    dataset: Dataset
    seed: int
    vary: str = "both"
    needs: tuple["Cell", ...] = ()
    individual: TwinSettings | None = None

    @property
    def params(self) -> dict[str, Any]:
        """Every setting that the numbers depend on, but the seed and the data."""
        balanced = {"balanced": ",".join(self.dataset.balanced)} if self.strategy.balances else {}
        asked = self.individual.params() if self.individual else {}
        return {**self.strategy.params(), **balanced, "vary": self.vary, **asked}

    @cached_property
    def settings_key(self) -> str:
        """The same for all seeds of one strategy with these settings on these data."""
        needs = [cell.settings_key for cell in self.needs]
        about = [FORMAT, self.strategy.name, self.params, self.dataset.fingerprint, needs]
        return _hash(about)

    @cached_property
    def key(self) -> str:
        """Names this run among all others: equal keys give equal numbers."""
        return _hash([self.settings_key, self.seed])

    @property
    def split_seed(self) -> int:
        """From which the parts are drawn: the same for every strategy with this seed."""
        return FIXED if self.vary == "model" else self.seed

    @property
    def training_seed(self) -> int:
        """From which the seeds of sampling, tuning and training are derived."""
        return FIXED if self.vary == "data" else self.seed


def _hash(about: Any) -> str:
    text = json.dumps(about, sort_keys=True, default=_plain)
    return sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Write a setting so that every process writes it alike."""
    text = repr(value)
    if " at 0x" in text:
        raise RequestError(
            f"The setting {text[:60]} has no lasting name, so its runs could not be told apart.\n"
            "Give its class a __repr__ that shows what it is set to."
        )
    return value.item() if isinstance(value, np.generic) else text
