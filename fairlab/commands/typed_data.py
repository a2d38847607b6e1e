"""The data set that somebody names by options."""

from collections.abc import Mapping
from dataclasses import replace
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlab.data.addresses import is_database
from fairlab.data.messages import quoted
from fairlab.errors import RequestError
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.data import Dataset

DEFAULT = "telecom"


def load_dataset(
    dataset: str | None = None,
    data: Path | str | None = None,
    rows: int | None = None,
    balance: str | None = None,
    bands: Mapping[str, tuple[float, ...]] | None = None,
    **roles: str | None,
) -> "Dataset":
    """Load the data set that the options name.

    Parameters
    ----------
    dataset : str, optional
        One of fairlab's own; ``telecom`` if nothing is named.
    data : Path, optional
        The user's own table, or the TOML file that describes it.
    rows : int, optional
        How many rows to simulate.
    balance : str, optional
        Sensitive columns that mitigation balances, as typed.
    bands : mapping of str to tuple of float, optional
        Where sensitive numbers are cut; of others it is as the table's TOML file says, or usual.
    **roles : str, optional
        ``target``, ``positive``, ``sensitive`` and so on, as typed, of the user's own table.

    Raises
    ------
    RequestError
        If options contradict each other.
    """
    given = {name: value for name, value in roles.items() if value is not None}
    if data and dataset:
        raise RequestError("Name either --dataset (fairlab's) or --data (your own), not both.")
    if data and rows:
        raise RequestError("--rows is for data that are simulated; your own table is read whole.")
    found = _own(data, given) if data else _shipped(dataset, rows, given)
    asked: dict[str, Any] = {"balance": names_in(balance)} if balance else {}
    if bands:
        asked["bands"] = {**found.bands, **bands}
    return replace(found, **asked) if asked else found


def _own(file: Path | str, roles: dict[str, str]) -> "Dataset":
    from fairlab.data import read_table

    if is_database(str(file)):
        raise RequestError(
            "A database is read by `fairlab audit` alone, with --query.\n"
            "Write what is to be learned from to a file: CSV or Parquet."
        )

    single = {"target", "positive", "time", "part", "person", "separator", "decimal"}
    single |= {"unlabelled", "date_format", "max_levels"}
    typed: dict[str, Any] = {
        name: text if name in single else names_in(text) for name, text in roles.items()
    }
    found = read_table(file, **typed)
    if "sensitive" in typed:
        _tell_unused_bands(file, found)
    return found


def _tell_unused_bands(file: Path | str, found: "Dataset") -> None:
    from fairlab.data.table_settings import read_settings, settings_file

    for column in read_settings(file).get("bands", {}):
        if column not in found.sensitive:
            beside = settings_file(file)
            assert beside
            click.echo(
                f"Note: {quoted(column)} is not among --sensitive, so its bands in {beside.name} "
                "are left out.",
                err=True,
            )


def _shipped(name: str | None, rows: int | None, roles: dict[str, str]) -> "Dataset":
    from fairlab import data

    if roles:
        option = "--" + next(iter(roles)).replace("_", "-")
        raise RequestError(f"{option} describes your own table; name it with --data FILE.")
    if rows is None:
        return data.load(name or DEFAULT)
    if not is_simulated(name or DEFAULT):
        raise RequestError(f"{name or DEFAULT} is not simulated: leave out --rows.")
    return data.load(name or DEFAULT, rows=rows)


def is_simulated(name: str) -> bool:
    """Tell whether a data set can be made with any number of rows.

    Examples
    --------
    >>> is_simulated("telecom"), is_simulated("taiwan")
    (True, False)
    """
    from fairlab import data

    made = getattr(data, name, None)
    return made is not None and "rows" in signature(made).parameters
