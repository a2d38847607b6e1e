"""Files that a command is asked to write: refused before anything is read, where it cannot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from glob import glob
from pathlib import Path
from typing import Any

from fairlab.data.addresses import is_database, sqlite_file
from fairlab.data.table_settings import read_settings, stem
from fairlab.errors import RequestError
from fairlab.system.own_output import refuse_foreign

Named = str | Path | None  # a file, folder, glob, address or `module:function`, as typed
FIGURES = (".svg", ".png", ".pdf")
_SQLITE = b"SQLite format 3\0"


def refuse_unwritable(*paths: Path | None, inputs: Iterable[Named] = ()) -> None:
    """Refuse files that cannot be written, and those whose loss nobody asked for.

    Parameters
    ----------
    *paths : Path or None
        None where nothing is to be written.
    inputs : iterable of str, Path or None
        What the command reads, see ``table_files`` and ``store_file``.

    Raises
    ------
    RequestError
        The folder is not there, the name is that of a folder, of something that is read, of a
        database, of two outputs, or of a file of others, as far as its name tells.

    Examples
    --------
    >>> refuse_unwritable(Path("nowhere/page.html"))
    Traceback (most recent call last):
    fairlab.errors.RequestError: There is no folder 'nowhere' to write page.html in.
    >>> refuse_unwritable(Path("people.csv"), inputs=["./people.csv"])
    Traceback (most recent call last):
    fairlab.errors.RequestError: people.csv is read by this command; it would be lost.
    Name another file to write.
    """
    written = [path for path in paths if path]
    for path in written:
        _refuse_no_file(path)
    read = {file.resolve() for named in inputs for file in _files(named)} if written else set()
    for path in written:
        if path.resolve() in read:
            raise RequestError(
                f"{path} is read by this command; it would be lost.\nName another file to write."
            )
        whole = path.with_name(re.sub("-(wal|shm|journal)$", "", path.name))
        if _is_database_file(path) or _is_database_file(whole):
            raise RequestError(f"{path} is a database; it would be lost.\nName another file.")
        refuse_foreign(path)
    refuse_two_of_one_name(written)


def refuse_no_figure(path: Path | None) -> None:
    """Refuse a figure whose name says no kind that is drawn.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> refuse_no_figure(Path("gaps.txt"))
    Traceback (most recent call last):
    fairlab.errors.RequestError: A figure is .svg, .png or .pdf, but not 'gaps.txt'.
    """
    if path and path.suffix not in FIGURES:
        raise RequestError(f"A figure is .svg, .png or .pdf, but not {path.name!r}.")


def refuse_named_twice(path: Path, options: Mapping[str, Any]) -> None:
    """Refuse a file that another option of a command names too, to be read or written.

    Parameters
    ----------
    path : Path
        To be written.
    options : mapping of str to any
        The others, as typed.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> refuse_named_twice(Path("people.csv"), {"data": "./people.csv", "rows": 5})
    Traceback (most recent call last):
    fairlab.errors.RequestError: people.csv is named twice; it would be lost.
    Name another file to write.
    """
    typed = [
        one
        for value in options.values()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
    named: list[Named] = [one for one in typed if isinstance(one, str | Path) and str(one)]
    named += [*table_files(options.get("data")), store_file(options.get("store"))]
    if path.resolve() in {file.resolve() for one in named for file in _files(one)}:
        raise RequestError(f"{path} is named twice; it would be lost.\nName another file to write.")


def table_files(data: Named) -> list[Path]:
    """Name the files that a table is read from: its own, the settings, and their graph.

    Parameters
    ----------
    data : str, Path or None
        A table, or the TOML file that names it.
    """
    if data is None or not Path(data).name:
        return []
    path = Path(data)
    said = read_settings(path)
    graph = said.get("causes", {}).get("graph")
    files = [path, path.with_name(stem(path) + ".toml"), Path(said["data"])]
    return [*files, Path(graph)] if graph else files


def store_file(store: str | None) -> Path | None:
    """Name the SQLite file of a store; None where a server keeps it."""
    from fairlab.record.place import database_file, resolve

    return database_file(resolve(store))


def _refuse_no_file(path: Path) -> None:
    if str(path) == "-":
        raise RequestError("- names no file to write.\nName one; /dev/stdout prints it.")
    if not path.parent.is_dir():
        raise RequestError(f"There is no folder {str(path.parent)!r} to write {path.name} in.")
    if path.is_dir():
        raise RequestError(f"{path} is a folder; name a file in it.")


def refuse_two_of_one_name(written: Iterable[Path | None]) -> None:
    """Refuse outputs of which one would be written over another."""
    files = [path for path in written if path and (path.is_file() or not path.exists())]  # no pipes
    places = [path.resolve() for path in files]
    for path, place in zip(files, places, strict=True):
        if places.count(place) > 1:
            raise RequestError(f"{path} is named for two outputs.\nGive each a file of its own.")


def _files(named: Named) -> Iterator[Path]:
    """Give the files that a person may mean."""
    if named is None:
        return
    if is_database(str(named)):
        yield from filter(None, [sqlite_file(str(named))])
        return
    yield Path(named)
    if Path(named).is_dir():
        yield from Path(named).rglob("*")
    yield from map(Path, glob(str(named), recursive=True))
    module, colon, _ = str(named).partition(":")
    if colon:
        yield Path(module.replace(".", "/") + ".py")


def _is_database_file(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:  # who writes it says what is wrong with it
        return False
