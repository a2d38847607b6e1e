"""A fetch that is killed in the middle, as a real process, and the one after it."""

import signal
import subprocess
import sys
import time

import pytest

from fairlab.data.fetch import cached_file, fetch
from tests.data.fetch.publisher import TABLE, Publisher, publish

FETCH = """
import sys
from pathlib import Path
from fairlab.data.fetch import fetch
from tests.data.fetch.publisher import Publisher
fetch(Publisher(port=int(sys.argv[1])).entry(), Path(sys.argv[2]))
"""


@pytest.fixture
def publisher(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    publisher = Publisher(manners=["halting", "good"])
    server = publish(publisher)
    yield publisher
    publisher.over.set()
    server.shutdown()
    server.server_close()


def test_the_next_one_goes_on_where_the_killed_one_was(publisher, tmp_path):
    file = cached_file(publisher.entry(), tmp_path)
    part = file.with_suffix(".part")
    arguments = [sys.executable, "-c", FETCH, str(publisher.port), str(tmp_path)]
    with subprocess.Popen(arguments) as fetching:
        _wait_for_bytes(part)
        fetching.send_signal(signal.SIGKILL)
    assert fetching.returncode == -signal.SIGKILL
    assert not file.exists()
    kept = part.stat().st_size
    assert fetch(publisher.entry(), tmp_path) == file
    assert file.read_bytes() == TABLE
    assert publisher.asked_from == [0, kept]
    assert not part.exists()


def _wait_for_bytes(part):
    until = time.monotonic() + 20
    while not (part.exists() and part.stat().st_size):
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.02)
