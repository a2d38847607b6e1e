"""The files of a table that lies in several: a folder, a glob, or names."""

import os
from collections.abc import Sequence
from glob import glob, has_magic
from pathlib import Path

from fairlab.errors import DataError, nearest

PARQUET = (".parquet", ".pq")
DELIMITED = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")


def is_several(path: str | Path) -> bool:
    """Tell whether a path names more than one file: a folder or a glob.

    Examples
    --------
    >>> is_several("decisions.csv"), is_several("2026-*.parquet")
    (False, True)
    """
    return Path(path).is_dir() or (has_magic(str(path)) and not Path(path).exists())


def found_files(paths: Sequence[str | Path]) -> tuple[list[Path], bool]:
    """Find the files of a table.

    Parameters
    ----------
    paths : sequence of str or Path
        Files, folders (all tables in them and in folders in them) and globs.

    Returns
    -------
    list of Path
        Each once, in the order of their names; those of a folder that begin with a dot or an
        underscore are left out.
    bool
        Whether they are Parquet; else they are delimited text.

    Raises
    ------
    DataError
        There is none, one is named twice, or they are of both kinds.

    Examples
    --------
    >>> found_files(["no such folder/*.csv"])
    Traceback (most recent call last):
    fairlab.errors.DataError: No file is called 'no such folder/*.csv'.
    """
    _refuse_twice([str(path) for path in paths])
    files = list(dict.fromkeys(file for path in paths for file in _files_of(str(path))))
    parquet = [is_parquet(file) for file in files]
    if any(parquet) != all(parquet):
        one, other = files[parquet.index(True)].name, files[parquet.index(False)].name
        raise DataError(
            f"{one} is Parquet and {other} is not; a table has one kind of files.\n"
            "Name those that are meant, for example 'folder/*.parquet'."
        )
    return files, all(parquet)


def _refuse_twice(paths: list[str]) -> None:
    twice = [path for path in paths if paths.count(path) > 1]
    if twice:
        raise DataError(f"{twice[0]} is named twice; its people would count once.\nName it once.")


def _files_of(path: str) -> list[Path]:
    if Path(path).is_dir():
        every = sorted(
            Path(place, name)
            for place, _, names in os.walk(path, onerror=_refuse_unreadable)
            for name in names
        )
        inside = (file for file in every if not _hidden(file, Path(path)))
        files = [file for file in inside if _ends(file, PARQUET + DELIMITED)]
        if not files:
            raise DataError(f"There is no Parquet and no CSV file in the folder {path}.")
        return files
    if has_magic(path) and not Path(path).exists():
        files = [Path(file) for file in sorted(glob(path, recursive=True)) if Path(file).is_file()]
        if not files:
            raise DataError(f"No file is called {path!r}.")
    else:
        files = [Path(path)]
    return [refuse_no_table(file) for file in files]


def _refuse_unreadable(error: OSError) -> None:
    raise DataError(f"{error.filename} cannot be read: {error.strerror}.") from error


def refuse_absent(file: Path) -> Path:
    """Give a path again, or say that there is no such file."""
    if file.exists() and not file.is_dir() and not file.is_file():
        raise DataError(f"{file} is a pipe or a device; save what it gives as a file.")
    if not file.is_file():
        alike = (*PARQUET, *DELIMITED, file.suffix)
        beside = [other.name for other in file.parent.glob("*") if _ends(other, alike)]
        hint = nearest(file.name, beside) if beside else ""
        raise DataError(f"There is no file {file}. {hint}".rstrip())
    return file


def refuse_no_table(file: Path) -> Path:
    """Give a path again, or say that there is no file, or one that is no table."""
    if not _ends(refuse_absent(file), PARQUET + DELIMITED):
        raise DataError(f"{file.name} is neither CSV nor Parquet; save it as one of them.")
    return file


def is_parquet(file: Path) -> bool:
    """Tell Parquet from delimited text, by the name of the file."""
    return _ends(file, PARQUET)


def _ends(file: Path, endings: tuple[str, ...]) -> bool:
    return file.name.lower().endswith(endings)


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
