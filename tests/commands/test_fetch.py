import pytest

from fairlab.commands import fetch
from fairlab.data.fetch import cached_file, names
from fairlab.errors import RequestError
from tests.data.fetch.publisher import Publisher, publish


@pytest.fixture(autouse=True)
def a_cache_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("FAIRLAB_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("no_proxy", "*")


def test_without_a_name_all_tables_are_shown(capsys):
    fetch.fetch_session(None, accept_license=False)
    said = capsys.readouterr().out
    for name in names():
        assert f" {name} " in said
    assert "CC BY-NC-ND 4.0 *" in said
    assert "fairlab data fetch NAME" in said


def test_a_table_is_fetched_and_the_next_command_said(monkeypatch, capsys):
    publisher = Publisher()
    server = publish(publisher)
    entry = publisher.entry(note="Half of it [is] invented.")
    monkeypatch.setattr(fetch, "named", lambda name: entry)
    try:
        fetch.fetch_session("toy", accept_license=False)
    finally:
        server.shutdown()
        server.server_close()
    said = capsys.readouterr().out
    assert f"Here:    {cached_file(entry)}\n" in said
    assert "Licence: CC BY 4.0, https://example.org/toy\n" in said
    assert "Note:    Half of it [is] invented.\n" in said
    assert said.endswith("Next:    fairlab sweep --dataset toy\n")


def test_a_licence_that_restricts_is_asked_about():
    with pytest.raises(RequestError, match="--accept-license"):
        fetch.fetch_session("compas", accept_license=False)
