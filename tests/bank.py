"""A table of decisions in a database of a test's own."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from tests.faults.postgres import missing, postgres

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@contextmanager
def bank(kind: str, frame: pd.DataFrame, folder: Path) -> Iterator[str]:
    """Put a frame into the table ``decisions``, and yield the address, with a password in it."""
    if kind == "sqlite":
        with sqlite3.connect(folder / "bank.db") as opened:
            frame.to_sql("decisions", opened, index=False)
        yield f"sqlite:///{folder}/bank.db"
        return
    if missing():
        pytest.skip(missing())
    from sqlalchemy import create_engine

    with postgres() as uri:
        engine = create_engine(uri)
        frame.to_sql("decisions", engine, index=False)
        engine.dispose()
        yield uri.replace("+psycopg", "").replace("fairlab@", "fairlab:hidden@")
