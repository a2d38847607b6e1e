import numpy as np
import pandas as pd
import pytest

from fairlab.record.laying_out import table_text

TABLES = {
    "mixed": pd.DataFrame(
        {
            "row": ["a/b", "é", '"', None],
            "value": [0.1, np.nan, np.inf, 1e-300],
            "size": [1, 2, 3, 2**62],
            "told": [True, False, True, False],
            "group": pd.Categorical(["x", "y", None, "x"]),
            "when": pd.to_datetime(["2025-01-01", None, "2025-03-01", "2025-04-01"]),
        },
        index=[3, 1, 2, 0],
    ),
    "objects": pd.DataFrame(
        {"any": [np.float32(0.1), np.int64(3), True, pd.NA], "none": [None, pd.NA, np.nan, pd.NaT]}
    ),
    "narrow": pd.DataFrame({"x": np.array([0.1, 1 / 3, np.nan], "float32")}),
    "without rows": pd.DataFrame({"row": [], "value": []}),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_written_as_mlflow_does(name: str) -> None:
    table = TABLES[name]
    assert table_text(table) == table.to_json(orient="split", index=False, date_format="iso")
