"""A store of thousands of runs within seconds: a few are recorded, the rest are copied as rows."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pandas as pd

from bench.named_run import NamedRun
from fairlab.data.identity import DataIdentity
from fairlab.experiment.spec import FORMAT
from fairlab.record import Ledger, RunResult, Store, open_store
from fairlab.record.row_faults import DETAILS, PARAMS

DATASET = "many"
STRATEGIES = ("baseline", "auprc", "fair_smote", "reweighing")
PARTS = {"train": (600, 60), "validation": (200, 20), "test": (200, 20)}
SETTINGS = {"format": FORMAT, "vary": "both", "split.test": "drawn"}
PREDICTIONS = pd.DataFrame({"y": [0, 1], "score": [0.25, 0.75], "flagged": [False, True]})


def many_runs(
    folder: Path,
    seeds: int,
    metrics: tuple[str, ...],
    details: Mapping[str, float] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
    predictions: pd.DataFrame = PREDICTIONS,
) -> Store:
    """Make a store in which every strategy has finished many seeds.

    Parameters
    ----------
    folder : Path
        Empty.
    seeds : int
        Of each of the four strategies.
    metrics : tuple of str
        Their values are spread over 0 to 1.
    details : mapping of str to float, optional
        Figures that go with them, the same in all runs.
    tables : mapping of str to DataFrame, optional
    predictions : DataFrame, optional
        All seeds share the files of one.

    Returns
    -------
    Store
    """
    store = open_store(f"sqlite:///{folder}/mlflow.db")
    ledger = Ledger(store, DATASET)
    settings = SETTINGS | {f"model__setting_{number}": number for number in range(15)}
    data, moment = DataIdentity(DATASET, "ab" * 32), datetime(2025, 3, 1, tzinfo=UTC)
    result = RunResult(
        metrics=dict.fromkeys(metrics, 0.5) | dict(details or {}),
        started=moment,
        ended=moment,
        tables=tables or {},
        parts=PARTS,
        predictions=predictions,
    )
    first = [ledger.write(NamedRun(name, data, settings, ""), result) for name in STRATEGIES]
    with closing(sqlite3.connect(folder / "mlflow.db")) as db:
        db.create_function("drawn", 2, _drawn, deterministic=True)
        _plan(db, first, seeds)
        for table in ("runs", "tags", "params", "metrics", "latest_metrics"):
            _copy(db, table)
        _tell_apart(db)
        db.commit()
    return store


def _plan(db: sqlite3.Connection, first: list[str], seeds: int) -> None:
    db.execute("CREATE TEMP TABLE copies (origin TEXT, copy TEXT PRIMARY KEY, seed INTEGER)")
    made = [(run, f"{run[:24]}{seed:08x}", seed) for run in first for seed in range(1, seeds)]
    db.executemany("INSERT INTO copies VALUES (?, ?, ?)", made)


def _copy(db: sqlite3.Connection, table: str) -> None:
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    columns = ", ".join(f'"{name}"' for name in names)
    other = {"run_uuid": "copy"}
    if table.endswith("metrics"):
        other["value"] = "drawn(copy, key)"
    chosen = ", ".join(other.get(name, f'"{name}"') for name in names)
    db.execute(
        f"INSERT INTO {table} ({columns}) "
        f"SELECT {chosen} FROM {table} JOIN copies ON run_uuid = origin"
    )


def _drawn(run_id: str, metric: str) -> float:
    return crc32(f"{run_id} {metric}".encode()) / 2**32


def _tell_apart(db: sqlite3.Connection) -> None:
    of = "FROM copies WHERE copy = run_uuid"
    among = "run_uuid IN (SELECT copy FROM copies)"
    db.execute(f"UPDATE runs SET name = (SELECT name || '-' || seed {of}) WHERE {among}")
    for table, key, value in (
        ("params", "seed", "seed"),
        ("tags", "fairlab.seed", "seed"),
        ("tags", "fairlab.config_hash", "copy"),
    ):
        db.execute(
            f"UPDATE {table} SET value = (SELECT {value} {of}) WHERE key = ? AND {among}", (key,)
        )
    sealed = f"(SELECT json_set(value, '$.seed', CAST(seed AS TEXT)) {of})"
    db.execute(f"UPDATE tags SET value = {sealed} WHERE key = ? AND {among}", (PARAMS,))
    of_run = "FROM latest_metrics AS own WHERE own.run_uuid = tags.run_uuid"
    digits = "json(printf('%!.17g', own.value))"  # SQLite writes 15
    figures = f"json_patch(value, (SELECT json_group_object(key, {digits}) {of_run}))"
    db.execute(f"UPDATE tags SET value = {figures} WHERE key = ? AND {among}", (DETAILS,))
