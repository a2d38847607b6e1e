"""What several test files share: one store that is copied, and a run to write into it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from fairlab.record import ModelFiles, RunResult, Store, open_store
from tests.named_run import NamedRun, named_run


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
def finished_run() -> Callable[..., tuple[NamedRun, RunResult]]:
    """Make a small run of which everything can be changed by name."""
    return named_run


@pytest.fixture
def model_files() -> ModelFiles:
    """A model of two plain files, loaded by ``tests.record.toy_model``."""
    files = {"strategy.json": b'{"cut": 40}', "encoder.json": b'{"town": ["A", "B"]}'}
    example = pd.DataFrame({"age": [30, 50], "town": pd.Categorical(["A", "B"])})
    output = pd.DataFrame({"score": [30.0, 50.0], "flagged": [False, True]})
    return ModelFiles(files, "tests.record.toy_model", example, output, ["pandas"])


@pytest.fixture
def model_folder(model_files: ModelFiles, tmp_path: Path) -> Path:
    """The same files in a folder, as the record seals them."""
    folder = tmp_path / "fitted"
    folder.mkdir()
    for name, content in model_files.files.items():
        (folder / name).write_bytes(content)
    return folder


SLOW_BY_NATURE = ("bench", "contract", "faults", "invariants", "oracles", "api")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `make quick` leave out what runs whole programs, many examples or other packages."""
    for item in items:
        folder = item.path.relative_to(item.config.rootpath).parts
        if folder[1] in SLOW_BY_NATURE:
            item.add_marker(pytest.mark.slow)
