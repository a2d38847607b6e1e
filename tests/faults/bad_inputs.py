"""The catalogue of bad inputs: how each is made, through which door, and what a person is told.

Numbers 1 to 70 are the rows of the table of promises; from 71 on, what exports hold.
"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

REFUSED, NOTED, ACCEPTED = "refused", "accepted with a note", "accepted"
OPTIONS = "--target fraud --sensitive gender"
ROWS = 400


@dataclass(frozen=True)
class BadInput:
    """One input: either typed on the command line, or given to a function, or tested elsewhere.

    ``arguments`` writes what is needed into a folder and returns what is typed; ``ask`` calls a
    public function and returns what it says; ``test`` names the tests that hold the promise.
    """

    number: int
    name: str
    words: tuple[str, ...] = ()
    told: str = REFUSED
    arguments: Callable[[Path], list[str]] | None = None
    ask: Callable[[], Any] | None = None
    test: str = ""


def people(rows: int = ROWS, **changes: Any) -> pd.DataFrame:
    """A table without faults, of which columns may be changed, added or (None) taken away."""
    rng = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "age": rng.integers(18, 80, rows),
            "income": rng.lognormal(10, 0.5, rows).round(2),
            "gender": rng.choice(["m", "v"], rows),
            "home": rng.choice(["rent", "own", "family"], rows),
            "fraud": np.resize([1, 0, 0, 0, 0], rows),
        }
    )
    left = frame.drop(columns=[name for name, change in changes.items() if change is None])
    return left.assign(**{name: change for name, change in changes.items() if change is not None})


def with_cells(column: str, value: Any, *rows: int) -> pd.DataFrame:
    """The same with a value in some rows, counted from 1."""
    frame = people()
    frame[column] = frame[column].astype(object)
    for row in rows:
        frame.loc[row - 1, column] = value
    return frame


def in_file(
    number: int,
    name: str,
    table: pd.DataFrame | str | bytes | Callable[[Path], Any],
    *words: str,
    told: str = REFUSED,
    file: str = "people.csv",
    options: str = OPTIONS,
    command: str = "sweep",
) -> BadInput:
    """A file, given to ``fairlab sweep --data``."""

    def arguments(folder: Path) -> list[str]:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(table, path)
        return [*shlex.split(command), "--data", str(path), *shlex.split(options)]

    return BadInput(number, name, words, told, arguments=arguments)


def _write(table: Any, path: Path) -> None:
    if isinstance(table, bytes):
        path.write_bytes(table)
    elif isinstance(table, str):
        path.write_bytes(table.encode())
    elif not isinstance(table, pd.DataFrame):
        table(path)
    elif path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        table.to_csv(path, index=False)


def typed(number: int, name: str, line: str, *words: str, told: str = REFUSED) -> BadInput:
    """A line typed after ``fairlab``."""
    return BadInput(number, name, words, told, arguments=lambda _: shlex.split(line))


def asked(
    number: int, name: str, ask: Callable[[], Any], *words: str, told: str = REFUSED
) -> BadInput:
    """A call of a public function; what it takes, it must answer with the words."""
    return BadInput(number, name, words, told, ask=ask)


def held(number: int, name: str, *tests: str) -> BadInput:
    """An input that tests elsewhere try, named as ``file.py::test``."""
    return BadInput(number, name, tests, test=tests[0])
