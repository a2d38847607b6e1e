import io
import socket
import subprocess
import sys

import pytest

from fairlab.errors import RequestError, StoreError
from fairlab.record import Store
from fairlab.record.ui import _answering, _stop, describe_links, serving


def test_a_taken_port_is_told_before_anything_is_started(store):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(RequestError, match=f"Port {port} is taken"), serving(store, port):
            pytest.fail("it was served")


def test_a_server_is_not_served_again():
    with serving(Store("http://mlflow:5000")) as address:
        assert address == "http://mlflow:5000"


def test_a_server_that_does_not_start_is_told_with_its_last_words():
    server = subprocess.Popen([sys.executable, "-c", "pass"])
    server.wait()
    with pytest.raises(StoreError, match="did not start: no such table"):
        _answering(server, "http://127.0.0.1:9", io.BytesIO(b"trace\nno such table"))


def test_stopping_ends_the_server_and_its_children():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    server = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, start_new_session=True
    )
    _stop(server)
    assert server.poll() is not None
    server.stdin.close()


def test_audits_have_a_link_to_their_runs_and_none_to_views_of_strategies(store):
    store.experiment("toy")
    store.experiment("toy/audit")
    said = describe_links(store, "http://127.0.0.1:5000").splitlines()
    place = said.index("fairlab/toy/audit")
    assert said[place + 1].startswith("  runs ")
    assert sum(line.startswith("  leaderboard ") for line in said) == 1
