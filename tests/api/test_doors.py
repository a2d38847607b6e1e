"""Documents, monitors and scores from a notebook: the code of the commands."""

import json
import re
from inspect import signature
from pathlib import Path

import pandas as pd
import pytest

import fairlab
import fairlab.api
from fairlab.errors import RequestError
from tests.document.conftest import made, swept  # noqa: F401
from tests.monitor.months import write

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "python.md"


def test_what_is_public_is_there_says_what_it_does_and_stands_in_the_reference():
    listed = REFERENCE.read_text()
    for name in fairlab.__all__:
        assert getattr(fairlab, name).__doc__, name
        assert re.search(rf"^::: fairlab\.\S*\b{name}$", listed, re.MULTILINE), name


def test_a_document_is_that_of_the_command(swept, made, tmp_path):  # noqa: F811
    found = fairlab.document(swept, strategy="fair", output=tmp_path / "doc")
    assert (tmp_path / "doc" / "figures.json").read_text() == (made / "figures.json").read_text()
    assert found.figures["name"].is_unique
    assert found.faults() == []
    page = tmp_path / "doc" / "documentation.md"
    page.write_text(page.read_text().replace("It does not say", "It says"))
    assert any("'does not say' is due" in fault for fault in found.faults())


def test_a_package_that_is_called_shows_what_its_function_takes():
    for name in fairlab._CALLED:
        package, function = getattr(fairlab, name), getattr(fairlab.api, name)
        assert signature(package) == signature(function)
        assert "Parameters\n---" in package.__doc__
        assert ">>>" not in package.__doc__.partition("Parameters")[2]


def test_a_call_that_does_not_fit_says_what_it_takes():
    with pytest.raises(RequestError, match="too many positional") as told:
        fairlab.audit([1, 0], [1, 0], {"sex": ["f", "m"]})
    assert str(told.value).splitlines()[1].startswith("By name it takes source, y, decision, gro")
    with pytest.raises(RequestError, match="got an unexpected keyword argument"):
        fairlab.compare(colour="red")


def test_one_name_is_one_column_and_a_frame_is_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = {"decision": "flag", "approve": 0, "time": "on", "record": False}
    found = fairlab.monitor(write(1, people=200), groups="sex", measures="selection_rate", **asked)
    assert found.statements["attribute"].unique().tolist() == ["sex"]
    for given in (pd.DataFrame({"a": [1]}), [pd.DataFrame()]):
        with pytest.raises(RequestError, match="A batch must be a file, but got a DataFrame"):
            fairlab.monitor(given, groups="sex")


def test_a_document_is_of_a_strategy_or_of_a_model():
    with pytest.raises(RequestError, match="A model says itself"):
        fairlab.document(strategy="fair", model="models:/a@b")


def test_a_monitor_counts_as_the_command_does(tmp_path, monkeypatch, monitor_typed):
    files = [write(at, people=2000, bias=0.4 * (at > 2)) for at in range(1, 5)]
    found = fairlab.monitor(
        files, groups=["sex", "job"], decision="flag", approve=0, time="on", person="id",
        delta={"selection_rate": 0.04}, record=False, today="2026-12-31",
    )  # fmt: skip
    assert found.answer == "alarm"
    alarms = found.statements[found.statements["answer"] == "alarm"]
    assert alarms[["attribute", "measure"]].to_numpy().tolist() == [["sex", "selection_rate"]]
    asked = "--today", "2026-12-31", "--no-record", "--json", "said.json"
    code, out, _ = monitor_typed(*files, *asked)
    row = json.loads(Path("said.json").read_text())["statements"][0]
    when = "process", "group", "rest", "alarmed", "since"
    assert [row[one] for one in when] == [1, "m", "f", "2026-03-28", "2026-03-28"]
    assert code == 1, "the command goes on with the same state"
    assert alarms["said"].iloc[0] in out


def test_rows_to_be_scored_are_a_frame():
    with pytest.raises(RequestError, match="must be a DataFrame"):
        fairlab.score("people.csv", "models:/a@b")
