import numpy as np
import pytest
from scipy.stats import binom, multivariate_hypergeom

from fairlab.audit.measures import parity
from fairlab.stats import exact_tests as module
from fairlab.stats.exact_tests import DRAWS, Chance, _reach, noise_floor


def test_every_table_keeps_its_margins():
    chance = Chance.of(np.array([4, 2, 3]), 5)
    assert chance.exact
    assert (chance.hits.sum(axis=1) == 5).all()
    assert (chance.hits >= 0).all()
    assert (chance.hits <= chance.sizes).all()
    assert len(np.unique(chance.hits, axis=0)) == len(chance.hits)
    assert chance.weights.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("total", [0, 7])
def test_when_all_or_none_are_hits_there_is_one_table(total):
    chance = Chance.of(np.array([3, 4]), total)
    assert len(chance.hits) == 1
    assert chance.least_p == 1


def test_many_tables_are_sampled_and_agree_with_the_list(monkeypatch):
    sizes, hits = np.array([30, 40, 50]), np.array([3, 12, 9])
    exact = Chance.of(sizes, 24)
    monkeypatch.setattr(module, "MOST_TABLES", 0)
    sample = Chance.of(sizes, 24, seed=4)
    assert exact.exact
    assert not sample.exact
    p = exact.p(sizes, hits)
    assert sample.p(sizes, hits) == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / DRAWS))
    floors = [noise_floor(parity(c.rates), c.weights, 0.95) for c in (exact, sample)]
    np.testing.assert_allclose(*floors, atol=0.02)


def test_a_sampled_p_is_never_zero(monkeypatch):
    monkeypatch.setattr(module, "MOST_TABLES", 0)
    sizes, hits = np.array([50, 50, 50]), np.array([50, 0, 0])
    assert Chance.of(sizes, 50).p(sizes, hits) == 1 / (DRAWS + 1)


def test_two_groups_are_exact_however_large_and_stay_small_in_memory():
    chance = Chance.of(np.array([250_000, 250_000]), 250_000)
    assert chance.exact
    assert len(chance.hits) < 60_000
    assert chance.weights.sum() == pytest.approx(1, abs=1e-12)


def test_a_table_and_its_mirror_are_equally_extreme():
    sizes = np.array([37, 37])
    one, other = np.array([5, 14]), np.array([14, 5])
    chance = Chance.of(sizes, 19)
    assert chance.p(sizes, one) == chance.p(sizes, other)
    assert chance.p(sizes, one) > 2 * chance.likelihood.min() / chance.likelihood.sum()


def test_the_floor_of_a_known_distribution():
    values, weights = np.array([0.3, 0.1, 0.2]), np.array([0.02, 0.5, 0.48])
    assert noise_floor(values, weights, 0.95) == (pytest.approx(0.152), 0.2)
    assert noise_floor(values, weights, 0.05) == (pytest.approx(0.152), 0.1)
    assert noise_floor(values, weights, 1.0)[1] == 0.3


def test_tables_are_listed_up_to_their_limit_and_drawn_beyond():
    listed = Chance.of(np.array([500, 99, 199]), 298)
    assert listed.exact
    assert len(listed.hits) == 100 * 200
    drawn = Chance.of(np.array([500, 99, 200]), 299)
    assert not drawn.exact
    assert len(drawn.hits) == DRAWS == 9_999
    assert drawn.sizes.tolist() == [99, 200, 500]


def test_a_sample_is_numpy_s_of_that_seed_and_each_table_weighs_the_same(monkeypatch):
    monkeypatch.setattr(module, "MOST_TABLES", 0)
    for total in (20, 100):
        drawn = Chance.of(np.array([60, 30, 40]), total, seed=5)
        rare = min(total, 130 - total)
        dealt = np.random.default_rng(5).multivariate_hypergeometric(
            [30, 40, 60], rare, DRAWS, method="marginals"
        )
        expected = dealt if rare == total else np.array([30, 40, 60]) - dealt
        np.testing.assert_array_equal(drawn.hits, expected)
        assert (drawn.weights == 1 / DRAWS).all()
        np.testing.assert_array_equal(drawn.rates, drawn.hits / [30, 40, 60])
    default = Chance.of(np.array([60, 30, 40]), 20).hits
    np.testing.assert_array_equal(default, Chance.of(np.array([60, 30, 40]), 20, seed=0).hits)


def test_a_sampled_p_counts_tables_no_likelier_and_itself(monkeypatch):
    monkeypatch.setattr(module, "MOST_TABLES", 0)
    sizes, hits = np.array([30, 40, 50]), np.array([3, 12, 9])
    sample = Chance.of(sizes, 24, seed=4)
    likelihood = multivariate_hypergeom.pmf(sample.hits, sizes, 24)
    seen = multivariate_hypergeom.pmf(hits, sizes, 24)
    below = (likelihood <= seen * (1 + 1e-9)).sum()
    assert sample.p(sizes, hits) == (below + 1) / (DRAWS + 1)


def test_the_weights_of_listed_tables_are_their_probabilities():
    for sizes, total in (([3, 5], 4), ([2, 3, 4], 7), ([4, 4, 4], 2)):
        chance = Chance.of(np.array(sizes), total)
        expected = multivariate_hypergeom.pmf(chance.hits, chance.sizes, total)
        np.testing.assert_allclose(chance.weights, expected, rtol=1e-9)
        assert expected.sum() == pytest.approx(1)


def test_p_and_the_least_p_never_exceed_one_and_the_order_of_groups_does_not_matter():
    sizes, hits = np.array([7, 5, 6]), np.array([1, 3, 2])
    chance = Chance.of(sizes, 6)
    assert chance.p(sizes, hits) == chance.p(sizes[::-1], hits[::-1])
    assert Chance.of(np.array([4, 4]), 4).p(np.array([4, 4]), np.array([2, 2])) == 1.0
    assert Chance.of(np.array([1, 19]), 1).least_p == pytest.approx(0.05)
    twins = Chance.of(np.array([3, 3]), 3)
    assert twins.least_p == pytest.approx(0.1)


def test_the_hits_of_a_large_group_are_listed_where_they_can_be():
    reach = _reach(100_000, 300_000, 30_000)
    mean, sd = 10_000, np.sqrt(30_000 / 3 * (2 / 3))
    assert binom.cdf(reach.start, 100_000, 0.1) < 1e-100
    assert binom.sf(reach.stop, 100_000, 0.1) < 1e-100
    assert mean - 50 * sd - 500 < reach.start < mean - 30 * sd
    assert mean + 30 * sd < reach.stop < mean + 50 * sd + 500
    assert _reach(5, 9, 7) == range(3, 6)
    assert _reach(5, 9, 2) == range(3)


def test_a_quantile_is_the_first_value_that_holds_enough_whatever_the_rounding():
    tenths = np.full(10, 0.1)
    values = np.arange(10) / 10
    assert noise_floor(values, tenths, 0.3) == (pytest.approx(0.45), 0.2)
    assert noise_floor(values[::-1], tenths, 0.30001)[1] == 0.3
    assert noise_floor(values, tenths * 0.999, 1.0)[1] == 0.9


def test_listed_tables_stand_in_one_order_so_that_draws_from_them_are_the_same():
    listed = Chance.of(np.array([4, 2, 3]), 4).hits.tolist()
    assert listed == sorted(listed)


def test_the_rarer_outcome_is_dealt_and_the_other_is_the_rest():
    few, many = (Chance.of(np.array([4, 2, 3]), total) for total in (4, 5))
    assert many.hits.tolist() == (many.sizes - few.hits).tolist()


def test_rounding_never_lifts_p_above_one():
    for size in (30, 35, 39):
        for total in range(2 * size + 1):
            sizes = np.array([size, size])
            assert Chance.of(sizes, total).p(sizes, np.array([total // 2, total - total // 2])) <= 1
