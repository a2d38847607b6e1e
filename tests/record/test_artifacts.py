import numpy as np
import pandas as pd
import pytest

from fairlab.record import Ledger
from fairlab.record.artifacts import run_tables

pytestmark = pytest.mark.slow


def test_tables_come_back_as_they_were_written(finished_run, store):
    without_intervals = {"value": [0.5, np.nan], "low": [np.nan, np.nan], "note": ["", "n = 1"]}
    written = pd.DataFrame({"row": ["a", "b"], **without_intervals})
    predictions = pd.DataFrame({"y": [0, 1], "score": [0.25, 0.75], "flagged": [False, True]})
    run = finished_run(tables={"individual": written}, predictions=predictions)
    found = run_tables(store, Ledger(store, "toy").write(*run))
    pd.testing.assert_frame_equal(found["individual"], written)
    pd.testing.assert_frame_equal(found["predictions"], predictions)
