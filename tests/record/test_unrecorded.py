"""A result that the store did not take is the same when it is read again."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import StoreError, UnrecordedError
from fairlab.record import Ledger, RunResult
from fairlab.record.laying_out import table_text
from fairlab.record.unrecorded import FILE, keep, kept


@pytest.fixture
def result(model_files) -> RunResult:
    return RunResult(
        metrics={"test/recall": np.float64(0.1), "test/auprc": float("nan")},
        started=datetime(2026, 1, 2, tzinfo=UTC),
        ended=datetime(2026, 1, 3, tzinfo=UTC),
        notes={"test/auprc": "no bad event"},
        steps={"fold/recall": [np.float64(0.5), 0.25]},
        tables={"groups": pd.DataFrame({"group": ["f", 1], "value": [1 / 3, None]})},
        predictions=pd.DataFrame({"row": [0, 1], "score": [0.1, 0.2], "flagged": [True, False]}),
        model=model_files,
        parts={"test": (np.int64(20), 3)},
        versions={"fairlab": "1"},
        files={"page.html": "<p>", "raw/bits": b"\x00"},
    )


def test_it_comes_back_whole(result, tmp_path):
    keep(result, tmp_path)
    again = kept(tmp_path)
    pd.testing.assert_frame_equal(again.predictions, result.predictions, check_exact=True)
    pd.testing.assert_frame_equal(again.model.example, result.model.example)
    pd.testing.assert_frame_equal(again.model.output, result.model.output)
    assert again.model.files == result.model.files
    assert (again.model.loader, again.model.requirements) == ("tests.record.toy_model", ["pandas"])
    assert table_text(again.tables["groups"]) == table_text(result.tables["groups"])
    assert again.files == {"page.html": b"<p>", "raw/bits": b"\x00"}
    np.testing.assert_equal(again.metrics, result.metrics)
    for name in ("started", "ended", "notes", "steps", "parts", "versions"):
        assert getattr(again, name) == getattr(result, name)


def test_what_waits_and_is_damaged_is_computed_anew(result, tmp_path):
    assert kept(tmp_path) is None
    whole = keep(result, tmp_path).read_bytes()
    flags = whole.index(b"PK\1\2") + 8  # of the first file in the list at the end
    encrypted = whole[:flags] + b"\1" + whole[flags + 1 :]  # says so of itself
    for damaged in (b"", whole[:200], whole[:60] + b"\x00\x01" + whole[62:], encrypted):
        (tmp_path / FILE).write_bytes(damaged)
        assert kept(tmp_path) is None


def test_a_ledger_keeps_what_its_store_does_not_take(store, finished_run):
    ledger, (about, result) = Ledger(store, "toy"), finished_run()
    assert ledger.kept(about.key) is None
    waits = pytest.raises(UnrecordedError, match=r"locked\nWhat was computed waits in .*zip")
    with waits, ledger.keeping(about, result):
        raise StoreError("locked")
    assert ledger.kept(about.key).metrics == result.metrics
