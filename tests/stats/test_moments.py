"""Moments of blocks of rows, against a loop over people, cells and models."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.stats.moments import MANY, THIN, Moments, accumulate


def drawn(seeds: int = 2, n: int = 60, models: int = 3, p: int = 4):
    rng = np.random.default_rng(0)
    folds = np.array([rng.permutation(n) % models for _ in range(seeds)])
    return rng.normal(size=(seeds, p, n)), folds


def moments_of(x: np.ndarray, folds: np.ndarray, persons=None, block: int = 7) -> Moments:
    return accumulate(lambda seed, rows: x[seed][:, rows], folds, persons, block=block)


def slow(x: np.ndarray, folds: np.ndarray, persons: np.ndarray):
    seeds, p, _ = x.shape
    rows, cells, models = np.zeros((p, p)), np.zeros((p, p)), []
    for person in np.unique(persons):
        own = x[:, :, persons == person].sum(axis=2).mean(axis=0)
        rows += np.outer(own, own)
    for seed in range(seeds):
        for fold in range(folds.max() + 1):
            models.append(x[seed][:, folds[seed] == fold].sum(axis=1))
            for person in np.unique(persons):
                own = x[seed][:, (persons == person) & (folds[seed] == fold)].sum(axis=1)
                cells += np.outer(own, own)
    return rows, cells, np.array(models)


@pytest.mark.parametrize("seeds", [1, 3])
@pytest.mark.parametrize("people", [60, 17])
def test_they_are_the_sums_over_people_cells_and_models(seeds, people):
    x, folds = drawn(seeds)
    persons = np.sort(np.arange(60) % people)
    found = moments_of(x, folds, persons)
    rows, cells, models = slow(x, folds, persons)
    np.testing.assert_allclose(found.rows, rows)
    np.testing.assert_allclose(found.cells, cells)
    np.testing.assert_allclose(found.models, models)


def test_a_row_is_a_person_where_nothing_else_is_said():
    x, folds = drawn()
    found, named = moments_of(x, folds), moments_of(x, folds, np.arange(60))
    np.testing.assert_allclose(found.rows, named.rows)
    np.testing.assert_allclose(found.cells, named.cells)


@settings(max_examples=20, deadline=None)
@given(block=st.integers(1, 80))
def test_blocks_change_nothing(block):
    x, folds = drawn()
    persons = np.sort(np.arange(60) % 11)
    found, whole = moments_of(x, folds, persons, block), moments_of(x, folds, persons, 1000)
    np.testing.assert_allclose(found.rows, whole.rows)
    np.testing.assert_allclose(found.models, whole.models)


@pytest.mark.parametrize("alike", [True, False])
def test_influences_of_few_rows_are_multiplied_alike(alike):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(MANY + 90, 400))
    flagged = rng.random((1 if alike else MANY + 50, 400)) < THIN / 2
    x[: MANY + 50] *= flagged  # by strategies that flag few, and the same people or others
    x[5] = 0
    folds = np.arange(400)[None] % 2
    found = accumulate(lambda seed, block: x[:, block], folds)
    np.testing.assert_allclose(found.rows, x @ x.T, atol=1e-12)


def test_a_contrast_has_the_moments_of_its_own_influences():
    x, folds = drawn()
    weights = np.array([[1.0, -1, 0, 0], [0.5, 0, 2, -1]])
    direct = moments_of(np.einsum("cp,spn->scn", weights, x), folds)
    found = moments_of(x, folds).project(weights)
    np.testing.assert_allclose(found.rows, direct.rows)
    np.testing.assert_allclose(found.cells, direct.cells)
    np.testing.assert_allclose(found.models, direct.models, atol=1e-12)
    np.testing.assert_allclose(found.totals, direct.totals, atol=1e-12)


def test_what_cancels_in_every_row_is_nothing():
    x, folds = drawn()
    x[:, 1] = x[:, 0] * 3
    found = moments_of(x, folds).project(np.array([[3.0, -1, 0, 0], [0, 0, 1, 0]]))
    assert found.rows[0, 0] == found.cells[0, 0] == found.rows[0, 1] == 0
    assert found.rows[1, 1] > 0


def test_rows_of_a_person_must_stand_side_by_side():
    x, folds = drawn()
    with pytest.raises(ValueError, match="side by side"):
        moments_of(x, folds, np.arange(60) % 2)
