"""One table out of an archive, in bounded memory; names in the archive are never paths."""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from fairlab.data.fetch.entry import MOST_BYTES
from fairlab.data.messages import shown
from fairlab.errors import DataError


def read_member(archive: Path, members: Sequence[str], limit: int) -> bytes:
    """Read a file in a zip archive, or in an archive inside it.

    Parameters
    ----------
    archive : Path
        The zip file.
    members : sequence of str
        The archives to go through, and last the file.
    limit : int
        The most bytes that the file may have when unpacked.

    Raises
    ------
    DataError
        There is no such file, it is damaged, or larger than the limit.
    """
    *inner, last = members
    opened: Path | IO[bytes] = archive
    for member in inner:
        opened = io.BytesIO(_bounded(opened, member, MOST_BYTES))
    return _bounded(opened, last, limit)


def _bounded(archive: Path | IO[bytes], member: str, limit: int) -> bytes:
    try:
        with ZipFile(archive) as opened, opened.open(member) as file:
            content = file.read(limit + 1)
    except KeyError as error:
        raise DataError(f"The archive that came holds no {shown(member)}.") from error
    except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise DataError(f"The archive that came cannot be unpacked: {error}.") from error
    if len(content) > limit:
        raise DataError(f"{shown(member)} in the archive unpacks to more than {limit:,} bytes.")
    return content
