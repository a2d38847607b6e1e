"""Links to saved views where the user interface knows them, and plain ones where it does not."""

import http.server
import threading

import pytest

from fairlab.record import Ledger, Store, links
from fairlab.record.links import NOT_KNOWN, address_of, knows_views, view_links
from fairlab.record.ui import describe_links


def test_the_installed_mlflow_knows_saved_views(store):
    assert knows_views(store)


def test_an_mlflow_of_another_format_gets_plain_links(store, monkeypatch):
    store.experiment("toy")
    assert "viewStateShareKey=means" in describe_links(store, "http://x")
    monkeypatch.setattr(links, "_installed", lambda: b"a page that shares views otherwise")
    said = describe_links(store, "http://x")
    assert "viewStateShareKey" not in said
    assert "  runs         http://x/#/experiments/1/runs?workflowType=machine_learning" in said
    assert NOT_KNOWN in said
    assert list(Ledger(store, "toy").links()) == ["runs"]


def test_an_mlflow_without_a_page_gets_plain_links(store, monkeypatch):
    monkeypatch.setattr(links, "find_spec", lambda _: _spec())
    assert not knows_views(store)


def _spec():
    class Nowhere:
        submodule_search_locations = ("/nowhere",)

    return Nowhere()


PAGES = {
    "/": b'<script defer src="static-files/static/js/main.1a2b.js"></script>',
    "/static-files/static/js/main.1a2b.js": b"viewStateShareKey mlflow.sharedViewState.",
}


@pytest.fixture
def server():
    pages = dict(PAGES)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path in pages else 404)
            self.end_headers()
            self.wfile.write(pages.get(self.path, b""))

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield Store(f"http://127.0.0.1:{made.server_port}"), pages
        made.shutdown()


def test_a_server_is_asked_for_its_own_page(server):
    store, pages = server
    assert knows_views(store)
    pages["/static-files/static/js/main.1a2b.js"] = b"older"
    assert not knows_views(store)
    pages.clear()
    assert not knows_views(store)


def test_a_login_in_the_address_is_used_and_stands_in_no_link(server):
    store, _ = server
    known = Store(store.uri.replace("//", "//ann:secret@"))
    assert knows_views(known)
    assert address_of(known) == store.uri


def test_a_server_that_is_gone_gets_plain_links():
    assert not knows_views(Store("http://127.0.0.1:9"))


def test_links_to_charts_open_the_charts():
    charts = {name for name, link in view_links("", "1").items() if "compareRunsMode=CHART" in link}
    assert charts == {"means", "tradeoff"}
