"""A small run that was computed by nobody: what names it, and what came out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from fairlab.data.identity import DataIdentity
from fairlab.experiment.spec import FORMAT
from fairlab.record import ModelFiles, RunResult

MOMENT = datetime(2025, 3, 1, 12, tzinfo=UTC)
PARTS = {"train": (60, 12), "validation": (20, 4), "test": (20, 4)}
PREDICTIONS = pd.DataFrame(
    {"row": [0, 1], "fold": [0, 0], "y": [0, 1], "score": [0.25, 0.75], "flagged": [False, True]}
)
PARAMS = {"model__max_depth": 4, "format": FORMAT}
DATA = DataIdentity("toy", "ab" * 32, columns={"age": "int64", "town": "category"})


@dataclass(frozen=True)
class NamedRun:
    """Names a run by whatever a test says; the record asks nothing more."""

    strategy_name: str = "baseline"
    seed: int = 3
    key: str = "00000000000000a3"
    settings_key: str = "00000000000000a0"
    data: DataIdentity = DATA
    params: Mapping[str, Any] = field(
        default_factory=lambda: {"model__max_depth": 4, "format": FORMAT}
    )
    tags: Mapping[str, str] = field(default_factory=dict)
    kind: str = "run"


ABOUT = {one.name for one in fields(NamedRun)}


def named_run(
    model: ModelFiles | None = None,
    without_model: str = "",
    predictions: pd.DataFrame = PREDICTIONS,
    **changes: Any,
) -> tuple[NamedRun, RunResult]:
    """Make a small run of which everything can be changed by name."""
    about = NamedRun(**{name: changes.pop(name) for name in ABOUT & changes.keys()})
    usual: dict = {
        "metrics": {"test/auprc": 0.25, "valid/recall": 0.5, "fair.sex/recall_parity": 0.125},
        "started": MOMENT,
        "ended": MOMENT.replace(second=7),
        "parts": PARTS,
        "predictions": predictions,
        "model": model,
        "without_model": without_model,
    }
    return about, RunResult(**(usual | changes))
