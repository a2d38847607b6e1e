"""The text of a file, or why it is none."""

import gzip
import zlib
from pathlib import Path

from fairlab.errors import DataError

MOST_BYTES = 4 * 2**30


def read_text(path: Path) -> bytes:
    """Read a file of text, plain or gzipped.

    Parameters
    ----------
    path : Path
        The file, in UTF-8.

    Returns
    -------
    bytes
        In UTF-8, without a byte order mark; one line end at the end.

    Raises
    ------
    DataError
        The file is no such text, or too much of it.
    """
    return _utf8(path, _bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if zipped else path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path.name} cannot be read: {error}.") from error
    if len(raw) > MOST_BYTES:
        limit = f"{MOST_BYTES / 2**30:.1f} GiB"
        raise DataError(f"{path.name} holds more than {limit} of text; save it as Parquet.")
    if not raw.strip():
        raise DataError(f"{path.name} is empty; a header and rows are needed.")
    return raw


def _utf8(path: Path, raw: bytes) -> bytes:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError(f"{path.name} is written in UTF-16; save it as CSV in UTF-8.")
    if raw[:4] == b"PK\x03\x04":
        raise DataError(f"{path.name} is a zip archive or a workbook; save the table as CSV.")
    if b"\0" in raw:
        raise DataError(
            f"{path.name} is no text: it holds zero bytes; save the table as CSV in UTF-8."
        )
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path.name} is not in UTF-8: byte 0x{raw[error.start]:02x} in line {line}.\n"
            "Perhaps it is Windows-1252 or Latin-1; save it as CSV in UTF-8."
        ) from error
    return raw.removeprefix(b"\xef\xbb\xbf").strip(b"\r\n") + b"\n"
