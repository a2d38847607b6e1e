"""The picture of differences: deterministic, and the same names as the table."""

import pandas as pd

from fairlab.compare.figures import difference_figure
from fairlab.compare.seeds import compare
from tests.compare.test_seeds import runs_of


def table() -> pd.DataFrame:
    values = {"baseline": [0.70, 0.72, 0.74], "other": [0.80, 0.82, 0.841]}
    runs = runs_of(values).assign(**{"fair.<b>sex</b>/recall_parity": [0.1, 0.2, 0.1] * 2})
    return compare(runs)


def test_the_same_table_gives_the_same_bytes(tmp_path):
    for name in ("one.svg", "two.svg"):
        difference_figure(table(), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_a_bitmap_is_one(tmp_path):
    difference_figure(table(), tmp_path / "figure.png")
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")


def test_names_are_escaped(tmp_path):
    difference_figure(table(), tmp_path / "figure.svg")
    assert "<b>sex" not in (tmp_path / "figure.svg").read_text()
