"""A store that can be committed: it opens from any checkout path, with its artifacts.

MLflow resolves every location to an absolute path when it writes, so the paths are made
relative afterwards. They then hold where the current folder is the one above the example.
As a program it is called with the folder of a finished store and the folder to make.
"""

import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fairlab.record.hashes import SUMS, verify
from fairlab.record.moved import LOCATIONS
from fairlab.record.sqlite_file import reading

ABOUT = """# Example runs

From the top folder of any checkout, `make example` opens these runs in the MLflow UI with their
artifacts; `make example-store` makes them anew. Of each strategy the model of seed 0 is kept.
"""
MODELS = {
    "logged_model_metrics": "model_id",
    "logged_model_params": "model_id",
    "logged_model_tags": "model_id",
    "logged_models": "model_id",
}
OF_RUNS = ("tags", "params", "metrics", "latest_metrics", "runs")
PERSONAL = ("mlflow.user", "mlflow.source.name", "fairlab.owner")
_AT_HOME = re.compile(r": (/|file:)")
ABSOLUTE = re.compile(r"^/|file:/|/home/|/root/|/Users/|/tmp/")


def make_portable(source: Path, target: Path) -> None:
    """Copy a finished local store so that it may be moved and published.

    Of each strategy the model of seed 0 is kept, so that the copy stays small.

    Parameters
    ----------
    source : Path
        The folder with ``mlflow.db`` and ``mlartifacts``.
    target : Path
        The folder to make; paths inside start with its name.
    """
    target.mkdir(parents=True, exist_ok=False)
    shutil.copytree(source / "mlartifacts", target / "artifacts")
    with closing(sqlite3.connect(source / "mlflow.db", isolation_level=None)) as db:
        db.execute("VACUUM INTO ?", (str(target / "mlflow.db"),))
    for model in _drop_models_of_later_seeds(target / "mlflow.db"):
        for folder in target.glob(f"artifacts/**/models/{model}"):
            shutil.rmtree(folder)
    for run in _drop_deleted_runs(target / "mlflow.db"):
        for folder in target.glob(f"artifacts/**/{run}"):
            shutil.rmtree(folder)
    old, new = (source / "mlartifacts").resolve().as_uri(), f"{target.name}/artifacts"
    _clean(target / "mlflow.db", old, new)
    (target / "README.md").write_text(ABOUT)
    for file in target.rglob("MLmodel"):
        file.write_text(file.read_text().replace(old, new))


def _drop_models_of_later_seeds(database: Path) -> list[str]:
    """Keep one model per strategy: they are most of the size, and all are made alike."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        found = db.execute("SELECT model_id FROM logged_models WHERE name NOT LIKE '%-s00'")
        dropped = [model for (model,) in found]
        for table, column in MODELS.items():
            for model in dropped:
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", (model,))  # noqa: S608
        _untie(db, dropped)
    return dropped


def _drop_deleted_runs(database: Path) -> list[str]:
    """Leave out what was deleted, such as summaries that later seeds have superseded."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        found = db.execute("SELECT run_uuid FROM runs WHERE lifecycle_stage = 'deleted'")
        dropped = [run for (run,) in found]
        for table in OF_RUNS:
            for run in dropped:
                db.execute(f"DELETE FROM {table} WHERE run_uuid = ?", (run,))  # noqa: S608
        _untie(db, dropped)
    return dropped


def _untie(db: sqlite3.Connection, dropped: list[str]) -> None:
    """Leave out what tied them to data, and to each other."""
    of_them = "DELETE FROM inputs WHERE ? IN (source_id, destination_id)"
    db.executemany(of_them, [(one,) for one in dropped])
    db.execute("DELETE FROM input_tags WHERE input_uuid NOT IN (SELECT input_uuid FROM inputs)")


def _clean(database: Path, old: str, new: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        for table, column in LOCATIONS.items():
            db.execute(f"UPDATE {table} SET {column} = replace({column}, ?, ?)", (old, new))  # noqa: S608
        db.execute(
            "UPDATE experiments SET artifact_location = ? WHERE experiment_id = 0", (f"{new}/0",)
        )
        db.execute("UPDATE runs SET user_id = ''")
        marks = ", ".join("?" * len(PERSONAL))
        db.execute(f"DELETE FROM tags WHERE key IN ({marks})", PERSONAL)  # noqa: S608
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("VACUUM")


def check_example(folder: Path) -> list[str]:
    """Say what keeps an example from being opened elsewhere.

    Parameters
    ----------
    folder : Path
        With ``mlflow.db`` and ``artifacts``.

    Returns
    -------
    list of str
        A sentence per fault; empty when it is in order.
    """
    with reading(folder / "mlflow.db") as db:
        found = [*_unfinished(db), *_absolute(db), *_missing(db, folder.parent)]
    models = [file for file in folder.rglob("MLmodel") if _AT_HOME.search(file.read_text())]
    found += [f"{file} names an absolute path" for file in models]
    for sums in folder.rglob(SUMS):
        verify(sums.parent)
    return found


def _unfinished(db: sqlite3.Connection) -> Iterator[str]:
    for name, status in db.execute("SELECT name, status FROM runs WHERE status <> 'FINISHED'"):
        yield f"the run {name} is {status}"


def _absolute(db: sqlite3.Connection) -> Iterator[str]:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        cursor = db.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        columns = [about[0] for about in cursor.description]
        for row in cursor:
            for column, value in zip(columns, row, strict=True):
                if isinstance(value, str) and ABSOLUTE.search(value):
                    yield f"{table}.{column} holds the absolute path {value[:60]!r}"


def _missing(db: sqlite3.Connection, root: Path) -> Iterator[str]:
    for name, place in db.execute("SELECT name, artifact_uri FROM runs"):
        if not (root / place / "config.json").is_file():
            yield f"the artifacts of the run {name} are missing"
    for name, place in db.execute("SELECT name, artifact_location FROM logged_models"):
        if not (root / place / "MLmodel").is_file():
            yield f"the files of the model {name} are missing"


if __name__ == "__main__":
    make_portable(*map(Path, sys.argv[1:]))
    sys.exit("\n".join(check_example(Path(sys.argv[2]))) or None)
