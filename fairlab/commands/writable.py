"""Files that a command is asked to write: refused before anything is read, where it cannot."""

from pathlib import Path

from fairlab.errors import RequestError


def refuse_unwritable(*paths: Path | None) -> None:
    """Refuse files whose folder is not there, and folders in the place of files.

    Parameters
    ----------
    *paths : Path or None
        None where nothing is to be written.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> refuse_unwritable(Path("nowhere/page.html"))
    Traceback (most recent call last):
    fairlab.errors.RequestError: There is no folder 'nowhere' to write page.html in.
    """
    for path in filter(None, paths):
        if not path.parent.is_dir():
            raise RequestError(f"There is no folder {str(path.parent)!r} to write {path.name} in.")
        if path.is_dir():
            raise RequestError(f"{path} is a folder; name a file in it.")
