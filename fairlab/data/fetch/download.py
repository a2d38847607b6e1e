"""Bytes from an address into a file; what was cut off is gone on with."""

import http.client
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from fairlab.data.fetch.address import open_address
from fairlab.errors import DataError

SECONDS_OF_SILENCE = 20.0
SECONDS_BETWEEN = 1.0
ATTEMPTS = 4
_CHUNK = 2**16
_PASSING = {408, 425, 429, 500, 502, 503, 504}

Progress = Callable[[int, int | None], None]


def no_progress(done: int, total: int | None) -> None:
    """Say nothing."""


class _PassingError(Exception):
    """Something that may be over at the next attempt."""


def download(url: str, file: Path, limit: int, progress: Progress = no_progress) -> None:
    """Fetch the bytes behind an address, starting after those that the file has already.

    Parameters
    ----------
    url : str
        The address; https, or http on this machine.
    file : Path
        Where the bytes go. It is kept when the server goes silent, and removed when it cannot
        be what is wanted.
    limit : int
        The most bytes that the file may have.
    progress : callable
        Told the number of bytes that are there, and of all, None where unknown.

    Raises
    ------
    DataError
        The address is not safe, the server refuses, or goes silent or breaks off several times,
        or sends too much.
    """
    for attempt in range(ATTEMPTS):
        try:
            _go_on(url, file, limit, progress)
        except _PassingError as error:
            trouble = str(error)
        else:
            return
        if attempt + 1 < ATTEMPTS:
            time.sleep(SECONDS_BETWEEN * (attempt + 1))
    raise DataError(
        f"{urlsplit(url).hostname} {trouble} ({ATTEMPTS} attempts).\n"
        "What has come is kept: the same command goes on from there."
    )


def _go_on(url: str, file: Path, limit: int, progress: Progress) -> None:
    have = file.stat().st_size if file.exists() else 0
    answer = _ask(url, file, have)
    if answer is None:
        return
    with answer:
        start = _start(answer, file, have)
        total = None if answer.length is None else start + answer.length
        _refuse_too_much(url, file, limit, total or 0)
        with file.open("ab" if start else "wb") as opened:
            for chunk in _chunks(answer):
                opened.write(chunk)
                progress(opened.tell(), total)
                _refuse_too_much(url, file, limit, opened.tell())
            done = opened.tell()
    if total is not None and done < total:
        raise _PassingError(f"broke off after {done:,} of {total:,} bytes")


def _ask(url: str, file: Path, have: int) -> http.client.HTTPResponse | None:
    """Return the answer; None where nothing is left to come."""
    try:
        return open_address(url, have, SECONDS_OF_SILENCE)
    except HTTPError as error:
        error.close()
        if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            if error.headers.get("Content-Range") == f"bytes */{have}":
                return None
            file.unlink()
            raise _PassingError("has fewer bytes than came before") from error
        if error.code in _PASSING:
            raise _PassingError(f"answered {error.code} {error.reason}") from error
        raise DataError(
            f"{urlsplit(url).hostname} answered {error.code} {error.reason} to {url}.\n"
            "The table may have moved since this version of fairlab was made."
        ) from error
    except (URLError, OSError, http.client.HTTPException) as error:
        raise _PassingError(_in_words(error)) from error


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while True:
        try:
            chunk = answer.read1(_CHUNK)
        except (OSError, http.client.HTTPException) as error:
            raise _PassingError(_in_words(error)) from error
        if not chunk:
            return
        yield chunk


def _in_words(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return f"was silent for {SECONDS_OF_SILENCE:g} seconds"
    if isinstance(reason, ConnectionError | http.client.HTTPException):
        return "broke the connection off"
    return f"cannot be reached ({getattr(reason, 'strerror', None) or reason})"


def _start(answer: http.client.HTTPResponse, file: Path, asked: int) -> int:
    """Return the first byte that comes; 0 from a server that does not know how to go on."""
    if answer.status != http.client.PARTIAL_CONTENT:
        return 0
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    if not found or int(found[1]) != asked:
        file.unlink(missing_ok=True)
        raise _PassingError("sent another part than was asked for")
    return asked


def _refuse_too_much(url: str, file: Path, limit: int, size: int) -> None:
    if size > limit:
        file.unlink(missing_ok=True)
        raise DataError(
            f"{urlsplit(url).hostname} sends more than the {limit:,} bytes that are expected.\n"
            "Nothing of it is kept; the table may have changed."
        )
