"""What a person hands over, as what the rest of fairlab takes."""

from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlab.data import Dataset


def store_uri(store: str | Path | None) -> str | None:
    """Take a file for an SQLite store, and leave an address as it is."""
    if store is None or "://" in str(store):
        return None if store is None else str(store)
    return f"sqlite:///{Path(fspath(store)).absolute()}"


def load_data(dataset: "str | Dataset") -> "Dataset":
    """Load data by name, and leave a data set as it is."""
    from fairlab.data import load

    return load(dataset) if isinstance(dataset, str) else dataset
