import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from fairlab.commands.report import _next_step, report_session
from fairlab.errors import RequestError
from tests.commands.conftest import typed
from tests.commands.recorded_sweep import record
from tests.test_typed_lines import parsed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = f"sqlite:///{ROOT}/mlruns_example/mlflow.db"


@pytest.fixture
def in_checkout(monkeypatch):
    # The example's artifacts are found from the top folder of the checkout.
    monkeypatch.chdir(ROOT)


def test_the_example_becomes_a_page_that_fits_a_mail(in_checkout, tmp_path, capsys):
    page = tmp_path / "page.html"
    report_session(None, [], EXAMPLE, page, "http://tracker:5000/")
    text = page.read_text()
    assert len(text.encode()) < 3e6
    assert text.count("http://tracker:5000/#/experiments/") == 8
    assert "24 of 60 statements differ" in capsys.readouterr().out


def test_a_sweep_whose_people_are_known_is_answered_first(store, tmp_path, capsys, monkeypatch):
    record(store)
    page, file = tmp_path / "page.html", tmp_path / "found.json"
    asked = ["--store", store.uri, "--output", page, "--where", "vary=both", "--json", file]
    code, said, _ = typed("report", monkeypatch, capsys)(*asked)
    assert code == 0
    found = json.loads(file.read_text())
    assert (found["page"], found["runs"]) == (str(page), 4)
    assert found["strategies"] == ["baseline", "fair"]
    assert all(sentence in said for sentence in found["answer"])
    chosen = parsed(said.rpartition("Choose: ")[2].split()[1:]).params
    assert (chosen["conditions"], chosen["store"]) == (("vary=both",), store.uri)
    assert said.index("baseline, groups against each other") < said.index("fair against baseline")
    text = page.read_text()
    for title in ("Attribute by attribute", "Strategies side by side", "What the seeds do"):
        assert title in text
    assert str(tmp_path) not in text, "where it was made is nobody's business"


def test_a_condition_that_no_run_meets_is_told_before_anything_is_written(in_checkout, tmp_path):
    page = tmp_path / "page.html"
    with pytest.raises(RequestError, match="No finished run has"):
        report_session("telecom", ["model__trials=77"], EXAMPLE, page)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(in_checkout, tmp_path):
    with pytest.raises(RequestError, match="There is no folder"):
        report_session("telecom", [], EXAMPLE, tmp_path / "nowhere" / "page.html")


def test_after_the_page_of_one_strategy_its_document_is_next():
    one = SimpleNamespace(against="fair", strategies=["fair"])
    assert _next_step(one, " --dataset toy").endswith("document --strategy fair --dataset toy")
    assert _next_step(None, "") == ""
