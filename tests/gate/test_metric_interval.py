"""Seeds and rows together: a limit is broken only where neither could be the reason."""

from math import isnan

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.measures import parity
from fairlab.compare.summary_over_seeds import summary_over_seeds
from fairlab.gate.judge_limit import BROKEN, KEPT, UNTOLD, exit_code, judge
from fairlab.gate.limits import Limit
from fairlab.gate.metric_interval import metric_interval

PARITY = "fair.g/recall_parity"


def drawn(seeds, recalls, sizes, seed=0):
    """Runs on people whose groups are caught with these rates, and the tables of each run."""
    rng = np.random.default_rng(seed)
    tables, rows = {}, []
    for number in range(seeds):
        hits = rng.binomial(sizes, recalls)
        groups = {"attribute": "g", "kind": "group", "measure": "recall", "hits": hits}
        groups = pd.DataFrame(groups | {"size": sizes, "value": hits / np.array(sizes)})
        flagged = np.arange(sum(sizes)) < hits.sum()
        predictions = pd.DataFrame({"y": 1, "score": 0.5, "flagged": flagged})
        tables[f"r{number}"] = {"groups": groups, "predictions": predictions}
        rows.append({"run_id": f"r{number}", "seed": number, "test/recall": flagged.mean(),
                     PARITY: float(parity(groups["value"].to_numpy()))})  # fmt: skip
    params = {"params.vary": "both", "params.split.test": "drawn"}
    counts = {"params.rows.test": "25", "params.rows.train": "60"}
    runs = pd.DataFrame(rows).assign(strategy="a", undefined="", **params, **counts)
    return runs, tables.__getitem__


def verdict(limit, runs, tables):
    return judge("a", limit, metric_interval(runs, limit.metric, tables)).verdict


def test_equal_groups_that_are_small_do_not_break_a_limit_in_however_many_seeds():
    runs, tables = drawn(20, [0.3] * 6, [12] * 6)
    seeds_alone = summary_over_seeds(runs[[PARITY]], 25 / 60).iloc[0]
    assert seeds_alone["low"] > 0.2, "the seeds agree on a parity that is noise"
    assert verdict(Limit(PARITY, 0.2, most=True), runs, tables) == UNTOLD


def test_groups_that_are_unequal_break_it_and_groups_that_are_equal_keep_it():
    limit = Limit(PARITY, 0.2, most=True)
    assert verdict(limit, *drawn(5, [0.8, 0.2], [500, 500])) == BROKEN
    assert verdict(limit, *drawn(5, [0.8, 0.8], [2000, 2000])) == KEPT


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [1, 4])
def test_a_limit_at_the_truth_is_seldom_broken_and_seldom_kept(seeds):
    limit = Limit(PARITY, 0.5, most=True)
    found = [verdict(limit, *drawn(seeds, [0.4, 0.2], [80, 80], seed=n)) for n in range(60)]
    assert found.count(BROKEN) <= 3
    assert found.count(KEPT) <= 3


def test_one_test_part_for_all_is_no_surer_than_its_rows():
    runs, tables = drawn(1, [0.5], [100])
    runs = pd.concat([runs, runs.assign(seed=1, **{"test/recall": runs["test/recall"] + 0.01})])
    own = metric_interval(runs[:1], "test/recall", tables)
    shared = metric_interval(runs.assign(**{"params.split.test": "given"}), "test/recall", tables)
    assert shared.low <= own.low
    assert shared.high >= own.high


def test_a_metric_that_seeds_lack_may_break_its_limit_but_not_keep_it():
    runs, tables = drawn(6, [0.9, 0.9], [500, 500])
    runs.loc[0, "test/recall"] = np.nan
    assert verdict(Limit("test/recall", 0.95, most=False), runs, tables) == BROKEN
    assert verdict(Limit("test/recall", 0.5, most=False), runs, tables) == UNTOLD


def test_an_undefined_metric_is_told_with_its_reason():
    runs, tables = drawn(2, [0.5, 0.5], [50, 50])
    why = '{"fair.g/recall_parity": "no positives in group b"}'
    runs = runs.assign(undefined=why, **{PARITY: np.nan})
    found = metric_interval(runs, PARITY, tables)
    assert isnan(found.value)
    finding = judge("a", Limit(PARITY, 0.2, most=True), found)
    assert finding.verdict == UNTOLD
    assert "undefined (no positives in group b)" in finding.sentence


def test_one_run_tells_nothing_of_what_its_rows_do_not_tell():
    runs, tables = drawn(1, [0.5, 0.5], [50, 50])
    assert verdict(Limit("seed", 5, most=True), runs, tables) == UNTOLD


def test_the_worst_finding_gives_the_exit_code():
    assert exit_code([KEPT, KEPT]) == 0
    assert exit_code([KEPT, UNTOLD]) == 2
    assert exit_code([KEPT, UNTOLD, BROKEN]) == 1


@pytest.mark.parametrize(("metric", "edges"), [("test/auc", (0, 1)), ("test/mcc", (-1, 1))])
def test_an_interval_over_seeds_ends_where_the_metric_ends(metric, edges):
    runs, tables = drawn(3, [0.4, 0.2], [80, 80])
    for sign in {-1, 1} & {edges[0] or 1, edges[1]}:
        told = metric_interval(
            runs.assign(**{metric: sign * np.array([0.9, 0.99, 1])}), metric, tables
        )
        assert edges[0] <= told.low < told.value < told.high <= edges[1]
        assert (told.low if sign < 0 else told.high) == sign
    times = metric_interval(runs.assign(**{"time/fit_s": [1, 5, 9.0]}), "time/fit_s", tables)
    assert times.high > 9
