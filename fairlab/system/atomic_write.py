"""Files at a user's path: written in full or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fairlab.errors import RequestError
from fairlab.system.own_output import refuse_foreign


@contextmanager
def atomic_write(path: Path, own: bool = False) -> Iterator[Path]:
    """Give a place to write a file; it takes the file's own place once it is whole.

    An older file stays as it was until then, and a link goes on leading to the file. What is not a
    file, such as a pipe or ``/dev/stdout``, is written to directly.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced.
    own : bool
        Whether it lies where fairlab alone writes; else a command leaves files of others as they
        are, see ``refuse_foreign``.

    Yields
    ------
    Path
        Of the same name, in a folder of its own.

    Raises
    ------
    RequestError
        The file cannot be written there, or another's would be lost.

    Examples
    --------
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder, "table.csv")
    ...     with atomic_write(table) as part:
    ...         _ = part.write_text("age,debt")
    ...         table.exists()
    ...     table.read_text()
    False
    'age,debt'
    """
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        target = path.resolve()
        with TemporaryDirectory(prefix=".fairlab-", dir=target.parent) as folder:
            part = Path(folder, target.name)
            yield part
            if not own:
                refuse_foreign(path, part)
            part.replace(target)
    except OSError as error:
        raise RequestError(
            f"{path} cannot be written: {error.strerror or error}.\nName another file."
        ) from error
