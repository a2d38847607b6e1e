"""Columns of other libraries than pandas."""

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import fairlab
from fairlab.api.columns_given import named_columns, one_column

ROWS = 60
FRAME = pd.DataFrame({"sex": np.resize(["f", "m"], ROWS), "job": np.resize(["a", "b", "c"], ROWS)})
FLAGGED = np.resize([0, 1, 0, 1, 1], ROWS)


@pytest.fixture(scope="module")
def usual():
    return fairlab.audit(decision=FLAGGED, groups=FRAME)


@pytest.mark.parametrize(
    ("column", "frame"),
    [
        (FLAGGED.tolist(), FRAME),
        (tuple(FLAGGED), FRAME.to_dict("list")),
        (pa.array(FLAGGED), pa.Table.from_pandas(FRAME)),
        (pa.chunked_array([FLAGGED[:7], FLAGGED[7:]]), FRAME),
        (pa.table({"flag": FLAGGED}), FRAME.to_dict("list")),
        (nw.from_native(pd.Series(FLAGGED), series_only=True), pa.Table.from_pandas(FRAME)),
        (pd.Series(FLAGGED, dtype="int64[pyarrow]"), FRAME),
    ],
)
def test_the_audit_is_the_same_whoever_holds_the_columns(column, frame, usual):
    found = fairlab.audit(decision=column, groups=frame)
    pd.testing.assert_frame_equal(found.statements, usual.statements)


def test_a_table_without_labels_is_taken_by_place_beside_any_labels():
    decided = pd.Series(FLAGGED, np.arange(ROWS)[::-1])
    found = fairlab.audit(decision=decided, groups=pa.Table.from_pandas(FRAME))
    assert found.source.decision.tolist() == (FLAGGED == 1).tolist()


def test_labels_that_an_arrow_table_kept_are_labels():
    kept = pa.Table.from_pandas(FRAME.set_axis([f"p{at}" for at in range(ROWS)]))
    assert list(named_columns("groups", kept)["sex"].index[:2]) == ["p0", "p1"]


def test_a_series_keeps_its_labels_and_a_list_has_none():
    assert one_column("y", pd.Series([1], ["ann"])).index.tolist() == ["ann"]
    assert not isinstance(one_column("y", [1]), pd.Series)
