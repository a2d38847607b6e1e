"""What is computed of runs of which some cannot be read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import fairlab
from fairlab.commands.choose import Wanted, choose_of
from fairlab.commands.comparison import compared
from fairlab.commands.finished import finished_runs
from fairlab.commands.gate import gate_session
from fairlab.errors import RequestError, StoreError
from fairlab.record.told_runs import TOLD
from tests.commands.recorded_sweep import record
from tests.compare.toy_people import people

WANTED = Wanted(max_gap=("sex.recall=0.9",))


def truncate(store, *runs):
    for run in runs:
        folder = Path(urlsplit(store.client.get_run(run).info.artifact_uri).path)
        file = folder / "predictions.parquet"
        file.write_bytes(file.read_bytes()[:100])


@pytest.fixture
def swept(store):
    """A sweep of three strategies, and the ids of its runs by strategy."""
    TOLD.clear()
    ledger = record(store, ("baseline", "fair", "other"), (0,), about=people(300))
    return store, ledger.table().set_index("strategy")["run_id"]


def test_nothing_is_compared_with_a_strategy_that_cannot_be_read(swept):
    store, runs = swept
    truncate(store, runs["baseline"])
    none = "No readable run of baseline is left.*\nSweep again"
    with pytest.raises(RequestError, match=none):
        compared(*finished_runs(None, (), store.uri))
    with pytest.raises(RequestError, match=none):
        choose_of(None, (), store.uri, WANTED)
    assert compared(*finished_runs(None, (), store.uri), "fair").strategies == ["fair", "other"]


def test_a_run_that_names_people_who_are_not_recorded_is_left_out(swept, caplog):
    store, runs = swept
    with closing(sqlite3.connect(store.database)) as db, db:
        edit = "UPDATE tags SET value = 'zz' WHERE key = 'fairlab.people' AND run_uuid = ?"
        db.execute(edit, (runs["fair"],))
    assert compared(*finished_runs(None, (), store.uri)).strategies == ["baseline", "other"]
    assert f"{runs['fair']} is left out: its tag fairlab.people is 'zz'" in caplog.text


def test_a_choice_is_made_among_the_others(swept):
    store, runs = swept
    truncate(store, runs["other"])
    found = choose_of(None, (), store.uri, WANTED)
    assert set(found.choice.strategies["strategy"]) == {"baseline", "fair"}
    assert "Left out: other (no run can be read)." in found.told


def test_it_is_said_once_that_no_run_can_be_read(swept, caplog):
    store, runs = swept
    truncate(store, *runs)
    with pytest.raises(StoreError, match="No readable run is left"):
        compared(*finished_runs(None, (), store.uri))
    with pytest.raises(StoreError, match="No readable run is left"):
        fairlab.document(store.uri)
    told = f"the run {runs['fair']} is left out: it is of 'fair' with seed 0, and its record is "
    told += "damaged: predictions.parquet. To have it anew: fairlab repair --delete "
    assert f"{told}{runs['fair']}, and the same sweep." in caplog.text


GATE = {"strategy": None, "run": None, "dataset": None, "conditions": ()}


@pytest.mark.parametrize("smallest", [None, 10])
def test_a_gate_does_not_pass_where_a_damaged_run_is_left_out(swept, capsys, smallest):
    store, runs = swept
    truncate(store, runs["other"])

    def gate(**asked):
        limit = {"most": ["test/recall=1"], "least": ()}
        return gate_session(**limit, **GATE | asked, store=store.uri, smallest=smallest)

    assert gate(strategy="fair") == 0
    assert gate() == 3
    told = f"Not measured: the run {runs['other']} of other with seed 0 is left out, whose files"
    assert told in capsys.readouterr().out


def test_a_gate_does_not_pass_where_an_edited_run_is_left_out(swept):
    store, runs = swept
    with closing(sqlite3.connect(store.database)) as db, db:
        edit = "UPDATE tags SET value = 'first' WHERE key = 'fairlab.seed' AND run_uuid = ?"
        db.execute(edit, (runs["other"],))
    found = fairlab.gate(store.uri, most={"test/recall": 1})
    (edited,) = found[found["verdict"] == "not measured"].to_dict("records")
    assert edited["strategy"] == "other"
    assert "is left out: its tag fairlab.seed is 'first'" in edited["sentence"]
    asked = {"most": ["test/recall=1"], "least": (), "store": store.uri}
    assert gate_session(**GATE | {"strategy": "fair"}, **asked) == 0
    assert gate_session(**GATE | {"run": runs["fair"]}, **asked) == 0
    assert gate_session(**GATE, **asked) == 3
    record(store, ("other",), (0,), about=people(300))
    assert gate_session(**GATE, **asked) == 0  # since it was run anew
