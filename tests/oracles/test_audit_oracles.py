"""The audit against slow loops, integer arithmetic, scipy, scikit-learn and fairlearn."""

from fractions import Fraction
from itertools import product
from math import comb, isnan, prod

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import fisher_exact, norm

from fairlab.audit import audit_groups, performance
from fairlab.audit.measures import gap, parity, ratio
from fairlab.audit.registry import group_metrics, rates
from fairlab.stats.exact_tests import Chance, noise_floor
from fairlab.stats.score_interval import score_interval


def people(seed, rows=600):
    rng = np.random.default_rng(seed)
    groups = pd.DataFrame(
        {
            "sex": pd.Categorical(rng.choice(["m", "f"], rows)),
            "race": pd.Categorical(rng.choice(list("abcd"), rows, p=[0.5, 0.3, 0.15, 0.05])),
        }
    )
    y = rng.random(rows) < 0.3
    flagged = rng.random(rows) < np.where(y, 0.6, 0.2)
    return y.astype(int), flagged.astype(int), groups


# What each rate asks of a row: is it in question, and does it count?
ASKED = {
    "precision": lambda y, flagged: (flagged, y),
    "recall": lambda y, flagged: (y, flagged),
    "fpr": lambda y, flagged: (not y, flagged),
    "npv": lambda y, flagged: (not flagged, not y),
    "selection_rate": lambda y, flagged: (True, flagged),
    "approval_rate": lambda y, flagged: (True, not flagged),
}


def slow_rate(rate, y, flagged, group, level):
    hits = size = 0
    for happened, decided, member in zip(y, flagged, group, strict=True):
        in_question, counts = ASKED[rate](bool(happened), bool(decided))
        if member == level and in_question:
            size += 1
            hits += bool(counts)
    return hits, size


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_is_that_of_a_slow_loop(seed):
    y, flagged, groups = people(seed)
    frame = audit_groups(y, flagged, groups, min_size=1).set_index(["attribute", "kind", "measure"])
    for attribute, rate in product(groups, ASKED):
        levels = groups[attribute].cat.categories
        seen = [slow_rate(rate, y, flagged, groups[attribute], level) for level in levels]
        shares = [hits / size for hits, size in seen]
        rows = frame.loc[(attribute, "group", rate)]
        assert rows[["hits", "size"]].to_numpy().tolist() == [list(each) for each in seen]
        assert rows["value"].tolist() == shares
        spread = max(shares) - min(shares)
        values = {gap: spread, parity: spread / max(shares), ratio: min(shares) / max(shares)}
        for metric in of_rate(rate):
            row = frame.loc[(attribute, "attribute", metric.name)]
            assert row["value"] == values[metric.spread]
            assert (row["gap"], row["normalised"]) == (spread, values[parity])
            assert row["hits"] == sum(hits for hits, _ in seen)
            first, second = (list(levels).index(row[end]) for end in ("group", "against"))
            assert row["difference"] == shares[first] - shares[second]


def of_rate(name):
    found = [m for m in group_metrics() if [rate.name for rate in m.rates] == [name]]
    assert found, name
    return found


def test_every_rate_of_the_registry_has_its_slow_loop():
    assert {rate.name for rate in rates()} == set(ASKED)


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("seed", range(3))
def test_fairlearn_agrees(seed):
    from fairlearn import metrics as fl
    from sklearn.metrics import precision_score, recall_score

    y, flagged, groups = people(seed)
    frame = audit_groups(y, flagged, groups, min_size=1).set_index(["attribute", "measure"])
    one = {
        "precision": precision_score,
        "recall": recall_score,
        "fpr": fl.false_positive_rate,
        "selection_rate": fl.selection_rate,
        "approval_rate": lambda y_true, y_pred: fl.selection_rate(y_true, 1 - y_pred),
    }
    for attribute in groups:
        given = {"sensitive_features": groups[attribute]}
        table = fl.MetricFrame(metrics=one, y_true=y, y_pred=flagged, **given)
        for rate in one:
            ours = frame.loc[(attribute, rate)].set_index("group")["value"]
            theirs = table.by_group[rate].rename(index=str)
            pd.testing.assert_series_equal(
                ours, theirs.loc[ours.index], check_names=False, check_index_type=False, rtol=1e-12
            )
        whole = {
            "selection_rate_difference": fl.demographic_parity_difference(y, flagged, **given),
            "flag_rate_ratio": fl.demographic_parity_ratio(y, flagged, **given),
            "approval_rate_difference": table.difference()["approval_rate"],
            "adverse_impact_ratio": fl.demographic_parity_ratio(1 - y, 1 - flagged, **given),
            "equal_opportunity_difference": fl.equal_opportunity_difference(y, flagged, **given),
            "equalized_odds_difference": fl.equalized_odds_difference(
                y, flagged, agg="mean", **given
            ),
        }
        for measure, theirs in whole.items():
            assert frame.loc[(attribute, measure), "value"].item() == pytest.approx(
                theirs, abs=1e-12
            )


@pytest.mark.parametrize("share", [0.003, 0.05, 0.5, 0.97])
@pytest.mark.parametrize("decimals", [0, 1, 3])
def test_scikit_learn_agrees(share, decimals):
    from sklearn import metrics as sk

    rng = np.random.default_rng(1)
    y = (rng.random(1_000) < share).astype(int)
    score = np.round(np.clip(0.3 * y + rng.random(1_000) * 0.7, 0, 1), decimals)
    flagged = (score >= 0.4).astype(int)
    found = performance(y, score, flagged)
    theirs = {
        "auc": sk.roc_auc_score(y, score),
        "auprc": sk.average_precision_score(y, score),
        "mcc": sk.matthews_corrcoef(y, flagged),
        "f1": sk.f1_score(y, flagged),
        "recall": sk.recall_score(y, flagged),
        "precision": sk.precision_score(y, flagged),
        "balanced_accuracy": sk.balanced_accuracy_score(y, flagged),
        "kappa": sk.cohen_kappa_score(y, flagged),
        "brier": sk.brier_score_loss(y, score),
        "gmean": np.sqrt(
            sk.recall_score(y, flagged) * sk.recall_score(1 - y, 1 - flagged),
        ),
    }
    assert not any(map(isnan, found.values()))
    del found["expected_maximum_profit"]  # scikit-learn has none: tests/audit has its own loop
    assert found == pytest.approx(theirs, abs=1e-12)


def test_fisher_s_p_is_scipy_s():
    rng = np.random.default_rng(2)
    for top in (8, 60, 900, 40_000):
        for _ in range(40):
            sizes = rng.integers(1, top, 2)
            if rng.random() < 0.3:
                sizes[1] = sizes[0]
            hits = rng.binomial(sizes, rng.choice([0.02, 0.3, 0.5, 0.9]))
            theirs = fisher_exact(np.column_stack([hits, sizes - hits])).pvalue
            ours = Chance.of(sizes, int(hits.sum())).p(sizes, hits)
            assert ours == pytest.approx(theirs, abs=1e-8), (sizes, hits)


def every_table(sizes, total):
    """Tables of these margins, each with the number of ways in which it comes about."""
    for hits in product(*(range(size + 1) for size in sizes)):
        if sum(hits) == total:
            yield hits, prod(comb(s, h) for s, h in zip(sizes, hits, strict=True))


@pytest.mark.parametrize(
    ("sizes", "seen"),
    [
        ((5, 9), (4, 1)),
        ((12, 12), (3, 8)),
        ((20, 31), (20, 20)),
        ((4, 7, 9), (3, 2, 0)),
        ((6, 6, 6), (0, 3, 3)),
        ((3, 4, 5, 8), (3, 0, 1, 2)),
        ((8, 10, 12), (8, 9, 11)),
    ],
)
def test_p_and_floor_are_those_of_integer_enumeration(sizes, seen):
    tables = dict(every_table(sizes, sum(seen)))
    ways = sum(tables.values())
    p = Fraction(sum(way for way in tables.values() if way <= tables[seen]), ways)
    chance = Chance.of(np.array(sizes), sum(seen))
    assert chance.exact
    assert chance.p(np.array(sizes), np.array(seen)) == pytest.approx(float(p), abs=1e-12)

    spread, reached = [], Fraction(0)
    for hits, way in tables.items():
        rates = [Fraction(h, s) for h, s in zip(hits, sizes, strict=True)]
        spread.append(((max(rates) - min(rates)) / max(rates), Fraction(way, ways)))
    mean = sum(value * weight for value, weight in spread)
    ordered = iter(sorted(spread))
    while reached < Fraction(95, 100):
        value, weight = next(ordered)
        reached += weight
    ours = noise_floor(parity(chance.rates), chance.weights, 0.95)
    assert ours == pytest.approx((float(mean), float(value)), abs=1e-12)


@pytest.mark.parametrize(
    "table", [(28, 306, 55, 799), (28, 101, 55, 119), (1, 20, 4, 30), (19, 20, 4, 30), (7, 9, 9, 9)]
)
def test_the_score_interval_is_that_of_a_numeric_search(table):
    hits, size, other_hits, other_size = table
    seen = hits / size - other_hits / other_size
    limit = norm.ppf(0.975)

    def z(difference):
        def against(rate):
            both = (hits, size, rate + difference), (other_hits, other_size, rate)
            return -sum(x * np.log(p) + (n - x) * np.log(1 - p) for x, n, p in both)

        ends = max(0, -difference) + 1e-12, min(1, 1 - difference) - 1e-12
        rate = minimize_scalar(against, bounds=ends, method="bounded", options={"xatol": 1e-12}).x
        other = rate + difference
        variance = other * (1 - other) / size + rate * (1 - rate) / other_size
        rows = size + other_size
        return (seen - difference) / np.sqrt(variance * rows / (rows - 1))

    low = brentq(lambda d: z(d) - limit, -0.999, seen)
    high = brentq(lambda d: z(d) + limit, seen, 0.999)
    assert score_interval(*table) == pytest.approx((low, high), abs=1e-5)
