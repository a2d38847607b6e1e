"""A fetched table as a dataset, checked against what is known of it."""

from pathlib import Path
from typing import Any

import pandas as pd

from fairlab.data.dataset import Dataset
from fairlab.data.fetch.cache import cached_file, is_cached
from fairlab.data.fetch.entry import Entry, Layout, named
from fairlab.errors import DataError, RequestError


def load_fetched(name: str | Entry, folder: Path | None = None) -> Dataset:
    """Load a public table that has been fetched.

    Parameters
    ----------
    name : str or Entry
        One of ``names()``, or an entry of your own.
    folder : Path, optional
        Where it is kept: ``$FAIRLAB_DATA`` when left out, or the user's cache folder.

    Raises
    ------
    RequestError
        There is no such table, or it has not been fetched.
    DataError
        The file is no longer what was fetched, or does not hold the known rows and positives.
    """
    entry = named(name) if isinstance(name, str) else name
    file = cached_file(entry, folder)
    if not file.is_file():
        accept = " --accept-license" if entry.restricted else ""
        raise RequestError(
            f"{entry.name} is not on this machine yet.\n"
            f"Fetch it once: fairlab data fetch {entry.name}{accept}"
        )
    if not is_cached(entry, folder):
        raise DataError(
            f"{file} is not as it was fetched.\nFetch it anew: fairlab data fetch {entry.name}"
        )
    data = Dataset(entry.name, read_layout(file, entry.layout), file=file.name, **_roles(entry))
    _refuse_other_counts(data, entry)
    return data


def read_layout(file: Path, layout: Layout) -> pd.DataFrame:
    """Read the cells of a fetched file.

    Parameters
    ----------
    file : Path
        The table.
    layout : Layout
        How it is written.
    """
    if layout.format == "parquet":
        frame = pd.read_parquet(file, columns=layout.keep)
    else:
        frame = pd.read_csv(
            file,
            sep=layout.separator,
            names=layout.names,
            header=None if layout.names else 0,
            skiprows=layout.header_lines,
            usecols=layout.keep,
            skipinitialspace=True,
            keep_default_na=False,
            na_values=["", *layout.missing],
        )
    return frame.astype(dict.fromkeys(layout.categories, "category"))


def _roles(entry: Entry) -> dict[str, Any]:
    labels = {
        column: {_level(text): words for text, words in levels.items()}
        for column, levels in entry.roles.get("labels", {}).items()
    }
    return {**entry.roles, "labels": labels}


def _level(text: str) -> str | int:
    """Return the level that a TOML key, always a text, stands for."""
    return int(text) if text.isdecimal() else text


def _refuse_other_counts(data: Dataset, entry: Entry) -> None:
    if (data.rows, data.positives) != (entry.rows, entry.positives):
        raise DataError(
            f"{entry.name}: {data.rows:,} rows and {data.positives:,} positives were read, but it "
            f"is known to hold {entry.rows:,} and {entry.positives:,}.\n"
            "Its entry says wrongly how it is to be read; please report this."
        )
