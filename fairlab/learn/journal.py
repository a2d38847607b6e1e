"""Finished trials, one JSON line each, so that a killed search goes on where it was."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Journal:
    """The trials of one search in a file that any number of searches may share.

    A line is written whole or is ignored: a torn one is not JSON. Every line carries the
    identity of its search, so that a search with other settings or other data starts anew and
    harms nothing. Two writers of the same search write the same trials; the first line counts.

    Parameters
    ----------
    path : Path
        The file; it is made, with its folder, when the first trial is finished.
    search : str
        What ``identity`` says of the search.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     journal = Journal(Path(folder) / "trials.jsonl", "a1b2")
    ...     journal.append({"trial": 0, "score": 0.1})
    ...     journal.finished()
    {0: {'trial': 0, 'score': 0.1}}
    """

    path: Path
    search: str

    def append(self, trial: dict[str, Any]) -> None:
        """Add a finished trial, numbered by its ``"trial"``, and wait until it is on the disk."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"search": self.search, **trial}).encode() + b"\n"
        with self.path.open("ab+", buffering=0) as file:
            file.write(_end_of_torn_line(file) + line)
            os.fsync(file.fileno())

    def finished(self) -> dict[int, dict[str, Any]]:
        """Read the trials of this search by their number."""
        found: dict[int, dict[str, Any]] = {}
        for line in self._lines():
            if line.pop("search", None) == self.search:
                found.setdefault(line["trial"], line)
        return found

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.path.exists():
            return
        for line in self.path.read_bytes().splitlines():
            try:
                yield json.loads(line)
            except ValueError:  # torn by a kill or a power cut: that trial is run again
                continue


def identity(settings: Any, arrays: Iterable[np.ndarray | None]) -> str:
    """Hash all that the trials of a search depend on.

    Parameters
    ----------
    settings : object
        What JSON can hold, and what has a ``str``.
    arrays : iterable of ndarray or None
        Training and validation rows.

    Returns
    -------
    str
        A sha256 in hexadecimal.

    Examples
    --------
    >>> identity({"seed": 0}, [None])[:8]
    '10ba5575'
    """
    found = sha256(json.dumps(settings, default=str).encode())
    for values in arrays:
        shape = None if values is None else (values.dtype.str, values.shape)
        found.update(repr(shape).encode())
        found.update(b"" if values is None else np.ascontiguousarray(values).data)
    return found.hexdigest()


def _end_of_torn_line(file: Any) -> bytes:
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"
