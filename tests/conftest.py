"""What several test files share: one store that is copied, and a run to write into it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from fairlab.record import DataUsed, FinishedRun, ModelFiles, Part, Store, open_store


@pytest.fixture(autouse=True)
def no_store_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FAIRLAB_TRACKING_URI", "MLFLOW_TRACKING_URI"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def template_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty store: MLflow needs seconds to make one, a copy needs none."""
    folder = tmp_path_factory.mktemp("template")
    open_store(f"sqlite:///{folder}/mlflow.db")
    return folder / "mlflow.db"


@pytest.fixture
def store(template_store: Path, tmp_path: Path) -> Store:
    """A store of its own for each test."""
    shutil.copy(template_store, tmp_path / "mlflow.db")
    return open_store(f"sqlite:///{tmp_path}/mlflow.db")


@pytest.fixture
def finished_run() -> Callable[..., FinishedRun]:
    """Make a small run of which everything can be changed by name."""

    def make(**changes: object) -> FinishedRun:
        moment = datetime(2025, 3, 1, 12, tzinfo=UTC)
        parts = (Part("train", 60, 12), Part("validation", 20, 4), Part("test", 20, 4))
        usual: dict = {
            "strategy": "baseline",
            "seed": 3,
            "key": "00000000000000a3",
            "settings_key": "00000000000000a0",
            "data": DataUsed("toy", "ab" * 32, parts, {"age": "int64", "town": "category"}),
            "params": {"model__max_depth": 4},
            "metrics": {"test/auprc": 0.25, "valid/recall": 0.5, "fair.sex/recall_parity": 0.125},
            "started": moment,
            "ended": moment.replace(second=7),
        }
        return FinishedRun(**(usual | changes))

    return make


@pytest.fixture
def model_files(tmp_path: Path) -> ModelFiles:
    """A model of two plain files, loaded by ``tests.record.toy_model``."""
    folder = tmp_path / "fitted"
    folder.mkdir()
    (folder / "strategy.json").write_text('{"cut": 40}')
    (folder / "encoder.json").write_text('{"town": ["A", "B"]}')
    example = pd.DataFrame({"age": [30, 50], "town": pd.Categorical(["A", "B"])})
    output = pd.DataFrame({"score": [30.0, 50.0], "flagged": [False, True]})
    return ModelFiles(folder, "tests.record.toy_model", example, output, ["pandas"])
