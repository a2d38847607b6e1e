import http.server
import re
import socket
import threading
import time
from pathlib import Path

import pytest

from fairlab.errors import StoreError
from fairlab.record import Store, open_store, place
from fairlab.record.place import does_answer, private_folder, probe, resolve


def test_the_asked_store_wins_over_both_variables(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert resolve() == f"sqlite:///{tmp_path}/mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://mlflow")
    assert resolve() == "http://mlflow"
    monkeypatch.setenv("FAIRLAB_TRACKING_URI", "http://fairlab")
    assert resolve() == "http://fairlab"
    assert resolve("http://asked") == "http://asked"


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("./mlruns", "MLflow keeps runs in a database now"),
        ("file:///tmp/mlruns", "MLflow keeps runs in a database now"),
        ("htpp://localhost:5000", "Did you mean 'http'"),
        ("postgrsql://ann:secret@db/x", r"'postgrsql://ann:\*\*\*@db/x' is of no known kind"),
        ("sqlite:///", "names no plain file"),
        ("sqlite:///mlflow.db?mode=ro", "names no plain file"),
        ("sqlite:///no/such/folder/mlflow.db", "does not exist"),
        ("http://localhost:abc", "cannot be read"),
        ("http://[::1", "cannot be read"),
        ("http://local host:5000", "cannot be read"),
        ("http://.example:5000", "cannot be read"),
        ("postgresql://localhost:99999/runs", "cannot be read"),
        ("postgresql://.example/runs", "cannot be read"),
    ],
)
def test_a_mistyped_address_is_told_in_words_and_nothing_is_made(uri, words, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=words) as caught:
        open_store(uri)
    assert len(str(caught.value).splitlines()) <= 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scheme", ["http", "postgresql"])
def test_a_dead_server_is_told_within_seconds(scheme):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    with pytest.raises(StoreError, match="does not answer"):
        open_store(f"{scheme}://ann:secret@127.0.0.1:{port}")
    assert time.monotonic() - start < 5


def test_a_server_that_never_answers_is_told_within_seconds(monkeypatch):
    assert place.PATIENCE < 5
    monkeypatch.setattr(place, "PATIENCE", 0.2)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        start = time.monotonic()
        with pytest.raises(StoreError, match="does not answer"):
            open_store(f"http://127.0.0.1:{deaf.getsockname()[1]}")
        assert time.monotonic() - start < 5


def _serve(status: int, body: bytes):
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return http.server.HTTPServer(("127.0.0.1", 0), Answer)


@pytest.mark.parametrize(
    ("status", "body", "healthy"),
    [(200, b"OK", True), (404, b"no", False), (200, b"<html>", False)],
)
def test_only_an_mlflow_server_is_taken_for_one(status, body, healthy):
    with _serve(status, body) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        if healthy:
            probe(address)
        else:
            with pytest.raises(StoreError, match="not as an MLflow server"):
                probe(address)


@pytest.mark.parametrize(("status", "answers"), [(200, True), (401, True), (500, False)])
def test_a_server_that_answers_questions_with_errors_of_its_own_is_away(status, answers):
    with _serve(status, b"OK") as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert does_answer(f"http://127.0.0.1:{server.server_port}") == answers


def test_an_address_may_hold_a_login():
    with _serve(200, b"OK") as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        probe(f"http://ann:s3cret@127.0.0.1:{server.server_port}")


@pytest.mark.parametrize("rest", ["secret@127.0.0.1:1", "sec/ret@db", "secret@db:x", "se@cret@["])
def test_a_password_is_never_shown(rest):
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://ann:{rest}/runs")
    assert not re.search("sec|se@|ret", str(caught.value).partition("; in a")[0])


def test_a_server_that_speaks_no_http_is_no_mlflow_server():
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_greet, args=(server,), daemon=True).start()
        with pytest.raises(StoreError, match="not as an MLflow server"):
            probe(f"http://127.0.0.1:{server.getsockname()[1]}")


def _greet(server: socket.socket) -> None:
    caller, _ = server.accept()
    with caller:
        caller.recv(1000)
        caller.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")


def test_private_files_of_a_server_are_in_the_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one, other = (private_folder(f"http://{host}") for host in ("a", "b"))
    assert one.parent == tmp_path / "fairlab"
    assert one != other
    assert private_folder("sqlite:////x/mlflow.db") == Path("/x/.fairlab")


def test_a_store_knows_whether_its_address_may_be_left_out(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Store(f"sqlite:///{tmp_path}/mlflow.db").is_default
    assert not Store(f"sqlite:///{tmp_path}/other.db").is_default


@pytest.mark.parametrize("name", ["why?", "a%20b"])
def test_a_folder_that_mlflow_reads_otherwise_is_told(name, tmp_path, monkeypatch):
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / name)
    with pytest.raises(StoreError, match="question mark in its name"):
        resolve()


def test_claims_of_a_store_are_the_same_through_any_link(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "mlflow.db").touch()
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "file.db").symlink_to("real/mlflow.db")
    ways = ("real/mlflow.db", "folder/mlflow.db", "file.db")
    monkeypatch.chdir(tmp_path)
    assert {private_folder(resolve(f"sqlite:///{way}")) for way in ways} == {
        tmp_path / "real" / ".fairlab"
    }
