"""What every engine keeps to: few calls under way, data once, mistakes in words within seconds."""

import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from fairlab.engines import dask, open_engine
from fairlab.engines._cluster import Cluster, package
from fairlab.errors import RequestError


class DiedError(Exception):
    pass


@pytest.fixture
def cluster():
    """A cluster of threads."""
    with ThreadPoolExecutor() as threads:
        yield Cluster(2, threads.submit, lambda data: [data], (DiedError,))


def test_a_call_is_taken_only_when_its_turn_comes(cluster):
    taken: list[int] = []

    def calls():
        for number in range(6):
            taken.append(number)
            yield (number,)

    results = cluster.run(abs, calls(), 2)
    assert taken == []
    found = {next(results)}
    assert len(taken) == 2
    found |= set(results)
    assert found == set(range(6))


def test_results_come_as_they_are_ready(cluster):
    waits = [(0.3,), (0.0,)]
    assert list(cluster.run(lambda seconds: time.sleep(seconds) or seconds, waits, 2)) == [0.0, 0.3]


def test_what_is_under_way_is_cancelled_when_the_sweep_stops():
    started: list[Future] = []

    def submit(task, *call):
        started.append(Future())
        return started[-1]

    cluster = Cluster(3, submit, lambda data: data, (DiedError,))
    results = cluster.run(abs, [(1,), (2,), (3,)], 3)
    with ThreadPoolExecutor() as thread:
        first = thread.submit(next, results)
        while len(started) < 3:
            time.sleep(0.01)
        started[0].set_result(1)
        assert first.result() == 1
    results.close()
    assert [one.cancelled() for one in started] == [False, True, True]


def test_data_are_sent_once(cluster):
    data, other = object(), object()
    assert cluster.share(data) is cluster.share(data)
    assert cluster.share(other) == [other]


def test_a_run_that_the_cluster_gave_up_is_told_in_words(cluster):
    def die():
        raise DiedError("worker a has died 4 times\nand more")

    with pytest.raises(RequestError, match=r"worker a has died 4 times\n.*memory") as caught:
        list(cluster.run(die, [()], 1))
    assert "and more" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        ("dusk", None, "dask"),
        ("joblib", "host:8786", "--engine dask or ray"),
    ],
)
def test_what_contradicts_itself_is_refused(name, address, words):
    with pytest.raises(RequestError, match=words), open_engine(name, address):
        pass


@pytest.mark.parametrize("name", ["dask", "ray"])
def test_a_package_that_is_missing_is_named_with_its_extra(name):
    with pytest.raises(RequestError, match=rf"(?s)no_such_package.*fairlab\[{name}\]"):
        package("no_such_package", name)


@pytest.mark.parametrize("address", [None, "host", "tcp://host", "host:port", "host:99999"])
def test_an_address_that_is_none_is_refused(address):
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    with pytest.raises(RequestError, match="tcp://host:8786"), open_engine("dask", address):
        pass


def test_an_address_that_is_silent_is_told_within_seconds(monkeypatch):
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    assert dask.PATIENCE < 5
    monkeypatch.setattr(dask, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        start = time.monotonic()
        with (
            pytest.raises(RequestError, match="No Dask cluster answers"),
            open_engine("dask", f"tcp://127.0.0.1:{port}"),
        ):
            pass
        assert time.monotonic() - start < 10
    with pytest.raises(RequestError, match="refused"), open_engine("dask", f"localhost:{port}"):
        pass
