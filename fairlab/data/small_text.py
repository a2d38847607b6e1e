"""Files that a person writes: settings, policies, graphs. They are plain and small."""

import tomllib
from pathlib import Path
from stat import S_ISREG
from typing import Any

from fairlab.errors import DataError

MOST_BYTES = 2**20


def read_small_text(path: Path) -> str:
    """Read a small file of text.

    Raises
    ------
    DataError
        It is missing, is no plain file (a pipe may never end), holds more than 1 MiB, or is not
        in UTF-8.

    Examples
    --------
    >>> read_small_text(Path("/dev/zero"))
    Traceback (most recent call last):
    fairlab.errors.DataError: /dev/zero is no plain file.
    Write what it would give to a file.
    """
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise DataError(f"{path} is no plain file.\nWrite what it would give to a file.")
        if about.st_size > MOST_BYTES:
            raise DataError(
                f"{path} holds {about.st_size / MOST_BYTES:,.1f} MiB, and at most 1 is read.\n"
                "Is it the right file?"
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not in UTF-8: {error}.") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Read a small TOML file.

    Raises
    ------
    DataError
        See `read_small_text`, or it is no valid TOML, or nested too deep.
    """
    try:
        return tomllib.loads(read_small_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name} is no valid TOML: {error}.") from error
    except RecursionError as error:
        raise DataError(f"{path.name} is no valid TOML: it is nested too deep.") from error
