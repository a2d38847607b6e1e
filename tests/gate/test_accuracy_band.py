"""Accuracy of a strategy with the band that its people give."""

import numpy as np
import pytest

from fairlab.audit import performance
from fairlab.gate.accuracy_band import accuracy_band
from tests.compare.toy_people import people, predictions, toy_runs
from tests.gate.shifted_folds import by_fold, pooled, shifted


@pytest.mark.parametrize("metric", ["auc", "auprc"])
def test_scores_of_folds_are_never_pooled(metric):
    runs, tables = shifted()
    estimate, low, high = accuracy_band(runs, f"test/{metric}", tables)
    assert estimate == pytest.approx(by_fold(tables("a0")["predictions"], metric))
    assert low < estimate < high
    assert pooled(tables) < 0.7 < low or metric != "auc"


def test_it_is_the_mean_over_seeds():
    runs, tables = shifted(seeds=3)
    estimate, _, _ = accuracy_band(runs, "test/auc", tables)
    assert estimate == pytest.approx(runs["test/auc"].mean())


def test_a_rate_of_one_seed_has_the_band_of_its_people_and_its_five_models():
    about = people()
    runs, tables, _ = toy_runs(("baseline",), 1)
    made = predictions(about, "baseline", 0)
    recall = performance(made["y"], made["score"], made["flagged"])["recall"]
    estimate, low, high = accuracy_band(runs, "test/recall", tables)
    assert estimate == pytest.approx(recall)
    events = about["y"].sum()
    se = np.sqrt(recall * (1 - recall) / events * 5 / 4)
    four = 2.776  # Student's t with the degrees of freedom of five folds, where it has fewest
    assert 1.96 * 0.95 * se < (high - low) / 2 < four * 1.05 * se


@pytest.mark.slow
def test_it_covers_as_often_as_promised():
    hits, (runs, tables) = [], shifted(n=10)
    for draw in range(60):
        rng = np.random.default_rng(draw)
        y = (rng.random(600) < 0.4).astype(int)
        frame = tables("a0")["predictions"].reindex(range(600))
        frame = frame.assign(row=range(600), y=y, fold=np.arange(600) % 5, score=0.5)
        frame["flagged"] = rng.random(600) < np.where(y, 0.6, 0.1)
        made = {"predictions": frame}
        _, low, high = accuracy_band(runs, "test/recall", lambda _, found=made: found)
        hits.append(low <= 0.6 <= high)
    assert np.mean(hits) >= 0.9


def test_what_it_cannot_tell_is_none():
    runs, tables = shifted()
    assert accuracy_band(runs, "fair.sex/recall_parity", tables) is None
    assert accuracy_band(runs, "test/unheard_of", tables) is None
    old = {"predictions": tables("a0")["predictions"].drop(columns=["row", "fold"])}
    assert accuracy_band(runs, "test/auc", lambda run_id: old) is None
    few, of_few = shifted(n=150, share=0.1)
    assert accuracy_band(few, "test/auc", of_few) is None


def test_a_part_that_lacks_the_first_rows_is_read_by_the_numbers_of_its_rows():
    runs, tables, _ = toy_runs(("baseline",), 1, design="holdout")
    whole = tables("baseline0")["predictions"].assign(fold=0)
    part = {"predictions": whole[whole["row"] >= 500]}
    estimate, low, high = accuracy_band(runs, "test/recall", lambda run_id: part)
    own = part["predictions"]
    assert estimate == pytest.approx(own.loc[own["y"] == 1, "flagged"].mean())
    assert low < estimate < high
