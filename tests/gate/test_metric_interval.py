"""Seeds and rows together: an interval is as wide as either makes it."""

from math import isnan

import numpy as np
import pandas as pd
import pytest

from fairlab.gate.judge_limit import judge
from fairlab.gate.limits import Limit
from fairlab.gate.metric_interval import metric_interval
from fairlab.gate.verdicts import BROKEN, UNTOLD
from tests.gate.drawn_runs import PARITY, drawn


def verdict(limit, runs, tables):
    return judge("a", limit, metric_interval(runs, limit.metric, tables)).verdict


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
