"""A model that says a row's age and whether it is at least the cut."""

import json
from pathlib import Path

import pandas as pd

from fairlab.record.hashes import verify


class Toy:
    def __init__(self, cut: float) -> None:
        self.cut = cut

    def predict(self, frame: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"score": frame["age"] * 1.0, "flagged": frame["age"] >= self.cut})


def _load_pyfunc(path: str) -> Toy:
    verify(path)
    return Toy(json.loads(Path(path, "strategy.json").read_text())["cut"])
