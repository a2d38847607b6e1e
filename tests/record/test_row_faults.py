"""A run whose parameters somebody edited is no run of these parameters."""

import sqlite3
from contextlib import closing

import pytest

from fairlab.commands.recorded_run import refuse_unreadable
from fairlab.errors import RequestError
from fairlab.record import Ledger
from fairlab.record.row_faults import ASKED, PARAMS, row_fault

EDITS = {
    "UPDATE params SET value = '0.2' WHERE key = 'budget' AND run_uuid = ?": "is '0.2', and was",
    "DELETE FROM params WHERE key = 'budget' AND run_uuid = ?": "recorded as '0.1', is gone",
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_run_does_not_move_to_another_budget(edit, store, finished_run, caplog):
    ledger = Ledger(store, "toy")
    runs = [ledger.write(*finished_run(seed=seed, params={"budget": 0.1})) for seed in (0, 1)]
    with closing(sqlite3.connect(store.database)) as db, db:
        db.execute(edit, (runs[0],))
    assert ledger.table()["run_id"].tolist() == [runs[1]]
    assert EDITS[edit] in caplog.text
    assert list(ledger.finished().values()) == [runs[1]]  # so that a sweep runs it anew
    edited = store.client.get_run(runs[0]).data
    with pytest.raises(RequestError, match=f"cannot be read: .*{EDITS[edit]}"):
        refuse_unreadable(runs[0], edited.tags, edited.params)


def test_a_parameter_that_somebody_adds_is_no_fault():
    tags = {**{f"fairlab.{name}": "1" for name in ASKED}, PARAMS: '{"budget": "0.1"}'}
    params = {"budget": "0.1", "reviewed": "yes"}
    assert row_fault({**tags, "fairlab.files_sha256": "1"}, params, {}, {}) == ""
    assert row_fault(tags, params, {}, {}) == "it has no tag fairlab.files_sha256"
