"""Basic statistics and their influences, against loops, other formulas and rows drawn anew."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.accuracy import performance_of_counts
from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.rankings import area_under_roc
from fairlab.audit.registry import rates
from fairlab.audit.statistic_rows import EVERYONE, RANK
from tests.audit.judged import judged

CELLS = {
    "tp": lambda y, d: y * d,
    "fp": lambda y, d: (1 - y) * d,
    "fn": lambda y, d: y * (1 - d),
    "tn": lambda y, d: (1 - y) * (1 - d),
}


def square(found: BasicStatistics) -> np.ndarray:
    """Give the sum of the squared influences of each statistic."""
    return np.diag(found.moments.project(found.weights).rows)


def of(found: BasicStatistics, *key: str) -> int:
    return found.place[key]


def share(data: OutOfFold, names: tuple, strategy: str) -> np.ndarray:
    return sum(CELLS[name](data.y, data.decisions[strategy]) for name in names)


def test_rates_and_their_influences_are_those_of_a_slow_loop():
    data = judged()
    found, squares = basic_statistics(data), square(basic_statistics(data))
    for attribute in data.groups:
        for group in data.groups[attribute].unique():
            for side in ("group", "rest"):
                inside = (data.groups[attribute] == group).to_numpy() == (side == "group")
                for rate in rates():
                    hits = share(data, rate.hits, "fair") * inside
                    base = hits + share(data, rate.misses, "fair") * inside
                    theta = hits.sum() / base.sum()
                    at = of(found, "fair", attribute, group, side, rate.name)
                    influence = ((hits - theta * base) / base.mean()).mean(axis=0)
                    assert found.table["estimate"][at] == pytest.approx(theta)
                    assert found.table["events"][at] == pytest.approx(base.sum() / 2)
                    assert squares[at] == pytest.approx((influence**2).sum())


def test_a_share_of_one_seed_has_the_binomial_variance():
    data = judged(seeds=1)
    found = basic_statistics(data)
    at = of(found, "plain", "sex", "f", "group", "recall")
    p, events = found.table[["estimate", "events"]].iloc[at]
    assert square(found)[at] / 400**2 == pytest.approx(p * (1 - p) / events)


def test_the_rank_of_everyone_is_the_auc_of_its_folds():
    data = judged(seeds=1)
    found = basic_statistics(data)
    at = [of(found, "plain", "sex", group, "group", RANK) for group in "fm"]
    rows = found.table.iloc[at]
    pooled = np.average(rows["estimate"], weights=rows["events"])
    folds = [np.flatnonzero(data.folds[0] == place) for place in range(4)]
    score = data.scores["plain"][0]
    each = [area_under_roc(data.y[rows], score[rows]) for rows in folds]
    weights = [data.y[rows].sum() for rows in folds]
    assert pooled == pytest.approx(np.average(each, weights=weights))
    auc = found.table["estimate"][of(found, "plain", "", "", EVERYONE, "auc")]
    assert auc == pytest.approx(np.mean(each))


def test_accuracy_by_counts_is_that_of_all_decisions():
    data = judged()
    cells = {name: share(data, (name,), "plain").sum() / 2 for name in CELLS}
    found = basic_statistics(data)
    for name, value in performance_of_counts(**cells).items():
        at = of(found, "plain", "", "", EVERYONE, name)
        assert found.table["estimate"][at] == pytest.approx(value), name


@pytest.mark.slow
def test_variances_are_those_of_rows_drawn_anew():
    data, rng = judged(600, strategies=1), np.random.default_rng(2)
    found = basic_statistics(data)
    drawn = []
    for _ in range(150):
        rows = rng.integers(0, 600, 600)
        again = replace(
            data,
            y=data.y[rows],
            groups=data.groups.iloc[rows],
            folds=data.folds[:, rows],
            decisions={name: made[:, rows] for name, made in data.decisions.items()},
            scores={name: made[:, rows] for name, made in data.scores.items()},
        )
        drawn.append(basic_statistics(again).table["estimate"])
    spread = pd.DataFrame(drawn).std().to_numpy()
    np.testing.assert_allclose(np.sqrt(square(found)) / 600, spread, rtol=0.2)


def test_the_order_of_rows_changes_nothing():
    data = judged()
    order = np.random.default_rng(3).permutation(400)
    mixed = replace(
        data,
        y=data.y[order],
        groups=data.groups.iloc[order],
        folds=data.folds[:, order],
        decisions={name: made[:, order] for name, made in data.decisions.items()},
        scores={name: made[:, order] for name, made in data.scores.items()},
    )
    one, two = basic_statistics(data), basic_statistics(mixed)
    keys = ["strategy", "attribute", "group", "side", "metric"]
    both = one.table.assign(square=square(one)).merge(two.table.assign(square=square(two)), on=keys)
    assert len(both) == len(one.table)
    np.testing.assert_allclose(both["estimate_x"], both["estimate_y"])
    np.testing.assert_allclose(both["square_x"], both["square_y"], rtol=1e-9)


def test_people_in_several_rows_count_once():
    data = judged(200)
    twice = np.repeat(np.arange(200), 2)
    doubled = replace(
        data,
        y=data.y[twice],
        groups=data.groups.iloc[twice],
        folds=data.folds[:, twice],
        decisions={name: made[:, twice] for name, made in data.decisions.items()},
        scores={},
        persons=twice,
    )
    plain = replace(data, scores={})
    np.testing.assert_allclose(
        square(basic_statistics(doubled)) / 400**2, square(basic_statistics(plain)) / 200**2
    )


def test_what_is_undefined_says_why_and_spoils_nothing_else():
    data = judged()
    flags = np.where(data.groups["sex"] == "f", 0, data.decisions["plain"])
    found = basic_statistics(replace(data, decisions={"plain": flags}, scores={}))
    row = found.table.iloc[of(found, "plain", "sex", "f", "group", "precision")]
    assert np.isnan(row["estimate"])
    assert row["note"] == "nothing flagged"
    assert np.isfinite(found.weights).all()
    assert np.isfinite(found.table["estimate"]).sum() > 40


def test_rows_without_a_group_are_in_no_rest():
    data = judged()
    groups = data.groups.assign(sex=data.groups["sex"].where(np.arange(400) > 50))
    found = basic_statistics(replace(data, groups=groups))
    row = found.table.iloc[of(found, "plain", "sex", "f", "rest", "selection_rate")]
    assert row["n"] == (groups["sex"] == "m").sum()
