import numpy as np
import pandas as pd
from sklearn.metrics import precision_recall_curve, roc_curve

from fairlab.report.sections.curve_section import thresholds
from fairlab.report.sections.curves import band, precision_at, precision_recall, recall_at, roc

GRID = np.linspace(0, 1, 101)


def _part(seed=0, rows=300):
    rng = np.random.default_rng(seed)
    score = rng.random(rows).round(2)
    return (rng.random(rows) < score).astype(int), score


def test_the_roc_curve_is_that_of_scikit_learn():
    y, score = _part()
    alarms, hits, _ = roc_curve(y, score, drop_intermediate=False)
    np.testing.assert_allclose(roc(y, score, GRID), np.interp(GRID, alarms, hits))


def test_precision_is_that_of_the_first_cut_that_reaches_the_recall():
    y, score = _part(1)
    precision, recall, _ = precision_recall_curve(y, score)
    mine = precision_recall(y, score, GRID[1:])
    for at, found in zip(GRID[1:], mine, strict=True):
        reached = np.flatnonzero(recall >= at - 1e-12)
        assert found == precision[reached[-1]]


def test_cuts_agree_with_a_plain_loop():
    y, score = _part(2)
    for at in (0.0, 0.25, 0.5, 1.0):
        flagged = score >= at
        assert recall_at(y, score, np.array([at]))[0] == y[flagged].sum() / y.sum()
        expected = y[flagged].mean() if flagged.any() else np.nan
        np.testing.assert_allclose(precision_at(y, score, np.array([at]))[0], expected)
    assert np.isnan(precision_at(y, np.full(300, 0.4), np.array([0.5]))[0])


def test_the_band_holds_the_mean_of_the_seeds():
    parts = [pd.DataFrame(dict(zip(("y", "score"), _part(seed), strict=True))) for seed in range(5)]
    found = band(parts, roc)
    assert ((found["low"] <= found["mean"] + 1e-12) & (found["mean"] <= found["high"] + 0.2)).all()
    np.testing.assert_allclose(
        found["mean"],
        np.mean([roc(p["y"].to_numpy(), p["score"].to_numpy(), GRID) for p in parts], axis=0),
    )


def test_the_cuts_of_thousands_of_seeds_are_one_line_of_the_figure():
    grid = np.linspace(0, 1, 101)
    bands = dict.fromkeys(
        ("recall", "precision"),
        pd.DataFrame(dict.fromkeys(("at", "mean", "low", "high"), grid)),
    )
    few = thresholds(bands, [0.2, 0.5], "#0072b2")
    many = thresholds(bands, np.random.default_rng(0).random(5000), "#0072b2")
    assert few.count("<path") == many.count("<path")
    assert len(many) < 100_000
