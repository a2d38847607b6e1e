"""What ``data describe --write`` writes, a sweep takes, over tables as people have them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlab.data.describe import describe
from fairlab.data.table import read_table

ROWS = 240
NOISE = np.random.default_rng(0)
DAYS = pd.date_range("2025-01-01", periods=ROWS)
USUAL = {
    "age": NOISE.integers(18, 80, ROWS),
    "sex": np.resize(["f", "m", "m"], ROWS),
    "income": NOISE.normal(3000, 400, ROWS).round(2),
    "target": np.resize([0, 0, 1, 0, 0], ROWS),
}


def csv(**more) -> str:
    return pd.DataFrame(USUAL | more).to_csv(index=False)


ZOO = {
    "plain": csv(),
    "an index that was named so": pd.DataFrame(USUAL).rename_axis("Unnamed: 0").to_csv(),
    "a saved index": pd.DataFrame(USUAL).to_csv(),
    "dates": csv(applied=DAYS.astype(str)),
    "dates with points": csv(
        applied=pd.date_range("2025-01-01", periods=ROWS).strftime("%d.%m.%Y")
    ),
    "months": csv(month=np.resize(["Jan-2020", "Feb-2020"], ROWS)),
    "decimal commas": pd.DataFrame(USUAL).to_csv(index=False, sep=";", decimal=","),
    "ids": csv(customer_id=[f"c{n}" for n in range(ROWS)]),
    "an empty column": csv(nothing=None),
    "missing codes": csv(job=np.resize(["cook", "N/A", "clerk"], ROWS)),
    "words among numbers": csv(months=["Exempt", " N/A", *range(ROWS - 2)]),
    "booleans": csv(member=np.resize([True, False], ROWS)),
    "another likely target": csv(default=np.resize([0, 1, 1], ROWS)),
    "postcodes": csv(postcode=[f"{1000 + n % 120}AB" for n in range(ROWS)]),
    "free text": csv(note=[f"note {n} of {NOISE.random():.5f}" for n in range(ROWS)]),
}


@pytest.mark.parametrize("kind", ZOO)
def test_it_is(kind, tmp_path: Path):
    (tmp_path / "table.csv").write_text(ZOO[kind])
    (tmp_path / "table.toml").write_text(describe(tmp_path / "table.csv").toml())
    data = read_table(tmp_path / "table.toml")
    assert (data.rows, data.target, data.positives) == (ROWS, "target", ROWS // 5)
    assert "sex" in data.sensitive
    assert data.frame["income"].dtype == float
