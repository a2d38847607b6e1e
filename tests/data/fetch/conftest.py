from collections.abc import Iterator

import pytest

import fairlab.data.fetch.download as download
from tests.data.fetch.publisher import Publisher, publish


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher that is asked without pauses, at most three times."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(download, "ATTEMPTS", 3)
    monkeypatch.setattr(download, "SECONDS_BETWEEN", 0.0)
    publisher = Publisher()
    server = publish(publisher)
    yield publisher
    publisher.over.set()
    server.shutdown()
    server.server_close()
