"""Whether a file is, to the bit, the one that was pinned."""

from hashlib import file_digest, sha1, sha256
from pathlib import Path


def checksum(file: Path, kind: str) -> str:
    r"""Compute the checksum of a file.

    Parameters
    ----------
    file : Path
        The file.
    kind : str
        ``"sha256"``, or ``"git"`` for the id that git gives to these bytes: the sha1 of
        ``blob``, their number, a zero byte, and the bytes.

    Returns
    -------
    str
        The kind, a colon, and the hexadecimal digits.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "hello")
    ...     _ = file.write_text("hello world\n")
    ...     checksum(file, "git")  # as `git hash-object hello` prints it
    'git:3b18e512dba79e4c8300dd08aeb37f8e728b8dad'
    """
    start = {
        "sha256": sha256,
        "git": lambda: sha1(b"blob %d\0" % file.stat().st_size, usedforsecurity=False),
    }[kind]
    with file.open("rb") as opened:
        return f"{kind}:{file_digest(opened, start).hexdigest()}"


def matches(file: Path, pinned: str) -> bool:
    """Tell whether a file has a pinned checksum.

    Parameters
    ----------
    file : Path
        The file.
    pinned : str
        As ``checksum`` gives it.
    """
    return checksum(file, pinned.partition(":")[0]) == pinned
