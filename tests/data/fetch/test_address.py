import pytest

from fairlab.data.fetch import fetch
from fairlab.data.fetch.address import _refuse_open_transport, open_address
from fairlab.errors import DataError
from tests.data.fetch.publisher import TABLE


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/table",
        "ftp://example.org/table",
        "file:///etc/hostname",
        "data:text/plain,hello",
        "http://127.0.0.1.example.org/",
        "http://127.0.0.1@example.org/",
        "/etc/hostname",
    ],
)
def test_only_https_is_opened(url):
    with pytest.raises(DataError, match="only https"):
        open_address(url, 0, 1)


@pytest.mark.parametrize(
    "target",
    ["file:///etc/hostname", "ftp://example.org/table", "http://example.org/table", "gopher://x/y"],
)
def test_a_redirect_does_not_lead_out_of_https(target, publisher, tmp_path):
    publisher.manners = [f"redirect {target}"]
    with pytest.raises(DataError, match=r"127\.0\.0\.1 leads to .*only https"):
        fetch(publisher.entry(), tmp_path)
    assert publisher.asked_from == [0]
    assert [file.suffix for file in tmp_path.iterdir()] == [".lock"]


def test_a_redirect_from_https_does_not_lead_back_to_this_machine():
    with pytest.raises(DataError, match="leads to"):
        _refuse_open_transport("http://127.0.0.1/x", came_from="https://example.org/x")
    _refuse_open_transport("https://other.org/x", came_from="https://example.org/x")


def test_a_redirect_on_the_same_terms_is_followed(publisher, tmp_path):
    publisher.manners = ["cut", f"redirect {publisher.url}", "good"]
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE
    half = len(TABLE) // 2
    assert publisher.asked_from == [0, half, half]


def test_a_redirect_in_circles_ends(publisher, tmp_path):
    publisher.manners = [f"redirect {publisher.url}"]
    with pytest.raises(DataError, match="answered 302"):
        fetch(publisher.entry(), tmp_path)
