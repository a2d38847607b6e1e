"""A file at a user's path is the older one until the newer one is whole."""

import errno
import os
import resource
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest

from fairlab.errors import RequestError
from fairlab.system.atomic_write import atomic_write


@contextmanager
def small_files():
    """No file may grow beyond 1000 bytes, as on a disk that is full in the middle of a file.

    Nor may a file that the tests' own report is written to, so this ends before they report.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    answer = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, answer)


def test_a_disk_error_in_the_middle_leaves_the_older_file(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("older")
    with (
        small_files(),
        pytest.raises(RequestError, match=r"table\.csv cannot be written: File too large\.\nName"),
        atomic_write(path) as part,
    ):
        part.write_text("newer" * 1000)
    assert path.read_text() == "older"
    assert os.listdir(tmp_path) == ["table.csv"]


def _break_off(part, error):
    part.write_text("new")
    raise error


def test_so_does_any_other_error_or_a_ctrl_c(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("older")
    for error in (KeyError, KeyboardInterrupt):
        with pytest.raises(error), atomic_write(path) as part:
            _break_off(part, error)
    assert path.read_text() == "older"
    assert os.listdir(tmp_path) == ["table.csv"]


def test_an_error_without_a_number_of_the_system_is_told(tmp_path):
    named = pytest.raises(RequestError, match=r"cannot be written: no space for it\.")
    with named, atomic_write(tmp_path / "table.csv") as part:
        _break_off(part, OSError("no space for it"))


def test_a_link_goes_on_leading_to_the_file(tmp_path):
    (tmp_path / "link").symlink_to("file")
    with atomic_write(tmp_path / "link") as part:
        part.write_text("new")
    assert (tmp_path / "link").readlink().name == "file"
    assert (tmp_path / "file").read_text() == "new"


def test_what_is_no_file_is_written_to_directly(tmp_path):
    with atomic_write(Path(os.devnull)) as part:
        assert str(part) == os.devnull
    named = pytest.raises(RequestError, match=os.strerror(errno.EISDIR))
    with named, atomic_write(tmp_path) as part:
        part.write_text("a folder")
