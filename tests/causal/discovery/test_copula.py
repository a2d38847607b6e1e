import numpy as np
import pandas as pd
import pytest
from scipy.stats import multivariate_normal, spearmanr

from fairlab.causal.discovery.copula import METHODS, _both_above, correlations
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.modes import discovered_graph
from fairlab.errors import DataError, RequestError

R = np.array([[1, 0.5, -0.3, 0.4], [0.5, 1, 0.2, 0.3], [-0.3, 0.2, 1, -0.2], [0.4, 0.3, -0.2, 1]])


@pytest.fixture(scope="module")
def mixed():
    rng = np.random.default_rng(0)
    z = rng.multivariate_normal(np.zeros(4), R, 40_000)
    return pd.DataFrame(
        {
            "rare": z[:, 0] > 1.3,
            "skewed": np.exp(z[:, 1]),
            "half": np.where(z[:, 2] > 0, "yes", "no"),
            "steps": np.digitize(z[:, 3], [-1, 0, 0.7, 1.5]),
        }
    )


def test_bridge_finds_the_correlations_behind_the_levels(mixed):
    assert correlations(mixed, "bridge").to_numpy() == pytest.approx(R, abs=0.03)


def test_observed_is_spearman_and_sampled_is_too_small(mixed):
    observed = correlations(mixed, "observed")
    ranks = spearmanr(mixed["rare"], mixed["skewed"]).statistic
    assert observed.loc["rare", "skewed"] == pytest.approx(ranks, abs=1e-9)
    assert abs(correlations(mixed, "sampled").loc["rare", "skewed"]) < 0.35


def test_sampled_repeats_with_its_seed_and_changes_with_it(mixed):
    one, again, other = (correlations(mixed, "sampled", seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


def test_the_bivariate_normal_integral_is_scipys():
    for a, b, r in [(0.3, -1.2, 0.5), (2.0, 1.0, -0.7), (0.0, 0.0, 0.9)]:
        theirs = multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([-a, -b])
        ours = _both_above(np.array([a]), np.array([b]), np.array([r]))[0]
        assert ours == pytest.approx(theirs, abs=1e-5)


@pytest.mark.parametrize("method", ["observed", "bridge", "sampled"])
def test_missing_values_are_left_out_pair_by_pair(mixed, method):
    holes = mixed.copy()
    rng = np.random.default_rng(1)
    holes["skewed"] = holes["skewed"].where(rng.random(len(holes)) < 0.7)
    holes["half"] = holes["half"].where(rng.random(len(holes)) < 0.7)
    full, part = correlations(mixed, method), correlations(holes, method)
    assert part.to_numpy() == pytest.approx(full.to_numpy(), abs=0.04)
    assert np.linalg.eigvalsh(part)[0] > 0


def test_a_matrix_that_cannot_be_is_mended():
    rng = np.random.default_rng(2)
    few = pd.DataFrame(rng.random((12, 8)) > 0.5)
    few.columns = list("abcdefgh")
    found = correlations(few, "bridge")
    assert np.linalg.eigvalsh(found)[0] > 0
    assert np.diag(found) == pytest.approx(1)


def test_a_constant_column_and_an_unknown_method_are_refused(mixed):
    with pytest.raises(DataError, match="'flat' holds one value"):
        correlations(mixed.assign(flat=1))
    with pytest.raises(RequestError, match="Did you mean 'bridge'"):
        correlations(mixed, "brigde")


def with_co_signers(n=4000):
    rng = np.random.default_rng(0)
    sex, flag = rng.integers(0, 2, n), rng.random(n) < 0.3
    income = np.exp(rng.normal(0.3 * sex, 0.5))
    theirs = np.where(flag, income * np.exp(rng.normal(0, 0.3, n)), np.nan)
    bad = (rng.random(n) < 1 / (1 + income)).astype(int)
    columns = {"sex": sex, "income": income, "co_signer": flag.astype(int), "theirs": theirs}
    return pd.DataFrame(columns | {"bad": bad})


@pytest.mark.parametrize("method", METHODS)
def test_a_column_that_is_there_only_where_a_flag_is_set_goes_with_no_flag(method):
    table = with_co_signers()
    found = correlations(table, method)
    assert abs(found.loc["co_signer", "theirs"]) < 0.03
    assert found.loc["income", "theirs"] > 0.5


def test_columns_that_share_no_row_do_not_go_together():
    table = with_co_signers()
    table["never_both"] = table["income"].where(table["theirs"].isna())
    for method in METHODS:
        assert abs(correlations(table, method).loc["never_both", "theirs"]) < 0.6


@pytest.mark.parametrize("method", METHODS)
def test_three_rows_show_nothing_and_many_do(method):
    income = np.random.default_rng(5).normal(size=1000)
    few = np.where(np.arange(1000) < 3, income, np.nan)
    half = np.where(np.arange(1000) < 500, income + income[::-1], np.nan)
    table = pd.DataFrame({"income": income, "few": few, "half": half, "bad": income < 0})
    found = correlations(table, method)["income"]
    assert abs(found["few"]) < 1e-9
    assert found["half"] > 0.5


def test_the_graph_says_what_was_not_compared():
    graph = discovered_graph(with_co_signers(), Knowledge(exogenous=("sex",)))
    assert "'co_signer' where 'theirs' has a value" in graph.notes[-1]
    assert "income" in graph.descendants
