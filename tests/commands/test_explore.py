import json
import shlex
import sys

import pytest

from fairlab.cli import main
from fairlab.commands.explore import explore_session, explored_metrics, explored_tables
from fairlab.errors import RequestError
from fairlab.explore import explore
from tests.explore.strange import SCRIPT, strange_names
from tests.test_typed_lines import parsed


@pytest.fixture(scope="module")
def found():
    return explore(strange_names())


def _session(store, output, **changes):
    usual = {"name": "loans", "dataset": None, "data": None, "no_record": False}
    explore_session(**(usual | {"store": store.uri, "output": output} | changes))


@pytest.mark.slow
def test_the_page_is_written_recorded_and_told(store, tmp_path, capsys):
    path = tmp_path / "page.html"
    _session(store, path)
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 6
    assert f"sweep --dataset loans --budget 0.05 --store {store.uri}" in said[-1]
    assert said[-2] == f"The page:  {path} ({path.stat().st_size / 1e3:.0f} kB)"
    experiment = store.experiments()["fairlab/loans/audit"]
    (run,) = store.client.search_runs([experiment])
    assert run.info.status == "FINISHED"
    assert run.data.tags["fairlab.kind"] == "audit"
    assert run.data.metrics["data/positives"] == 274
    kept = {file.path for file in store.client.list_artifacts(run.info.run_id, "figures")}
    assert len(kept) == 5
    assert "page.html" in {file.path for file in store.client.list_artifacts(run.info.run_id)}
    assert store.datasets() == []


@pytest.mark.slow
def test_a_table_of_ones_own_from_the_command_line_without_mlflow(tmp_path, monkeypatch, capsys):
    data = strange_names()
    data.frame.to_csv(tmp_path / "mine.csv", index=False)
    typed = ["--data", "mine.csv", "--target", data.target, "--positive", data.positive]
    typed += ["--sensitive", ",".join(data.sensitive), "--time", data.ignore[0], "--no-record"]
    typed += ["--json", "found.json"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["fairlab", "data", "explore", *typed])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert {file.name for file in tmp_path.iterdir()} == {
        "mine.csv", "explore-mine.html", "found.json",
    }  # fmt: skip
    found = json.loads((tmp_path / "found.json").read_text())
    assert (found["page"], found["rows"]) == ("explore-mine.html", 300)
    assert {row["attribute"] for row in found["groups"]} == set(data.sensitive)
    said = capsys.readouterr().out
    assert "Recorded" not in said
    line = shlex.split(said.rpartition("Then:")[2])
    assert line[1:4] == ["sweep", "--data", "mine.csv"]
    assert parsed(line[1:]).params["sensitive"] == ",".join(data.sensitive)


def test_two_data_sets_are_refused(store, tmp_path):
    with pytest.raises(RequestError, match="Name one data set"):
        _session(store, tmp_path / "page.html", dataset="adult")
    assert not (tmp_path / "page.html").exists()


def test_names_of_metrics_are_those_that_mlflow_takes(found):
    names = explored_metrics(found)
    assert len(names) == 3 + 3 * 2
    assert not any("<" in name for name in names)


def test_tables_hold_texts_and_numbers_only(found):
    tables = explored_tables(found)
    assert set(tables) == {"classes", "groups", "levels", "missing", "proxies"}
    assert {"month", "weekday", "hour"} < set(tables["levels"]["by"])
    for table in tables.values():
        assert table.to_json(orient="split")
    assert tables["levels"]["level"].map(type).eq(str).all()
    assert any(SCRIPT in name for name in tables["levels"]["by"])
