"""What several test files share: one store that is copied, and a run to write into it."""

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from fairlab.record import ModelFiles, RunResult, Store, open_store, sqlite_file
from tests.another_process import AnotherProcess
from tests.named_run import NamedRun, named_run


@pytest.fixture(autouse=True)
def no_store_of_the_user(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at no store that is set outside, and leave none that a test has set in MLflow."""
    for name in ("FAIRLAB_TRACKING_URI", "MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_ID"):
        monkeypatch.delenv(name, raising=False)
    yield
    os.environ.pop("MLFLOW_EXPERIMENT_ID", None)  # which set_experiment leaves to processes
    if fluent := sys.modules.get("mlflow.tracking.fluent"):
        sys.modules["mlflow"].set_tracking_uri(None)
        fluent._active_experiment_id = None


AS_MLFLOW_MAKES_IT = sqlite_file._draft


@pytest.fixture(scope="session", autouse=True)
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let every new store of this process be a copy: MLflow needs seconds to make one."""
    template = tmp_path_factory.mktemp("template") / "mlflow.db"

    def draft(private: Path, goal: Path) -> Path:
        if not template.exists():
            shutil.move(AS_MLFLOW_MAKES_IT(private, goal), template)
            from mlflow.store.db import utils  # which reads all its migrations for every store

            newest = utils._get_latest_schema_revision()
            patch.setattr(utils, "_get_latest_schema_revision", lambda: newest)
        return Path(shutil.copy(template, private / "draft-copied.db"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_file, "_draft", draft)
        yield template


UNPLACED = ("api", "commands", "contract")


@pytest.fixture(scope="module", autouse=True)
def drawn_without_layout(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave figures where they are, but in the tests of figures and pages.

    Matplotlib takes longer to move what overlaps than to draw it.
    """
    with pytest.MonkeyPatch.context() as patch:
        if request.path.parent.name in UNPLACED:
            from matplotlib.layout_engine import ConstrainedLayoutEngine

            patch.setattr(ConstrainedLayoutEngine, "execute", lambda *_: None)
        yield


@pytest.fixture(scope="session")
def another_process() -> Iterator[AnotherProcess]:
    """Run code in a process of its own, with other hashing, which need not import all anew."""
    process = AnotherProcess()
    yield process
    process.end()


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let MLflow make the stores of this test."""
    monkeypatch.setattr(sqlite_file, "_draft", AS_MLFLOW_MAKES_IT)


@pytest.fixture(scope="session")
def template_store(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty store."""
    open_store(f"sqlite:///{tmp_path_factory.mktemp('first')}/mlflow.db")
    return made_once


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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Let `make quick` not even import what it leaves out."""
    below = collection_path.relative_to(config.rootpath).parts[:2]
    left_out = below[:1] == ("tests",) and below[1:] and below[1] in SLOW_BY_NATURE
    return True if left_out and config.option.markexpr == "not slow" else None


MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30


def pytest_configure() -> None:
    """Keep scratch files in memory where there is room, and answer Ctrl-C though started by nohup.

    A sweep of six runs is some four hundred transactions, each of which waits for the disk; and a
    shell without job control has what it starts behind ``&`` ignore SIGINT.
    """
    gc.disable()  # while tests are collected, of which none goes
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays until the end: tests and libraries."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `make quick` leave out what runs whole programs, other packages or MLflow."""
    for item in items:
        folder = item.path.relative_to(item.config.rootpath).parts
        if folder[1] in SLOW_BY_NATURE or "template_store" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
