import numpy as np
import pandas as pd
import pytest

from fairlab.data.free_text import free_text
from fairlab.data.table import read_table

ROWS = 200


@pytest.fixture
def file(tmp_path):
    place = np.arange(ROWS)
    table = pd.DataFrame({
        "said": [f"paid late, {i} times" for i in place],
        "job": [f"job number {i % 60}" for i in place],
        "code": [f"k{i}" for i in place],
        "income": place * 7 % 31 + 0.5,
        "bad": np.resize([1, 0, 0], ROWS),
    })  # fmt: skip
    table.to_csv(tmp_path / "people.csv", index=False)
    return tmp_path / "people.csv"


def test_free_text_is_left_out_and_told(file, caplog):
    data = read_table(file, target="bad", ignore=["code"])
    assert data.features == ["job", "income"]
    assert "`said` is left out: text with 200 values in 200 rows" in caplog.text


def test_so_is_text_of_more_levels_than_asked_for_and_no_other(file):
    data = read_table(file, target="bad", ignore=["code"], max_levels=59)
    assert data.features == ["income"]
    (file.with_suffix(".toml")).write_text('target = "bad"\nmax_levels = 200\nignore = ["code"]')
    assert read_table(file).features == ["said", "job", "income"]


def test_what_has_a_role_stays(file):
    frame = pd.read_csv(file)
    assert free_text(frame, ["said"]) == []
