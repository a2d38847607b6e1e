import pytest

from fairlab.errors import RequestError, StoreError
from fairlab.record import Ledger
from fairlab.record.deleted_run import delete_run
from tests.commands.conftest import typed


def test_a_deleted_run_is_no_more_finished(store, finished_run, monkeypatch, capsys):
    ledger = Ledger(store, "toy")
    about, result = finished_run()
    run_id = ledger.write(about, result)
    assert about.key in ledger.finished()
    code, said, _ = typed("repair", monkeypatch, capsys)("--delete", run_id, "--store", store.uri)
    told = f"Deleted: baseline-s03 ({run_id}). The same sweep makes it anew. Nothing to repair."
    assert (code, said) == (0, told)
    assert not ledger.finished()


def test_no_other_is_deleted(store):
    with pytest.raises(StoreError, match="no run 'ab' in"):
        delete_run(store, "ab")
    run = store.client.create_run("0")
    with pytest.raises(RequestError, match="none of fairlab"):
        delete_run(store, run.info.run_id)
    assert store.client.get_run(run.info.run_id).info.lifecycle_stage == "active"
