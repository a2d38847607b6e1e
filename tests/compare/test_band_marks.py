"""Marks and bands stand where the statements say."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from fairlab.compare.band_marks import accuracy_changes, draw_bands, gaps_of
from tests.compare.toy_people import toy_comparison

pytestmark = pytest.mark.slow


def test_gaps_of_all_strategies_stand_together():
    found = gaps_of(toy_comparison(seeds=1), "recall")
    assert found["about"].tolist() == ["sex", "age, mid", "age, old", "age, young"] * 2
    assert set(found["strategy"]) == {"baseline", "fair"}
    assert set(found["metric"]) == {"recall"}


def test_changes_of_accuracy_are_named_in_words():
    comparison = toy_comparison(seeds=1)
    found = accuracy_changes(comparison)
    assert (found["attribute"] == "").all()
    assert "auc" in set(found["about"])
    assert found["told"].tolist() == found["answer"].str.startswith("differs").tolist()


def test_every_band_reaches_from_low_to_high_and_filled_marks_differ():
    table = gaps_of(toy_comparison(seeds=1), "recall")
    axes = Figure().subplots()
    names = draw_bands(axes, table, "black", "white")
    assert names == ["sex", "age, mid", "age, old", "age, young"]
    lines, marks = axes.collections[::2], axes.collections[1::2]
    for line, mark, (_, own) in zip(lines, marks, table.groupby("strategy"), strict=True):
        ends = np.array([part[:, 0] for part in line.get_segments()])
        np.testing.assert_allclose(ends, own[["low", "high"]])
        np.testing.assert_allclose(mark.get_offsets()[:, 0], own["estimate"])
        white = (mark.get_facecolors() == 1).all(axis=1)
        np.testing.assert_array_equal(~white, own["told"])
